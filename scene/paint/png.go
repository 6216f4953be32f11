package paint

import (
	"image"
	"image/color"
	"image/png"
	"io"
	"math"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"finishline/scene"
)

// PNG writes a scene as a picture of scale pixels for each CSS pixel.
func PNG(w io.Writer, sc *scene.Scene, theme scene.Theme, scale float32) error {
	img, err := Image(sc, theme, scale)
	if err != nil {
		return err
	}
	return png.Encode(w, img)
}

// Image is the picture that PNG writes.
func Image(sc *scene.Scene, theme scene.Theme, scale float32) (*image.RGBA, error) {
	width, height := size(sc)
	p := &raster{
		img:     image.NewRGBA(image.Rect(0, 0, int(width*scale+0.5), int(height*scale+0.5))),
		colours: scene.Palette(theme),
		scale:   scale,
		faces:   map[faceKey]font.Face{},
	}
	p.pen = vector.NewRasterizer(p.img.Rect.Dx(), p.img.Rect.Dy())
	for i := range sc.Shapes {
		if err := p.shape(&sc.Shapes[i]); err != nil {
			return nil, err
		}
	}
	return p.img, nil
}

type faceKey struct {
	face scene.Face
	size float32
}

type raster struct {
	img     *image.RGBA
	pen     *vector.Rasterizer
	colours *[scene.NRoles]color.RGBA
	scale   float32
	faces   map[faceKey]font.Face
	// reversed makes rounded run counter-clockwise: a hole in what it is inside.
	reversed bool
}

func (p *raster) shape(h *scene.Shape) error {
	if h.Alpha <= 0 {
		return nil
	}
	switch h.Kind {
	case scene.Box:
		p.filled(h, func(grow float32) { p.rounded(h.X-grow, h.Y-grow, h.W+2*grow, h.H+2*grow, h.R+grow) })
	case scene.Dot:
		p.filled(h, func(grow float32) {
			r := h.R + grow
			p.rounded(h.X-r, h.Y-r, 2*r, 2*r, r)
		})
	case scene.Line:
		p.stroke(h.X, h.Y, h.X+h.W, h.Y+h.H, h.Width)
		p.flush(h.Role, h.Alpha)
	case scene.Cross:
		p.stroke(h.X, h.Y, h.X+h.W, h.Y+h.H, h.Width)
		p.flush(h.Role, h.Alpha)
		p.stroke(h.X+h.W, h.Y, h.X, h.Y+h.H, h.Width)
		p.flush(h.Role, h.Alpha)
	case scene.Flag:
		p.polygon(h.X, h.Y, h.X+h.W, h.Y+h.H/2, h.X, h.Y+h.H)
		p.flush(h.Role, h.Alpha)
	case scene.Chequer:
		squares(h, func(x, y, w, hh float32, odd bool) {
			role := h.Role
			if odd {
				role = h.Stroke
			}
			p.rounded(x, y, w, hh, 0)
			p.flush(role, h.Alpha)
		})
	case scene.Text:
		return p.text(h)
	}
	return nil
}

// filled fills a path, then draws the ring around its edge.
func (p *raster) filled(h *scene.Shape, path func(grow float32)) {
	if h.Role != scene.RoleNone {
		path(0)
		p.flush(h.Role, h.Alpha)
	}
	if h.Width <= 0 || h.Stroke == scene.RoleNone {
		return
	}
	// The inner edge runs the other way round, so that the rasterizer leaves it out.
	path(h.Width / 2)
	p.reversed = true
	path(-h.Width / 2)
	p.reversed = false
	p.flush(h.Stroke, h.Alpha)
}

