package uv

// Process is uv_process_t: a child process as its parent's loop knows it. It
// holds the loop until the child has ended.
type Process struct {
	Handle
	onExit func(status int, signal string)
}

// NewProcess is the handle of a process that was started (uv_spawn).
func NewProcess(l *Loop, onExit func(status int, signal string)) *Process {
	p := &Process{onExit: onExit}
	p.init(l, "process")
	p.start()
	return p
}

// Exited is SIGCHLD: in the poll phase, behind all descriptors that are ready,
// the child is waited for and its end reported (src/unix/process.c, uv__chld).
func (p *Process) Exited(status int, signal string) {
	p.loop.Post(func() {
		if !p.active {
			return
		}
		p.stop()
		s := p.loop.enterHandle(&p.Handle, "exit")
		p.onExit(status, signal)
		p.loop.leave(s, p.obj)
	})
}

// Stop makes the handle idle: no process was started.
func (p *Process) Stop() { p.stop() }

// Close closes the handle; the process goes on.
func (p *Process) Close(cb func()) {
	if !p.closing {
		p.close(nil, cb)
	}
}
