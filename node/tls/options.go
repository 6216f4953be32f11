package tls

import (
	"strconv"

	"finishline/node/env"
	"finishline/node/events"
	"finishline/node/realm"
	"finishline/node/timers"
)

// option reads an option; undefined if it is not given.
func option(o *realm.Map, name string) realm.Value {
	if o == nil {
		return nil
	}
	v, _ := o.Get(name)
	return v
}

func truthy(v realm.Value) bool { return events.Truthy(v) }

// list is an option that may be one value or an array of them.
func list(e *env.Env, v realm.Value) []realm.Value {
	if !truthy(v) {
		return nil
	}
	if l, ok := v.([]realm.Value); ok {
		return l
	}
	switch e.Engine.Export(v).(type) {
	case string, []byte:
		return []realm.Value{v}
	}
	n, ok := timers.Number(e.Engine.Export(e.Engine.Get(v, "length")))
	if !ok {
		return []realm.Value{v}
	}
	out := make([]realm.Value, int(n))
	for i := range out {
		out[i] = e.Engine.Get(v, strconv.Itoa(i))
	}
	return out
}

// integer is a number of a script, 0 if it is none.
func integer(e *env.Env, v realm.Value) int {
	f, _ := timers.Number(e.Engine.Export(v))
	return int(f)
}

// ProtocolList reads ALPNProtocols: an array, or the bytes of the extension.
func ProtocolList(e *env.Env, v realm.Value) []string {
	if !truthy(v) {
		return nil
	}
	out := []string{}
	if b, ok := e.Engine.Export(v).([]byte); ok {
		for r := (&reader{b: b}); len(r.b) > 0; {
			out = append(out, string(r.vector(1).b))
		}
		return out
	}
	for _, x := range list(e, v) {
		if s, ok := e.Engine.Export(x).(string); ok {
			out = append(out, s)
		}
	}
	return out
}

// number is a number of a script.
func number(e *env.Env, v realm.Value) (float64, bool) { return timers.Number(e.Engine.Export(v)) }

// ProtocolBytes is a list of protocols as the extension has it (convertALPNProtocols).
func ProtocolBytes(e *env.Env, v realm.Value) []byte { return alpnExtension(ProtocolList(e, v))[2:] }
