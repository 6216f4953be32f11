package window

// shaderSource draws every quad of package paint. A shape is measured from its
// middle in device pixels, so that its edge is soft over one pixel at any size;
// a glyph is copied texel by texel.
const shaderSource = `//kage:unit pixels

package main

func roundedBox(p, half vec2, radius float) float {
	q := abs(p) - half + radius
	return length(max(q, 0)) + min(max(q.x, q.y), 0) - radius
}

func pennant(p, half vec2) float {
	slope := half.y / (2 * half.x)
	edge := (abs(p.y) - (half.x-p.x)*slope) / sqrt(1+slope*slope)
	return max(edge, -half.x-p.x)
}

func Fragment(dst vec4, src vec2, colour vec4, custom vec4) vec4 {
	mode := custom.w
	if mode < -2.5 {
		return colour
	}
	if mode < -0.5 && mode > -1.5 {
		return colour * imageSrc0UnsafeAt(src).a
	}
	p := src - imageSrc0Origin()
	d := 0.0
	if mode < -1.5 {
		d = pennant(p, custom.xy)
	} else {
		d = roundedBox(p, custom.xy, custom.z)
		if mode > 0 {
			d = max(d, -d-mode)
		}
	}
	return colour * clamp(0.5-d, 0, 1)
}
`
