package script

import (
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/dop251/goja"

	"finishline/kernel"
	"finishline/node/env"
	"finishline/node/uv"
	"finishline/node/versions"
	"finishline/sim"
)

// Program is what a process is started with.
type Program struct {
	Path     string   // absolute path of the main script
	Source   string   // its text; empty: read from FS
	Args     []string // process.argv after the script
	ExecArgs []string // process.execArgv
	Env      []string // "NAME=value"
	Version  versions.Release
	FS       fs.FS  // the files that the script may read, rooted at "/"
	Cwd      string // "/" if empty
	Stdout   io.Writer
	Stderr   io.Writer
	Seed     uint64
	Pid      int // 4242 if zero
	Proc     sim.ProcID
	Limits   Limits
	Strict   bool   // see env.Env
	Cache    *Cache // nil: every run compiles its sources
	// Turn is called between two turns of the loop, for hosts that show a run
	// while it goes on. The trace has no half-written record then.
	Turn func(*sim.Trace)

	eval    string      // node -e
	small   string      // the small program that it stands for
	streams [3]*outside // where the standard streams lead; nil: Stdout, Stderr, nothing
}

// name is what the process is called.
func (pr *Program) name() string {
	if pr.small != "" {
		return pr.small
	}
	return "node"
}

// Result is how a process ended.
type Result struct {
	Code   int
	Signal string // the signal that killed it, "" if none did
	// Err is set when Finishline ended the process and Node would not have: an
	// exceeded limit, a wait that cannot end.
	Err error
}

// ErrHangs says that the process waits for something that can never happen.
var ErrHangs = errors.New("the process waits for something that can never happen: real Node would hang here")

// Start makes a process. Nothing of the script has run yet.
func Start(pr Program, w *sim.World, k kernel.Kernel) *Process {
	if pr.Version.Version == (versions.Version{}) {
		pr.Version, _ = versions.Find(versions.Default.String())
	}
	if pr.Cwd == "" {
		pr.Cwd = "/"
	}
	if pr.Pid == 0 {
		pr.Pid = firstPid
	}
	if k, ok := k.(interface{ ID() sim.ProcID }); ok && pr.Proc == 0 {
		pr.Proc = k.ID() // the process as the simulated machine knows it
	}
	defer w.SetProc(w.SetProc(pr.Proc))
	e := newEngine(globalTemplate())
	set := setFor(pr.Version.Version)
	e.env = env.New(w, k, uv.New(w, k, set), e, set)
	e.env.Proc, e.env.Strict = pr.Proc, pr.Strict
	p := &Process{limits: pr.Limits.orDefault(), program: pr, cwd: pr.Cwd, umask: 0o22, files: pr.FS}
	p.e = e
	e.process = p
	p.init()
	p.httpCommandLine()
	return p
}

// Run starts a program alone in its world and runs it to its end.
func Run(pr Program, w *sim.World, k kernel.Kernel) Result {
	p := Start(pr, w, k)
	defer p.Watch()()
	p.Main()
	wait, _ := k.(kernel.Waiter)
	for !p.ended && p.task == nil {
		if p.checkLimits(); p.ended {
			break
		}
		if pr.Turn != nil {
			pr.Turn(w.Trace())
		}
		if p.Step() == uv.Blocked && (wait == nil || !wait.Wait(p.e.env.Loop.Deadline())) {
			p.hang()
		}
	}
	if p.task != nil { // it has started others
		p.task.machine.Run(p)
		if p.result.Err == nil {
			p.result.Err = p.task.machine.failed
		}
	}
	return p.result
}

// Main runs the main script.
func (p *Process) Main() {
	p.e.env.World.Spend(p.e.env.Loop.Costs.Start)
	p.protect(func() {
		// LoadEnvironment's scope does not learn that the script threw: if a
		// handler took it, the ticks and jobs follow at once (src/api/environment.cc).
		if p.task != nil && p.task.parent != nil {
			p.openParentChannel()
		}
		if p.has(versions.FirstPollWoken) {
			p.e.env.Loop.Async(func() {})
		}
		p.e.env.Callback(func() { p.e.env.Guard(p.runMain) })
	})
}

