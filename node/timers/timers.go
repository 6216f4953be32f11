// Package timers is Node's timers above libuv's: one list per duration, a
// priority queue of the lists, one uv timer for the first of them, and the
// queue of immediates with its idle and check handles.
//
// Not modelled: async hooks' init and destroy events of timers.
package timers

import (
	"sort"

	"finishline/node/env"
	"finishline/node/priority"
	"finishline/node/realm"
	"finishline/node/uv"
	"finishline/node/versions"
	"finishline/sim"
)

// Max is the longest duration in milliseconds; what is longer becomes 1.
const Max = 1<<31 - 1

const never = int64(1) << 62

// Timers is the timers and immediates of one process.
type Timers struct {
	env *env.Env
	uv  *uv.Timer

	lists      map[int64]*list
	queue      priority.Queue[*list] // of lists, by when they expire
	nextListID int64
	nextExpiry int64 // of the uv timer
	refs       int   // Timeouts that are active and referenced
	known      map[int64]*Timeout
	lastID     int64
	base       int64
	warned     struct{ negative, notNumber bool }
	walk       walk

	imm immediates
}

// For is the timers of a process.
func For(e *env.Env) *Timers {
	if t, ok := e.Timers.(*Timers); ok {
		return t
	}
	t := &Timers{env: e, nextExpiry: never, base: e.Loop.Now()}
	t.uv = uv.NewTimer(e.Loop, t.run)
	t.uv.Unref()
	t.imm.init(t)
	e.Timers = t
	if e.KeepTicking == nil {
		e.KeepTicking = t.KeepTicking
	}
	return t
}

// KeepTicking makes sure of one more turn of the loop: setImmediate(noop), as
// after an exception that a handler took.
func (t *Timers) KeepTicking() { t.SetImmediate(&Immediate{Go: func() {}}) }

// now is binding.getLibuvNow(): it reads the clock.
func (t *Timers) now() int64 {
	t.env.Loop.UpdateTime()
	return t.env.Loop.Now() - t.base
}

// Timeout is what setTimeout and setInterval return, and what sockets and
// sessions keep for their own timeouts.
type Timeout struct {
	realm.Object
	t *Timers

	// Fn is the script's callback with its arguments; Go one of a machine.
	Fn   realm.Function
	Args []realm.Value
	Go   func()

	duration   float64 // _idleTimeout
	repeat     float64 // 0: none
	start      int64   // _idleStart
	list       *list   // the list it is in
	prev, next *Timeout
	id         int64
	destroyed  bool
	refed      bool
	primitive  bool
	cause      sim.RecordID
	obj        sim.ObjID
	context    any // uv.Loop.Context
}

// TraceObject is the trace's name of the timer.
func (x *Timeout) TraceObject() sim.ObjID { return x.obj }

// Set is setTimeout and setInterval: x has its callback set. after is the
// duration as a number, NaN for undefined.
func (t *Timers) Set(x *Timeout, after float64, repeat bool) *Timeout {
	t.construct(x, after, repeat, true)
	t.insert(x, t.now())
	return x
}

// SetUnref is the internal setUnrefTimeout: it never keeps the process alive.
func (t *Timers) SetUnref(fn func(), after float64) *Timeout {
	x := &Timeout{Go: fn}
	t.construct(x, after, false, false)
	t.insert(x, t.now())
	return x
}

func (t *Timers) construct(x *Timeout, after float64, repeat, refed bool) {
	if !(after >= 1 && after <= Max) {
		t.warn(after)
		after = 1
	}
	t.lastID++
	x.t, x.id, x.duration, x.refed = t, t.lastID, after, refed
	x.context = t.env.Loop.Context
	name := "setTimeout"
	if repeat {
		x.repeat, name = after, "setInterval"
	}
	if w := t.env.World; w.Tracing() {
		if x.Fn == nil {
			name = ""
		}
		x.obj = w.NewObject("timeout", name, t.uv.Object())
	}
	if refed {
		t.incRef()
	}
}

// warn gives the warnings about durations that became 1.
func (t *Timers) warn(after float64) {
	switch {
	case after > Max:
		t.warning("TimeoutOverflowWarning", number(after)+" does not fit into a 32-bit signed integer.")
	case !t.env.Has(versions.TimerDurationWarnings):
	case after < 0 && !t.warned.negative:
		t.warned.negative = true
		t.warning("TimeoutNegativeWarning", number(after)+" is a negative number.")
	case after != after && !t.warned.notNumber:
		t.warned.notNumber = true
		t.warning("TimeoutNaNWarning", "NaN is not a number.")
	}
}

func (t *Timers) warning(name, text string) {
	if t.env.EmitWarning == nil {
		return
	}
	w := realm.NewError("", text+"\nTimeout duration was set to 1.")
	w.Name = name
	t.env.EmitWarning(w)
}

