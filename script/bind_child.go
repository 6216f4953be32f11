package script

import (
	"github.com/dop251/goja"

	"finishline/node/child"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/versions"
)

func init() {
	NameClass("ChildProcess", childClass)
	NameClass("Pipe", pipeClass)
	DefineModule(&ModuleSpec{Name: "child_process", Make: func(e *Engine) goja.Value { return e.loadJS("child_process") }})
}

// pipeClass shows the handle below a child's standard stream.
var pipeClass = DefineClass(ClassSpec{Name: "Pipe", Methods: tcpMethods, Accessors: tcpAccessors})

func childOf(c Call) *child.Process { return This[*child.Process](c) }

func childGet(name string, get func(p *child.Process) realm.Value) ownKey {
	return ownKey{name: name, get: func(c Call) goja.Value { return c.ToJS(get(childOf(c))) }}
}

// childOwn are the properties of a ChildProcess.
func childOwn(has func(versions.Behaviour) bool) []ownKey {
	out := []ownKey{
		{name: "connected", get: func(c Call) goja.Value { return c.ToJS(childOf(c).Connected()) }},
		childGet("signalCode", func(p *child.Process) realm.Value { return p.SignalCode }),
		childGet("exitCode", func(p *child.Process) realm.Value { return p.ExitCode }),
		{name: "killed", get: func(c Call) goja.Value { return c.ToJS(childOf(c).Killed) },
			set: func(c Call, v goja.Value) { childOf(c).Killed = v.ToBoolean() }},
		childGet("spawnfile", func(p *child.Process) realm.Value { return p.SpawnFile }),
		childGet("spawnargs", func(p *child.Process) realm.Value {
			if p.SpawnArgs == nil {
				return nil
			}
			return p.SpawnArgs
		}),
		childGet("pid", func(p *child.Process) realm.Value { return p.Pid }),
		childGet("stdin", func(p *child.Process) realm.Value { return p.Stream(0) }),
		childGet("stdout", func(p *child.Process) realm.Value { return p.Stream(1) }),
		childGet("stderr", func(p *child.Process) realm.Value { return p.Stream(2) }),
		childGet("stdio", func(p *child.Process) realm.Value {
			if p.Stdio == nil {
				return nil
			}
			return p.Stdio
		}),
	}
	return append(append(named("_events", "_eventsCount", "_maxListeners"), out...), emitterSymbols(has, false)...)
}

var childClass = DefineClass(ClassSpec{
	Name: "ChildProcess", Parent: emitterClass, Machine: &child.Process{}, Own: childOwn,
	Construct: func(c Call) realm.Hosted { return child.New(c.Env()) },
	Methods: []Method{
		{Name: "spawn", Length: 1, Fn: childSpawn},
		{Name: "kill", Length: 1, Fn: func(c Call) goja.Value { return c.ToJS(childOf(c).Kill(c.signal(0))) }},
		{Name: "ref", Fn: func(c Call) goja.Value { childOf(c).Ref(); return goja.Undefined() }},
		{Name: "unref", Fn: func(c Call) goja.Value { childOf(c).Unref(); return goja.Undefined() }},
		{Name: "[Symbol.dispose]", Symbol: symDispose, If: func(e *Engine) bool { return e.env.Has(versions.ChildDisposable) },
			Fn: func(c Call) goja.Value {
				if p := childOf(c); !p.Killed {
					p.Kill(signals["SIGTERM"])
				}
				return goja.Undefined()
			}},
	},
})

// signal is argument i as a signal's number, SIGTERM if it is undefined
// (convertToValidSignal).
func (c Call) signal(i int) int {
	v := c.Arg(i)
	switch s := v.(type) {
	case nil:
		return signals["SIGTERM"]
	case int64:
		if s == 0 || signalName(int(s)) != "" {
			return int(s)
		}
	case string:
		if n, ok := signalNumber(s); ok {
			return n
		}
	}
	c.Throw(realm.NewTypeError("ERR_UNKNOWN_SIGNAL", "Unknown signal: "+c.ToJS(v).String()))
	return 0
}

// family is the process as one of several.
func (c Call) family() *task {
	t, ok := c.process.family()
	if !ok {
		c.Throw(c.ErrUnsupported("Starting a process with --live"))
	}
	return t
}

