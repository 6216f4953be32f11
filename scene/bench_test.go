package scene_test

import (
	"testing"

	"finishline/scene"
	"finishline/sim"
)

// busy runs until its trace has over 100,000 records: four sessions at a time,
// streams side by side, bodies of several frames.
const busy = `
const http2 = require('node:http2');
const server = http2.createServer((req, res) => { res.write(Buffer.alloc(30000)); setTimeout(() => res.end('x'), 3); });
let open = 0;
server.listen(0, '127.0.0.1', () => {
  for (let i = 0; i < 4; i++) {
    const c = http2.connect('http://127.0.0.1:' + server.address().port);
    let left = 150;
    open++;
    const next = () => {
      if (left-- <= 0) { c.close(); if (--open === 0) server.close(); return; }
      const r = c.request({ ':path': '/' + left });
      r.resume();
      r.on('close', next);
    };
    next(); next(); next();
  }
});
process.on('exit', () => {});
`

func busyTrace(t testing.TB) *sim.Trace {
	tr := runSource(t, "busy", busy, "24", "loopback")
	if n := tr.Len(); n < 100000 {
		t.Fatalf("the busy trace has only %d records", n)
	}
	return tr
}

var benchView = scene.View{W: 1280, H: 800}

// BenchmarkBuildJump builds at cursors all over a long trace. At most 4 ms.
func BenchmarkBuildJump(b *testing.B) {
	s := scene.New(busyTrace(b))
	n := uint32(s.Trace().Len())
	var sc scene.Scene
	v, at := benchView, uint32(1)
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		at = at*1664525 + 1013904223
		v.Cursor = sim.RecordID(1 + at%n)
		s.Build(v, &sc)
	}
}

// BenchmarkBuildStep plays: ten frames between each two records.
func BenchmarkBuildStep(b *testing.B) {
	s := scene.New(busyTrace(b))
	var sc scene.Scene
	v := benchView
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		v.Cursor, v.Fraction = sim.RecordID(50000+i/10%40000), float32(i%10)/10
		s.Build(v, &sc)
	}
}

// BenchmarkNew indexes the long trace.
func BenchmarkNew(b *testing.B) {
	t := busyTrace(b)
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		scene.New(t)
	}
}

// TestNeighbourAllocatesNothing moves to the next record and back, with tokens on their way.
func TestNeighbourAllocatesNothing(t *testing.T) {
	s := scene.New(run(t, "h2-session-close-in-finish", "23.7.0", "loopback"))
	var sc scene.Scene
	for cursor := sim.RecordID(1); int(cursor) < s.Trace().Len(); cursor += 7 {
		v := benchView
		move := func() {
			for _, f := range []float32{0, 0.4, 0.8} {
				v.Cursor, v.Fraction = cursor, f
				s.Build(v, &sc)
			}
			v.Cursor, v.Fraction = cursor+1, 0
			s.Build(v, &sc)
		}
		move()
		if n := testing.AllocsPerRun(5, move); n != 0 {
			t.Fatalf("from record %d to the next and back: %v allocations", cursor, n)
		}
	}
}
