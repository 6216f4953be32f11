package script

import (
	"finishline/node/env"
	"finishline/node/realm"
	"finishline/node/timers"
	"finishline/node/versions"
	"finishline/sim"
)

// exit is process.exit: 'exit' is emitted once, then the process is gone, in
// the middle of whatever it was doing.
func (p *Process) exit(code realm.Value, given bool) {
	p.traceExit()
	if given && (p.has(versions.ExitCodeValidated) || Bool(code) || code == int64(0)) {
		p.setExitCode(code)
	}
	if !p.exiting {
		p.exiting = true
		p.emit("exit", p.exitCodeOrZero())
	}
	panic(env.Exit{Code: p.code() & 0xff})
}

// traceExit records by which line of the script the process ends.
func (p *Process) traceExit() {
	if w := p.e.env.World; w.Tracing() {
		if pos, line := p.e.Position(); line != 0 {
			w.Emit(sim.Record{Kind: sim.KindCall, Name: w.Sym("exit"), Pos: w.Sym(pos), Line: uint32(line)})
		}
	}
}

func (p *Process) exitCodeOrZero() realm.Value {
	if !Bool(p.exitCode) {
		return 0
	}
	return p.exitCode
}

// beforeExit is emitted when the loop has run dry; listeners may give it more.
func (p *Process) beforeExit() {
	p.e.env.Callback(func() { p.emit("beforeExit", p.code()) })
}

// exitNaturally ends a process with nothing left to do (EmitProcessExit).
func (p *Process) exitNaturally() {
	if !p.exiting {
		p.exiting = true
		p.e.Enter(func() {
			if v, threw := p.e.Try(func() { p.emit("exit", p.code()) }); threw {
				p.e.env.RaiseUncaught(v, false)
			}
		})
	}
	if p.e.env.Unclosable { // FreeEnvironment waits for the handles to be gone
		p.hang()
		return
	}
	p.end(Result{Code: p.code() & 0xff}, "natural")
}

// killed is the panic of a process that a signal ends.
type killed struct {
	name   string
	number int
}

// keepTicking makes sure of one more turn after an exception that a handler
// took. If http2 was loaded, so much was allocated before the loop's first poll
// that V8 has posted a scavenge to the foreground queue (at 80 % of the new
// space; a larger one, --min-semi-space-size, shows that it is this task). It
// runs first in that poll, and the callback scope around it
// (PerIsolatePlatformData::RunForegroundTask in src/node_platform.cc) also runs
// what the exception left over. Smaller scripts leave it to the check phase.
func (p *Process) keepTicking() {
	v := p.e.env
	timers.For(v).KeepTicking()
	if _, large := p.modules.builtins["http2"]; large && !v.Loop.Polled() {
		v.Loop.Async(func() {
			if v.TicksPending() {
				v.Callback(func() {})
			}
		})
	}
}

// uncaught decides about an exception that reached the top (lib/internal/
// process/execution.js, createOnGlobalUncaughtException).
func (p *Process) uncaught(v realm.Value, fromPromise bool) bool {
	if p.inFatal {
		// Thrown by the handler itself: the process dies of this one, with code 7
		// (src/node_errors.cc, TriggerUncaughtException).
		p.report(v)
		panic(env.Exit{Code: 7})
	}
	handled, threw := false, false
	var again realm.Value
	again, threw = p.e.Try(func() {
		p.inFatal = true
		handled = p.offer(v, fromPromise)
	})
	p.inFatal = false
	if threw {
		p.report(again)
		panic(env.Exit{Code: 7})
	}
	return handled
}

// offer shows the exception to whoever may handle it.
func (p *Process) offer(v realm.Value, fromPromise bool) bool {
	origin := "uncaughtException"
	if fromPromise {
		origin = "unhandledRejection"
	}
	p.emit("uncaughtExceptionMonitor", v, origin)
	if p.capture != nil {
		p.capture.Call(nil, v)
		return true
	}
	if p.emit("uncaughtException", v, origin) {
		return true
	}
	if !p.exiting {
		p.exiting = true
		p.exitCode = 1
		// What 'exit' listeners throw here is dropped.
		_, _ = p.e.Try(func() { p.emit("exit", 1) })
	}
	return false
}

// fatal reports an exception that nobody took and ends the process.
func (p *Process) fatal(v realm.Value) {
	p.report(v)
	code := p.code()
	if p.exitCode == nil {
		code = 1
	}
	panic(env.Exit{Code: code & 0xff})
}
