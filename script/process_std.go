package script

import (
	"io"

	"github.com/dop251/goja"

	"finishline/kernel"
	"finishline/node/net"
	"finishline/node/realm"
)

// outside is where a standard stream leads: out of the simulation (to a writer,
// or to nothing), to /dev/null, or to a descriptor inside it, as a child's does
// whose parent reads it.
type outside struct {
	to     io.Writer
	null   bool
	inside bool
}

// std is where standard stream fd leads.
func (p *Process) std(fd int) outside {
	switch s := p.program.streams[fd]; {
	case s != nil:
		return *s
	case fd == 1:
		return outside{to: p.program.Stdout}
	case fd == 2:
		return outside{to: p.program.Stderr}
	}
	return outside{}
}

// writeInside writes what the process itself has to say, without its stream: it
// does not wait, and what finds no room is lost.
func (p *Process) writeInside(fd int, text string) {
	k := p.e.env.Kernel
	for b := []byte(text); len(b) > 0; {
		n, errno := k.Writev(kernel.FD(fd), [][]byte{b})
		if errno != 0 {
			return
		}
		b = b[n:]
	}
}

// insideStream is process.stdin, stdout or stderr where a pipe or socket of the
// simulation stands there (lib/internal/bootstrap/switches/is_main_thread.js).
func (p *Process) insideStream(fd int) *net.Socket {
	k := p.e.env.Kernel.(kernel.Forker)
	o := net.DefaultOptions
	o.ReadableOff, o.WritableOff, o.ManualStart = fd != 0, fd == 0, true
	o.Handle = net.AdoptHandle(p.e.env, kernel.FD(fd), k.IsPair(kernel.FD(fd)))
	s := net.New(p.e.env, o)
	js := p.e.ToJS(s).(*goja.Object)
	must(js.Set("fd", fd))
	if fd == 0 {
		p.pausesItself(s)
		return s
	}
	must(js.Set("_type", "pipe"))
	must(js.Set("_isStdio", true))
	s.KeepOpen()
	return s
}

// pausesItself makes stdin stop reading a tick after it was paused, so that it
// keeps no process alive.
func (p *Process) pausesItself(s *net.Socket) {
	s.OnGo("pause", func([]realm.Value) {
		p.e.env.NextTick(func() {
			if h := s.Handle; h != nil && h.Reading && s.ReadableFlowing() != true {
				h.Reading = false
				h.ReadStop()
			}
		})
	})
}

// emptyInput is process.stdin where /dev/null stands there.
func (p *Process) emptyInput() goja.Value { return p.e.callJS("stdin", "empty") }

// printInside is console.log where the stream leads into the simulation: an
// error of the write is nobody's (lib/internal/console/constructor.js).
func (p *Process) printInside(fd int, text string) {
	o := p.stream(fd).(*goja.Object)
	em, ok := p.e.FromJS(o).(*net.Socket)
	if f, isFn := o.Get("write").(*goja.Object); isFn {
		if _, builtin := p.e.builtins[f]; !builtin || !ok {
			p.e.rawCall(f)(goja.FunctionCall{This: o, Arguments: []goja.Value{p.e.rt.ToValue(text)}})
			return
		}
	}
	em.Write(text, "utf8", func(err realm.Value) {
		if !realm.IsNullish(err) && !em.ErrorEmitted() && em.ListenerCount("error") == 0 {
			em.OnceGo("error", func([]realm.Value) {})
		}
	})
}

// ppid is process.ppid.
func (p *Process) ppid() int {
	if p.task != nil && p.task.parent != nil {
		return p.task.parent.pid
	}
	return p.program.Pid - 1
}
