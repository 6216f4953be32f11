package script

import (
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"finishline/node/realm"
	"finishline/sim"
)

// traced are the methods and functions whose calls a trace tells of: those that
// move a connection, a session, a stream or a server, of whatever class.
var traced = map[string]bool{
	"abort": true, "additionalHeaders": true, "close": true, "closeAllConnections": true, "closeIdleConnections": true,
	"connect": true, "cork": true, "createConnection": true, "destroy": true, "destroySoon": true, "end": true,
	"flushHeaders": true, "get": true, "goaway": true, "listen": true, "pause": true, "ping": true, "pipe": true,
	"push": true, "pushStream": true, "read": true, "request": true, "resetAndDestroy": true, "respond": true,
	"resume": true, "sendTrailers": true, "setLocalWindowSize": true, "setTimeout": true, "settings": true,
	"kill": true, "shutdown": true, "spawn": true, "uncork": true, "unpipe": true, "unshift": true, "write": true, "writeContinue": true,
	"writeEarlyHints": true, "writeHead": true,
}

// tracer is a machine that has a name in the trace.
type tracer interface{ TraceObject() sim.ObjID }

// observed is fn, recorded if the trace tells of calls of that name.
func (e *Engine) observed(name string, fn func(Call) goja.Value) func(Call) goja.Value {
	if e.env != nil && e.env.World.Tracing() && traced[name] {
		return e.tracedCall(name, fn)
	}
	return fn
}

// tracedCall records the calls that scripts make, as the cause of what they do.
func (e *Engine) tracedCall(name string, fn func(Call) goja.Value) func(Call) goja.Value {
	w := e.env.World
	return func(c Call) goja.Value {
		m, ok := c.Machine().(tracer)
		if !ok && (c.Machine() != nil || !makesMachine(name)) {
			return fn(c)
		}
		pos, line := e.Position()
		if line == 0 {
			return fn(c) // the library's own
		}
		r := sim.Record{Kind: sim.KindCall, Name: w.Sym(name), Text: w.Sym(e.summary(c.Args)), Pos: w.Sym(pos), Line: uint32(line)}
		if ok {
			r.Obj = m.TraceObject()
		}
		rec := w.Emit(r)
		defer w.SetCause(w.SetCause(rec))
		v := fn(c)
		if rec != 0 && makesMachine(name) {
			if made := e.madeBy(v); r.Obj == 0 {
				w.Trace().At(rec).Obj = made
			} else if made != r.Obj {
				w.Trace().At(rec).A = int64(made)
			}
		}
		return v
	}
}

// madeBy is the machine that a call returned, as the trace knows it.
func (e *Engine) madeBy(v goja.Value) sim.ObjID {
	if o, _ := v.(*goja.Object); o != nil {
		if h := e.hostIn(o); h != nil {
			if m, ok := h.machine.(tracer); ok {
				return m.TraceObject()
			}
		}
	}
	return 0
}

// makesMachine reports whether name is a module's function that makes what it
// is about.
func makesMachine(name string) bool {
	return name == "connect" || name == "createConnection" || name == "request" || name == "get"
}

// summary is arguments in a few words: "5 bytes", "code 8", "port 80".
func (e *Engine) summary(args []goja.Value) string {
	var parts []string
	for _, a := range args {
		if s := e.summaryOf(a); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ")
}

func (e *Engine) summaryOf(a goja.Value) string {
	o, ok := a.(*goja.Object)
	if !ok {
		switch v := a.Export().(type) {
		case string:
			if len(v) <= 40 {
				return strconv.Quote(v)
			}
			return strconv.Itoa(len(v)) + " bytes"
		case int64, float64, bool:
			return a.String()
		}
		return ""
	}
	if isCallable(o) {
		return ""
	}
	if b, ok := Bytes(a); ok {
		return strconv.Itoa(len(b)) + " bytes"
	}
	switch v := e.FromJS(a).(type) {
	case *realm.Error:
		return "error " + v.Message
	case realm.Hosted:
		if t, ok := v.(tracer); ok {
			tr := e.env.World.Trace()
			return tr.String(tr.Object(t.TraceObject()).Kind)
		}
		return ""
	}
	if wordsOf(o).typ == proxyType || o.ClassName() != "Object" {
		return strings.ToLower(o.ClassName())
	}
	return e.summaryOfOptions(o)
}

// summaryOfOptions is the first few properties. Getters are the script's and
// must not run because somebody looks.
func (e *Engine) summaryOfOptions(o *goja.Object) string {
	describe := Room(e, newDescriber)
	text := ""
	for i, k := range o.Keys() {
		if i == 3 {
			return text + " …"
		}
		if v := describe.value(o, e.rt.ToValue(k)); v != "" {
			text = strings.TrimPrefix(text+" "+k+" "+v, " ")
		}
	}
	return text
}

// describer reads properties without running getters.
type describer struct {
	descriptor func(goja.FunctionCall) goja.Value
}

func newDescriber(e *Engine) *describer {
	return &describer{e.rawCall(e.language.Get("Object").(*goja.Object).Get("getOwnPropertyDescriptor").(*goja.Object))}
}

// value is the text of an own data property that is no object.
func (d *describer) value(o *goja.Object, key goja.Value) string {
	desc, _ := d.descriptor(goja.FunctionCall{Arguments: []goja.Value{o, key}}).(*goja.Object)
	if desc == nil {
		return ""
	}
	v := desc.Get("value")
	if _, nested := v.(*goja.Object); v == nil || nested {
		return ""
	}
	return v.String()
}
