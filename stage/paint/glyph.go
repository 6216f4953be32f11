package paint

import (
	"image"
	"math"

	"finishline/scene"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// face is a font at one size; a scene uses a handful.
type face struct {
	id       scene.Face
	size     uint16
	f        font.Face
	advances [128]float32 // of ASCII, device pixels
}

// places is how many places between two pixels a glyph may begin at: finer than
// a quarter is not seen, and a high-DPI screen has the pixels instead.
const places = 4

// face returns a font at a size in device pixels.
func (p *Painter) face(id scene.Face, px float32) *face {
	size := uint16(min(max(px, 1), 400)*16 + 0.5)
	for _, f := range p.faces {
		if f.id == id && f.size == size {
			return f
		}
	}
	f := newFace(p.font(id), id, size)
	p.faces = append(p.faces, f)
	return f
}

func newFace(f *opentype.Font, id scene.Face, size uint16) *face {
	of, err := opentype.NewFace(f, &opentype.FaceOptions{Size: float64(size) / 16, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		panic(err) // it only fails for options that make no sense
	}
	out := &face{id: id, size: size, f: of}
	for r := range out.advances {
		adv, _ := of.GlyphAdvance(rune(r))
		out.advances[r] = float32(adv) / 64
	}
	return out
}

func (p *Painter) font(id scene.Face) *opentype.Font {
	if p.fonts[id] == nil {
		f, err := opentype.Parse(id.TTF())
		if err != nil {
			panic(err) // the data is in the program
		}
		p.fonts[id] = f
	}
	return p.fonts[id]
}

func (f *face) advance(r rune) float32 {
	if uint32(r) < uint32(len(f.advances)) {
		return f.advances[r]
	}
	adv, _ := f.f.GlyphAdvance(r)
	return float32(adv) / 64
}

// glyph finds or draws a glyph; false if it has no pixels, or no room was left.
func (p *Painter) glyph(f *face, r rune, sub uint8) (glyph, bool) {
	key := glyphKey{r, f.size, f.id, sub}
	g, known := p.atlas.glyphs[key]
	if known {
		return g, g.w > 0
	}
	dr, mask, at, _, ok := f.f.Glyph(fixed.Point26_6{X: fixed.Int26_6(sub) * (64 / places)}, r)
	if !ok || dr.Empty() {
		p.atlas.glyphs[key] = glyph{}
		return glyph{}, false
	}
	x, y, ok := p.atlas.put(mask.(*image.Alpha), at, dr.Dx(), dr.Dy())
	if !ok {
		return glyph{}, false
	}
	g = glyph{int16(x), int16(y), int16(dr.Dx()), int16(dr.Dy()), int16(dr.Min.X), int16(dr.Min.Y)}
	p.atlas.glyphs[key] = g
	return g, true
}

// text draws s with its baseline at y, from x, in device pixels.
func (p *Painter) text(f *face, s string, x, y float32, c colour) {
	baseline := float32(math.Round(float64(y)))
	for _, r := range s {
		pen := float32(math.Floor(float64(x*places+0.5))) / places
		whole := float32(math.Floor(float64(pen)))
		if g, ok := p.glyph(f, r, uint8((pen-whole)*places)); ok {
			p.glyphQuad(whole+float32(g.dx), baseline+float32(g.dy), g, c)
		}
		x += f.advance(r)
	}
}

func (f *face) width(s string) float32 {
	var w float32
	for _, r := range s {
		w += f.advance(r)
	}
	return w
}
