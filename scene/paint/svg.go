// Package paint draws scenes without a screen: as SVG, which stays sharp and
// whose text can be selected, and as PNG. Neither knows what a shape means.
package paint

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"image/color"
	"io"
	"strconv"
	"strings"

	"finishline/scene"
)

// The fonts that a viewer may have instead, where the embedded ones are not
// allowed, come in the order of how close their widths are. Each text says how
// long it must be, so that it fits its box in any of them.
const (
	sans = "finishline,'Go','Lucida Grande','Lucida Sans Unicode','DejaVu Sans',Verdana,sans-serif"
	mono = "finishline-mono,'Go Mono','DejaVu Sans Mono',Menlo,Consolas,monospace"
)

// SVG writes a scene as one self-contained file. title is what screen readers say.
func SVG(w io.Writer, sc *scene.Scene, theme scene.Theme, title string) error {
	p := &svg{w: bufio.NewWriter(w), colours: scene.Palette(theme)}
	width, height := size(sc)
	fmt.Fprintf(p.w, `<svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 %[1]s %[2]s" role="img" lang="en">`+"\n", num(width), num(height))
	fmt.Fprintf(p.w, "<title>%s</title>\n", escape(title))
	fmt.Fprintf(p.w, "<style>text{font-family:%s;white-space:pre}.m{font-family:%s}.b{font-weight:700}\n", sans, mono)
	if err := p.fonts(sc); err != nil {
		return err
	}
	fmt.Fprintln(p.w, "</style>")
	for i := range sc.Shapes {
		p.shape(&sc.Shapes[i])
	}
	fmt.Fprintln(p.w, "</svg>")
	return p.w.Flush()
}

// fonts embeds what the texts need of the fonts that they were measured in.
func (p *svg) fonts(sc *scene.Scene) error {
	var used [3]map[rune]bool
	for i := range sc.Shapes {
		h := &sc.Shapes[i]
		if h.Kind != scene.Text {
			continue
		}
		if used[h.Face()] == nil {
			used[h.Face()] = map[rune]bool{}
		}
		for _, r := range h.Text {
			used[h.Face()][r] = true
		}
	}
	for face, runes := range used {
		if len(runes) == 0 {
			continue
		}
		ttf, err := subset(scene.Face(face), runes)
		if err != nil {
			return err
		}
		fmt.Fprintf(p.w, "@font-face{font-family:%s;font-weight:%s;src:url(data:font/ttf;base64,%s) format('truetype')}\n",
			[3]string{"finishline", "finishline", "finishline-mono"}[face], [3]string{"400", "700", "400"}[face], base64.StdEncoding.EncodeToString(ttf))
	}
	return nil
}

// size is that of the picture: as wide as its view, and as high as it needs.
func size(sc *scene.Scene) (width, height float32) {
	if len(sc.Shapes) == 0 {
		return 1, 1
	}
	return max(sc.Shapes[0].W, 1), max(sc.Shapes[0].H, 1) // the background
}

type svg struct {
	w       *bufio.Writer
	colours *[scene.NRoles]color.RGBA
}

func (p *svg) shape(h *scene.Shape) {
	if h.Alpha <= 0 {
		return
	}
	switch h.Kind {
	case scene.Box:
		if h.Role == scene.RoleNone && h.Width == 0 {
			return
		}
		fmt.Fprintf(p.w, `<rect x="%s" y="%s" width="%s" height="%s"`, num(h.X), num(h.Y), num(max(h.W, 0)), num(max(h.H, 0)))
		if h.R > 0 {
			fmt.Fprintf(p.w, ` rx="%s"`, num(min(h.R, h.W/2, h.H/2)))
		}
		p.paint(h)
	case scene.Dot:
		fmt.Fprintf(p.w, `<circle cx="%s" cy="%s" r="%s"`, num(h.X), num(h.Y), num(h.R))
		p.paint(h)
	case scene.Line:
		p.path(h, fmt.Sprintf("M%s %sl%s %s", num(h.X), num(h.Y), num(h.W), num(h.H)), "butt")
	case scene.Cross:
		p.path(h, fmt.Sprintf("M%s %sl%s %[4]sm0 -%[4]sl-%[3]s %[4]s", num(h.X), num(h.Y), num(h.W), num(h.H)), "round")
	case scene.Flag:
		fmt.Fprintf(p.w, `<path d="M%s %sl%s %sl%s %sz"`, num(h.X), num(h.Y), num(h.W), num(h.H/2), num(-h.W), num(h.H/2))
		p.paint(h)
	case scene.Chequer:
		p.chequer(h)
	case scene.Text:
		p.text(h)
	}
}