// Step runs one iteration of the loop, or up to where it would wait. When
// nothing is left to do, the process ends.
func (p *Process) Step() uv.Status {
	if p.ended {
		return uv.Done
	}
	status := uv.Done
	p.protect(func() {
		status = p.e.env.Loop.Step()
		if status == uv.Done {
			p.beforeExit()
			if p.e.env.Loop.Alive() {
				status = uv.Ran
				return
			}
			p.exitNaturally()
		}
	})
	if p.ended {
		return uv.Done
	}
	return status
}

// Ended reports whether the process is over, and how.
func (p *Process) Ended() (Result, bool) { return p.result, p.ended }

// Deadline is when Step should be called again if nothing happens before.
func (p *Process) Deadline() sim.Time { return p.e.env.Loop.Deadline() }

// protect runs part of the process and catches what ends it.
func (p *Process) protect(fn func()) {
	if p.ended {
		return
	}
	w := p.e.env.World
	prev := w.SetProc(p.program.Proc)
	defer w.SetProc(prev)
	defer func() {
		switch x := recover().(type) {
		case nil:
		case env.Exit:
			p.end(Result{Code: x.Code}, "process.exit")
		case killed:
			p.end(Result{Code: 128 + x.number, Signal: x.name}, "signal")
		case stopped:
			p.endStopped(x.err)
		case *goja.InterruptedError:
			p.endStopped(x)
		case *goja.StackOverflowError:
			p.endStopped(x)
		case *goja.Exception:
			panic(fmt.Sprintf("script: an exception left the process: %s", x.String()))
		default:
			panic(x)
		}
	}()
	fn()
}

// end is the one place where a process ends.
func (p *Process) end(r Result, how string) {
	p.ended, p.result = true, r
	if w := p.e.env.World; w.Tracing() {
		w.Emit(sim.Record{Kind: sim.KindExit, Obj: p.e.env.Loop.Object(), A: int64(r.Code), Name: w.Sym(how), Text: w.Sym(r.endedBy())})
	}
	if p.task != nil {
		p.task.end(how)
	}
}

// endedBy is what ended a process from outside: the signal, or the limit.
func (r *Result) endedBy() string {
	var limit *LimitError
	if errors.As(r.Err, &limit) {
		return limit.Limit + " limit of " + limit.Value
	}
	return r.Signal
}

// endStopped ends a process whose script the engine stopped.
func (p *Process) endStopped(err error) {
	var interrupted *goja.InterruptedError
	var limit *LimitError
	if errors.As(err, &interrupted) {
		if limit, ok := interrupted.Value().(error); ok {
			err = limit
		}
	} else if !errors.As(err, &limit) {
		p.endOverflow()
		return
	}
	p.end(Result{Code: 1, Err: err}, "limit")
}

// endOverflow ends a process that ran out of stack.
func (p *Process) endOverflow() {
	// goja cannot let a script catch this one.
	p.write(2, "RangeError: Maximum call stack size exceeded\n\nNode.js v"+p.program.Version.Version.String()+"\n")
	p.end(Result{Code: 1}, "stack overflow")
}

// inProcess runs fn as the process's doing, from outside its turns.
func (p *Process) inProcess(fn func()) {
	w := p.e.env.World
	prev := w.SetProc(p.program.Proc)
	fn()
	w.SetProc(prev)
}

// hang ends a process that would never wake again.
func (p *Process) hang() { p.end(Result{Code: 13, Err: ErrHangs}, "hang") }

// Kill ends the process from outside.
func (p *Process) Kill(err error) { p.end(Result{Code: 1, Err: err}, "killed") }
