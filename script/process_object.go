package script

import (
	"strings"

	"github.com/dop251/goja"

	"finishline/node/env"
	"finishline/node/realm"
)

// The class of the process object. Its properties sit on the prototype,
// made when first looked up.
func init() {
	DefineClass(ClassSpec{
		Name: "process", Parent: emitterClass, Machine: &Process{},
		Methods:   append(processMethods(), processClock()...),
		Accessors: processAccessors(),
		Fields:    processFields(),
	})
	DefineGlobal(Field{Name: "process", Hidden: true, Make: func(e *Engine) goja.Value { return e.ToJS(e.process) }},
		Field{Name: "global", Make: func(e *Engine) goja.Value { return e.rt.GlobalObject() }},
		Field{Symbol: goja.SymToStringTag, Hidden: true, Const: true, Make: func(e *Engine) goja.Value { return e.rt.ToValue("global") }})
	DefineModule(&ModuleSpec{Name: "process", Make: func(e *Engine) goja.Value { return e.ToJS(e.process) }})
}

// ReallyCloned values of the process's plain properties.
func str(f func(p *Process) string) func(e *Engine) goja.Value {
	return func(e *Engine) goja.Value { return e.rt.ToValue(f(e.process)) }
}

func constant(v any) func(e *Engine) goja.Value {
	return func(e *Engine) goja.Value { return e.rt.ToValue(v) }
}

func processFields() []Field {
	return []Field{
		{Name: "version", Const: true, Make: str(func(p *Process) string { return "v" + p.program.Version.Version.String() })},
		{Name: "versions", Const: true, Make: func(e *Engine) goja.Value { return e.pairs(e.process.program.Version.Libraries()) }},
		{Name: "arch", Const: true, Make: constant("x64")},
		{Name: "platform", Const: true, Make: constant("linux")},
		{Name: "release", Make: func(e *Engine) goja.Value { return e.process.releaseObject() }},
		{Name: "argv", Make: func(e *Engine) goja.Value {
			p := e.process
			if p.program.eval != "" && p.program.small == "" {
				return e.ToJS(append([]string{p.execPath()}, p.program.Args...))
			}
			return e.ToJS(append([]string{p.execPath(), p.program.Path}, p.program.Args...))
		}},
		{Name: "execArgv", Make: func(e *Engine) goja.Value { return e.ToJS(append([]string{}, e.process.program.ExecArgs...)) }},
		{Name: "argv0", Make: constant("node")},
		{Name: "execPath", Make: str((*Process).execPath)},
		{Name: "pid", Const: true, Make: func(e *Engine) goja.Value { return e.rt.ToValue(e.process.program.Pid) }},
		{Name: "env", Make: func(e *Engine) goja.Value { return e.process.environment() }},
		{Name: "hrtime", Make: makeHrtime},
		{Name: "debugPort", Make: constant(9229)},
		{Name: "features", Make: func(e *Engine) goja.Value { return e.process.features() }},
		{Name: "config", Make: func(e *Engine) goja.Value { return e.process.config() }},
		{Name: "report", Make: func(e *Engine) goja.Value { return e.rt.NewObject() }},
		{Name: "stdout", Make: func(e *Engine) goja.Value { return e.process.stream(1) }},
		{Name: "stderr", Make: func(e *Engine) goja.Value { return e.process.stream(2) }},
		{Name: "stdin", Make: func(e *Engine) goja.Value { return e.process.stream(0) }},
		{Name: "mainModule", Make: func(e *Engine) goja.Value {
			if m := e.process.modules.main; m != nil {
				return e.ToJS(m)
			}
			return goja.Undefined()
		}},
		{Symbol: goja.SymToStringTag, Hidden: true, Const: true, Make: constant("process")},
	}
}

func processAccessors() []Accessor {
	get := func(name string, f func(p *Process) realm.Value, set func(p *Process, v realm.Value)) Accessor {
		a := Accessor{Name: name, Get: func(c Call) goja.Value { return c.ToJS(f(c.process)) }}
		if set != nil {
			a.Set = func(c Call, v goja.Value) { set(c.process, c.FromJS(v)) }
		}
		return a
	}
	return []Accessor{
		get("title", func(p *Process) realm.Value { return p.title }, func(p *Process, v realm.Value) { p.title = p.e.ToJS(v).String() }),
		get("ppid", func(p *Process) realm.Value { return p.ppid() }, nil),
		get("exitCode", func(p *Process) realm.Value { return p.exitCode }, (*Process).setExitCode),
		get("_exiting", func(p *Process) realm.Value { return p.exiting }, func(p *Process, v realm.Value) { p.exiting = Bool(v) }),
	}
}

