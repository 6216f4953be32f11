package script

import (
	"github.com/dop251/goja"

	"finishline/node/realm"
)

// errorClasses are the language's error classes as they were before any
// script could change them.
type errorClasses struct {
	byName map[string]goja.Constructor
}

func (e *Engine) initErrors(language *goja.Object) {
	e.errs.byName = make(map[string]goja.Constructor, 4)
}

func (e *Engine) errorClass(name string) goja.Constructor {
	if c := e.errs.byName[name]; c != nil {
		return c
	}
	c, ok := goja.AssertConstructor(e.rt.Get(name))
	if !ok {
		c, _ = goja.AssertConstructor(e.rt.Get("Error"))
	}
	e.errs.byName[name] = c
	return c
}

// errorObject shows a machine's error to the script, always as the same object.
func (e *Engine) errorObject(err *realm.Error) *goja.Object {
	if o, ok := err.Peer.(*goja.Object); ok {
		return o
	}
	o, thrown := e.errorClass(err.Name)(nil, e.rt.ToValue(err.Message))
	if thrown != nil {
		e.raise(thrown)
	}
	err.Peer = o
	h := &host{Value: goja.Undefined(), e: e, err: err}
	h.attach(o)
	for _, p := range err.Props {
		must(o.Set(p.Key, e.ToJS(p.Value)))
	}
	if err.Code != "" && o.Get("code") == nil {
		must(o.Set("code", err.Code))
	}
	return o
}
