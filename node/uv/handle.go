package uv

import "finishline/sim"

// Handle is what every handle embeds (uv_handle_t). It keeps the loop alive
// while it is active and referenced, and while it is closing.
type Handle struct {
	loop    *Loop
	kind    string
	obj     sim.ObjID
	active  bool
	unref   bool
	closing bool
	closed  bool
	finish  finisher
	onClose func()
	below   *Handle // in the closing stack
	prev    *Handle
	next    *Handle
	since   sim.Time
	by      string
	context any
	cause   sim.RecordID // why it closes
}

// finisher is what a kind of handle does at the end of closing, before the
// close callback.
type finisher interface{ finishClose() }

func (h *Handle) init(l *Loop, kind string) {
	h.loop, h.kind, h.context = l, kind, l.Context
	if l.World.Tracing() {
		h.obj = l.World.NewObject("handle", kind, l.obj)
	}
	l.handles.add(h)
}

// Loop is the loop that the handle belongs to.
func (h *Handle) Loop() *Loop { return h.loop }

// Kind is "tcp", "timer", "idle" …
func (h *Handle) Kind() string { return h.kind }

// Object is the trace's name of the handle.
func (h *Handle) Object() sim.ObjID { return h.obj }

// Active reports uv_is_active.
func (h *Handle) Active() bool { return h.active }

// HasRef reports uv_has_ref.
func (h *Handle) HasRef() bool { return !h.unref }

// Closing reports uv_is_closing.
func (h *Handle) Closing() bool { return h.closing }

// Since is when the handle became active, and By the script's position that
// made it so, if it was noted.
func (h *Handle) Since() (at sim.Time, by string) { return h.since, h.by }

// SetBy notes the script's position that created the handle.
func (h *Handle) SetBy(pos string) { h.by = pos }

// Ref makes the handle count again.
func (h *Handle) Ref() { h.setRef(true) }

// Unref lets the loop end although the handle is active.
func (h *Handle) Unref() { h.setRef(false) }

func (h *Handle) setRef(on bool) {
	if on != h.unref {
		return
	}
	if h.active && !h.closing {
		h.count(on, "ref")
	}
	h.unref = !on
}

// start makes the handle active (uv__handle_start).
func (h *Handle) start() {
	if h.active {
		return
	}
	h.active = true
	h.since = h.loop.World.Now()
	if !h.unref {
		h.count(true, "start")
	}
}

// stop makes it inactive (uv__handle_stop).
func (h *Handle) stop() {
	if !h.active {
		return
	}
	h.active = false
	if !h.unref {
		h.count(false, "stop")
	}
}

// count is the one place where the loop's active count moves.
func (h *Handle) count(up bool, why string) {
	a := int64(0)
	if up {
		h.loop.activeCount++
		a = 1
	} else {
		h.loop.activeCount--
	}
	if h.loop.World.Tracing() {
		h.loop.World.Emit(sim.Record{Kind: sim.KindHandle, Obj: h.obj, Name: h.loop.World.Sym(why), A: a})
	}
}

// request is the one place where the loop's count of requests moves: a connect,
// a write, a shutdown or work of the thread pool began or is over. Requests
// hold the loop, whether or not the handle that they belong to is referenced.
func (l *Loop) request(begins bool, obj sim.ObjID, what string) {
	a := int64(0)
	if begins {
		l.requestCount++
		a = 1
	} else {
		l.requestCount--
	}
	if l.World.Tracing() {
		l.World.Emit(sim.Record{Kind: sim.KindHandle, Obj: obj, Name: l.World.Sym(what), A: a, B: 1})
	}
}

// close puts the handle on the closing stack (uv_close): cb runs in the closing
// phase. The handle must be stopped.
func (h *Handle) close(f finisher, cb func()) {
	if h.closing {
		panic("uv: " + h.kind + " handle closed twice")
	}
	h.stop()
	h.closing = true
	h.finish, h.onClose = f, cb
	l := h.loop
	h.below = l.closing
	l.closing = h
	if l.World.Tracing() {
		h.cause = l.World.Emit(sim.Record{Kind: sim.KindEnqueue, Obj: h.obj, Name: l.World.Sym("closing"), A: l.closingLen()})
	}
}

func (l *Loop) closingLen() (n int64) {
	for h := l.closing; h != nil; h = h.below {
		n++
	}
	return n
}

// runClosing finishes what was closing when the phase began
// (uv__run_closing_handles); what is closed meanwhile waits for the next turn.
func (l *Loop) runClosing() {
	h := l.closing
	if h == nil {
		return
	}
	l.setPhase(PhaseClosing)
	l.closing = nil
	for h != nil {
		below := h.below
		h.below = nil
		h.closed = true
		prev := l.World.Cause()
		if l.World.Tracing() {
			l.World.SetCause(l.World.Emit(sim.Record{Kind: sim.KindDequeue, Obj: h.obj, Name: l.World.Sym("closing"), A: l.closingLen(), Cause: h.cause}))
		}
		if h.finish != nil {
			h.finish.finishClose()
		}
		l.handles.remove(h)
		if cb := h.onClose; cb != nil {
			h.onClose = nil
			s := l.enterHandle(h, "close")
			cb()
			l.leave(s, h.obj)
		}
		l.World.SetCause(prev)
		h = below
	}
}

// handleList is every handle of the loop, oldest first.
type handleList struct{ first, last *Handle }

func (q *handleList) add(h *Handle) {
	h.prev = q.last
	if q.last != nil {
		q.last.next = h
	} else {
		q.first = h
	}
	q.last = h
}

func (q *handleList) remove(h *Handle) {
	if h.prev != nil {
		h.prev.next = h.next
	} else {
		q.first = h.next
	}
	if h.next != nil {
		h.next.prev = h.prev
	} else {
		q.last = h.prev
	}
	h.prev, h.next = nil, nil
}

// KeepingAlive calls yield for every handle that holds the loop, oldest first.
func (l *Loop) KeepingAlive(yield func(*Handle)) {
	for h := l.handles.first; h != nil; h = h.next {
		if h.closing || (h.active && !h.unref) {
			yield(h)
		}
	}
}

// Requests is the number of requests (connects, writes, shutdowns, work) that
// hold the loop; they do so even on a handle that is not referenced.
func (l *Loop) Requests() int { return l.requestCount }
