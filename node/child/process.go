// Package child is Node's child processes: ChildProcess with its standard
// streams, and the IPC channel between a parent and a child.
//
// Who the other process is, and when it runs, is the affair of env.Processes.
//
// Not modelled: user and group ids, Windows' options, and handles other than
// TCP servers and sockets through the channel.
package child

import (
	"finishline/kernel"
	"finishline/node/env"
	"finishline/node/events"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/uv"
	"finishline/sim"
)

// Process is ChildProcess (lib/internal/child_process.js).
type Process struct {
	events.Emitter
	env *env.Env

	// What scripts see; nil is undefined, realm.Null null.
	Pid                  realm.Value
	SignalCode, ExitCode realm.Value
	Killed               bool
	SpawnFile            realm.Value
	SpawnArgs            []string
	Stdio                []realm.Value // sockets or null; nil before spawn
	Channel              *Channel      // nil: there is none

	state       state
	handle      *uv.Process // nil once it has exited
	pid         int
	closesGot   int
	closesNeed  int
	keepFlowing map[*net.Socket]bool
}

// state is where a child is in its life, for the trace.
type state string

// The states of a child as its parent sees it.
const (
	fresh  state = "fresh"   // spawn() leaves it
	alive  state = "running" // SIGCHLD leaves it
	exited state = "exited"  // its streams' and channel's ends leave it
	closed state = "closed"  // 'close' was emitted
	unborn state = "failed"  // it could not be started
)

// New is new ChildProcess().
func New(e *env.Env) *Process {
	p := &Process{env: e, SignalCode: realm.Null, ExitCode: realm.Null, SpawnFile: realm.Null, closesNeed: 1, state: fresh}
	e.Engine.Adopt(p)
	p.InitEmitter(e, p)
	if e.World.Tracing() {
		p.TraceAs(e.World.NewObject("ChildProcess", "", 0))
	}
	return p
}

func (p *Process) setState(s state) {
	if w := p.env.World; w.Tracing() && p.state != s {
		w.Emit(sim.Record{Kind: sim.KindState, Obj: p.TraceObject(), Name: w.Sym(string(p.state)), Text: w.Sym(string(s))})
	}
	p.state = s
}

// Options are the options of spawn, checked.
type Options struct {
	File     string
	Args     []string
	Cwd      string
	Env      []string
	Stdio    []Stdio
	Detached bool
	Codec    Codec // of the channel, if Stdio has one
}

// Spawn starts the program. What is wrong with the program is told by 'error'.
func (p *Process) Spawn(o Options) kernel.Errno {
	ipc := -1
	for i, s := range o.Stdio {
		if s.Kind == IPC {
			ipc = i
			o.Env = append(o.Env, "NODE_CHANNEL_FD="+itoa(i), "NODE_CHANNEL_SERIALIZATION_MODE="+o.Codec.Name())
		}
	}
	p.SpawnFile, p.SpawnArgs = o.File, o.Args
	files, theirs := p.connect(o.Stdio)
	p.handle = uv.NewProcess(p.env.Loop, p.onExit)
	if w := p.env.World; w.Tracing() {
		pos, _ := p.env.Engine.Position()
		p.handle.SetBy(pos)
		w.Link(p.TraceObject(), "handle", p.handle.Object(), 0)
	}
	pid, errno := p.env.Processes.Spawn(env.Command{File: o.File, Args: o.Args, Env: o.Env, Cwd: o.Cwd, Files: files,
		Detached: o.Detached, Exited: p.handle.Exited})
	for _, fd := range theirs {
		p.env.Kernel.Close(fd)
	}
	if errno != 0 {
		p.handle.Stop()
		p.setState(unborn)
		p.env.NextTick(func() { p.exit(-int(errno), "") })
	} else {
		p.pid, p.Pid = pid, pid
		p.setState(alive)
		p.env.NextTick(func() { p.Emit("spawn") })
	}
	p.openStdio(o.Stdio)
	if ipc >= 0 {
		p.closesNeed++
		p.Channel = OpenChannel(p.env, p, o.Stdio[ipc].handle, o.Codec)
		p.Channel.closed = p.maybeClose
	}
	return errno
}

// onExit is the process handle's callback.
func (p *Process) onExit(status int, signal string) {
	p.env.Callback(func() { p.exit(status, signal) })
}

// exit is what follows from the child's end, or from its not having begun.
func (p *Process) exit(status int, signal string) {
	if signal != "" {
		p.SignalCode = signal
	} else {
		p.ExitCode = status
	}
	if in, ok := p.stdio(0).(*net.Socket); ok {
		in.CallDestroy(nil)
	}
	p.handle.Close(nil)
	p.handle = nil
	if status < 0 {
		p.Emit("error", p.spawnError(kernel.Errno(-status)))
	} else {
		p.setState(exited)
		p.Emit("exit", p.ExitCode, p.SignalCode)
	}
	p.env.NextTick(p.flushStdio)
	p.maybeClose()
}

func (p *Process) spawnError(errno kernel.Errno) *realm.Error {
	syscall := "spawn"
	if f, ok := p.SpawnFile.(string); ok {
		syscall += " " + f
	}
	err := realm.ErrnoError(errno, syscall)
	if f, ok := p.SpawnFile.(string); ok {
		err.Props = append(err.Props, realm.Prop{Key: "path", Value: f})
	}
	args := []string{}
	if len(p.SpawnArgs) > 1 {
		args = p.SpawnArgs[1:]
	}
	err.Props = append(err.Props, realm.Prop{Key: "spawnargs", Value: append([]string{}, args...)})
	return err
}

// maybeClose counts what has to end before 'close': the process, its streams
// and its channel.
func (p *Process) maybeClose() {
	p.closesGot++
	if p.closesGot == p.closesNeed {
		if p.state == exited {
			p.setState(closed)
		}
		p.Emit("close", p.ExitCode, p.SignalCode)
	}
}

// Kill sends a signal and reports whether there was somebody to take it.
func (p *Process) Kill(signal int) bool {
	if p.handle == nil || p.pid == 0 {
		return false
	}
	switch errno := p.env.Processes.Kill(p.pid, signal); errno {
	case 0:
		p.Killed = true
		return true
	case kernel.ESRCH:
	default:
		p.Emit("error", realm.ErrnoError(errno, "kill"))
	}
	return false
}

// Ref and Unref say whether the child keeps its parent alive.
func (p *Process) Ref() {
	if p.handle != nil {
		p.handle.Ref()
	}
}

// Unref is the opposite of Ref.
func (p *Process) Unref() {
	if p.handle != nil {
		p.handle.Unref()
	}
}

// Connected is subprocess.connected.
func (p *Process) Connected() bool { return p.Channel != nil && p.Channel.Connected }
