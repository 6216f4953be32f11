package script

import (
	"io/fs"
	"strconv"
	"sync/atomic"

	"github.com/dop251/goja"

	"finishline/node/events"
	"finishline/node/realm"
	"finishline/node/versions"
	"finishline/sim"
)

// Process is one simulated Node process, and the machine behind the script's
// process object.
type Process struct {
	events.Emitter
	e       *Engine
	program Program
	files   fs.FS
	cwd     string
	title   string
	umask   int64

	exitCode  realm.Value // process.exitCode
	exiting   bool
	inFatal   bool // an uncaught exception is being handled
	capture   realm.Function
	rejects   rejections
	warned    warnings
	modules   moduleCache
	lowered   map[string]bool // files whose positions come from a source map
	decorated *goja.Object    // the last syntax error, whose stack shows its place
	streams   [3]*goja.Object
	task      *task    // nil: it is alone
	worker    bool     // of a cluster
	unhandled struct { // the last error that an 'error' event threw for want of a listener
		err     realm.Value
		emitter realm.Hosted
	}
	randomBits *sim.Random
	printed    bool // something, or made the stream for it

	limits   Limits
	turns    atomic.Int64               // of the loop, read by the guard of the CPU limit
	exceeded atomic.Pointer[LimitError] // a real limit
	ended    bool
	result   Result
}

// init ties the process to its environment.
func (p *Process) init() {
	v := p.e.env
	p.InitEmitter(v, p)
	p.title = p.execPath()
	p.randomBits = sim.NewRandom(p.program.Seed ^ 0x9e3779b97f4a7c15)
	v.Uncaught = p.uncaught
	v.Fatal = p.fatal
	v.CheckLimits = p.stopIfExceeded
	v.Rejections = p.processRejections
	v.KeepTicking = p.keepTicking
	v.EmitWarning = func(w *realm.Error) { p.queueWarning(w) }
	v.UnhandledEvent = func(em realm.Hosted, err realm.Value) { p.unhandled.err, p.unhandled.emitter = err, em }
	v.InstanceOfError = p.e.isError
	v.CatchRejection = p.e.catchRejection
	p.e.rt.SetRandSource(p.randomBits.Float64)
	p.e.rt.SetTimeSource(p.e.wallClock)
	p.e.rt.SetPromiseRejectionTracker(p.trackRejection)
	p.initLibrary()
}

func (p *Process) execPath() string { return "/usr/local/bin/node" }

// Engine is the process's JavaScript.
func (p *Process) Engine() *Engine { return p.e }

// Process is the process that the engine belongs to.
func (e *Engine) Process() *Process { return e.process }

// FS is the files that the script may read.
func (p *Process) FS() fs.FS { return p.files }

// Cwd is the working directory.
func (p *Process) Cwd() string { return p.cwd }

// Random fills b from the seeded source.
func (p *Process) Random(b []byte) {
	for i := range b {
		b[i] = byte(p.randomBits.Uint64() >> 56)
	}
}

// has asks the version table.
func (p *Process) has(b versions.Behaviour) bool { return p.e.env.Has(b) }

// beginOutput is the making of process.stdout or stderr, whichever is first.
func (p *Process) beginOutput() {
	if !p.printed {
		p.printed = true
		p.e.env.World.Spend(p.e.env.Loop.Costs.Output)
	}
}

// write is what reaches a file descriptor.
func (p *Process) write(fd int, text string) {
	p.beginOutput()
	s := p.std(fd)
	if s.inside {
		p.writeInside(fd, text)
		return
	}
	if w := p.e.env.World; w.Tracing() {
		w.Emit(sim.Record{Kind: sim.KindConsole, A: int64(fd), Text: w.Sym(text)})
	}
	if s.to != nil {
		_, _ = s.to.Write([]byte(text)) // a closed standard output is nobody's error here
	}
}

// Print writes a line of console output: through process.stdout.write if a
// script has replaced that, else at once.
func (p *Process) Print(fd int, text string) {
	if p.std(fd).inside {
		p.printInside(fd, text)
		return
	}
	if o := p.streams[fd]; o != nil {
		if f, ok := o.Get("write").(*goja.Object); ok {
			if _, builtin := p.e.builtins[f]; !builtin {
				p.e.rawCall(f)(goja.FunctionCall{This: o, Arguments: []goja.Value{p.e.rt.ToValue(text)}})
				return
			}
		}
	}
	p.write(fd, text)
}

// emit is process.emit through the object.
func (p *Process) emit(name string, args ...realm.Value) bool { return p.Emit(name, args...) }

// code is the exit code that process.exitCode asks for.
func (p *Process) code() int {
	switch v := p.exitCode.(type) { // up to v19 anything may stand here; what is no number counts as 0
	case string:
		n, _ := strconv.Atoi(v)
		return n
	case bool:
		if v {
			return 1
		}
	}
	return Int(p.exitCode, 0)
}

// setExitCode is the exitCode setter.
func (p *Process) setExitCode(v realm.Value) {
	if p.has(versions.ExitCodeValidated) {
		v = p.validateExitCode(v)
	}
	p.exitCode = v
}

// validateExitCode accepts integers and strings that hold one (lib/internal/
// bootstrap/node.js at 20.x).
func (p *Process) validateExitCode(v realm.Value) realm.Value {
	if realm.IsNullish(v) {
		return v
	}
	x := v
	if s, ok := v.(string); ok && s != "" {
		if n, err := strconv.ParseFloat(s, 64); err == nil {
			x = n
		}
	}
	switch n := x.(type) {
	case int, int64:
		return x
	case float64:
		if n == float64(int64(n)) {
			return int64(n)
		}
		p.e.Throw(realm.NewRangeError("ERR_OUT_OF_RANGE", `The value of "code" is out of range. It must be an integer. Received `+p.e.inspect(v)))
	}
	p.e.Throw(p.e.InvalidArgType("code", "of type number", v))
	return nil
}
