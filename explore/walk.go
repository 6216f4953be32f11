package explore

import (
	"slices"

	"finishline/sim"
)

// maxSeen bounds the nodes that a task remembers, so that memory stays flat;
// past it, nodes are walked again.
const maxSeen = 1 << 19

// repeatEvery is how often a run is made twice, to see that it repeats itself.
const repeatEvery = 64

// walk is a depth-first walk of part of the tree.
type walk struct {
	plan   *Plan
	runner Runner // nil: the plan's
	part   *Part
	seen   map[uint64]int // node → departures that were left there, plus one
	left   int            // runs that may still be made
	points int            // choice points of the last run
}

// all walks s and everything below it.
func (w *walk) all(s Schedule) error {
	stack := []Schedule{s}
	for len(stack) > 0 {
		if w.stopped() {
			return nil
		}
		if w.left == 0 {
			w.cut()
			return nil
		}
		s := stack[len(stack)-1]
		children, err := w.run(s)
		if err != nil {
			return err
		}
		stack = stack[:len(stack)-1]
		slices.Reverse(children)
		stack = append(stack, children...)
	}
	return nil
}

func (w *walk) cut() {
	w.part.Cut = "the budget of schedules is used up"
}

func (w *walk) stopped() bool {
	if w.plan.o.Stop != nil && w.plan.o.Stop() {
		w.part.Cut = "stopped before the end"
		return true
	}
	return false
}

// run makes the run of s and returns the schedules that depart from it once
// more, behind its last departure.
func (w *walk) run(s Schedule) ([]Schedule, error) {
	left := w.plan.o.Departures - len(s)
	end := -1 // the choice point at which a known node was reached
	c := &Chooser{schedule: s}
	if !w.plan.o.NoReduction {
		c.visit = func(node uint64, index int) bool {
			if !w.visit(node, left, index) {
				end = index
				return false
			}
			return true
		}
	}
	if err := w.once(c); err != nil {
		return nil, err
	}
	if left <= 0 {
		return nil, nil
	}
	from := 0
	if len(s) > 0 {
		from = s[len(s)-1].At + 1
	}
	to := min(len(c.points), w.plan.o.MaxDepth)
	if end >= 0 {
		to = min(to, end)
	}
	var out []Schedule
	for i := from; i < to; i++ {
		for alt := 1; alt < int(c.points[i]); alt++ {
			out = append(out, append(s[:len(s):len(s)], Departure{i, alt}))
		}
	}
	return out, nil
}

// visit reports whether the walk should go on from node: it was not there
// before with at least as many departures left.
func (w *walk) visit(node uint64, left, index int) bool {
	if w.plan.known[node] > left || w.seen[node] > left {
		return false
	}
	// Beyond the depth nothing departs: whoever comes there earlier may still.
	if len(w.seen) < maxSeen && index < w.plan.o.MaxDepth {
		w.seen[node] = left + 1
	}
	return true
}

// once makes one run and books it.
func (w *walk) once(c *Chooser) error {
	w.left--
	if w.plan.o.Ran != nil {
		w.plan.o.Ran()
	}
	r := w.runner
	if r == nil {
		r = w.plan.r
	}
	sampled := c.sample != nil
	var taken []int
	if sampled {
		inner := c.sample
		c.sample = func(i, n int) int {
			a := inner(i, n)
			taken = append(taken, a)
			return a
		}
	}
	result, complete, err := try(r, c)
	if err != nil {
		return err
	}
	w.points = len(c.points)
	if !complete {
		w.part.Merged++
		return nil
	}
	w.part.Runs++
	s := c.schedule
	if sampled {
		s = FromChoices(taken)
	}
	key := result.Key()
	if w.part.Runs%repeatEvery == 1 && w.part.Nondeterministic == nil {
		again, _, err := try(r, &Chooser{schedule: s})
		if err != nil || again.Key() != key {
			w.part.Nondeterministic = &s
		}
	}
	w.part.add(key, 1, s, &result)
	return nil
}

// try makes one run; complete is false if it reached a known node.
func try(r Runner, c *Chooser) (result Result, complete bool, err error) {
	defer func() {
		switch x := recover().(type) {
		case nil:
		case known:
		case sim.ForeignChoice:
			err = x
		default:
			panic(x)
		}
	}()
	return r.Run(c, nil), true, nil
}

// Replay makes the run of a schedule. The error says that the schedule is not
// one of this script's.
func Replay(r Runner, s Schedule, t *sim.Trace) (result Result, err error) {
	c := &Chooser{schedule: s}
	defer func() {
		switch x := recover().(type) {
		case nil:
		case sim.ForeignChoice:
			err = x
		default:
			panic(x)
		}
	}()
	result = r.Run(c, t)
	if c.next < len(s) {
		err = sim.ForeignChoice{Index: s[c.next].At, Choice: s[c.next].Choice}
	}
	return result, err
}

// Run makes a whole exploration, one task after the other.
func Run(r Runner, h Header, o Options) (*Report, error) {
	p, err := NewPlan(r, o)
	if err != nil {
		return nil, err
	}
	s := NewState(h, p)
	for t := range p.Tasks() {
		if s.Done[t], err = p.Run(t, r); err != nil {
			return nil, err
		}
	}
	return Judge(r, h, s.Whole())
}
