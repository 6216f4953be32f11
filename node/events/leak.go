package events

import (
	"strconv"

	"finishline/node/env"
	"finishline/node/realm"
	"finishline/node/versions"
)

const defaultMax = 10

// Settings are what EventEmitter's static properties hold in one process.
type Settings struct {
	DefaultMaxListeners float64
	CaptureRejections   bool
}

// SettingsOf are the settings of a process.
func SettingsOf(v *env.Env) *Settings {
	if s, ok := v.Events.(*Settings); ok {
		return s
	}
	s := &Settings{DefaultMaxListeners: defaultMax}
	v.Events = s
	return s
}

func captureByDefault(v *env.Env) bool {
	s, ok := v.Events.(*Settings)
	return ok && s.CaptureRejections
}

// SetMaxListeners sets the number of listeners of one event above which the
// emitter warns of a leak; 0: never. A negative n restores the default.
func (e *Emitter) SetMaxListeners(n float64) { e.max = n }

// OwnMaxListeners is what was set, if anything was.
func (e *Emitter) OwnMaxListeners() (float64, bool) { return e.max, e.max >= 0 }

// MaxListeners is that number, or the default.
func (e *Emitter) MaxListeners() float64 {
	if e.max >= 0 {
		return e.max
	}
	if s, ok := e.env.Events.(*Settings); ok {
		return s.DefaultMaxListeners
	}
	return defaultMax
}

// checkLeak warns once when n has got more listeners than allowed.
func (e *Emitter) checkLeak(n *entry) {
	m := e.MaxListeners()
	if m <= 0 || float64(len(n.many.fns)) <= m || n.many.warned {
		return
	}
	n.many.warned = true
	if e.env.EmitWarning == nil {
		return
	}
	count := len(n.many.fns)
	text := "Possible EventEmitter memory leak detected. " + strconv.Itoa(count) + " " + e.nameText(n.name) +
		" listeners added to " + "[" + e.className() + "]" + ". "
	if e.env.Has(versions.LeakWarningNamesLimit) {
		text += "MaxListeners is " + strconv.FormatFloat(m, 'f', -1, 64) + ". "
	}
	w := realm.NewError("", text+"Use emitter.setMaxListeners() to increase limit")
	w.Name = "MaxListenersExceededWarning"
	w.Props = []realm.Prop{{Key: "emitter", Value: e.self}, {Key: "type", Value: nameValue(n.name)}, {Key: "count", Value: count}}
	e.env.EmitWarning(w)
}

// className is the name of the emitter's class, as inspect shows it.
func (e *Emitter) className() string {
	v := e.env.Engine
	if name, ok := v.Export(v.Get(v.Get(e.self, "constructor"), "name")).(string); ok && name != "" {
		return name
	}
	return "EventEmitter"
}
