package paint

import (
	"image"
	"image/color"
	"math"

	"finishline/scene"
	"golang.org/x/image/font/opentype"
)

// Painter makes batches out of shapes. Its memory is reused from picture to picture.
type Painter struct {
	batches []Batch
	used    int
	scale   float32
	palette *[scene.NRoles]color.RGBA

	atlas *atlas
	fonts [scene.Mono + 1]*opentype.Font
	faces []*face
}

// New returns a painter. Fonts are read when they are first drawn.
func New() *Painter { return &Painter{} }

// Begin starts a picture with scale device pixels in a CSS pixel.
func (p *Painter) Begin(scale float32, palette *[scene.NRoles]color.RGBA) {
	if p.atlas == nil || p.scale != scale {
		p.restart(scale)
	}
	if p.atlas.full {
		p.atlas.reset()
	}
	p.palette = palette
	p.used = 0
	p.nextBatch()
}

// restart forgets the glyphs of another screen.
func (p *Painter) restart(scale float32) {
	p.scale, p.faces = scale, nil
	size := 1024
	if scale > 1.5 {
		size = 2048
	}
	if p.atlas == nil || p.atlas.size != size {
		p.atlas = newAtlas(size)
	} else {
		p.atlas.reset()
	}
}

// Batches are the draw calls of the picture.
func (p *Painter) Batches() []Batch { return p.batches[:p.used] }

// Full reports that the picture lacks glyphs, because there was no room: paint it once more.
func (p *Painter) Full() bool { return p.atlas.full }

// AtlasSize is the width and height of the texture that glyphs are in.
func (p *Painter) AtlasSize() int { return p.atlas.size }

// AtlasChanges returns what the texture does not have yet, as RGBA.
func (p *Painter) AtlasChanges() (image.Rectangle, []byte) { return p.atlas.takeDirty() }

// Paint adds shapes, moved by (dx, dy) CSS pixels.
func (p *Painter) Paint(shapes []scene.Shape, dx, dy float32) {
	for i := range shapes {
		p.shape(&shapes[i], dx, dy)
	}
}

func (p *Painter) shape(h *scene.Shape, dx, dy float32) {
	x, y := h.X+dx, h.Y+dy
	switch h.Kind {
	case scene.Box:
		p.box(h, x, y)
	case scene.Line:
		p.line(x, y, x+h.W, y+h.H, h.Width, p.colour(h.Role, h.Alpha))
	case scene.Dot:
		p.dot(h, x, y)
	case scene.Flag:
		p.flag(h, x, y)
	case scene.Cross:
		c := p.colour(h.Role, h.Alpha)
		p.line(x, y, x+h.W, y+h.H, h.Width, c)
		p.line(x+h.W, y, x, y+h.H, h.Width, c)
	case scene.Text:
		p.label(h, x, y)
	case scene.Chequer:
		p.chequer(h, x, y)
	}
}

func (p *Painter) colour(r scene.Role, alpha float32) colour {
	c := p.palette[r]
	k := alpha / 255
	return colour{float32(c.R) * k, float32(c.G) * k, float32(c.B) * k, float32(c.A) * k}
}

// whole reports whether lengths are whole CSS pixels: then the shape stands
// still, and its edges may be moved onto device pixels. A token under way is
// not, and must not jump from pixel to pixel.
func whole(v ...float32) bool {
	for _, f := range v {
		if f != float32(int32(f)) {
			return false
		}
	}
	return true
}

func round(v float32) float32 { return float32(math.Floor(float64(v) + 0.5)) }

// edges are a rectangle's sides in device pixels.
func (p *Painter) edges(x, y, w, h float32) (x0, y0, x1, y1 float32) {
	s := p.scale
	x0, y0, x1, y1 = x*s, y*s, (x+w)*s, (y+h)*s
	if whole(x, y, w, h) {
		return round(x0), round(y0), round(x1), round(y1)
	}
	return x0, y0, x1, y1
}

// thickness of a line in device pixels: never thinner than one.
func (p *Painter) thickness(css float32) float32 {
	t := css * p.scale
	if t <= 1 {
		return 1
	}
	return t
}

func (p *Painter) dot(h *scene.Shape, x, y float32) {
	r, s := h.R*p.scale, p.scale
	if h.Role != scene.RoleNone {
		p.shapeQuad(x*s, y*s, r, r, 1, 0, r, modeFill, p.colour(h.Role, h.Alpha))
	}
	if h.Width > 0 && h.Stroke != scene.RoleNone {
		p.shapeQuad(x*s, y*s, r, r, 1, 0, r, p.thickness(h.Width), p.colour(h.Stroke, h.Alpha))
	}
}

// line is a box along the way from one end to the other. One that lies level
// or upright covers whole device pixels.
func (p *Painter) line(x0, y0, x1, y1, width float32, c colour) {
	s, t := p.scale, p.thickness(width)
	x0, y0, x1, y1 = x0*s, y0*s, x1*s, y1*s
	switch {
	case y0 == y1:
		t = max(round(t), 1)
		top := round(y0 - t/2)
		p.shapeQuad((x0+x1)/2, top+t/2, abs(x1-x0)/2, t/2, 1, 0, 0, modeFill, c)
	case x0 == x1:
		t = max(round(t), 1)
		left := round(x0 - t/2)
		p.shapeQuad(left+t/2, (y0+y1)/2, t/2, abs(y1-y0)/2, 1, 0, 0, modeFill, c)
	default:
		l := float32(math.Hypot(float64(x1-x0), float64(y1-y0)))
		p.shapeQuad((x0+x1)/2, (y0+y1)/2, l/2, t/2, (x1-x0)/l, (y1-y0)/l, 0, modeFill, c)
	}
}

func abs(v float32) float32 { return max(v, -v) }

// flag is a pennant: its staff at X, its point at X+W, on either side.
func (p *Painter) flag(h *scene.Shape, x, y float32) {
	s, ux := p.scale, float32(1)
	if h.W < 0 {
		ux = -1
	}
	p.shapeQuad((x+h.W/2)*s, (y+h.H/2)*s, abs(h.W)/2*s, abs(h.H)/2*s, ux, 0, 0, modePennant, p.colour(h.Role, h.Alpha))
}

func (p *Painter) chequer(h *scene.Shape, x, y float32) {
	if h.R <= 0 {
		return
	}
	dark, light := p.colour(h.Role, h.Alpha), p.colour(h.Stroke, h.Alpha)
	for row := 0; float32(row)*h.R < h.H; row++ {
		for col := 0; float32(col)*h.R < h.W; col++ {
			c := dark
			if (row+col)%2 == 1 {
				c = light
			}
			l, t := float32(col)*h.R, float32(row)*h.R
			x0, y0, x1, y1 := p.edges(x+l, y+t, min(h.R, h.W-l), min(h.R, h.H-t))
			p.shapeQuad((x0+x1)/2, (y0+y1)/2, (x1-x0)/2, (y1-y0)/2, 1, 0, 0, modeFill, c)
		}
	}
}

func (p *Painter) label(h *scene.Shape, x, y float32) {
	if h.Text == "" {
		return
	}
	f := p.face(h.Face(), h.Size*p.scale)
	px := x * p.scale
	switch h.Align {
	case scene.Middle:
		px -= f.width(h.Text) / 2
	case scene.Right:
		px -= f.width(h.Text)
	}
	p.text(f, h.Text, px, y*p.scale, p.colour(h.Role, h.Alpha))
}
