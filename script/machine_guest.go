package script

import (
	"finishline/kernel"
	"finishline/node/uv"
	"finishline/sim"
)

// Guest is a process that runs no script: what it does, it does through its
// kernel. package peer has one.
type Guest interface {
	// Deadline is when Turn should be called if the poller reports nothing before.
	Deadline() sim.Time
	// Turn goes on until the process waits or has ended.
	Turn()
	Ended() bool
	// Object is the trace's name of the process.
	Object() sim.ObjID
}

// AddGuest puts a process onto the machine that begins at a given time, once Run
// is called.
func (m *Machine) AddGuest(g Guest, k kernel.Forker, at sim.Time) {
	m.tasks = append(m.tasks, &task{machine: m, guest: g, kernel: k, program: Program{Proc: k.ID()}, state: loading, at: at})
	m.guests = append(m.guests, g)
}

// alone reports whether one process is all that Run was asked for.
func (m *Machine) alone(first []*Process) bool { return len(first) == 1 && len(m.guests) == 0 }

func (m *Machine) guestsEnded() bool {
	for _, g := range m.guests {
		if !g.Ended() {
			return false
		}
	}
	return true
}

// guestTurn is turn for a guest. The kernel closes what it leaves open at once:
// there is no heap to free.
func (t *task) guestTurn() {
	t.state = running
	t.guest.Turn()
	t.blocked = true
	if t.guest.Ended() {
		t.machine.stirred = t.machine.world.Now()
		t.state = ending
		t.leave()
	}
}

// object is the trace's name of what runs.
func (t *task) object() sim.ObjID {
	if t.guest != nil {
		return t.guest.Object()
	}
	return t.process.e.env.Loop.Object()
}

func (t *task) deadline() sim.Time {
	if t.guest != nil {
		return t.guest.Deadline()
	}
	return t.process.Deadline()
}

// schedule is how long the process takes to run when another one woke it.
func (t *task) schedule() sim.Duration {
	if t.guest != nil {
		return uv.DefaultCosts.Schedule
	}
	return t.process.e.env.Loop.Costs.Schedule
}
