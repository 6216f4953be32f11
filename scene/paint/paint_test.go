package paint

import (
	"bytes"
	"encoding/xml"
	"image/color"
	"image/png"
	"io"
	"strings"
	"testing"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"finishline/scene"
	"finishline/sim"
)

// picture is that of a trace in which one thing happens.
func picture(t *testing.T, theme scene.Theme) *scene.Scene {
	t.Helper()
	trace := sim.NewTrace(0)
	w := sim.NewWorld(nil, trace)
	w.SetProc(1)
	w.Emit(sim.Record{Kind: sim.KindThrow, Name: w.Sym("Error"), Text: w.Sym("a < b && \"c\" \x01 → 漢")})
	var sc scene.Scene
	scene.New(trace).Build(scene.View{W: 900, Cursor: 1, Theme: theme}, &sc)
	return &sc
}

// TestSVGIsXML reads the file back: well-formed, nothing from outside, every text in it.
func TestSVGIsXML(t *testing.T) {
	sc := picture(t, scene.Dark)
	var out bytes.Buffer
	if err := SVG(&out, sc, scene.Dark, "a <title>"); err != nil {
		t.Fatal(err)
	}
	var texts []string
	in := false
	for d := xml.NewDecoder(bytes.NewReader(out.Bytes())); ; {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			in = tok.Name.Local == "text"
			for _, a := range tok.Attr {
				if a.Name.Local == "href" {
					t.Errorf("<%s> refers to %s", tok.Name.Local, a.Value)
				}
			}
		case xml.EndElement:
			in = false
		case xml.CharData:
			if in {
				texts = append(texts, string(tok))
			}
		}
	}
	all := strings.Join(texts, "\n")
	for _, want := range []string{"event loop", `uncaught Error: a < b && "c"   → 漢`} {
		if !strings.Contains(all, want) {
			t.Errorf("the SVG does not say %q:\n%s", want, all)
		}
	}
	if strings.Count(out.String(), "http") != 1 { // the namespace
		t.Error("the SVG is not self-contained")
	}
}

// TestPNG reads the picture back and looks at its corner.
func TestPNG(t *testing.T) {
	for _, theme := range []scene.Theme{scene.Dark, scene.Light} {
		sc := picture(t, theme)
		var out bytes.Buffer
		if err := PNG(&out, sc, theme, 2); err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(&out)
		if err != nil {
			t.Fatal(err)
		}
		if b := img.Bounds(); b.Dx() != 1800 || b.Dy() < 400 {
			t.Errorf("the picture is %v", b)
		}
		want := scene.Palette(theme)[scene.RoleBackground]
		if got := color.RGBAModel.Convert(img.At(1, 1)); got != want {
			t.Errorf("the corner is %v, the background %v", got, want)
		}
	}
}

// TestSubset reads a subset with another reader of fonts: the characters are
// there, as wide as they were and with the same outlines; others are not.
func TestSubset(t *testing.T) {
	for _, face := range []scene.Face{scene.Regular, scene.Bold, scene.Mono} {
		small, err := subset(face, map[rune]bool{'A': true, 'é': true, '→': true, '漢': true})
		if err != nil {
			t.Fatal(err)
		}
		if len(small) > 25000 {
			t.Errorf("face %d: %d bytes for three characters", face, len(small))
		}
		f, err := sfnt.Parse(small)
		if err != nil {
			t.Fatal(err)
		}
		whole, err := sfnt.Parse(face.TTF())
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range "Aé→" {
			compareGlyph(t, f, whole, r)
		}
		if g, err := f.GlyphIndex(nil, 'B'); err != nil || g != 0 {
			t.Errorf("face %d: glyph %d for a character that was not asked for (%v)", face, g, err)
		}
	}
}

func compareGlyph(t *testing.T, a, b *sfnt.Font, r rune) {
	t.Helper()
	var shapes [2]sfnt.Segments
	var widths [2]fixed.Int26_6
	for i, f := range []*sfnt.Font{a, b} {
		var buf sfnt.Buffer
		g, err := f.GlyphIndex(&buf, r)
		if err != nil || g == 0 {
			t.Fatalf("no glyph for %q: %v", r, err)
		}
		s, err := f.LoadGlyph(&buf, g, fixed.I(64), nil)
		if err != nil {
			t.Fatal(err)
		}
		shapes[i] = append(sfnt.Segments(nil), s...)
		if widths[i], err = f.GlyphAdvance(&buf, g, fixed.I(64), 0); err != nil {
			t.Fatal(err)
		}
	}
	if widths[0] != widths[1] || len(shapes[0]) == 0 || len(shapes[0]) != len(shapes[1]) || shapes[0][0] != shapes[1][0] {
		t.Errorf("%q is another glyph: %v wide, was %v; %d segments, were %d", r, widths[0], widths[1], len(shapes[0]), len(shapes[1]))
	}
}
