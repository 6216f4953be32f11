package scene

import "finishline/sim"

var phaseNames = [5]string{"timers", "pending", "poll", "check", "closing"}

// loops draws the phases and queues of the processes that the picture is about:
// those of the focused connection's ends, or the one that the cursor is in.
func (sc *Scene) loops(in Rect) float32 {
	var list [2]*process
	n := sc.about(&list)
	y := sc.loop(in, list[0])
	if n > 1 {
		in.Y = y + 6
		y = sc.loop(in, list[1])
	}
	return y
}

func (sc *Scene) about(list *[2]*process) (n int) {
	s := sc.story
	add := func(id sim.ProcID) {
		for _, p := range s.procs {
			if p.id == id && p != list[0] && n < len(list) {
				list[n] = p
				n++
			}
		}
	}
	if i := s.focused(&sc.view); i >= 0 {
		for k := range s.conns[i].ends {
			if e := &s.conns[i].ends[k]; e.handle != 0 {
				add(e.proc)
			}
		}
	} else if sc.cur != 0 {
		add(s.t.At(sc.cur).Proc)
	}
	if n == 0 && len(s.procs) > 0 {
		add(s.procs[0].id)
	}
	return n
}

func (sc *Scene) loop(in Rect, p *process) float32 {
	s, cur := sc.story, sc.cur
	title := style{role: RoleTextDim, size: sc.size}
	b := append(sc.b(), "event loop"...)
	if len(s.procs) > 1 {
		b = appendInt(append(b, " of process "...), int64(p.id))
		if n := len(s.procs); n > 2 {
			b = appendInt(append(b, " of "...), int64(n))
		}
	}
	head := sc.text(in.X, in.Y+11, in.W*0.5, title, sc.str(b))
	x := in.X + head.Face().Width(head.Text, head.Size) + 10
	b = append(sc.b(), "main script"...)
	switch {
	case p == nil || cur < p.first:
		b = append(sc.b(), "not started"...)
	case p.exit != 0 && cur >= p.exit:
		b = append(sc.b(), "ended"...)
	case p.iterations.at(cur) != 0:
		b = appendInt(append(sc.b(), "iteration "...), s.t.At(p.iterations.at(cur)).A)
	}
	sc.text(x, in.Y+11, in.X+in.W-x, style{role: RoleText, size: sc.size, bold: true}, sc.str(b))
	y := in.Y + 18
	queues := sc.queues(p)
	if sc.view.stacked() {
		sc.phases(Rect{in.X, y, in.W, 24}, p)
		sc.queueBoxes(Rect{in.X, y + 30, in.W, 24}, p, queues)
		return y + 54
	}
	w := in.W * 0.6
	sc.phases(Rect{in.X, y, w, 26}, p)
	sc.queueBoxes(Rect{in.X + w + 20, y, in.W - w - 20, 26}, p, queues)
	return y + 26
}

// phases draws the pills.
func (sc *Scene) phases(r Rect, p *process) {
	const gap = 8
	var now sim.RecordID
	if p != nil && (p.exit == 0 || sc.cur < p.exit) {
		now = p.phases.at(sc.cur)
		if it := p.iterations.at(sc.cur); it > now {
			now = 0 // a new iteration that has entered no phase
		}
	}
	name := ""
	if now != 0 {
		if name = "poll"; sc.story.t.At(now).Kind == sim.KindPhase {
			name = sc.story.t.String(sc.story.t.At(now).Name)
		}
	}
	w := (r.W - 4*gap) / 5
	for i, phase := range phaseNames {
		box := Rect{r.X + float32(i)*(w+gap), r.Y, w, r.H}
		fill, text := RolePhase, RoleTextDim
		if phase == name {
			fill, text = RolePhaseActive, RolePhaseActiveText
		}
		h := sc.box(box, fill, RoleStationLine, r.H/2)
		if phase == name {
			h.Stroke = fill
			h.hit(now, 0)
		}
		sc.label(box, style{role: text, size: sc.size, bold: true}, phase)
	}
}

// queues are those that the trace of this process ever mentions: an engine
// that does not report its microtasks has no box for them.
func (sc *Scene) queues(p *process) int {
	n := 0
	for q := range nQueues {
		if q.shown(p) {
			n++
		}
	}
	return n
}

func (q queue) shown(p *process) bool {
	return q != qMicrotask || p != nil && len(p.queues[q].track) > 0
}

var queueRoles = [nQueues]Role{RoleTick, RoleMicrotask, RoleImmediate, RoleTextDim}

func (sc *Scene) queueBoxes(r Rect, p *process, n int) {
	const gap = 6
	w := (r.W - float32(n-1)*gap) / float32(n)
	x := r.X
	for q := range nQueues {
		if !q.shown(p) {
			continue
		}
		var items int64
		var id sim.RecordID
		if p != nil {
			_, items, id = p.queues[q].level(sc.cur)
		}
		box := Rect{x, r.Y, w, r.H}
		line, text := RolePanelLine, RoleTextDim
		if items > 0 {
			line, text = queueRoles[q], queueRoles[q]
		}
		sc.box(box, RoleStation, line, 5).hit(id, 0)
		y := baseline(box, sc.size)
		count := sc.text(box.X+box.W-7, y, 44, style{role: text, size: sc.size, bold: true, align: Right}, sc.str(appendInt(sc.b(), items)))
		room := box.W - 14 - 5 - count.Face().Width(count.Text, count.Size)
		sc.text(box.X+7, y, room, style{role: text, size: sc.size}, queueNames[q], queueShort[q])
		x += w + gap
	}
}

var queueShort = [nQueues]string{"ticks", "micro", "immed.", "close"}
