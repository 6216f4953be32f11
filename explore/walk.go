package explore

import (
	"iter"
	"slices"

	"finishline/sim"
)

// maxSeen bounds the nodes that a task remembers, so that memory stays flat;
// past it, nodes are walked again.
const maxSeen = 1 << 19

// repeatEvery is how often a run is made twice, to see that it repeats itself.
const repeatEvery = 64

// walk is a walk of part of the tree, by departures: first all schedules with so
// many, then those with one more. A node is so first reached by the way with the
// most departures left, and a walk that is cut knows what it has seen whole.
type walk struct {
	plan   *Plan
	runner Runner // nil: the plan's
	part   *Part
	seen   map[uint64]int // node → departures that were left there, plus one
	left   int            // runs that may still be made
	points int            // choice points of the last run
}

// level walks the schedules of list, which have the same number of departures,
// and returns what departs from them once more.
func (w *walk) level(list iter.Seq[Schedule]) (next []branches, err error) {
	for s := range list {
		if w.over(len(s)) {
			return nil, nil
		}
		b, err := w.run(s)
		if err != nil {
			return nil, err
		}
		if len(b.alternatives) > 0 {
			next = append(next, b)
		}
	}
	return next, nil
}

// branches are the schedules that depart once more from one, behind its last
// departure: kept so, they need little memory.
type branches struct {
	from         Schedule
	first        int     // choice point
	alternatives []uint8 // of it and the following ones
}

func (b *branches) each(yield func(Schedule) bool) bool {
	for i, n := range b.alternatives {
		for alt := 1; alt < int(n); alt++ {
			if !yield(append(b.from[:len(b.from):len(b.from)], Departure{b.first + i, alt})) {
				return false
			}
		}
	}
	return true
}

// schedules are those of several branches, one after the other.
func schedules(list []branches) iter.Seq[Schedule] {
	return func(yield func(Schedule) bool) {
		for i := range list {
			if !list[i].each(yield) {
				return
			}
		}
	}
}

// all walks the schedules of list and everything below them.
func (w *walk) all(list iter.Seq[Schedule]) error {
	next, err := w.level(list)
	for err == nil && len(next) > 0 && w.part.Cut == "" {
		next, err = w.level(schedules(next))
	}
	return err
}

// cutBudget is why a walk ended early.
const cutBudget = "the budget of schedules is used up"

// over reports whether the walk ends before a schedule with so many departures.
func (w *walk) over(departures int) bool {
	switch {
	case w.part.Cut != "":
		return true
	case w.plan.o.Stop != nil && w.plan.o.Stop():
		w.part.Cut = "stopped before the end"
	case w.left == 0:
		w.part.Cut = cutBudget
	default:
		return false
	}
	w.part.Walked = departures - 1
	return true
}

// run makes the run of s and returns what departs from it.
func (w *walk) run(s Schedule) (branches, error) {
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
	if err := w.once(c); err != nil || left <= 0 {
		return branches{}, err
	}
	from := 0
	if len(s) > 0 {
		from = s[len(s)-1].At + 1
	}
	to := len(c.points)
	if end >= 0 {
		to = end
	}
	if to > w.plan.o.MaxDepth {
		to, w.part.Deeper = w.plan.o.MaxDepth, true
	}
	if from >= to {
		return branches{}, nil
	}
	return branches{s, from, slices.Clone(c.points[from:to])}, nil
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
	if why := result.stopped(); why != "" {
		w.part.Cut, w.part.Walked = why, len(s)-1
		w.part.add(result.Key(), 1, s, &result)
		return nil
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
	return Judge(r, h, s.Whole(), nil)
}