func processMethods() []Method {
	method := func(name string, length int, fn func(c Call) goja.Value) Method {
		return Method{Name: name, Length: length, AnyThis: true, Fn: fn}
	}
	return []Method{
		method("exit", 1, func(c Call) goja.Value {
			c.process.exit(c.Arg(0), c.Len() > 0 && !goja.IsUndefined(c.JS(0)))
			return nil
		}),
		method("reallyExit", 1, func(c Call) goja.Value { panic(env.Exit{Code: Int(c.Arg(0), c.process.code()) & 0xff}) }),
		method("abort", 0, func(c Call) goja.Value { panic(killed{"SIGABRT", 6}) }),
		method("kill", 2, processKill),
		method("nextTick", 1, processNextTick),
		method("emitWarning", 4, emitWarning),
		method("cwd", 0, func(c Call) goja.Value { return c.ToJS(c.process.cwd) }),
		method("chdir", 1, processChdir),
		method("umask", 1, func(c Call) goja.Value {
			old := c.process.umask
			if c.Len() > 0 && !goja.IsUndefined(c.JS(0)) {
				c.process.umask = c.JS(0).ToInteger() & 0o777
			}
			return c.ToJS(old)
		}),
		method("getuid", 0, func(c Call) goja.Value { return c.ToJS(1000) }),
		method("geteuid", 0, func(c Call) goja.Value { return c.ToJS(1000) }),
		method("getgid", 0, func(c Call) goja.Value { return c.ToJS(1000) }),
		method("getegid", 0, func(c Call) goja.Value { return c.ToJS(1000) }),
		method("setUncaughtExceptionCaptureCallback", 1, func(c Call) goja.Value {
			p := c.process
			if goja.IsNull(c.JS(0)) {
				p.capture = nil
				return goja.Undefined()
			}
			f := c.Func(0)
			if f == nil {
				c.Throw(c.InvalidArgType("fn", "of type function or null", c.Arg(0)))
			}
			if p.capture != nil {
				c.Throw(realm.NewError("ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET", "`process.setupUncaughtExceptionCapture()` was called while a capture callback was already active"))
			}
			p.capture = f
			return goja.Undefined()
		}),
		method("hasUncaughtExceptionCaptureCallback", 0, func(c Call) goja.Value { return c.ToJS(c.process.capture != nil) }),
		method("getActiveResourcesInfo", 0, func(c Call) goja.Value { return c.ToJS(c.process.activeResources()) }),
		method("getBuiltinModule", 1, func(c Call) goja.Value {
			id := strings.TrimPrefix(c.JS(0).String(), "node:")
			if !c.process.isBuiltin(id) {
				return goja.Undefined()
			}
			return c.process.builtin("node:" + id)
		}),
		method("binding", 1, func(c Call) goja.Value {
			c.Throw(c.process.unsupported("process.binding"))
			return nil
		}),
		method("ref", 1, func(c Call) goja.Value { return goja.Undefined() }),
		method("unref", 1, func(c Call) goja.Value { return goja.Undefined() }),
	}
}

// scriptTick is a function that a script queued with process.nextTick.
type scriptTick struct {
	fn   *function
	args []goja.Value
}

func (t *scriptTick) RunTick() { t.fn.CallJS(goja.Undefined(), t.args...) }

func processNextTick(c Call) goja.Value {
	o, ok := c.JS(0).(*goja.Object)
	if !ok || !isCallable(o) {
		c.Throw(c.InvalidArgType("callback", "of type function", c.Arg(0)))
	}
	if c.process.exiting {
		return goja.Undefined()
	}
	t := &scriptTick{fn: &function{e: c.Engine, obj: o}}
	if c.Len() > 1 {
		t.args = append(t.args, c.Args[1:]...)
	}
	pos := ""
	if c.env.World.Tracing() {
		pos, _ = c.Position()
	}
	c.env.QueueTick(t, pos)
	return goja.Undefined()
}

func processChdir(c Call) goja.Value {
	dir, ok := c.Arg(0).(string)
	if !ok {
		c.Throw(c.InvalidArgType("directory", "of type string", c.Arg(0)))
	}
	p := c.process
	to := dir
	if !strings.HasPrefix(to, "/") {
		to = strings.TrimSuffix(p.cwd, "/") + "/" + to
	}
	to = cleanPath(to)
	if p.kind(to) != directory {
		const msg = "ENOENT: no such file or directory, chdir "
		c.Throw(&realm.Error{Name: "Error", Code: "ENOENT", Message: msg + "'" + p.cwd + "' -> '" + dir + "'",
			Props: []realm.Prop{{Key: "errno", Value: -2}, {Key: "code", Value: "ENOENT"}, {Key: "syscall", Value: "chdir"},
				{Key: "path", Value: p.cwd}, {Key: "dest", Value: dir}}})
	}
	p.cwd = to
	return goja.Undefined()
}
