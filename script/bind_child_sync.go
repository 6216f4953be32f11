package script

import (
	"time"

	"github.com/dop251/goja"

	"finishline/kernel"
	"finishline/node/env"
	"finishline/sim"
)

// childMethods are what child_process.js needs of us.
func childMethods() []Method {
	return []Method{
		{Name: "signalNumber", Fn: func(c Call) goja.Value { return c.ToJS(c.signal(0)) }},
		// errnoName(number) is util.getSystemErrorName.
		{Name: "errnoName", Fn: func(c Call) goja.Value { return c.ToJS(kernel.Errno(c.JS(0).ToInteger()).Name()) }},
		{Name: "errnoNumber", Fn: func(c Call) goja.Value {
			for n := kernel.Errno(1); n < 200; n++ {
				if n.Name() == c.JS(0).String() {
					return c.ToJS(-int(n))
				}
			}
			return goja.Undefined()
		}},
		{Name: "builtin", Fn: func(c Call) goja.Value { return c.process.builtin(c.JS(0).String()) }},
		{Name: "spawnSync", Fn: spawnSync},
	}
}

// syncChild is a child whose parent stands still until it has ended
// (src/spawn_sync.cc).
type syncChild struct {
	task    *task
	k       kernel.Forker
	pid     int
	pipes   []syncPipe
	limit   int // bytes of output, of all streams; negative: none
	total   int
	signal  int // that it is killed with
	failure kernel.Errno
	ended   bool
	code    int
	by      string
	buf     []byte
}

// syncPipe is our end of one of its streams.
type syncPipe struct {
	fd     kernel.FD // -1: there is none, or it is over
	is     bool      // a pipe
	input  []byte
	output []byte
}

func spawnSync(c Call) goja.Value {
	o := c.Object(0)
	t := c.family()
	s := &syncChild{task: t, k: t.kernel.(kernel.Forker), limit: -1, signal: signals["SIGTERM"]}
	if v := opt(o, "maxBuffer"); !nullish(v) && v.ToFloat() < 1<<40 {
		s.limit = int(v.ToInteger())
	}
	if v := opt(o, "killSignal"); !nullish(v) {
		s.signal = int(v.ToInteger())
	}
	cmd := env.Command{File: opt(o, "file").String(), Args: c.texts(opt(o, "args")), Env: c.texts(opt(o, "envPairs")), Detached: opt(o, "detached").ToBoolean()}
	if v := opt(o, "cwd"); !nullish(v) {
		cmd.Cwd = v.String()
	}
	var theirs []kernel.FD
	cmd.Files, theirs = s.connect(c, opt(o, "stdio"))
	cmd.Exited = func(code int, signal string) { s.ended, s.code, s.by = true, code, signal }
	pid, errno := t.Spawn(cmd)
	for _, fd := range theirs {
		s.k.Close(fd)
	}
	if errno != 0 {
		s.closeAll()
		return c.pairs([][2]any{{"error", errno.Name()}, {"status", goja.Null()}, {"signal", goja.Null()}, {"output", goja.Null()}, {"pid", 0}})
	}
	s.pid = pid
	if v := opt(o, "timeout"); !nullish(v) && v.ToInteger() > 0 {
		s.killAfter(time.Duration(v.ToInteger()) * time.Millisecond)
	}
	t.RunUntil(s.done)
	s.closeAll()
	return s.result(c)
}

