package script

import (
	"github.com/dop251/goja"

	"finishline/node/realm"
)

type warnings struct{ hinted bool }

// queueWarning is process.emitWarning with a ready error.
func (p *Process) queueWarning(w realm.Value) {
	p.e.env.NextTick(func() {
		// onWarning is the first listener of 'warning': it prints.
		p.printWarning(w)
		p.emit("warning", w)
	})
}

// printWarning writes a warning to stderr (lib/internal/process/warning.js).
func (p *Process) printWarning(w realm.Value) {
	o, ok := p.e.ToJS(w).(*goja.Object)
	if !ok || !p.e.isError(o) || p.flag("--no-warnings") {
		return
	}
	deprecation := text(o.Get("name")) == "DeprecationWarning"
	if deprecation && p.flag("--no-deprecation") {
		return
	}
	trace := p.flag("--trace-warnings") || deprecation && p.flag("--trace-deprecation")
	msg := "(node:" + itoa(p.program.Pid) + ") "
	if code := o.Get("code"); code != nil && code.ToBoolean() {
		msg += "[" + code.String() + "] "
	}
	if stack := o.Get("stack"); trace && stack != nil {
		msg += stack.String()
	} else {
		msg += o.String()
	}
	if d := o.Get("detail"); d != nil && goja.IsString(d) {
		msg += "\n" + d.String()
	}
	if !trace && !p.warned.hinted {
		p.warned.hinted = true
		flag := "--trace-warnings"
		if deprecation {
			flag = "--trace-deprecation"
		}
		msg += "\n(Use `node " + flag + " ...` to show where the warning was created)"
	}
	p.Print(2, msg+"\n")
}

func (p *Process) flag(name string) bool {
	for _, a := range p.program.ExecArgs {
		if a == name {
			return true
		}
	}
	return false
}

func text(v goja.Value) string {
	if v == nil || goja.IsUndefined(v) {
		return ""
	}
	return v.String()
}

// emitWarning is process.emitWarning as scripts call it.
func emitWarning(c Call) goja.Value {
	p, e := c.process, c.Engine
	kind, code, detail := c.JS(1), c.JS(2), goja.Value(nil)
	if o := c.Object(1); o != nil && o.ClassName() != "Array" {
		code, detail = orUndefined(o.Get("code")), o.Get("detail")
		kind = o.Get("type")
		if kind == nil || !kind.ToBoolean() {
			kind = e.rt.ToValue("Warning")
		}
	} else if c.Func(1) != nil {
		kind, code = e.rt.ToValue("Warning"), goja.Undefined()
	}
	if !goja.IsUndefined(kind) && !goja.IsString(kind) {
		e.Throw(e.InvalidArgType("type", "of type string", e.FromJS(kind)))
	}
	if o, ok := code.(*goja.Object); ok && isCallable(o) {
		code = goja.Undefined()
	}
	if !goja.IsUndefined(code) && !goja.IsString(code) {
		e.Throw(e.InvalidArgType("code", "of type string", e.FromJS(code)))
	}
	w, ok := c.JS(0).(*goja.Object)
	if goja.IsString(c.JS(0)) {
		name := text(kind)
		if name == "" {
			name = "Warning"
		}
		w = e.newError("Error", c.JS(0).String())
		must(w.Set("name", name))
		if !goja.IsUndefined(code) {
			must(w.Set("code", code))
		}
		if detail != nil && goja.IsString(detail) {
			must(w.Set("detail", detail))
		}
	} else if !ok || !e.isError(w) {
		e.Throw(e.InvalidArgType("warning", "of type string or an instance of Error", c.Arg(0)))
	}
	if text(w.Get("name")) == "DeprecationWarning" {
		if p.flag("--no-deprecation") {
			return goja.Undefined()
		}
		if p.flag("--throw-deprecation") {
			e.env.NextTick(func() { e.Throw(w) })
			return goja.Undefined()
		}
	}
	p.queueWarning(e.FromJS(w))
	return goja.Undefined()
}

func orUndefined(v goja.Value) goja.Value {
	if v == nil {
		return goja.Undefined()
	}
	return v
}

var _ realm.Value
