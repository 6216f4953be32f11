package desk

import "finishline/scene"

// list is a long list of which only the rows in sight are drawn.
type list struct {
	rows   int
	scroll float32
	height float32 // in sight
	want   int     // row to bring into sight when it is drawn, from 1
	rowH   float32 // 0: rowH
}

func (l *list) rowHeight() float32 {
	if l.rowH > 0 {
		return l.rowH
	}
	return rowH
}

func (l *list) most() float32 { return max(0, float32(l.rows)*l.rowHeight()-l.height) }

func (l *list) scrollBy(dy float32) bool {
	to := min(max(l.scroll+dy, 0), l.most())
	moved := to != l.scroll
	l.scroll = to
	return moved
}

// reveal brings a row into sight when the list is drawn next.
func (l *list) reveal(row int) { l.want = row + 1 }

// settle scrolls as little as needed; far away, the row comes to the middle.
func (l *list) settle() {
	if l.want > 0 {
		top := float32(l.want-1) * l.rowHeight()
		switch {
		case top < l.scroll-l.height || top > l.scroll+2*l.height:
			l.scroll = top - l.height/2
		case top < l.scroll:
			l.scroll = top
		case top+l.rowHeight() > l.scroll+l.height:
			l.scroll = top + l.rowHeight() - l.height
		}
		l.want = 0
	}
	l.scroll = min(max(l.scroll, 0), l.most())
}

// draw calls row for every whole row in sight, and puts a scroll bar beside them.
func (l *list) draw(k *ink, r scene.Rect, row func(i int, at scene.Rect)) {
	l.height = r.H
	l.settle()
	first := int((l.scroll + l.rowHeight() - 1) / l.rowHeight())
	for i := first; i < l.rows; i++ {
		y := r.Y + float32(i)*l.rowHeight() - l.scroll
		if y+l.rowHeight() > r.Y+r.H {
			break
		}
		row(i, scene.Rect{X: r.X, Y: float32(int(y)), W: r.W - 8, H: l.rowHeight()})
	}
	if most := l.most(); most > 0 {
		all := float32(l.rows) * l.rowHeight()
		h := max(24, r.H*r.H/all)
		y := r.Y + (r.H-h)*l.scroll/most
		k.box(scene.Rect{X: r.X + r.W - 5, Y: y, W: 4, H: h}, scene.RoleStationLine, scene.RoleNone, 2)
	}
}
