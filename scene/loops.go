package scene

import "finishline/sim"

// process is one event loop.
type process struct {
	id         sim.ProcID
	phases     track
	iterations track
	queues     [nQueues]levels
	exit       sim.RecordID
	first      sim.RecordID
}

// queue names the queues whose lengths the trace follows.
type queue uint8

const (
	qTick queue = iota
	qMicrotask
	qImmediate
	qClosing
	nQueues
)

var queueNames = [nQueues]string{"nextTick", "microtasks", "immediates", "closing"}

func queueNamed(name string) (queue, bool) {
	switch name {
	case "nextTick":
		return qTick, true
	case "microtask":
		return qMicrotask, true
	case "immediate":
		return qImmediate, true
	case "closing":
		return qClosing, true
	}
	return 0, false
}

func (s *Story) process(id sim.ProcID, at sim.RecordID) *process {
	for _, p := range s.procs {
		if p.id == id {
			return p
		}
	}
	p := &process{id: id, first: at}
	s.procs = append(s.procs, p)
	return p
}

// exitOf is where a process ended, or 0.
func (s *Story) exitOf(id sim.ProcID) sim.RecordID {
	for _, p := range s.procs {
		if p.id == id {
			return p.exit
		}
	}
	return 0
}

// noteLoop follows phases, iterations and queues.
func (s *Story) noteLoop(id sim.RecordID, r *sim.Record) {
	if r.Proc == 0 {
		return
	}
	p := s.process(r.Proc, id)
	switch r.Kind {
	case sim.KindIteration:
		p.iterations = append(p.iterations, id)
		s.turns = append(s.turns, id)
	case sim.KindPhase, sim.KindBlock: // a loop that waits is in poll, whether or not it said so
		p.phases = append(p.phases, id)
	case sim.KindExit:
		p.exit = id
	case sim.KindEnqueue, sim.KindDequeue:
		s.noteQueue(p, id, r)
	}
	if r.Kind == sim.KindEnter || r.Kind == sim.KindDequeue {
		s.ticks = append(s.ticks, id)
	}
}

func (s *Story) noteQueue(p *process, id sim.RecordID, r *sim.Record) {
	q, ok := queueNamed(s.t.String(r.Name))
	if !ok {
		return
	}
	n := r.A
	if q == qClosing { // each handle is a queue of its own: count them
		_, n = p.queues[q].last()
		if n++; r.Kind == sim.KindDequeue {
			n -= 2
		}
	}
	p.queues[q].set(id, 0, n)
}

// block is a callback, or the script itself, on the timeline.
type block struct {
	from, to sim.RecordID
	place    place
	proc     sim.ProcID
	kind     blockKind
}

type blockKind uint8

const (
	blockScript blockKind = iota // the script's top level
	blockCallback
	blockTimer
	blockImmediate
	blockClose
)

// begin notes in which callback a record happened.
func (s *Story) begin(id sim.RecordID, r *sim.Record) {
	s.began[id] = s.began[id-1]
	switch r.Kind {
	case sim.KindEnter, sim.KindPhase, sim.KindIteration:
		s.began[id] = id
	case sim.KindDequeue:
		if s.t.String(r.Name) != "nextTick" {
			s.began[id] = id
		}
	}
}

// noteBlock opens and closes blocks.
func (s *Story) noteBlock(id sim.RecordID, r *sim.Record) {
	if r.Proc == 0 {
		return
	}
	p := s.process(r.Proc, id)
	switch r.Kind {
	case sim.KindEnter:
		s.endBlock(r.Proc, id-1)
		k := blockCallback
		switch s.t.String(r.Name) {
		case "timer":
			k = blockTimer
		case "close":
			k = blockClose
		}
		s.openBlock(block{from: id, to: never, place: s.homes[id], proc: r.Proc, kind: k})
	case sim.KindLeave:
		s.endBlock(r.Proc, id)
	case sim.KindDequeue:
		if s.t.String(r.Name) == "immediate" {
			s.endBlock(r.Proc, id-1)
			s.openBlock(block{from: id, to: never, place: s.homes[id], proc: r.Proc, kind: blockImmediate})
		}
	case sim.KindIteration, sim.KindPhase, sim.KindExit:
		s.endBlock(r.Proc, id-1)
	default:
		if len(p.iterations) == 0 && p.first == id {
			s.openBlock(block{from: id, to: never, place: nowhere, proc: r.Proc, kind: blockScript})
		}
	}
}

func (s *Story) openBlock(b block) {
	s.tmp.open = append(s.tmp.open, len(s.blocks))
	s.blocks = append(s.blocks, b)
}

// endBlock ends the process's open block.
func (s *Story) endBlock(proc sim.ProcID, at sim.RecordID) {
	for k := len(s.tmp.open) - 1; k >= 0; k-- {
		i := s.tmp.open[k]
		if s.blocks[i].proc == proc {
			s.blocks[i].to = max(at, s.blocks[i].from)
			s.tmp.open = append(s.tmp.open[:k], s.tmp.open[k+1:]...)
			return
		}
	}
}
