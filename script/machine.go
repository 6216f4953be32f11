package script

import (
	"finishline/kernel"
	"finishline/node/uv"
	"finishline/sim"
)

// Machine is the processes of a world and what decides which of them runs. A
// script that starts no other process never has one.
//
// A turn of a process's loop is never interrupted, and the clock is one for
// all: while a turn runs, everybody else stands still. What two processors
// would do at the same time is told apart by when it begins: a process that
// waits in its poller runs Costs.Schedule after what it waits for has come, so
// that one which is still at work gets on before it as it does on Linux. Only a
// process that does nothing but read the clock lets others run meanwhile.
type Machine struct {
	world   *sim.World
	tasks   []*task // that are not gone, in the order in which they were started
	pids    int
	sources map[string]string // main scripts that are in no file system
	failed  error             // the first limit that a child exceeded
	stirred sim.Time          // when a process last began, ended, or was woken by what another did
	guests  []Guest
}

// firstPid is the process id of the first process of a world.
const firstPid = 4242

// task is a process as the machine sees it (Linux's task_struct).
type task struct {
	machine *Machine
	parent  *task
	pid     int
	program Program
	kernel  kernel.Kernel
	process *Process

	state   taskState
	at      sim.Time // loading: when it begins; running: when its last turn ended
	blocked bool     // in its poller
	until   sim.Time // stalled until then; 0: not
	stopped bool     // by SIGSTOP
	onStack bool     // its turn is under way, below us

	stopWatch func() // the guard of its limits
	exited    func(code int, signal string)

	guest Guest // instead of process
}

// taskState is where a process is in its life.
type taskState uint8

const (
	loading taskState = iota // between exec and the script's first line; load ends it
	running                  // Process.end ends it
	ending                   // its descriptors are still open; leave closes them
	zombie                   // its parent has not been told; reap ends it
	gone
)

// NewMachine returns a machine without processes.
func NewMachine(w *sim.World) *Machine { return &Machine{world: w} }

// Add puts a program onto the machine that begins at a given time, once Run is
// called.
func (m *Machine) Add(pr Program, k kernel.Kernel, at sim.Time) *Process {
	if pr.Pid == 0 && m.pids > 0 {
		pr.Pid = m.pids + 1
	}
	p := Start(pr, m.world, k)
	t := m.adopt(p)
	t.state, t.at = loading, at
	return p
}

// adopt makes a process that was started otherwise one of the machine's.
func (m *Machine) adopt(p *Process) *task {
	t := &task{machine: m, pid: p.program.Pid, program: p.program, kernel: p.e.env.Kernel, process: p, state: running, at: m.world.Now()}
	if p.ended {
		t.state = ending
	}
	if m.pids = max(m.pids, t.pid); p.program.Source != "" { // the children's files may be nowhere else
		m.keepSource(p.program.Path, p.program.Source)
	}
	m.tasks = append(m.tasks, t)
	p.task = t
	p.e.env.Preempt = t.preempt
	return t
}

func (m *Machine) keepSource(path, text string) {
	if m.sources == nil {
		m.sources = make(map[string]string)
	}
	m.sources[path] = text
}

// orphanTime is how long processes go on when the ones that Run was asked for
// have ended. Real ones would do so for ever, but whoever records what they
// print does not wait for ever either.
const orphanTime = sim.Duration(10e9)

// Run runs all processes until those in first have ended and the others too, or
// all wait for what can never happen. One process that waits so hangs, as far as
// anybody can tell; of several, a server may wait for clients for ever.
func (m *Machine) Run(first ...*Process) {
	var over sim.Time = sim.Never
	for {
		t, ok := m.next()
		if !ok {
			if m.alone(first) && m.hang(first[0]) {
				continue
			}
			return
		}
		if over == sim.Never && allEnded(first) && m.guestsEnded() {
			over = m.world.Now().Add(orphanTime)
		}
		if m.world.Now() > over || !m.alone(first) && m.world.Now() > m.stirred.Add(quietTime) {
			return
		}
		if t != nil {
			t.turn()
		}
	}
}

// quietTime is how long several programs may do nothing but look at their
// clocks before their world is over: longer than any timeout that a server has
// by default.
const quietTime = sim.Duration(600e9)

func allEnded(list []*Process) bool {
	for _, p := range list {
		if !p.ended {
			return false
		}
	}
	return true
}

// hang ends the process that Run was asked for if it will never run again; what
// its end sets off may wake others.
func (m *Machine) hang(p *Process) bool {
	if p.ended {
		return false
	}
	p.inProcess(p.hang)
	return true
}

