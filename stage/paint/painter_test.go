package paint

import (
	"math"
	"strings"
	"testing"

	"finishline/scene"
)

func painted(p *Painter, scale float32, shapes ...scene.Shape) []Batch {
	for i := range shapes {
		shapes[i].Alpha = 1
	}
	p.Begin(scale, scene.Palette(scene.Dark))
	p.Paint(shapes, 0, 0)
	return p.Batches()
}

// A scene measures its texts before it is painted: what fits there must fit here.
func TestTextIsAsWideAsTheSceneThinks(t *testing.T) {
	p := New()
	for _, f := range []scene.Face{scene.Regular, scene.Bold, scene.Mono} {
		for _, scale := range []float32{1, 1.25, 1.5, 2, 3} {
			for _, text := range []string{"HEADERS 1 END_STREAM", "kernel receive buffer", "→ destroyed … “ü”"} {
				p.Begin(scale, scene.Palette(scene.Dark))
				got := p.face(f, 12*scale).width(text) / scale
				if want := f.Width(text, 12); math.Abs(float64(got-want)) > 0.02*float64(want) {
					t.Errorf("face %d at scale %g: %q is %.2f wide and should be %.2f", f, scale, text, got, want)
				}
			}
		}
	}
}

// Glyphs are copied pixel by pixel, so they must lie on whole pixels.
func TestGlyphsAreOnWholePixels(t *testing.T) {
	p := New()
	b := painted(p, 1.5, scene.Shape{Kind: scene.Text, Role: scene.RoleText, X: 10.3, Y: 20.7, Size: 13, Text: "finish"})[0]
	if len(b.Vertices) < 4*5 {
		t.Fatalf("%d vertices for six glyphs", len(b.Vertices))
	}
	for _, v := range b.Vertices {
		if v.DstX != round(v.DstX) || v.DstY != round(v.DstY) || v.SrcX != round(v.SrcX) {
			t.Fatalf("a corner at %g, %g from %g", v.DstX, v.DstY, v.SrcX)
		}
	}
}

// What stands still has sharp edges; what travels is not moved from pixel to pixel.
func TestEdges(t *testing.T) {
	p := New()
	box := scene.Shape{Kind: scene.Box, Role: scene.RolePanel, X: 3, Y: 5, W: 11, H: 7}
	v := painted(p, 1.25, box)[0].Vertices[0]
	left := v.DstX + 1 // the quad has a pixel of room around the box
	if left != round(left) {
		t.Errorf("a box that stands still begins at %g", left)
	}
	box.X = 3.3
	v = painted(p, 1.25, box)[0].Vertices[0]
	if got := v.DstX + 1; math.Abs(float64(got-3.3*1.25)) > 1e-3 {
		t.Errorf("a box under way begins at %g instead of %g", got, 3.3*1.25)
	}
}

// A large box is made of parts that meet and do not overlap: the area of all
// quads is the box's.
func TestLargeBoxes(t *testing.T) {
	for _, scale := range []float32{1, 1.25, 2} {
		box := scene.Shape{Kind: scene.Box, Role: scene.RolePanel, X: 8, Y: 16, W: 400, H: 304, R: 7}
		var area float32
		for i, vs := 0, painted(New(), scale, box)[0].Vertices; i < len(vs); i += 4 {
			area += (vs[i+2].DstX - vs[i].DstX) * (vs[i+2].DstY - vs[i].DstY)
		}
		if want := 400 * 304 * scale * scale; area != want {
			t.Errorf("at scale %g the parts cover %g pixels of %g", scale, area, want)
		}
	}
}

