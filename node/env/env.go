// Package env is one simulated Node process's environment: what every module
// of it shares. It owns the tick queue and the callback scopes, knows the
// engine, the loop, the kernel and the version's behaviours, and decides what
// happens to an exception that nobody caught.
package env

import (
	"finishline/kernel"
	"finishline/node/realm"
	"finishline/node/uv"
	"finishline/node/versions"
	"finishline/sim"
)

// Env is the environment of one process.
type Env struct {
	World    *sim.World
	Kernel   kernel.Kernel
	Loop     *uv.Loop
	Engine   realm.Engine
	Versions *versions.Set
	Proc     sim.ProcID
	// Strict refuses what the protocols' RFCs forbid even where the version lets
	// it pass. Live runs set it; simulated ones do what the version does.
	Strict bool

	// Uncaught is asked when an exception reached the top: true if a handler
	// (process.on('uncaughtException') …) took it. The process module sets it.
	Uncaught func(v realm.Value, fromPromise bool) bool
	// Fatal ends the process after an exception that nobody took; it does not
	// return (it panics with Exit). The process module sets it.
	Fatal func(v realm.Value)
	// Rejections settles promise rejections after each drain; it reports whether
	// it queued more work. The script's process module sets it.
	Rejections func() bool

	Hooks

	// KeepTicking makes sure of one more turn of the loop after an exception that
	// a handler took. node/timers sets it.
	KeepTicking func()
	// Timers is node/timers' own, per process.
	Timers any
	// Net is node/net's own, per process.
	Net any
	// Unclosable is set once a handle can no longer be closed: a process that
	// ends by itself waits for it for ever.
	Unclosable bool

	ticks      ticks
	tickRun    func() // runUntilThrown, made once
	depth      int    // of callback scopes
	failed     bool   // the scope's callback threw, or a tick did
	phase      int    // of the scope
	ticked     bool   // a tick was queued in the scope
	clockReads int    // in this scope
}

// Exit is the panic that unwinds a process which called process.exit.
type Exit struct{ Code int }

// New returns an environment on the loop l.
func New(w *sim.World, k kernel.Kernel, l *uv.Loop, e realm.Engine, v *versions.Set) *Env {
	return &Env{World: w, Kernel: k, Loop: l, Engine: e, Versions: v}
}

// Has asks the version table for a behaviour by name.
func (e *Env) Has(b versions.Behaviour) bool { return e.Versions.Has(b) }

// Throw throws v into the script.
func (e *Env) Throw(v realm.Value) { e.Engine.Throw(v) }
