package timers

import (
	"finishline/node/realm"
	"finishline/node/uv"
	"finishline/node/versions"
	"finishline/sim"
)

// Immediate is what setImmediate returns.
type Immediate struct {
	realm.Object
	t *Timers

	// Fn is the script's callback with its arguments; Go one of a machine.
	Fn   realm.Function
	Args []realm.Value
	Go   func()

	prev, next *Immediate
	destroyed  bool
	refed      bool
	cause      sim.RecordID
	context    any // uv.Loop.Context
}

// immediates is the queue and what keeps the loop turning for it: an idle
// handle, while any immediate is referenced, and a check handle that never
// keeps anything alive (src/env.cc).
type immediates struct {
	t           *Timers
	idle        *uv.Watcher
	check       *uv.Watcher
	first, last *Immediate
	outstanding *Immediate // what is left of the batch that is being run
	running     *Immediate // the next one, while ticks run in between
	previous    *Immediate
	ran         bool
	count, refs int
	native      []nativeImmediate
}

type nativeImmediate struct {
	fn    func()
	refed bool
	cause sim.RecordID
}

func (q *immediates) init(t *Timers) {
	q.t = t
	l := t.env.Loop
	q.check = uv.NewCheck(l, q.run)
	q.check.Unref()
	q.check.Start()
	q.idle = uv.NewIdle(l, nil)
}

func (q *immediates) addRef(n int) {
	was := q.refs
	q.refs += n
	if was == 0 && q.refs > 0 {
		q.idle.Start()
	} else if was > 0 && q.refs == 0 {
		q.idle.Stop()
	}
}

// SetImmediate queues i for the check phase of this iteration, or of the next
// if that phase is running.
func (t *Timers) SetImmediate(i *Immediate) *Immediate {
	q := &t.imm
	i.t, i.refed, i.context = t, true, t.env.Loop.Context
	q.addRef(1)
	q.count++
	i.prev = q.last
	if q.last != nil {
		q.last.next = i
	} else {
		q.first = i
	}
	q.last = i
	if w := t.env.World; w.Tracing() {
		pos, line := t.env.Engine.Position()
		i.cause = w.Emit(sim.Record{Kind: sim.KindEnqueue, Obj: t.env.Loop.Object(), Name: w.Sym("immediate"), A: int64(q.count), Pos: w.Sym(pos), Line: uint32(line)})
	}
	return i
}

// SetNativeImmediate is Environment::SetImmediate, which machines of Node's C++
// side use: it runs in the check phase before the script's immediates.
func (t *Timers) SetNativeImmediate(fn func()) {
	q := &t.imm
	q.native = append(q.native, nativeImmediate{fn, true, t.env.World.Cause()})
	q.addRef(1)
}

// Clear is clearImmediate.
func (i *Immediate) Clear() {
	if i.destroyed {
		return
	}
	q := &i.t.imm
	q.count--
	i.destroyed = true
	if i.refed {
		i.refed = false
		q.addRef(-1)
	}
	i.Fn, i.Go = nil, nil
	if i.next != nil {
		i.next.prev = i.prev
	}
	if i.prev != nil {
		i.prev.next = i.next
	}
	if q.first == i {
		q.first = i.next
	}
	if q.last == i {
		q.last = i.prev
	}
	i.next, i.prev = nil, nil
}

// Ref makes it keep the process alive.
func (i *Immediate) Ref() {
	if !i.refed && !i.destroyed {
		i.refed = true
		i.t.imm.addRef(1)
	}
}

// Unref lets the process end before it runs.
func (i *Immediate) Unref() {
	if i.refed {
		i.refed = false
		i.t.imm.addRef(-1)
	}
}

// HasRef reports whether it is referenced.
func (i *Immediate) HasRef() bool { return i.refed }

// Destroyed reports whether it has run or was cleared.
func (i *Immediate) Destroyed() bool { return i.destroyed }

// run is CheckImmediate in src/env.cc. Up to Node 25 the scope for the native
// immediates is there even if there are none, so that ticks which an exception
// left over run before the script's immediates.
func (q *immediates) run() {
	if len(q.native) > 0 || q.t.env.TicksPending() && !q.t.env.Has(versions.NativeImmediatesOnDemand) {
		q.t.env.Callback(q.runNative)
	}
	if q.count > 0 {
		q.begin()
		for q.running != nil {
			q.t.env.Callback(q.advance)
		}
	}
}

// runNative is RunAndClearNativeImmediates: what one of them throws is reported
// at once and the rest follow.
func (q *immediates) runNative() {
	for len(q.native) > 0 {
		batch := q.native
		q.native = nil
		w := q.t.env.World
		for _, n := range batch {
			prev := w.SetCause(n.cause)
			q.t.env.Guard(n.fn)
			w.SetCause(prev)
		}
		q.addRef(-len(batch))
	}
}

// begin takes the queue, so that what is queued from now on waits for the next
// turn; what an exception left over from the last batch goes first.
func (q *immediates) begin() {
	q.running, q.previous, q.ran = q.outstanding, nil, false
	if q.running == nil {
		q.running = q.first
		q.first, q.last = nil, nil
	}
}

// advance runs immediates until ticks are due between two of them. After one
// that threw, the next follows without ticks; if it was the batch's last, that
// is the next batch, because kHasOutstanding is still set and CheckImmediate
// asks again (processImmediate in lib/internal/timers.js).
func (q *immediates) advance() {
	for q.running != nil {
		i := q.running
		if i.destroyed {
			q.running = q.previous.next
			q.outstanding = q.running
			continue
		}
		if q.ran {
			q.ran = false
			return
		}
		i.destroyed = true
		q.count--
		if i.refed {
			i.refed = false
			q.refs-- // the idle handle follows below
		}
		q.previous = i
		q.t.env.Loop.Context = i.context
		v, threw := q.call(i)
		q.running = i.next
		q.outstanding = q.running
		q.ran = !threw
		if q.running == nil && q.refs == 0 {
			q.idle.Stop()
		}
		if threw {
			q.t.env.RaiseUncaught(v, false)
			if q.running == nil {
				q.begin()
			}
		}
		q.t.env.Loop.Context = nil
	}
}

func (q *immediates) call(i *Immediate) (realm.Value, bool) {
	if w := q.t.env.World; w.Tracing() {
		prev := w.SetCause(i.cause)
		w.SetCause(w.Emit(sim.Record{Kind: sim.KindDequeue, Obj: q.t.env.Loop.Object(), Name: w.Sym("immediate"), A: int64(q.count)}))
		defer w.SetCause(prev)
	}
	fn, goFn := i.Fn, i.Go
	thrown, threw := q.t.env.Engine.Try(func() {
		if goFn != nil {
			goFn()
			return
		}
		fn.Call(i, i.Args...)
	})
	i.Fn, i.Go = nil, nil
	return thrown, threw
}
