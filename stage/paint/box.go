package paint

import "finishline/scene"

func (p *Painter) box(h *scene.Shape, x, y float32) {
	x0, y0, x1, y1 := p.edges(x, y, h.W, h.H)
	cx, cy, hw, hh := (x0+x1)/2, (y0+y1)/2, (x1-x0)/2, (y1-y0)/2
	r := min(h.R*p.scale, hw, hh)
	large := hw*hh > largeBox && whole(x0, y0, x1, y1)
	if h.Role != scene.RoleNone {
		c := p.colour(h.Role, h.Alpha)
		if large {
			p.fill(x0, y0, x1, y1, r, c)
		} else {
			p.shapeQuad(cx, cy, hw, hh, 1, 0, r, modeFill, c)
		}
	}
	if h.Width > 0 && h.Stroke != scene.RoleNone {
		c, t := p.colour(h.Stroke, h.Alpha), p.thickness(h.Width)
		if large {
			p.outline(x0, y0, x1, y1, r, t, c)
		} else {
			p.shapeQuad(cx, cy, hw, hh, 1, 0, r, t, c)
		}
	}
}

// largeBox is from how many device pixels on, in a quarter, a box is put
// together from flat rectangles and rounded corners. The inside of a panel is
// most of the picture, and without a graphics card measuring the distance of
// every pixel there from the edge is most of the work.
const largeBox = 32 * 32

// flat adds a rectangle without soft edges.
func (p *Painter) flat(x0, y0, x1, y1 float32, c colour) {
	if x0 >= x1 || y0 >= y1 {
		return
	}
	p.quad(&[4]Vertex{
		{DstX: x0, DstY: y0, Custom3: modeFlat}, {DstX: x1, DstY: y0, Custom3: modeFlat},
		{DstX: x1, DstY: y1, Custom3: modeFlat}, {DstX: x0, DstY: y1, Custom3: modeFlat},
	}, c)
}

// ceil is the whole pixel at or after v, which is not negative.
func ceil(v float32) float32 {
	i := float32(int32(v))
	if i < v {
		i++
	}
	return i
}

func (p *Painter) fill(x0, y0, x1, y1, r float32, c colour) {
	k := ceil(r)
	p.flat(x0, y0+k, x1, y1-k, c)
	p.flat(x0+k, y0, x1-k, y0+k, c)
	p.flat(x0+k, y1-k, x1-k, y1, c)
	p.corners(x0, y0, x1, y1, r, k, modeFill, c)
}

func (p *Painter) outline(x0, y0, x1, y1, r, t float32, c colour) {
	k, edge := max(ceil(r), ceil(t)), round(t)
	p.flat(x0+k, y0, x1-k, y0+edge, c)
	p.flat(x0+k, y1-edge, x1-k, y1, c)
	p.flat(x0, y0+k, x0+edge, y1-k, c)
	p.flat(x1-edge, y0+k, x1, y1-k, c)
	p.corners(x0, y0, x1, y1, r, k, edge, c)
}

// corners adds the four corners, k pixels wide, of a rounded box.
func (p *Painter) corners(x0, y0, x1, y1, r, k, mode float32, c colour) {
	if k == 0 {
		return
	}
	cx, cy, hw, hh := (x0+x1)/2, (y0+y1)/2, (x1-x0)/2, (y1-y0)/2
	for _, at := range [4][2]float32{{x0, y0}, {x1 - k, y0}, {x0, y1 - k}, {x1 - k, y1 - k}} {
		l, t := at[0], at[1]
		v := [4]Vertex{{DstX: l, DstY: t}, {DstX: l + k, DstY: t}, {DstX: l + k, DstY: t + k}, {DstX: l, DstY: t + k}}
		for i := range v {
			v[i].SrcX, v[i].SrcY = v[i].DstX-cx, v[i].DstY-cy
			v[i].Custom0, v[i].Custom1, v[i].Custom2, v[i].Custom3 = hw, hh, r, mode
		}
		p.quad(&v, c)
	}
}
