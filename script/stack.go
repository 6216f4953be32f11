package script

import (
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"finishline/node/realm"
	"finishline/node/versions"
)

// moduleFunction is the name of the function around a module's source, which
// V8 calls Object.<anonymous>.
const moduleFunction = "$module"

// trace is the stack of an error before it is worded.
type trace struct {
	frames []rawFrame
	limit  int          // of frames; negative: the error has no stack
	skip   *goja.Object // frames above this function and its own are left out
	head   string       // the first line; empty: what the error says of itself by then
	err    *realm.Error
	below  int // what runs the script
}

const (
	belowTick = iota + 1
	belowJob
)

// captureInto reads the engine's stack.
func (e *Engine) captureInto(t *trace) {
	t.limit = 10
	if v := e.errs.base.ctor.Get("stackTraceLimit"); v == nil || !goja.IsNumber(v) {
		t.limit = -1
		return
	} else if n := v.ToFloat(); n != 10 {
		t.limit = int(max(0, min(n, 200)))
	}
	t.frames = e.captureFrames()
	if e.env != nil {
		if tick, job := e.env.Below(); tick {
			t.below = belowTick
		} else if job {
			t.below = belowJob
		}
	}
}

// stackAccess is the accessor under every error's stack.
type stackAccess struct{ get, set *goja.Object }

func newStackAccess(e *Engine) *stackAccess {
	s := &stackAccess{}
	s.get = e.NewFunction("stack", 0, func(c Call) goja.Value {
		o, ok := c.This.(*goja.Object)
		if !ok || c.host == nil || c.host.trace == nil {
			return goja.Undefined()
		}
		v := e.wordStack(o, c.host.trace)
		if c.host.obj == o {
			setHidden(o, "stack", v)
		}
		return v
	})
	s.set = e.NewFunction("stack", 1, func(c Call) goja.Value {
		if o, ok := c.This.(*goja.Object); ok {
			setHidden(o, "stack", c.JS(0))
		}
		return goja.Undefined()
	})
	return s
}

