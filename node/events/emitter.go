// Package events is Node's EventEmitter: an ordered set of listeners per event
// name, called synchronously in the order in which they were added.
//
// Not modelled: domains (no machine here enters one) and the hidden class of
// the listener object beyond what eventNames can show of it.
package events

import (
	"finishline/node/env"
	"finishline/node/realm"
	"finishline/sim"
)

// Symbol is an event name of Node's own that is no string.
type Symbol struct{ Description string }

// ErrorMonitor is events.errorMonitor: its listeners see errors without
// handling them.
var ErrorMonitor = &Symbol{"events.errorMonitor"}

// entry is one event name. An entry without listeners is a name that the
// emitter's constructor laid out in advance (lib/internal/streams/readable.js
// at 20.x and later presets `_events`), or a removed one in that layout.
type entry struct {
	name any
	one  realm.Function // the only listener
	many *list          // two and more
}

type list struct {
	fns    []realm.Function // replaced, never changed in place: emits iterate over it
	warned bool             // the max listeners warning was given for this list
	pair   [2]realm.Function
}

// pairOf is a list of two, in one piece of memory.
func pairOf(f, g realm.Function) *list {
	l := &list{pair: [2]realm.Function{f, g}}
	l.fns = l.pair[:]
	return l
}

func (n *entry) used() bool { return n.one != nil || n.many != nil }

func (n *entry) len() int {
	if n.many != nil {
		return len(n.many.fns)
	}
	if n.one != nil {
		return 1
	}
	return 0
}

// at is listener i.
func (n *entry) at(i int) realm.Function {
	if n.many != nil {
		return n.many.fns[i]
	}
	return n.one
}

// Emitter is an EventEmitter; machines embed it.
type Emitter struct {
	realm.Object
	env     *env.Env
	self    realm.Hosted
	entries []entry
	max     float64 // _maxListeners, -1: not set
	traced  sim.ObjID
	count   int32 // entries with listeners
	shape   bool  // names were laid out in advance: removal keeps the slot
	capture bool
}

// InitEmitter makes e usable. self is the outermost machine, whose methods
// stand for the object's.
func (e *Emitter) InitEmitter(v *env.Env, self realm.Hosted) {
	e.env, e.self, e.max = v, self, -1
	e.capture = captureByDefault(v)
}

// Preset lays names out in advance, as the stream constructors do.
func (e *Emitter) Preset(names ...any) {
	if e.entries != nil {
		return
	}
	e.shape = true
	e.entries = make([]entry, len(names), len(names)+4)
	for i, n := range names {
		e.entries[i].name = n
	}
}

// Env is the environment that the emitter lives in.
func (e *Emitter) Env() *env.Env { return e.env }

// Self is the outermost machine.
func (e *Emitter) Self() realm.Hosted { return e.self }

// TraceAs makes obj the object that the emitter's records are about.
func (e *Emitter) TraceAs(obj sim.ObjID) { e.traced = obj }

// TraceObject is that object; 0 if there is none.
func (e *Emitter) TraceObject() sim.ObjID { return e.traced }

// find returns the entry of name, or nil.
func (e *Emitter) find(name any) *entry {
	if s, ok := name.(string); ok {
		for i := range e.entries {
			if t, ok := e.entries[i].name.(string); ok && t == s {
				return &e.entries[i]
			}
		}
		return nil
	}
	for i := range e.entries {
		if e.entries[i].name == name {
			return &e.entries[i]
		}
	}
	return nil
}

// has reports whether name has a listener.
func (e *Emitter) has(name string) bool {
	n := e.find(name)
	return n != nil && n.used()
}
