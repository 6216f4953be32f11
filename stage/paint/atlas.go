package paint

import (
	"image"

	"finishline/scene"
)

// atlas keeps the coverage of every glyph that was drawn lately, in one square
// of pixels that is mirrored in a texture. Glyphs are put on shelves from the
// top; when the square is full it is emptied and the picture painted again.
type atlas struct {
	size   int
	pix    []uint8 // coverage
	glyphs map[glyphKey]glyph

	shelfY, shelfH, nextX int
	dirty                 image.Rectangle // what the texture has not seen
	full                  bool
	rgba                  []byte
}

// glyphKey is one glyph at one size in device pixels and one of the places
// between two pixels where it may begin.
type glyphKey struct {
	r    rune
	size uint16 // 1/16 device pixels
	font scene.Face
	sub  uint8
}

// glyph is a place in the atlas, and where its top left pixel lies from the pen.
type glyph struct {
	x, y, w, h int16
	dx, dy     int16
}

func newAtlas(size int) *atlas {
	a := &atlas{size: size, pix: make([]uint8, size*size), glyphs: make(map[glyphKey]glyph, 512)}
	a.reset()
	return a
}

func (a *atlas) reset() {
	clear(a.glyphs)
	clear(a.pix)
	a.shelfY, a.shelfH, a.nextX, a.full = 0, 0, 0, false
	a.dirty = image.Rect(0, 0, a.size, a.size)
}

// put copies a glyph's coverage in; false if there is no room. One empty pixel
// stays around each.
func (a *atlas) put(mask *image.Alpha, at image.Point, w, h int) (x, y int, ok bool) {
	if w+1 > a.size || h+1 > a.size {
		return 0, 0, false
	}
	if a.nextX+w+1 > a.size {
		a.shelfY, a.shelfH, a.nextX = a.shelfY+a.shelfH, 0, 0
	}
	if a.shelfY+h+1 > a.size {
		a.full = true
		return 0, 0, false
	}
	x, y = a.nextX, a.shelfY
	for row := range h {
		from := mask.PixOffset(at.X, at.Y+row)
		copy(a.pix[(y+row)*a.size+x:][:w], mask.Pix[from:from+w])
	}
	a.nextX += w + 1
	a.shelfH = max(a.shelfH, h+1)
	a.dirty = a.dirty.Union(image.Rect(x, y, x+w, y+h))
	return x, y, true
}

// takeDirty returns the part that changed since the last call as premultiplied
// white, for the texture.
func (a *atlas) takeDirty() (image.Rectangle, []byte) {
	d := a.dirty
	a.dirty = image.Rectangle{}
	n := 4 * d.Dx() * d.Dy()
	if cap(a.rgba) < n {
		a.rgba = make([]byte, n)
	}
	out := a.rgba[:n]
	i := 0
	for y := d.Min.Y; y < d.Max.Y; y++ {
		for _, c := range a.pix[y*a.size+d.Min.X : y*a.size+d.Max.X] {
			out[i], out[i+1], out[i+2], out[i+3] = c, c, c, c
			i += 4
		}
	}
	return d, out
}
