package script

import (
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// moduleFunction is the name of the function around a module's source, which
// V8 calls Object.<anonymous>.
const moduleFunction = "$module"

// setStack gives an error its stack property as V8 words it. Frames above the
// constructor skip are left out.
func (e *Engine) setStack(o *goja.Object, skip string) { e.setStackText(o, e.errorText(o), skip) }

func (e *Engine) setStackText(o *goja.Object, head, skip string) {
	limit := 10
	if v := e.errs.base.ctor.Get("stackTraceLimit"); v != nil {
		if !goja.IsNumber(v) {
			return
		}
		limit = int(v.ToInteger())
	}
	frames := e.capture(limit, skip)
	if f, ok := e.errs.base.ctor.Get("prepareStackTrace").(*goja.Object); ok && isCallable(f) {
		sites := make([]any, len(frames))
		for i := range frames {
			sites[i] = e.callSite(frames[i])
		}
		v := e.rawCall(f)(goja.FunctionCall{This: e.errs.base.ctor, Arguments: []goja.Value{o, e.rt.NewArray(sites...)}})
		must(o.DefineDataProperty("stack", v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
		return
	}
	var b strings.Builder
	b.WriteString(head)
	for _, f := range frames {
		b.WriteString("\n    at ")
		b.WriteString(f.String())
	}
	for _, f := range e.innerFrames(frames, limit) {
		b.WriteString("\n    at ")
		b.WriteString(f)
	}
	must(o.DefineDataProperty("stack", e.rt.ToValue(b.String()), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

// innerFrames are the library's own frames below those of the script: what
// runs a main script. Other callers of scripts have frames that differ by
// version in every line; they are left out.
func (e *Engine) innerFrames(frames []frame, limit int) []string {
	if e.process == nil || len(frames) == 0 || frames[len(frames)-1].function != moduleTop || len(frames) >= limit {
		return nil
	}
	if m := e.process.modules.main; m == nil || m.filename != frames[len(frames)-1].file {
		return nil
	}
	inner := e.process.program.Version.Internals().Main
	return inner[:min(len(inner), limit-len(frames))]
}

// moduleTop is V8's name for a module's function.
const moduleTop = "Object.<anonymous>"

// restack captures the stack anew, after the name has changed.
func (e *Engine) restack(o *goja.Object) { e.setStack(o, "") }

// frame is one line of a stack.
type frame struct {
	function  string
	file      string
	line, col int
	construct bool
}

func (f frame) String() string {
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

// capture reads the engine's stack: the script's own frames, innermost first.
func (e *Engine) capture(limit int, skip string) []frame {
	var buf [48]goja.StackFrame
	raw := e.rt.CaptureCallStack(len(buf), buf[:0])
	out := make([]frame, 0, min(limit, len(raw)))
	from := 0
	if skip != "" {
		for i := range raw {
			if raw[i].FuncName() == skip {
				from = i + 1
				break
			}
		}
	}
	for i := from; i < len(raw) && len(out) < limit; i++ {
		name := raw[i].SrcName()
		if name == "<native>" || strings.HasPrefix(name, "node:internal/trampoline") {
			continue
		}
		out = append(out, e.frameOf(&raw[i], name))
	}
	return out
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
	skip := ""
	if f, ok := c.JS(1).(*goja.Object); ok {
		skip = text(f.Get("name"))
	}
	head := c.errorText(o)
	if head == "" || !c.isError(o) && text(o.Get("name")) == "" {
		head = "Error"
		if m := text(o.Get("message")); m != "" {
			head += ": " + m
		}
	}
	c.setStackText(o, head, skip)
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
