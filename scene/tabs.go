package scene

// tabs draws one small box for each connection: its ends' TCP states, and
// whether it lost something. Clicking focuses it.
func (sc *Scene) tabs(in Rect, focused int) float32 {
	const gap, height, least = 6, 24, 92
	s := sc.story
	fit := max(int((in.W+gap)/(least+gap)), 1)
	n := min(len(s.conns), fit)
	first := 0
	if len(s.conns) > fit {
		first = min(max(focused-fit/2, 0), len(s.conns)-fit)
	}
	w := min((in.W-float32(n-1)*gap)/float32(n), 190)
	for k := range n {
		i := first + k
		c := s.conns[i]
		box := Rect{in.X + float32(k)*(w+gap), in.Y, w, height}
		line, text := RolePanelLine, RoleTextDim
		if i == focused {
			line, text = RoleStationActive, RoleText
		}
		h := sc.box(box, RoleStation, line, 5).hit(0, c.ends[client].tcp)
		h.Part = PartConnection
		sc.tabDot(box, c)
		b := appendInt(append(sc.b(), '#'), int64(i+1))
		short := sc.str(b)
		b = append(append(append(sc.b(), short...), ' '), sc.briefly(c)...)
		sc.text(box.X+20, baseline(box, sc.size-1), w-26, style{role: text, size: sc.size - 1, bold: i == focused}, sc.str(b), short)
		if k == 0 && first > 0 || k == n-1 && first+n < len(s.conns) {
			sc.more(box, k == 0)
		}
	}
	return in.Y + height
}

// more hints that connections lie beyond the first or last tab.
func (sc *Scene) more(box Rect, left bool) {
	x, w := box.X+box.W+2, float32(4)
	if left {
		x, w = box.X-2, -4
	}
	sc.add(Shape{Kind: Flag, Role: RoleTextDim, X: x, Y: box.Y + box.H/2 - 4, W: w, H: 8})
}

// tabDot is green while a connection is whole, red once it lost what somebody minds.
func (sc *Scene) tabDot(box Rect, c *conn) {
	role := RoleTextDim
	if sc.cur >= c.born {
		role = RoleOk
		if g, _ := c.worst(sc.cur); g != nil {
			sc.cross(box.X+7, box.Y+box.H/2-4, 8, 2, RoleLoss)
			return
		}
		if state, _ := sc.story.state(machine{obj: c.ends[client].tcp}, sc.cur); state == "CLOSE" || state == "TIME_WAIT" {
			role = RoleTextDim
		}
	}
	sc.add(Shape{Kind: Dot, Role: role, X: box.X + 11, Y: box.Y + box.H/2, R: 4})
}

// briefly is the state of a connection, as its client's kernel sees it, in a word.
func (sc *Scene) briefly(c *conn) string {
	if sc.cur < c.born {
		return "not yet"
	}
	state, _ := sc.story.state(machine{obj: c.ends[client].tcp}, sc.cur)
	switch state {
	case "ESTABLISHED":
		return "open"
	case "SYN_SENT", "SYN_RECV":
		return "opening"
	case "CLOSE", "TIME_WAIT", "":
		return "closed"
	}
	return "closing"
}