// childSpawn is childProcess.spawn(options), what the module's spawn ends in.
func childSpawn(c Call) goja.Value {
	o := c.Object(0)
	if o == nil {
		c.Throw(c.InvalidArgType("options", "of type object", c.Arg(0)))
	}
	if c.env.Processes == nil {
		c.env.Processes = c.family()
	}
	stdio := c.stdioOption(opt(o, "stdio"))
	out := child.Options{Stdio: stdio, Codec: c.codec(opt(o, "serialization")), Detached: opt(o, "detached").ToBoolean()}
	file := opt(o, "file")
	if !goja.IsString(file) {
		c.Throw(c.InvalidArgType("options.file", "of type string", c.FromJS(file)))
	}
	out.File = file.String()
	out.Args = c.texts(opt(o, "args"))
	out.Env = c.texts(opt(o, "envPairs"))
	if v := opt(o, "cwd"); !nullish(v) {
		out.Cwd = v.String()
	}
	m := childOf(c)
	errno := m.Spawn(out)
	if m.Channel != nil {
		c.installChannel(c.This.(*goja.Object), m.Channel)
	}
	return c.ToJS(-int(errno))
}

// texts reads an array of strings.
func (c Call) texts(v goja.Value) (out []string) {
	o, _ := v.(*goja.Object)
	for _, x := range c.listOf(o) {
		out = append(out, x.String())
	}
	return out
}

// stdioOption reads the stdio option in its forms (getValidStdio).
func (c Call) stdioOption(v goja.Value) []child.Stdio {
	var list []goja.Value
	switch o, isObject := v.(*goja.Object); {
	case nullish(v) || !v.ToBoolean():
	case goja.IsString(v):
		for i := 0; i < 3; i++ {
			switch s := v.String(); s {
			case "ignore", "pipe", "overlapped", "inherit":
				list = append(list, v)
			default:
				c.invalidStdio(v)
			}
		}
	case isObject && o.ClassName() == "Array":
		list = c.listOf(o)
	default:
		c.invalidStdio(v)
	}
	for len(list) < 3 {
		list = append(list, goja.Undefined())
	}
	out := make([]child.Stdio, len(list))
	ipc := false
	for i, v := range list {
		out[i] = c.stdioEntry(v, i)
		if out[i].Kind == child.IPC {
			if ipc {
				c.Throw(realm.NewError("ERR_IPC_ONE_PIPE", "Child process can have only one IPC pipe"))
			}
			ipc = true
		}
	}
	return out
}

func (c Call) invalidStdio(v goja.Value) {
	c.Throw(realm.NewTypeError("ERR_INVALID_ARG_VALUE", "The argument 'stdio' is invalid. Received "+c.Env().InspectValue(c.FromJS(v))))
}

func (c Call) stdioEntry(v goja.Value, i int) child.Stdio {
	switch {
	case nullish(v) && i < 3:
		return child.Stdio{Kind: child.Pipe}
	case nullish(v):
		return child.Stdio{Kind: child.Ignore}
	case goja.IsString(v):
		switch v.String() {
		case "ignore":
			return child.Stdio{Kind: child.Ignore}
		case "pipe", "overlapped":
			return child.Stdio{Kind: child.Pipe}
		case "ipc":
			return child.Stdio{Kind: child.IPC}
		case "inherit":
			return child.Stdio{Kind: child.FD, FD: i}
		}
		c.Throw(realm.NewTypeError("ERR_INVALID_SYNC_FORK_INPUT", "Asynchronous forks do not support Buffer, TypedArray, DataView or string input: "+c.Env().InspectValue(c.FromJS(v))))
	case goja.IsNumber(v):
		if n := int(v.ToInteger()); n >= 0 {
			return child.Stdio{Kind: child.FD, FD: n}
		}
		return child.Stdio{Kind: child.Pipe}
	}
	switch m := c.FromJS(v).(type) {
	case *net.Socket:
		if m.Handle != nil && m.Handle.TCP.FD() > 2 {
			return child.Stdio{Kind: child.Wrap, Socket: m}
		}
	}
	if o, ok := v.(*goja.Object); ok {
		if fd := opt(o, "fd"); goja.IsNumber(fd) {
			return child.Stdio{Kind: child.FD, FD: int(fd.ToInteger())}
		}
	}
	c.invalidStdio(v)
	return child.Stdio{}
}
