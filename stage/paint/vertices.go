// Package paint turns a scene's shapes into triangles for a graphics card: one
// list of vertices for one shader and one texture, so that a picture is one
// draw call. It touches no graphics library and no window, so that its tests
// need none; package window hands the result to Ebitengine.
//
// Everything is laid out in device pixels: glyphs are drawn at the size that
// they have on the screen and never scaled, and edges that a scene puts on whole
// CSS pixels are put on whole device pixels.
package paint

// Vertex has the fields of an Ebitengine vertex, in its order. Source is a
// texel of the atlas for a glyph, and the offset from the middle for a shape.
// The colour is premultiplied. The shader is told by Custom what the quad holds.
type Vertex struct {
	DstX, DstY                     float32
	SrcX, SrcY                     float32
	ColorR, ColorG, ColorB, ColorA float32
	Custom0, Custom1               float32 // half a shape's width and height
	Custom2, Custom3               float32 // its corners' radius; the mode
}

// Modes of a quad. A mode that is not negative is a rounded box: 0 fills it,
// more is the thickness of a line inside its edge.
const (
	modeFill    float32 = 0
	modeGlyph   float32 = -1
	modePennant float32 = -2
	modeFlat    float32 = -3
)

// Batch is what one draw call takes: indices have 16 bits.
type Batch struct {
	Vertices []Vertex
	Indices  []uint16
}

const maxVertices = 1<<16 - 4

// colour is premultiplied, 0 to 1.
type colour struct{ r, g, b, a float32 }

// quad adds four corners, clockwise from the top left; the first and third, and
// the second and fourth, are opposite.
func (p *Painter) quad(v *[4]Vertex, c colour) {
	b := &p.batches[p.used-1]
	if len(b.Vertices) > maxVertices-4 {
		b = p.nextBatch()
	}
	for i := range v {
		v[i].ColorR, v[i].ColorG, v[i].ColorB, v[i].ColorA = c.r, c.g, c.b, c.a
	}
	n := uint16(len(b.Vertices))
	b.Vertices = append(b.Vertices, v[:]...)
	b.Indices = append(b.Indices, n, n+1, n+2, n, n+2, n+3)
}

func (p *Painter) nextBatch() *Batch {
	if p.used == len(p.batches) {
		p.batches = append(p.batches, Batch{})
	}
	b := &p.batches[p.used]
	b.Vertices, b.Indices = b.Vertices[:0], b.Indices[:0]
	p.used++
	return b
}

// shapeQuad adds a box of the given middle and half sizes, turned so that its
// width points along (ux, uy), with a pixel of room for the soft edge.
func (p *Painter) shapeQuad(cx, cy, hw, hh, ux, uy, radius, mode float32, c colour) {
	var v [4]Vertex
	ex, ey := hw+1, hh+1
	for i, corner := range [4][2]float32{{-ex, -ey}, {ex, -ey}, {ex, ey}, {-ex, ey}} {
		lx, ly := corner[0], corner[1]
		v[i] = Vertex{
			DstX: cx + lx*ux - ly*uy, DstY: cy + lx*uy + ly*ux,
			SrcX: lx, SrcY: ly, Custom0: hw, Custom1: hh, Custom2: radius, Custom3: mode,
		}
	}
	p.quad(&v, c)
}

// glyphQuad adds a glyph whose top left pixel is (x, y).
func (p *Painter) glyphQuad(x, y float32, g glyph, c colour) {
	w, h := float32(g.w), float32(g.h)
	sx, sy := float32(g.x), float32(g.y)
	p.quad(&[4]Vertex{
		{DstX: x, DstY: y, SrcX: sx, SrcY: sy, Custom3: modeGlyph},
		{DstX: x + w, DstY: y, SrcX: sx + w, SrcY: sy, Custom3: modeGlyph},
		{DstX: x + w, DstY: y + h, SrcX: sx + w, SrcY: sy + h, Custom3: modeGlyph},
		{DstX: x, DstY: y + h, SrcX: sx, SrcY: sy + h, Custom3: modeGlyph},
	}, c)
}
