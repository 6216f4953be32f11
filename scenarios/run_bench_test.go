package scenarios

import (
	"io"
	"testing"
	"testing/fstest"

	"finishline/node/versions"
	"finishline/script"
)

// BenchmarkSeed is one whole run of the seed's script from source, JavaScript
// included, with and without the trace.
func BenchmarkSeed(b *testing.B) {
	sc, err := Find("h2-session-close-in-finish")
	if err != nil {
		b.Fatal(err)
	}
	v, _ := versions.Find("24.21.0")
	for _, trace := range []bool{true, false} {
		name := "trace"
		if !trace {
			name = "no-trace"
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; i < b.N; i++ {
				Setup{Version: v, Trace: trace}.Simulate(script.Program{
					Path: "/s/" + sc.Name + ".js", Source: sc.Script, FS: fstest.MapFS{}, Stdout: io.Discard, Stderr: io.Discard,
				})
			}
		})
	}
}
