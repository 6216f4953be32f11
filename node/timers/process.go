package timers

import "finishline/sim"

// walk is processTimers and listOnTimeout (lib/internal/timers.js) as a machine
// that stops wherever Node runs ticks and promise jobs between two timers.
type walk struct {
	at       walkState
	now      int64
	list     *list
	timer    *Timeout // the next to run
	ranList  bool
	ranTimer bool
}

type walkState uint8

const (
	walkPick  walkState = iota // take the first list of the queue
	walkList                   // look at the list's first timer
	walkTimer                  // run that timer
	walkDone
)

// run is RunTimers in src/env.cc: the uv timer fired. Every stop of the walk
// ends a callback scope, whose end runs ticks and jobs.
func (t *Timers) run() {
	t.walk = walk{now: t.now()}
	t.nextExpiry = never
	for t.walk.at != walkDone {
		t.env.Callback(t.advance)
	}
}

// advance walks until ticks are due or nothing is left that has expired.
func (t *Timers) advance() {
	w := &t.walk
	for {
		switch w.at {
		case walkPick:
			w.list = t.queue.First()
			if w.list == nil || w.list.expiry > w.now {
				t.rearm(w.list)
				w.at = walkDone
				return
			}
			w.at, w.ranTimer = walkList, false
			if w.ranList {
				return
			}
			w.ranList = true
		case walkList:
			if t.pickTimer() && w.ranTimer {
				return
			}
		case walkTimer:
			w.at, w.ranTimer = walkList, true
			if t.fire(w.timer) {
				// Node calls processTimers once more, with the same now and
				// without ticks in between.
				t.nextExpiry = never
				*w = walk{now: w.now}
			}
		}
	}
}

// pickTimer looks at the first timer of the list and reports whether it is to
// be run.
func (t *Timers) pickTimer() bool {
	w := &t.walk
	x := w.list.first
	switch {
	case x == nil:
		if t.lists[w.list.ms] == w.list {
			delete(t.lists, w.list.ms)
			t.queue.Remove(w.list)
		}
		w.at = walkPick
		return false
	case w.now-x.start < w.list.ms:
		w.list.expiry = max(x.start+w.list.ms, w.now+1)
		w.list.id = t.newListID()
		if w.list.index > 0 {
			t.queue.Fix(w.list)
		}
		w.at = walkPick
		return false
	}
	w.timer, w.at = x, walkTimer
	return true
}

// fire runs one timer and reports whether it threw (and a handler took it).
func (t *Timers) fire(x *Timeout) bool {
	x.unlink()
	if x.Fn == nil && x.Go == nil {
		if !x.destroyed {
			t.retire(x)
		}
		return false
	}
	var start int64
	if x.repeat != 0 {
		start = t.now()
	}
	if w := t.env.World; w.Tracing() {
		prev := w.SetCause(x.cause)
		w.SetCause(w.Emit(sim.Record{Kind: sim.KindTimer, Obj: x.obj, Name: w.Sym("fire"), A: x.start + t.base + int64(x.duration), B: int64(x.duration)}))
		defer w.SetCause(prev)
	}
	t.env.Loop.Context = x.context
	defer func() { t.env.Loop.Context = nil }()
	v, threw := t.env.Engine.Try(x.call)
	switch {
	case x.repeat != 0 && x.duration != -1:
		x.duration = x.repeat
		t.insert(x, start)
	case x.list == nil && !x.destroyed:
		t.retire(x)
	}
	if threw {
		t.env.RaiseUncaught(v, false) // in the timer's context, which only the end of the callback leaves
	}
	return threw
}

func (x *Timeout) call() {
	if x.Go != nil {
		x.Go()
		return
	}
	x.Fn.Call(x, x.Args...)
}

// retire ends the life of a timer that has fired.
func (t *Timers) retire(x *Timeout) {
	x.destroyed = true
	if x.primitive {
		delete(t.known, x.id)
	}
	if x.refed {
		t.refs-- // the uv timer's own reference follows in rearm
	}
}

// rearm starts the uv timer for the next list, referenced if any Timeout is.
func (t *Timers) rearm(next *list) {
	if next == nil {
		t.uv.Unref()
		return
	}
	t.nextExpiry = next.expiry
	t.uv.Start(max(next.expiry-(t.env.Loop.Now()-t.base), 1), 0)
	if t.refs > 0 {
		t.uv.Ref()
	} else {
		t.uv.Unref()
	}
}