// rounded adds a rectangle with round corners to the path.
func (p *raster) rounded(x, y, w, h, r float32) {
	if w <= 0 || h <= 0 {
		return
	}
	r = max(min(r, w/2, h/2), 0)
	s := p.scale
	x, y, w, h, r = x*s, y*s, w*s, h*s, r*s
	const k = 0.5522848 // a quarter of a circle as a cubic curve
	c := r * (1 - k)
	if p.reversed {
		p.pen.MoveTo(x+r, y)
		p.pen.CubeTo(x+c, y, x, y+c, x, y+r)
		p.pen.LineTo(x, y+h-r)
		p.pen.CubeTo(x, y+h-c, x+c, y+h, x+r, y+h)
		p.pen.LineTo(x+w-r, y+h)
		p.pen.CubeTo(x+w-c, y+h, x+w, y+h-c, x+w, y+h-r)
		p.pen.LineTo(x+w, y+r)
		p.pen.CubeTo(x+w, y+c, x+w-c, y, x+w-r, y)
		p.pen.ClosePath()
		return
	}
	p.pen.MoveTo(x+r, y)
	p.pen.LineTo(x+w-r, y)
	p.pen.CubeTo(x+w-c, y, x+w, y+c, x+w, y+r)
	p.pen.LineTo(x+w, y+h-r)
	p.pen.CubeTo(x+w, y+h-c, x+w-c, y+h, x+w-r, y+h)
	p.pen.LineTo(x+r, y+h)
	p.pen.CubeTo(x+c, y+h, x, y+h-c, x, y+h-r)
	p.pen.LineTo(x, y+r)
	p.pen.CubeTo(x, y+c, x+c, y, x+r, y)
	p.pen.ClosePath()
}

// stroke adds a straight line of some width.
func (p *raster) stroke(x1, y1, x2, y2, width float32) {
	dx, dy := x2-x1, y2-y1
	length := float32(math.Hypot(float64(dx), float64(dy)))
	if length == 0 {
		return
	}
	nx, ny := -dy/length*width/2, dx/length*width/2
	p.polygon(x1+nx, y1+ny, x2+nx, y2+ny, x2-nx, y2-ny, x1-nx, y1-ny)
}

// polygon adds a closed path through points.
func (p *raster) polygon(points ...float32) {
	for i := 0; i < len(points); i += 2 {
		x, y := points[i]*p.scale, points[i+1]*p.scale
		if i == 0 {
			p.pen.MoveTo(x, y)
		} else {
			p.pen.LineTo(x, y)
		}
	}
	p.pen.ClosePath()
}

// flush paints the path.
func (p *raster) flush(role scene.Role, alpha float32) {
	p.pen.Draw(p.img, p.img.Rect, image.NewUniform(p.colour(role, alpha)), image.Point{})
	p.pen.Reset(p.img.Rect.Dx(), p.img.Rect.Dy())
}

func (p *raster) colour(role scene.Role, alpha float32) color.Color {
	c := p.colours[role]
	return color.NRGBA{c.R, c.G, c.B, uint8(min(max(alpha, 0), 1)*float32(c.A) + 0.5)}
}

func (p *raster) text(h *scene.Shape) error {
	face, err := p.face(h)
	if err != nil {
		return err
	}
	x := h.X
	switch width := h.Face().Width(h.Text, h.Size); h.Align {
	case scene.Middle:
		x -= width / 2
	case scene.Right:
		x -= width
	}
	d := font.Drawer{Dst: p.img, Src: image.NewUniform(p.colour(h.Role, h.Alpha)), Face: face,
		Dot: fixed.Point26_6{X: fixed.Int26_6(x * p.scale * 64), Y: fixed.Int26_6(h.Y * p.scale * 64)}}
	d.DrawString(h.Text)
	return nil
}

func (p *raster) face(h *scene.Shape) (font.Face, error) {
	k := faceKey{h.Face(), h.Size}
	if f, ok := p.faces[k]; ok {
		return f, nil
	}
	parsed, err := opentype.Parse(k.face.TTF())
	if err != nil {
		return nil, err
	}
	f, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: float64(h.Size * p.scale), DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return nil, err
	}
	p.faces[k] = f
	return f, nil
}
