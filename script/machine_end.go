package script

import (
	"errors"
	"time"

	"finishline/kernel"
	"finishline/sim"
)

// What ending takes, as measured on Linux with Node 18 to 26: freeing the
// environment and V8's heap takes some milliseconds, the descriptors are closed
// when the address space is gone, and the parent is told at last.
const (
	cleanupTime  = 1300 * time.Microsecond // from the end of the loop to the handles' being closed, if it ends by itself
	teardownTime = 3500 * time.Microsecond // until the kernel closes the descriptors
	reapTime     = 200 * time.Microsecond  // from then to SIGCHLD
)

var errKilled = errors.New("killed by a signal")

// end begins a process's end: Process.end has decided how.
func (t *task) end(how string) {
	t.state = ending
	t.machine.stirred = t.machine.world.Now()
	if t.stopWatch != nil {
		t.stopWatch()
	}
	if t.machine.failed == nil && t.parent != nil {
		t.machine.failed = t.process.result.Err
	}
	left := teardownTime
	if how == "natural" {
		t.after(cleanupTime, t.closeHandles)
		left += cleanupTime
	}
	t.after(left, t.leave)
}

// after calls fn when d has passed, as this process's doing.
func (t *task) after(d time.Duration, fn func()) {
	w := t.machine.world
	w.Schedule(w.Now().Add(d), sim.HandlerFunc(func(uint64) {
		prev := w.SetProc(t.program.Proc)
		fn()
		w.SetProc(prev)
	}), 0)
}

// closeHandles is what FreeEnvironment does with the handles that are left:
// they are closed one after the other, the standard streams' descriptors not.
func (t *task) closeHandles() {
	if k, ok := t.kernel.(kernel.Forker); ok {
		k.CloseHandles()
	}
}

// leave closes the descriptors (exit_files).
func (t *task) leave() {
	t.state = zombie
	if k, ok := t.kernel.(kernel.Forker); ok {
		k.Exit()
	}
	t.after(reapTime, t.reap)
}

// reap tells the parent (exit_notify).
func (t *task) reap() {
	t.state = gone
	for i, o := range t.machine.tasks {
		if o == t {
			t.machine.tasks = append(t.machine.tasks[:i:i], t.machine.tasks[i+1:]...)
			break
		}
	}
	if t.guest != nil {
		return
	}
	r := t.process.result
	code := r.Code
	if r.Signal != "" {
		code = 0
	}
	if t.exited != nil && t.parent.state == running {
		t.exited(code, r.Signal)
	}
}

// Kill sends a signal to a process of the same machine.
func (t *task) Kill(pid, signal int) kernel.Errno {
	for _, o := range t.machine.tasks {
		if o.pid == pid && o.guest == nil {
			o.signal(signal)
			return 0
		}
	}
	return kernel.ESRCH
}

// signal sends a signal to the process: it arrives when the process is next
// scheduled. What it does then depends on who listens by then.
func (t *task) signal(n int) {
	if n == 0 || t.state > ending {
		return
	}
	name := signalName(n)
	switch name {
	case "SIGSTOP", "SIGTSTP":
		t.stopped = true
		return
	case "SIGCONT":
		t.stopped = false
	}
	t.after(signalTime, func() {
		switch {
		case t.state > ending:
		case name != "SIGKILL" && t.process.ListenerCount(name) > 0:
			t.process.Signal(name, n)
		case ignored(name):
		case t.state == ending: // it ends otherwise than it meant to
			t.process.result = Result{Code: 128 + n, Signal: name}
		default:
			t.die(name, n)
		}
	})
}

// signalTime is how long a signal takes to another process.
const signalTime = 50 * time.Microsecond

// die ends the process in the middle of whatever it does.
func (t *task) die(name string, n int) {
	t.process.inProcess(func() { t.process.end(Result{Code: 128 + n, Signal: name}, "signal") })
}
