package stage_test

import (
	"io"
	"testing"

	"finishline/node/versions"
	"finishline/scenarios"
	"finishline/scene"
	"finishline/script"
	"finishline/sim"
	"finishline/stage"
	"finishline/stage/paint"
)

func seed(b testing.TB) *sim.Trace {
	b.Helper()
	s, err := scenarios.Find("h2-session-close-in-finish")
	if err != nil {
		b.Fatal(err)
	}
	v, err := versions.Find("23.7.0")
	if err != nil {
		b.Fatal(err)
	}
	return scenarios.Setup{Version: v, Trace: true}.Simulate(script.Program{
		Path: "/server.js", Source: s.Script, Cwd: "/", Stdout: io.Discard, Stderr: io.Discard}).Trace
}

// BenchmarkFrame is a frame of playback on the processor: scene and triangles.
func BenchmarkFrame(b *testing.B) {
	s := stage.New()
	s.Resize(1200, 800)
	s.Load(seed(b))
	s.SetSpeed(1. / 300)
	p := paint.New()
	b.ReportAllocs()
	for b.Loop() {
		if !s.Playing() {
			s.Play(true)
		}
		s.Frame(1. / 60)
		p.Begin(2, scene.Palette(scene.Dark))
		s.Paint(p)
		p.AtlasChanges()
	}
	n := 0
	for _, batch := range p.Batches() {
		n += len(batch.Indices) / 6
	}
	b.ReportMetric(float64(n), "quads")
}