// paint ends an element that is filled and perhaps outlined.
func (p *svg) paint(h *scene.Shape) {
	if h.Role == scene.RoleNone {
		fmt.Fprint(p.w, ` fill="none"`)
	} else {
		fmt.Fprintf(p.w, ` fill="%s"`, p.colour(h.Role))
	}
	if h.Width > 0 && h.Stroke != scene.RoleNone {
		fmt.Fprintf(p.w, ` stroke="%s" stroke-width="%s"`, p.colour(h.Stroke), num(h.Width))
	}
	p.alpha(h)
	fmt.Fprintln(p.w, "/>")
}

func (p *svg) path(h *scene.Shape, d, caps string) {
	fmt.Fprintf(p.w, `<path d="%s" fill="none" stroke="%s" stroke-width="%s"`, d, p.colour(h.Role), num(h.Width))
	if caps != "butt" {
		fmt.Fprintf(p.w, ` stroke-linecap="%s"`, caps)
	}
	p.alpha(h)
	fmt.Fprintln(p.w, "/>")
}

func (p *svg) alpha(h *scene.Shape) {
	if h.Alpha < 1 {
		fmt.Fprintf(p.w, ` opacity="%s"`, num(h.Alpha))
	}
}

func (p *svg) chequer(h *scene.Shape) {
	squares(h, func(x, y, w, hh float32, odd bool) {
		role := h.Role
		if odd {
			role = h.Stroke
		}
		fmt.Fprintf(p.w, `<rect x="%s" y="%s" width="%s" height="%s" fill="%s"/>`+"\n", num(x), num(y), num(w), num(hh), p.colour(role))
	})
}

// squares visits those of a chequered flag.
func squares(h *scene.Shape, visit func(x, y, w, h float32, odd bool)) {
	for j := 0; float32(j)*h.R < h.H; j++ {
		for i := 0; float32(i)*h.R < h.W; i++ {
			x, y := float32(i)*h.R, float32(j)*h.R
			visit(h.X+x, h.Y+y, min(h.R, h.W-x), min(h.R, h.H-y), (i+j)%2 == 1)
		}
	}
}

func (p *svg) text(h *scene.Shape) {
	if h.Text == "" {
		return
	}
	fmt.Fprintf(p.w, `<text x="%s" y="%s" font-size="%s" fill="%s"`, num(h.X), num(h.Y), num(h.Size), p.colour(h.Role))
	switch {
	case h.Mono:
		fmt.Fprint(p.w, ` class="m"`)
	case h.Bold:
		fmt.Fprint(p.w, ` class="b"`)
	}
	switch h.Align {
	case scene.Middle:
		fmt.Fprint(p.w, ` text-anchor="middle"`)
	case scene.Right:
		fmt.Fprint(p.w, ` text-anchor="end"`)
	}
	if len(h.Text) > 1 {
		fmt.Fprintf(p.w, ` textLength="%s" lengthAdjust="spacingAndGlyphs"`, num(h.Face().Width(h.Text, h.Size)))
	}
	p.alpha(h)
	fmt.Fprintf(p.w, ">%s</text>\n", escape(h.Text))
}

func (p *svg) colour(r scene.Role) string {
	c := p.colours[r]
	return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
}

// num is a coordinate with two decimals at most.
func num(f float32) string {
	s := strconv.FormatFloat(float64(f), 'f', 2, 32)
	s = strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
	if s == "-0" || s == "" {
		return "0"
	}
	return s
}

// escape makes a text safe in XML, which has no room for control characters at all.
func escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '&':
			b.WriteString("&amp;")
		case r == '"':
			b.WriteString("&quot;")
		case r < ' ', r == 0xfffe, r == 0xffff:
			b.WriteRune(' ')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
