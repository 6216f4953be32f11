package scene

import (
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Face is one of the three fonts that scenes are set in. Every painter uses
// the same ones, so that a text that fits here fits everywhere.
type Face uint8

// The faces.
const (
	Regular Face = iota
	Bold
	Mono
)

// TTF is the font's file.
func (f Face) TTF() []byte {
	switch f {
	case Bold:
		return gobold.TTF
	case Mono:
		return gomono.TTF
	}
	return goregular.TTF
}

// Face is the font of a text.
func (h *Shape) Face() Face {
	switch {
	case h.Mono:
		return Mono
	case h.Bold:
		return Bold
	}
	return Regular
}

// advances caches a font's widths in ems: almost every text is ASCII.
type advances struct {
	font  *sfnt.Font
	buf   sfnt.Buffer
	ascii [128]float32
	rest  map[rune]float32
}

// fonts are loaded when the first text is measured: a program that draws nothing pays nothing.
var fonts [3]*advances

func (f Face) advances() *advances {
	if a := fonts[f]; a != nil {
		return a
	}
	font, err := sfnt.Parse(f.TTF())
	if err != nil {
		panic("scene: the Go fonts do not parse: " + err.Error())
	}
	a := &advances{font: font, rest: map[rune]float32{}}
	for r := rune(' '); r < 127; r++ {
		a.ascii[r] = a.load(r)
	}
	fonts[f] = a
	return a
}

const measuredAt = 256 // pixels an em: plenty of precision in 26.6 fixed point

func (a *advances) load(r rune) float32 {
	g, err := a.font.GlyphIndex(&a.buf, r)
	if err != nil || g == 0 {
		return 1 // another font will draw it, at most an em wide
	}
	w, err := a.font.GlyphAdvance(&a.buf, g, fixed.I(measuredAt), 0)
	if err != nil {
		return 1
	}
	return float32(w) / 64 / measuredAt
}

func (a *advances) of(r rune) float32 {
	if r < 128 {
		return a.ascii[r]
	}
	w, ok := a.rest[r]
	if !ok {
		w = a.load(r)
		a.rest[r] = w
	}
	return w
}

// Width is how wide a text is, in CSS pixels.
func (f Face) Width(text string, size float32) float32 {
	a := f.advances()
	var w float32
	for _, r := range text {
		w += a.of(r)
	}
	return w * size
}

// cut is the number of bytes of text that fit into room together with an ellipsis.
func (f Face) cut(text string, size, room float32) int {
	a := f.advances()
	w := a.of('…') * size
	for i, r := range text {
		if w += a.of(r) * size; w > room {
			return i
		}
	}
	return len(text)
}

// ellipsis is what ends a text that was cut.
const ellipsis = "…"