// connect makes the pipes.
func (s *syncChild) connect(c Call, stdio goja.Value) (files []env.File, theirs []kernel.FD) {
	o, _ := stdio.(*goja.Object)
	for i, v := range c.listOf(o) {
		entry, p := v.(*goja.Object), syncPipe{fd: -1}
		var f env.File
		switch kind := opt(entry, "kind"); {
		case text(kind) == "pipe" || text(kind) == "overlapped":
			p.is = true
			p.input, _ = Bytes(opt(entry, "input"))
			var child kernel.FD
			p.fd, child, _ = s.k.Pair()
			f.FD = child
			theirs = append(theirs, child)
			if i == 0 && len(p.input) == 0 {
				s.k.Shutdown(p.fd, kernel.ShutWr)
			}
		case text(kind) == "ignore":
			f.Null = true
		case text(kind) == "inherit":
			f.FD = kernel.FD(i)
		case goja.IsNumber(kind):
			f.FD = kernel.FD(kind.ToInteger())
		default:
			fd := goja.Value(goja.Undefined())
			if x, ok := kind.(*goja.Object); ok {
				fd = opt(x, "fd")
			}
			if !goja.IsNumber(fd) {
				c.invalidStdio(kind)
			}
			f.FD = kernel.FD(fd.ToInteger())
		}
		files = append(files, f)
		s.pipes = append(s.pipes, p)
	}
	return files, theirs
}

// killAfter is the timeout option.
func (s *syncChild) killAfter(d time.Duration) {
	w := s.task.machine.world
	w.Schedule(w.Now().Add(d), sim.HandlerFunc(func(uint64) {
		if !s.ended && s.failure == 0 {
			s.kill(kernel.ETIMEDOUT)
		}
	}), 0)
}

func (s *syncChild) kill(why kernel.Errno) {
	s.failure = why
	s.task.Kill(s.pid, s.signal)
}

// done moves what lies in the pipes and reports whether the child has ended and
// all of its output is here.
func (s *syncChild) done() bool {
	over := s.ended
	for i := range s.pipes {
		p := &s.pipes[i]
		if p.fd < 0 {
			continue
		}
		if i == 0 {
			s.feed(p)
			continue
		}
		if !s.drain(p) {
			over = false
		}
	}
	return over
}

// feed writes input for as long as there is room, then the end of it.
func (s *syncChild) feed(p *syncPipe) {
	for len(p.input) > 0 {
		n, errno := s.k.Writev(p.fd, [][]byte{p.input})
		if errno == kernel.EAGAIN {
			return
		}
		if p.input = p.input[n:]; errno != 0 {
			p.input = nil
		}
		if len(p.input) == 0 {
			s.k.Shutdown(p.fd, kernel.ShutWr)
		}
	}
}

// drain reads what is there and reports whether the stream is over.
func (s *syncChild) drain(p *syncPipe) bool {
	if s.buf == nil {
		s.buf = make([]byte, 65536)
	}
	for {
		n, errno := s.k.Read(p.fd, s.buf)
		switch {
		case errno == kernel.EAGAIN:
			return false
		case errno != 0 || n == 0:
			s.k.Close(p.fd)
			p.fd = -1
			return true
		}
		p.output = append(p.output, s.buf[:n]...)
		if s.total += n; s.limit >= 0 && s.total > s.limit && s.failure == 0 {
			s.kill(kernel.ENOBUFS)
		}
	}
}

func (s *syncChild) closeAll() {
	for i := range s.pipes {
		if p := &s.pipes[i]; p.fd >= 0 {
			s.k.Close(p.fd)
			p.fd = -1
		}
	}
}

// result is what the binding gives back.
func (s *syncChild) result(c Call) goja.Value {
	output := make([]any, len(s.pipes))
	for i, p := range s.pipes {
		output[i] = goja.Null()
		if p.is && i > 0 {
			output[i] = c.newBuffer(p.output)
		}
	}
	var list [][2]any
	if s.failure != 0 {
		list = append(list, [2]any{"error", s.failure.Name()})
	}
	status, by := c.ToJS(s.code), goja.Value(goja.Null())
	if s.by != "" {
		status, by = goja.Null(), c.ToJS(s.by)
	}
	return c.pairs(append(list, [][2]any{{"status", status}, {"signal", by}, {"output", c.rt.NewArray(output...)}, {"pid", s.pid}}...))
}
