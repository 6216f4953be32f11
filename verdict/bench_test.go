package verdict_test

import (
	"io"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"finishline/scenarios"
	"finishline/script"
	"finishline/verdict"
)

// BenchmarkOf judges traces of real scenarios; ns/record is what matters: a page
// judges after every run.
func BenchmarkOf(b *testing.B) {
	for _, name := range []string{"h2-session-close-in-finish", "98-h1-server-close-after-big-end", "96-h2-frames-stream-close"} {
		sc, err := scenarios.Find(name)
		require.NoError(b, err)
		r := scenarios.Setup{Version: release(b, "24.21.0"), Trace: true}.Simulate(script.Program{
			Path: "/scenarios/script.js", Source: sc.Script, FS: fstest.MapFS{}, Stdout: io.Discard, Stderr: io.Discard,
		})
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				verdict.Of(r.Trace)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(r.Trace.Len()), "ns/record")
			b.ReportMetric(float64(r.Trace.Len()), "records")
		})
	}
}
