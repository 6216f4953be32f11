package events

import (
	"finishline/node/realm"
	"finishline/node/versions"
)

// Listening is the methods that a machine between Emitter and the script may
// redefine (Readable's `on` starts the flow) and that the emitter calls through
// the object.
type Listening interface {
	On(name any, f realm.Function)
	Prepend(name any, f realm.Function)
	Off(name any, f realm.Function)
}

// On adds f behind the other listeners of name: addListener and on.
func (e *Emitter) On(name any, f realm.Function) { e.add(name, f, false) }

// Prepend adds f before them: prependListener.
func (e *Emitter) Prepend(name any, f realm.Function) { e.add(name, f, true) }

// OnGo adds a Go function, and returns what removes it.
func (e *Emitter) OnGo(name string, fn func(args []realm.Value)) realm.Function {
	f := realm.Fn("", func(_ realm.Value, args []realm.Value) realm.Value { fn(args); return nil })
	e.CallOn(name, f)
	return f
}

// CallOn is this.on(name, f).
func (e *Emitter) CallOn(name any, f realm.Function) {
	if o := e.Override("on"); o != nil {
		o.Call(e.self, nameValue(name), f)
		return
	}
	e.self.(Listening).On(name, f)
}

// CallPrepend is this.prependListener(name, f).
func (e *Emitter) CallPrepend(name any, f realm.Function) {
	if o := e.Override("prependListener"); o != nil {
		o.Call(e.self, nameValue(name), f)
		return
	}
	e.self.(Listening).Prepend(name, f)
}

// CallOff is this.removeListener(name, f).
func (e *Emitter) CallOff(name any, f realm.Function) {
	if o := e.Override("removeListener"); o != nil {
		o.Call(e.self, nameValue(name), f)
		return
	}
	e.self.(Listening).Off(name, f)
}

func (e *Emitter) add(name any, f realm.Function, prepend bool) {
	if e.has("newListener") {
		e.Emit("newListener", nameValue(name), e.unwrap(f))
	}
	n := e.find(name)
	if n == nil {
		if e.entries == nil {
			e.entries = make([]entry, 0, 4)
		}
		e.entries = append(e.entries, entry{name: name})
		n = &e.entries[len(e.entries)-1]
	}
	if !n.used() {
		n.one = f
		e.count++
		return
	}
	switch {
	case n.many == nil && prepend:
		n.many = pairOf(f, n.one)
		n.one = nil
	case n.many == nil:
		n.many = pairOf(n.one, f)
		n.one = nil
	case prepend:
		fns := make([]realm.Function, 0, len(n.many.fns)+1)
		n.many.fns = append(append(fns, f), n.many.fns...)
	default:
		// An emit that is under way has its own, shorter, slice.
		n.many.fns = append(n.many.fns, f)
	}
	e.checkLeak(n)
}

// Off removes the last added f (or once-wrapper of f) from name's listeners:
// removeListener and off.
func (e *Emitter) Off(name any, f realm.Function) {
	n := e.find(name)
	if n == nil || !n.used() {
		return
	}
	if n.many == nil {
		e.removeOnly(n, f)
		return
	}
	i := e.lastIndex(n.many.fns, f)
	if i < 0 {
		return
	}
	old := n.many.fns
	if len(old) == 2 {
		n.one, n.many = old[1-i], nil
	} else {
		fns := make([]realm.Function, 0, len(old))
		n.many.fns = append(append(fns, old[:i]...), old[i+1:]...)
	}
	if e.has("removeListener") {
		e.Emit("removeListener", nameValue(name), f)
	}
}

// removeOnly removes the only listener of n, if it is f.
func (e *Emitter) removeOnly(n *entry, f realm.Function) {
	if !same(n.one, f) && !e.wraps(n.one, f) {
		return
	}
	name, inner := n.name, e.unwrap(n.one)
	// The listener of 'removeListener' does not see its own removal, unless
	// another remains.
	tell := e.has("removeListener") && name != "removeListener"
	if e.shape && !e.env.Has(versions.ShapeTellsRemoval) {
		tell = false
	}
	e.drop(n)
	if tell {
		e.Emit("removeListener", nameValue(name), inner)
	}
}

// drop takes n's listeners away: the slot stays if it was laid out in advance.
func (e *Emitter) drop(n *entry) {
	e.count--
	n.one, n.many = nil, nil
	if e.shape {
		return
	}
	if e.count == 0 {
		clear(e.entries)
		e.entries = e.entries[:0]
		return
	}
	e.cut(n)
}

// cut deletes n's slot.
func (e *Emitter) cut(n *entry) {
	for i := range e.entries {
		if &e.entries[i] == n {
			copy(e.entries[i:], e.entries[i+1:])
			e.entries[len(e.entries)-1] = entry{}
			e.entries = e.entries[:len(e.entries)-1]
			return
		}
	}
}

// RemoveAll removes every listener of the names, or of all names:
// removeAllListeners.
func (e *Emitter) RemoveAll(names ...any) {
	if !e.has("removeListener") {
		e.removeAllSilently(names)
		return
	}
	if len(names) > 0 {
		e.removeEach(names[0])
		return
	}
	for _, name := range e.ownKeys() {
		if name != "removeListener" {
			e.CallRemoveAll(name)
		}
	}
	e.CallRemoveAll("removeListener")
	e.reset()
}

// CallRemoveAll is this.removeAllListeners(name).
func (e *Emitter) CallRemoveAll(names ...any) {
	if o := e.Override("removeAllListeners"); o != nil {
		o.Call(e.self, names...)
		return
	}
	if m, ok := e.self.(interface{ RemoveAll(names ...any) }); ok {
		m.RemoveAll(names...)
		return
	}
	e.RemoveAll(names...)
}

func (e *Emitter) removeAllSilently(names []any) {
	if len(names) == 0 {
		e.reset()
		return
	}
	if n := e.find(names[0]); n != nil && n.used() {
		if e.count--; e.count == 0 {
			e.reset()
		} else {
			e.cut(n)
		}
	}
	e.shape = false
}

// removeEach removes the listeners of name one by one, last added first, so
// that 'removeListener' tells of each.
func (e *Emitter) removeEach(name any) {
	n := e.find(name)
	if n == nil || !n.used() {
		return
	}
	if n.many == nil {
		e.CallOff(name, n.one)
		return
	}
	fns := n.many.fns
	for i := len(fns) - 1; i >= 0; i-- {
		e.CallOff(name, fns[i])
	}
}

func (e *Emitter) reset() { e.entries, e.count, e.shape = nil, 0, false }

func same(f, g realm.Function) bool { return f.ID() == g.ID() }

// lastIndex is the position of the last listener that is f or wraps it.
func (e *Emitter) lastIndex(fns []realm.Function, f realm.Function) int {
	for i := len(fns) - 1; i >= 0; i-- {
		if same(fns[i], f) || e.wraps(fns[i], f) {
			return i
		}
	}
	return -1
}