// next picks the process that runs next, handling events of the world on the
// way. It gives nil if an event was handled instead, and false if nothing will
// ever happen again.
func (m *Machine) next() (*task, bool) {
	best, at := m.earliest()
	if due := m.world.NextAt(); due <= at && due != sim.Never {
		m.world.Step(due)
		return nil, true
	}
	if best == nil {
		return nil, false
	}
	m.world.AdvanceTo(at)
	t := m.choose(best)
	if m.stalls(t) {
		return nil, true
	}
	return t, true
}

// stallTime is how long exploration keeps a process from its processor: longer
// than the shortest timers that programs set.
const stallTime = sim.Duration(60e6)

// stalls lets exploration put off a process's turn, once.
func (m *Machine) stalls(t *task) bool {
	k, ok := t.kernel.(kernel.Forker)
	if !ok || !k.StallsProcess() || t.state != running || len(m.tasks) < 2 {
		return false
	}
	if t.until > 0 {
		t.until = 0
		return false
	}
	proc := m.world.SetProc(t.program.Proc)
	c := m.world.Choose(sim.ChooseStall, 2, t.object())
	m.world.SetProc(proc)
	if c == 0 {
		return false
	}
	t.until = m.world.Now().Add(stallTime)
	return true
}

// earliest is the process that can run first, and when.
func (m *Machine) earliest() (best *task, at sim.Time) {
	at = sim.Never
	for _, t := range m.tasks {
		if r := t.ready(); r < at {
			best, at = t, r
		}
	}
	return best, at
}

// choose lets exploration run another process that can run by now.
func (m *Machine) choose(best *task) *task {
	if k, ok := best.kernel.(kernel.Forker); !ok || !k.ChoosesProcess() {
		return best
	}
	var can []*task
	for _, t := range m.tasks {
		if t != best && t.canRun(m.world.Now()) {
			can = append(can, t)
		}
	}
	proc := m.world.SetProc(best.program.Proc)
	c := m.world.Choose(sim.ChooseProcess, len(can)+1, best.object())
	m.world.SetProc(proc)
	if c > 0 {
		return can[c-1]
	}
	return best
}

// canRun reports whether the process could run now if its processor were as
// fast, and the others as slow, as it takes.
func (t *task) canRun(now sim.Time) bool {
	if t.ready() <= now {
		return true
	}
	k, ok := t.kernel.(kernel.Forker)
	return ok && t.blocked && t.until == 0 && t.state == running && !t.onStack && !t.stopped && k.Runnable()
}

// ready is when the process can run, sim.Never if only an event can wake it.
func (t *task) ready() sim.Time {
	switch {
	case t.onStack || t.stopped || t.state > running:
		return sim.Never
	case t.state == loading || !t.blocked:
		return max(t.at, t.until)
	}
	at := t.deadline()
	if k, ok := t.kernel.(kernel.Forker); ok && k.Runnable() {
		at = min(at, max(k.Woken(), t.at).Add(t.schedule()))
	}
	return max(at, t.until)
}

// turn lets the process run to the end of its loop's turn, or to where it waits.
func (t *task) turn() {
	t.onStack = true
	cause := t.machine.world.SetCause(0)
	if k, ok := t.kernel.(kernel.Forker); t.state == loading || ok && k.Runnable() {
		t.machine.stirred = t.machine.world.Now()
	}
	if t.guest != nil {
		t.guestTurn()
	} else if t.state == loading {
		t.load()
	} else {
		p := t.process
		if p.checkLimits(); !p.ended {
			if p.program.Turn != nil {
				p.program.Turn(t.machine.world.Trace())
			}
			t.blocked = p.Step() == uv.Blocked
		}
	}
	t.machine.world.SetCause(cause)
	t.onStack = false
	t.at = t.machine.world.Now()
}

// load starts the program.
func (t *task) load() {
	t.state = running
	t.process.e.env.Loop.UpdateTime()
	t.stopWatch = t.process.Watch()
	t.process.Main()
}

// preempt runs the processes that would run on another processor while this
// one waits for the clock.
func (t *task) preempt() {
	now := t.machine.world.Now()
	t.aside(func() bool {
		_, at := t.machine.earliest()
		return at > now && t.machine.world.NextAt() > now
	})
	if t.process.ended { // killed meanwhile
		panic(stopped{errKilled})
	}
}

// RunUntil lets the other processes run while this one stands still.
func (t *task) RunUntil(done func() bool) { t.aside(done) }

func (t *task) aside(done func() bool) {
	m := t.machine
	was := t.onStack
	t.onStack = true
	proc, cause := m.world.SetProc(0), m.world.SetCause(0)
	for !done() {
		other, ok := m.next()
		if !ok {
			break
		}
		if other != nil {
			other.turn()
		}
	}
	m.world.SetProc(proc)
	m.world.SetCause(cause)
	t.onStack = was
}
