package script

import (
	"github.com/dop251/goja"

	"finishline/node/events"
)

// stdio is a standard stream: writes reach the descriptor at once, as Node's do
// for files and pipes on Linux.
type stdio struct {
	events.Emitter
	p    *Process
	fd   int
	ends bool
}

func init() {
	DefineClass(ClassSpec{
		Name: "SyncWriteStream", Parent: emitterClass, Machine: &stdio{},
		Methods: []Method{
			{Name: "write", Length: 3, Fn: func(c Call) goja.Value { return c.ToJS(This[*stdio](c).write(c)) }},
			{Name: "end", Length: 3, Fn: func(c Call) goja.Value {
				s := This[*stdio](c)
				if c.Len() > 0 && c.Func(0) == nil {
					s.write(c)
				}
				if !s.ends {
					s.ends = true
					c.env.NextTick(func() { s.Emit("finish") })
				}
				return c.This
			}},
			{Name: "cork", Fn: func(c Call) goja.Value { return goja.Undefined() }},
			{Name: "uncork", Fn: func(c Call) goja.Value { return goja.Undefined() }},
			{Name: "destroy", Fn: func(c Call) goja.Value { return c.This }},
			{Name: "setEncoding", Fn: func(c Call) goja.Value { return c.This }},
			{Name: "resume", Fn: func(c Call) goja.Value { return c.This }},
			{Name: "pause", Fn: func(c Call) goja.Value { return c.This }},
			{Name: "ref", Fn: func(c Call) goja.Value { return c.This }},
			{Name: "unref", Fn: func(c Call) goja.Value { return c.This }},
		},
		Accessors: []Accessor{
			{Name: "fd", Get: func(c Call) goja.Value { return c.ToJS(This[*stdio](c).fd) }},
			{Name: "writable", Get: func(c Call) goja.Value { return c.ToJS(This[*stdio](c).fd > 0) }},
			{Name: "writableLength", Get: func(c Call) goja.Value { return c.ToJS(0) }},
			{Name: "writableNeedDrain", Get: func(c Call) goja.Value { return c.ToJS(false) }},
			{Name: "writableHighWaterMark", Get: func(c Call) goja.Value { return c.ToJS(16384) }},
		},
	})
}

func (s *stdio) write(c Call) bool {
	if b, ok := Bytes(c.JS(0)); ok {
		s.p.write(s.fd, string(b))
	} else if goja.IsString(c.JS(0)) {
		s.p.write(s.fd, c.JS(0).String())
	} else {
		c.Throw(c.InvalidArgType("chunk", "of type string or an instance of Buffer, TypedArray, or DataView", c.Arg(0)))
	}
	for i := 1; i < 3; i++ {
		if f := c.Func(i); f != nil {
			c.env.NextTick(func() { f.Call(nil) })
		}
	}
	return true
}

// stream is process.stdin, stdout or stderr.
func (p *Process) stream(fd int) goja.Value {
	switch s := p.std(fd); {
	case p.streams[fd] != nil:
	case s.inside:
		p.streams[fd] = p.e.ToJS(p.insideStream(fd)).(*goja.Object)
	case s.null && fd == 0:
		p.streams[fd] = p.emptyInput().(*goja.Object)
	default:
		p.beginOutput()
		s := &stdio{p: p, fd: fd}
		s.InitEmitter(p.e.env, s)
		p.streams[fd] = p.e.ToJS(s).(*goja.Object)
	}
	return p.streams[fd]
}
