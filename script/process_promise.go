package script

import (
	"github.com/dop251/goja"

	"finishline/node/realm"
	"finishline/node/versions"
)

// rejections are the promises that were rejected without a handler (lib/
// internal/process/promises.js).
type rejections struct {
	pending []*rejection
	// warned are those that were reported; a handler that comes later is news.
	reported map[*goja.Promise]*rejection
	handled  []*rejection
	lastID   int
}

type rejection struct {
	promise *goja.Promise
	id      int
	gone    bool // handled before it was reported
	context any  // uv.Loop.Context in which it was rejected
}

// trackRejection hears of rejections and of late handlers from the engine.
func (p *Process) trackRejection(promise *goja.Promise, op goja.PromiseRejectionOperation) {
	r := &p.rejects
	if op == goja.PromiseRejectionReject {
		r.lastID++
		r.pending = append(r.pending, &rejection{promise: promise, id: r.lastID, context: p.e.settling()})
		return
	}
	for _, x := range r.pending {
		if x.promise == promise && !x.gone {
			x.gone = true
			return
		}
	}
	if x := r.reported[promise]; x != nil {
		delete(r.reported, promise)
		r.handled = append(r.handled, x)
	}
}

// processRejections settles what has gathered since the last drain; it reports
// whether it may have queued more work. Promise jobs that the listeners queue
// wait for the ticks that they queue (processTicksAndRejections in lib/internal/
// process/task_queues.js); what a listener throws leaves both for the next
// callback scope.
func (p *Process) processRejections() bool {
	r := &p.rejects
	if len(r.pending) == 0 && len(r.handled) == 0 {
		return false
	}
	more := len(r.handled) > 0
	p.e.Enter(func() {
		if v, threw := p.e.Try(func() {
			p.announceHandled()
			more = p.reportPending() || more
		}); threw {
			p.e.env.RaiseUncaught(v, false)
			p.e.env.Abandon()
		}
		p.e.HoldJobs()
	})
	return more || len(r.pending) > 0
}

// announceHandled tells of handlers that came after the report.
func (p *Process) announceHandled() {
	r := &p.rejects
	for len(r.handled) > 0 {
		x := r.handled[0]
		r.handled = r.handled[1:]
		if !p.emit("rejectionHandled", p.e.rt.ToValue(x.promise)) {
			p.queueWarning(&realm.Error{Name: "PromiseRejectionHandledWarning",
				Message: "Promise rejection was handled asynchronously (rejection id: " + itoa(x.id) + ")"})
		}
	}
}

// reportPending reports each rejection in the context in which it happened.
func (p *Process) reportPending() (some bool) {
	r, loop := &p.rejects, p.e.env.Loop
	outer := loop.Context
	defer func() { loop.Context = outer }()
	report := func(x *rejection) {
		if !x.gone {
			loop.Context = x.context
			p.reportRejection(x)
			some = true
		}
	}
	if p.has(versions.RejectionsTakenTogether) {
		pending := r.pending
		r.pending = nil
		for _, x := range pending {
			report(x)
		}
		return some
	}
	for n := len(r.pending); n > 0; n-- {
		x := r.pending[0]
		r.pending = r.pending[1:]
		report(x)
	}
	return some
}

// reportRejection does what --unhandled-rejections=throw, the default, says.
func (p *Process) reportRejection(x *rejection) {
	r := &p.rejects
	if r.reported == nil {
		r.reported = make(map[*goja.Promise]*rejection)
	}
	r.reported[x.promise] = x
	reason := x.promise.Result()
	mode := p.rejectionMode()
	if mode == "strict" {
		p.e.env.RaiseUncaught(p.rejectionError(reason), true)
	}
	handled := p.emit("unhandledRejection", p.e.FromJS(reason), p.e.rt.ToValue(x.promise))
	switch mode {
	case "none":
	case "warn":
		p.warnRejection(x, reason)
	case "warn-with-error-code":
		if !handled {
			p.warnRejection(x, reason)
			p.exitCode = 1
		}
	case "strict":
		if !handled {
			p.warnRejection(x, reason)
		}
	default:
		if !handled {
			p.e.env.RaiseUncaught(p.rejectionError(reason), true)
		}
	}
}

// rejectionMode is --unhandled-rejections.
func (p *Process) rejectionMode() string {
	const flag = "--unhandled-rejections="
	for _, a := range p.program.ExecArgs {
		if len(a) > len(flag) && a[:len(flag)] == flag {
			return a[len(flag):]
		}
	}
	return "throw"
}

// rejectionError is the reason, or an error that wraps one which is no error.
func (p *Process) rejectionError(reason goja.Value) realm.Value {
	if o, ok := reason.(*goja.Object); ok && !isCallable(o) && hasOwn(o, "stack") {
		return p.e.FromJS(o)
	}
	return &realm.Error{Name: "UnhandledPromiseRejection", Code: "ERR_UNHANDLED_REJECTION",
		Message: "This error originated either by throwing inside of an async function without a catch block, " +
			"or by rejecting a promise which was not handled with .catch(). The promise rejected with the reason \"" +
			p.e.sketch(reason) + "\"."}
}

func (p *Process) warnRejection(x *rejection, reason goja.Value) {
	text := p.e.sketch(reason)
	if o, ok := reason.(*goja.Object); ok && hasOwn(o, "stack") {
		text = o.Get("stack").String()
	}
	p.queueWarning(&realm.Error{Name: "UnhandledPromiseRejectionWarning", Message: text})
	p.queueWarning(&realm.Error{Name: "UnhandledPromiseRejectionWarning",
		Message: "Unhandled promise rejection. This error originated either by throwing inside of an async function without a catch block, " +
			"or by rejecting a promise which was not handled with .catch(). To terminate the node process on unhandled promise rejection, " +
			"use the CLI flag `--unhandled-rejections=strict` (see https://nodejs.org/api/cli.html#cli_unhandled_rejections_mode). " +
			"(rejection id: " + itoa(x.id) + ")"})
}

// sketch is a value's text without running any of the script's code (V8's
// NoSideEffectsToString).
func (e *Engine) sketch(v goja.Value) string {
	o, ok := v.(*goja.Object)
	if !ok {
		return v.String()
	}
	if isCallable(o) {
		return o.String()
	}
	if e.isError(o) {
		return e.errorText(o)
	}
	name := "Object"
	if c, ok := o.Get("constructor").(*goja.Object); ok {
		if n := c.Get("name"); n != nil && n.String() != "" {
			name = n.String()
		}
	}
	return "#<" + name + ">"
}

func hasOwn(o *goja.Object, name string) bool {
	for _, k := range o.GetOwnPropertyNames() {
		if k == name {
			return true
		}
	}
	return false
}

// catchRejection is v.then(undefined, fn) if v has a then method.
func (e *Engine) catchRejection(v realm.Value, fn func(reason realm.Value)) {
	o, ok := e.ToJS(v).(*goja.Object)
	if !ok {
		return
	}
	then, ok := o.Get("then").(*goja.Object)
	if !ok || !isCallable(then) {
		return
	}
	reject := e.NewFunction("", 1, func(c Call) goja.Value {
		fn(c.Arg(0))
		return goja.Undefined()
	})
	e.rawCall(then)(goja.FunctionCall{This: o, Arguments: []goja.Value{goja.Undefined(), reject}})
}