func (t *Timers) incRef() {
	if t.refs == 0 {
		t.uv.Ref()
	}
	t.refs++
}

func (t *Timers) decRef() {
	t.refs--
	if t.refs == 0 {
		t.uv.Unref()
	}
}

// Clear is clearTimeout and clearInterval, and timeout.close().
func (x *Timeout) Clear() {
	if x.Fn == nil && x.Go == nil {
		return
	}
	x.Fn, x.Go = nil, nil
	t := x.t
	if x.destroyed {
		return
	}
	x.destroyed = true
	if x.primitive {
		delete(t.known, x.id)
	}
	t.trace("clear", x)
	x.unlink()
	// Lists of unreferenced timers stay: they are likely to be wanted again.
	if x.refed {
		if l := t.lists[int64(x.duration)]; l != nil && l.first == nil {
			t.queue.Remove(l)
			delete(t.lists, l.ms)
		}
		t.decRef()
	}
	x.duration = -1
}

// Refresh starts it again from now with its duration, without moving it to
// another list than its duration's.
func (x *Timeout) Refresh() { x.activate(x.refed) }

// activate is insertGuarded in lib/internal/timers.js.
func (x *Timeout) activate(refed bool) {
	t := x.t
	if x.duration < 0 {
		return
	}
	t.insert(x, t.now())
	wasDestroyed := x.destroyed
	if wasDestroyed {
		x.destroyed = false
		t.lastID++
		x.id = t.lastID
	}
	switch {
	case wasDestroyed && refed, !wasDestroyed && refed && !x.refed:
		t.incRef()
	case !wasDestroyed && !refed && x.refed:
		t.decRef()
	}
	x.refed = refed
}

// Ref makes it keep the process alive.
func (x *Timeout) Ref() {
	if !x.refed {
		x.refed = true
		if !x.destroyed {
			x.t.incRef()
			x.t.trace("ref", x)
		}
	}
}

// Unref lets the process end before it fires.
func (x *Timeout) Unref() {
	if x.refed {
		x.refed = false
		if !x.destroyed {
			x.t.decRef()
			x.t.trace("unref", x)
		}
	}
}

// HasRef reports whether it is referenced.
func (x *Timeout) HasRef() bool { return x.refed }

// Destroyed reports whether it has fired for the last time or was cleared.
func (x *Timeout) Destroyed() bool { return x.destroyed }

// Duration is _idleTimeout, in milliseconds; -1 after it was cleared.
func (x *Timeout) Duration() float64 { return x.duration }

// Repeat is _repeat; 0 if it does not repeat.
func (x *Timeout) Repeat() float64 { return x.repeat }

// Start is _idleStart: the loop's milliseconds when it was last started.
func (x *Timeout) Start() int64 { return x.start }

// ID is the number that the timer turns into as a primitive; from then on
// HasID reports whether it has been turned into its number.
func (x *Timeout) HasID() bool { return x.primitive }

// ByID finds it.
func (x *Timeout) ID() int64 {
	if !x.primitive {
		x.primitive = true
		if x.t.known == nil {
			x.t.known = make(map[int64]*Timeout)
		}
		x.t.known[x.id] = x
	}
	return x.id
}

// ByID finds a timer that was turned into its number, or nil.
func (t *Timers) ByID(id int64) *Timeout { return t.known[id] }

func (t *Timers) trace(what string, x *Timeout) {
	w := t.env.World
	if !w.Tracing() {
		return
	}
	r := sim.Record{Kind: sim.KindTimer, Obj: x.obj, Name: w.Sym(what), A: x.start + t.base + int64(x.duration), B: int64(x.duration)}
	if what != "arm" {
		w.Emit(r)
		return
	}
	pos, line := t.env.Engine.Position()
	r.Pos, r.Line = w.Sym(pos), uint32(line)
	if !x.refed {
		r.Text = w.Sym("unref")
	}
	x.cause = w.Emit(r)
}

// KeepingAlive calls yield for every referenced Timeout, list by list in the
// order in which the lists were made. pos is the script's position that armed
// it, as far as a trace was kept.
func (t *Timers) KeepingAlive(yield func(x *Timeout, pos string)) {
	lists := append([]*list(nil), t.queue.Items()...)
	sort.Slice(lists, func(i, j int) bool { return lists[i].id < lists[j].id })
	for _, l := range lists {
		for x := l.first; x != nil; x = x.next {
			if !x.refed {
				continue
			}
			pos := ""
			if tr := t.env.World.Trace(); tr != nil && x.cause != 0 {
				pos = tr.String(tr.At(x.cause).Pos)
			}
			yield(x, pos)
		}
	}
}

// Immediates is the number of immediates that keep the process alive.
func (t *Timers) Immediates() int { return t.imm.refs }