func TestOneDrawCall(t *testing.T) {
	p := New()
	shapes := []scene.Shape{
		{Kind: scene.Box, Role: scene.RolePanel, Stroke: scene.RolePanelLine, W: 50, H: 20, R: 4, Width: 1},
		{Kind: scene.Text, Role: scene.RoleText, X: 4, Y: 14, Size: 12, Text: "end()"},
		{Kind: scene.Dot, Role: scene.RoleTokenData, Stroke: scene.RoleText, X: 9, Y: 9, R: 4, Width: 1},
		{Kind: scene.Flag, Role: scene.RoleWarn, W: 9, H: -12},
		{Kind: scene.Cross, Role: scene.RoleLoss, W: 9, H: 9, Width: 2},
		{Kind: scene.Chequer, Role: scene.RoleChequerDark, Stroke: scene.RoleChequerLight, W: 8, H: 8, R: 4},
		{Kind: scene.Line, Role: scene.RoleWire, W: 30, H: 0, Width: 1},
	}
	b := painted(p, 2, shapes...)
	if want := 2 + 4 + 2 + 1 + 2 + 4 + 1; len(b) != 1 || len(b[0].Indices) != 6*(want+1) && len(b[0].Indices) != 6*want {
		t.Errorf("%d batches, %d quads in the first; want one of %d", len(b), len(b[0].Indices)/6, want)
	}
	big := make([]scene.Shape, 40000)
	for i := range big {
		big[i] = shapes[6]
	}
	quads := 0
	for _, b := range painted(p, 2, big...) {
		if len(b.Vertices) > 1<<16 {
			t.Errorf("a batch of %d vertices", len(b.Vertices))
		}
		quads += len(b.Indices) / 6
	}
	if quads != len(big) {
		t.Errorf("%d quads for %d lines", quads, len(big))
	}
}

func TestAFullAtlasIsEmptied(t *testing.T) {
	p := New()
	var shapes []scene.Shape
	for size := float32(60); size < 140; size += 1.5 {
		shapes = append(shapes, scene.Shape{Kind: scene.Text, Role: scene.RoleText, Y: 100, Size: size, Text: "ABCDEFGHIJKLMNOPQRSTUVWXYZabc"})
	}
	painted(p, 1, shapes...)
	if !p.Full() {
		t.Skip("the atlas took it all")
	}
	b := painted(p, 1, scene.Shape{Kind: scene.Text, Role: scene.RoleText, Y: 100, Size: 12, Text: "finish"})
	if p.Full() || len(b[0].Indices) < 6*5 {
		t.Error("after it was full the atlas has no room for six letters")
	}
	if r, pix := p.AtlasChanges(); r.Dx() != p.AtlasSize() || len(pix) != 4*r.Dx()*r.Dy() {
		t.Errorf("the texture is not told that all of it is new: %v", r)
	}
}

func TestPaintingAgainAllocatesNothing(t *testing.T) {
	p := New()
	shapes := []scene.Shape{
		{Kind: scene.Box, Role: scene.RolePanel, W: 50, H: 20, Alpha: 1},
		{Kind: scene.Text, Role: scene.RoleText, X: 4, Y: 14, Size: 12, Alpha: 1, Text: "response emits 'finish'"},
	}
	paint := func() {
		p.Begin(2, scene.Palette(scene.Light))
		p.Paint(shapes, 0, 0)
		p.AtlasChanges()
	}
	paint()
	if n := testing.AllocsPerRun(20, paint); n > 0 {
		t.Errorf("%g allocations", n)
	}
}

func TestElideAndWrap(t *testing.T) {
	long := "a " + strings.Repeat("long ", 30) + strings.Repeat("x", 200) + " \xff\xfe end"
	for _, room := range []float32{0, 8, 40, 100, 333} {
		if got := Elide(long, room, 12, scene.Bold); room > 20 && scene.Bold.Width(got, 12) > room {
			t.Errorf("%q is %.1f wide in %.1f", got, scene.Bold.Width(got, 12), room)
		}
		lines := Wrap(long, room, 12, scene.Regular)
		for _, l := range lines {
			if room > 20 && scene.Regular.Width(l, 12) > room {
				t.Errorf("%q is %.1f wide in %.1f", l, scene.Regular.Width(l, 12), room)
			}
		}
		if got := strings.ReplaceAll(strings.Join(lines, ""), " ", ""); got != strings.ReplaceAll(long, " ", "") {
			t.Errorf("wrapping to %.0f lost text: %q", room, got)
		}
	}
	if got := Clean("a\nb\t\x1b[0m\xff"); got != "a b  [0m�" {
		t.Errorf("%q", got)
	}
}