func setHidden(o *goja.Object, name string, v goja.Value) {
	must(o.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

// wordStack is an error's stack as V8 words it when it is first looked at.
func (e *Engine) wordStack(o *goja.Object, t *trace) goja.Value {
	if t.limit < 0 {
		return goja.Undefined()
	}
	frames := e.scriptFrames(t)
	if f, ok := e.errs.base.ctor.Get("prepareStackTrace").(*goja.Object); ok && isCallable(f) {
		sites := make([]any, len(frames))
		for i := range frames {
			sites[i] = e.callSite(frames[i])
		}
		return e.rawCall(f)(goja.FunctionCall{This: e.errs.base.ctor, Arguments: []goja.Value{o, e.rt.NewArray(sites...)}})
	}
	head := t.head
	if head == "" {
		head = e.headOf(o)
	}
	if e.process != nil && len(frames) > 0 {
		e.process.readPosition(&frames[0], head)
	}
	var b strings.Builder
	b.WriteString(head)
	for _, f := range frames {
		b.WriteString("\n    at ")
		b.WriteString(f.String())
	}
	for _, f := range e.innerFrames(frames, t) {
		b.WriteString("\n    at ")
		b.WriteString(f)
	}
	return e.rt.ToValue(b.String())
}

// headOf is the first line of a stack.
func (e *Engine) headOf(o *goja.Object) (head string) {
	if _, threw := e.Try(func() { head = e.errorText(o) }); threw || head == "" {
		return "Error"
	}
	return head
}

// innerFrames are the library's own frames below those of the script: what
// runs a main script, and where an error was made that no call of a script led
// to. Other frames of the library differ by version in every line; they are
// left out.
func (e *Engine) innerFrames(frames []frame, t *trace) []string {
	if e.process == nil || len(frames) >= t.limit {
		return nil
	}
	in := e.process.program.Version.Internals()
	if len(frames) == 0 {
		if t.err == nil {
			return nil
		}
		return madeAt(in, t.err)
	}
	last := frames[len(frames)-1]
	fs := e.process.program.Version.Frames()
	var below []string
	switch {
	case last.async:
		return nil
	case strings.HasPrefix(last.function, "Timeout.") && last.whole == "":
		below = fs.Timer
	case strings.HasPrefix(last.function, "Immediate.") && last.whole == "":
		below = []string{fs.Immediate}
	case t.below == belowTick:
		below = []string{fs.Tick}
	case t.below == belowJob:
		below = []string{fs.Jobs}
	}
	if below != nil {
		return below[:min(len(below), t.limit-len(frames))]
	}
	if m := e.process.modules.main; last.function != moduleTop || m == nil || m.filename != last.file {
		return nil
	}
	return in.Main[:min(len(in.Main), t.limit-len(frames))]
}

// madeAt is the frame in which a machine's error is made in the real library.
func madeAt(in *versions.Internals, err *realm.Error) []string {
	syscall := ""
	for _, p := range err.Props {
		if p.Key == "syscall" {
			syscall, _ = p.Value.(string)
		}
	}
	switch {
	case syscall == "connect":
		return []string{in.Connect}
	case syscall == "getaddrinfo":
		return []string{in.Lookup}
	case syscall == "read":
		return []string{in.Read}
	case err.Name == "UnhandledPromiseRejection":
		return in.Rejected
	}
	return []string{in.Tick}
}

// moduleTop is V8's name for a module's function.
const moduleTop = "Object.<anonymous>"

// frame is one line of a stack.
type frame struct {
	function  string
	file      string
	line, col int
	construct bool
	async     bool
	arrow     bool   // on what it was called is not known
	whole     string // of a frame of the library's own
}

func (f frame) String() string {
	if f.whole != "" {
		return f.whole
	}
	if f.async {
		f.async = false
		return "async " + f.String()
	}
	where := f.file + ":" + strconv.Itoa(f.line) + ":" + strconv.Itoa(f.col)
	if f.file == "" {
		where = "<anonymous>"
	}
	if f.function == "" {
		return where
	}
	if f.construct {
		return "new " + f.function + " (" + where + ")"
	}
	return f.function + " (" + where + ")"
}

// scriptFrames are the frames of a trace that belong to scripts, innermost first.
func (e *Engine) scriptFrames(t *trace) []frame {
	from := 0
	if t.skip != nil {
		for from < len(t.frames) && t.frames[from].callee != t.skip {
			from++
		}
		if from < len(t.frames) {
			from++
		} else {
			// Not on the stack, as a function of a built-in file is not that Node
			// would name: its own frames go.
			for from = 0; from < len(t.frames) && (t.frames[from].SrcName() == "<native>" || strings.HasPrefix(t.frames[from].SrcName(), "node:")); {
				from++
			}
		}
	}
	var out []frame
	for i := from; i < len(t.frames) && len(out) < t.limit; i++ {
		name := t.frames[i].SrcName()
		if raw := &t.frames[i]; name == "<native>" {
			if raw.native == "" {
				raw.native = e.languageFrame(raw)
			}
			if raw.native != "" {
				out = append(out, frame{whole: raw.native})
			}
			continue
		}
		if strings.HasPrefix(name, "node:internal/trampoline") {
			continue
		}
		if t.frames[i].async && t.below == belowJob {
			t.below = 0
			out = append(out, frame{whole: e.process.program.Version.Frames().Jobs})
		}
		f := e.frameOf(&t.frames[i].StackFrame, name)
		if e.process != nil && strings.HasPrefix(name, "/") {
			e.process.callPosition(&f, t.frames[i].async)
			e.called(out, &f)
			if src, _, at := e.process.offset(&f); at >= 0 && len(out) > 0 && strings.HasPrefix(src[at:], "new Promise") {
				out = append(out, frame{whole: "new Promise (<anonymous>)"})
			}
		}
		e.describe(&t.frames[i], &f)
		out = append(out, f)
	}
	return out
}

// called completes the name of the innermost frame so far by how its caller
// calls it.
func (e *Engine) called(inner []frame, caller *frame) {
	if len(inner) == 0 {
		return
	}
	if f := &inner[len(inner)-1]; f.arrow && f.function != "" {
		f.arrow = false
		f.function = e.process.arrowMethod(f.function, caller)
	}
}

func (e *Engine) frameOf(raw *goja.StackFrame, file string) frame {
	pos := raw.Position()
	f := frame{function: raw.FuncName(), file: file, line: pos.Line, col: pos.Column}
	switch f.function {
	case "<anonymous>":
		f.function = ""
	case moduleFunction:
		f.function = moduleTop
	}
	if f.line == 1 && !strings.HasPrefix(file, "node:") && (e.process == nil || !e.process.lowered[file]) {
		f.col -= len(wrapperHead)
	}
	return f
}

// captureStackTrace is Error.captureStackTrace.
func captureStackTrace(c Call) goja.Value {
	o, ok := c.JS(0).(*goja.Object)
	if !ok {
		panic(c.newError("TypeError", "Invalid argument"))
	}
	e, t := c.Engine, &trace{}
	t.skip, _ = c.JS(1).(*goja.Object)
	e.captureInto(t)
	get := e.NewFunction("stack", 0, func(Call) goja.Value {
		v := e.wordStack(o, t)
		setHidden(o, "stack", v)
		return v
	})
	set := e.NewFunction("stack", 1, func(c Call) goja.Value {
		setHidden(o, "stack", c.JS(0))
		return goja.Undefined()
	})
	must(o.DefineAccessorProperty("stack", get, set, goja.FLAG_TRUE, goja.FLAG_FALSE))
	return goja.Undefined()
}

// callSite is what Error.prepareStackTrace gets for a frame.
func (e *Engine) callSite(f frame) goja.Value {
	o := e.rt.NewObject()
	get := func(name string, v any) {
		must(o.Set(name, e.NewFunction(name, 0, func(Call) goja.Value { return e.ToJS(v) })))
	}
	var fn any = f.function
	if f.function == "" {
		fn = goja.Null()
	}
	get("getFunctionName", fn)
	get("getMethodName", goja.Null())
	get("getTypeName", "Object")
	get("getFileName", f.file)
	get("getScriptNameOrSourceURL", f.file)
	get("getLineNumber", f.line)
	get("getColumnNumber", f.col)
	get("getThis", nil)
	get("getFunction", nil)
	get("getEvalOrigin", nil)
	get("isNative", false)
	get("isEval", false)
	get("isConstructor", f.construct)
	get("isToplevel", f.function == "")
	get("isAsync", false)
	get("isPromiseAll", false)
	get("toString", f.String())
	return o
}
