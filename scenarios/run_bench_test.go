package scenarios

import (
	"io"
	"testing"
	"testing/fstest"

	"finishline/node/versions"
	"finishline/script"
)

// BenchmarkSeed is one whole run of the seed's script from source, JavaScript
// included, with and without the trace; and as an exploration runs it again.
func BenchmarkSeed(b *testing.B) {
	sc, err := Find("h2-session-close-in-finish")
	if err != nil {
		b.Fatal(err)
	}
	v, _ := versions.Find("24.21.0")
	for _, c := range []struct {
		name  string
		setup Setup
	}{
		{"trace", Setup{Version: v, Trace: true}},
		{"no-trace", Setup{Version: v}},
		{"again", Setup{Version: v, Cache: new(script.Cache)}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; i < b.N; i++ {
				c.setup.Simulate(script.Program{
					Path: "/s/" + sc.Name + ".js", Source: sc.Script, FS: fstest.MapFS{}, Stdout: io.Discard, Stderr: io.Discard,
				})
			}
		})
	}
}
