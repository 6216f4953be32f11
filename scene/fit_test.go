package scene_test

import (
	"testing"

	"finishline/scene"
	"finishline/sim"
)

// widths are those that people have: phone, phone on its side, the page's
// canvas beside an editor, laptop, slide.
var widths = []float32{360, 640, 780, 960, 1440}

// TestEveryTextFits builds every scenario at several moments and widths: each
// text fits the room that it was given, lies inside the canvas, and covers no
// other.
func TestEveryTextFits(t *testing.T) {
	var sc scene.Scene
	each(t, func(name string, s *scene.Story) {
		n := sim.RecordID(s.Trace().Len())
		for _, w := range widths {
			for _, cursor := range []sim.RecordID{0, 1, n / 3, n / 2, loss(t, s), n} {
				s.Build(scene.View{W: w, H: 720, Cursor: cursor}, &sc)
				checkTexts(t, &sc, name, w, cursor)
			}
		}
	})
}

func loss(t *testing.T, s *scene.Story) sim.RecordID {
	t.Helper()
	id, err := s.Find("loss")
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func checkTexts(t *testing.T, sc *scene.Scene, name string, w float32, cursor sim.RecordID) {
	t.Helper()
	for i := range sc.Shapes {
		h := &sc.Shapes[i]
		if h.Kind != scene.Text || h.Text == "" {
			continue
		}
		r := extent(h)
		if r.W > h.W+0.01 {
			t.Errorf("%s, %g wide, record %d: %q needs %.1f and has %.1f", name, w, cursor, h.Text, r.W, h.W)
		}
		if r.X < 0 || r.X+r.W > w || r.Y < 0 || r.Y+r.H > sc.Height {
			t.Errorf("%s, %g wide, record %d: %q lies outside of the canvas", name, w, cursor, h.Text)
		}
		for k := i + 1; k < len(sc.Shapes); k++ {
			if o := &sc.Shapes[k]; o.Kind == scene.Text && overlap(r, extent(o)) {
				t.Errorf("%s, %g wide, record %d: %q and %q cover each other", name, w, cursor, h.Text, o.Text)
			}
		}
	}
}

// extent is what a text covers: from the height of capitals to the baseline.
func extent(h *scene.Shape) scene.Rect {
	w := h.Face().Width(h.Text, h.Size)
	x := h.X
	switch h.Align {
	case scene.Middle:
		x -= w / 2
	case scene.Right:
		x -= w
	}
	return scene.Rect{X: x, Y: h.Y - 0.7*h.Size, W: w, H: 0.7 * h.Size}
}

func overlap(a, b scene.Rect) bool {
	return a.W > 0 && b.W > 0 && a.X < b.X+b.W-0.5 && b.X < a.X+a.W-0.5 && a.Y < b.Y+b.H && b.Y < a.Y+a.H
}
