package window

import (
	"unsafe"

	"finishline/scene"
	"finishline/stage/paint"
	"github.com/hajimehoshi/ebiten/v2"
)

// The painter's vertices are handed over as they are.
var _ = ebiten.Vertex(paint.Vertex{})

// canvas puts what a painter made on an image.
type canvas struct {
	painter *paint.Painter
	shader  *ebiten.Shader
	atlas   *ebiten.Image
	options ebiten.DrawTrianglesShaderOptions
}

// draw paints a picture. One that ran out of room for glyphs is painted again.
func (c *canvas) draw(on *ebiten.Image, scale float32, theme scene.Theme, paintContent func(*paint.Painter)) error {
	if c.shader == nil {
		s, err := ebiten.NewShader([]byte(shaderSource))
		if err != nil {
			return err
		}
		c.shader, c.painter = s, paint.New()
	}
	palette := scene.Palette(theme)
	for range 2 {
		c.painter.Begin(scale, palette)
		paintContent(c.painter)
		if !c.painter.Full() {
			break
		}
	}
	c.upload()
	on.Fill(palette[scene.RoleBackground])
	c.options.Images[0] = c.atlas
	for _, b := range c.painter.Batches() {
		if len(b.Indices) == 0 {
			continue
		}
		vs := unsafe.Slice((*ebiten.Vertex)(unsafe.Pointer(&b.Vertices[0])), len(b.Vertices))
		on.DrawTrianglesShader(vs, b.Indices, c.shader, &c.options)
	}
	return nil
}

// upload brings the texture up to date with the painter's glyphs.
func (c *canvas) upload() {
	size := c.painter.AtlasSize()
	if c.atlas == nil || c.atlas.Bounds().Dx() != size {
		if c.atlas != nil {
			c.atlas.Deallocate()
		}
		c.atlas = ebiten.NewImage(size, size)
	}
	if r, pix := c.painter.AtlasChanges(); !r.Empty() {
		c.atlas.SubImage(r).(*ebiten.Image).WritePixels(pix)
	}
}
