package explore

import (
	"fmt"
	"iter"

	"finishline/sim"
)

// Strategy is how schedules are picked.
type Strategy string

// The strategies.
const (
	// Exhaustive walks every schedule whose departures lie within MaxDepth.
	Exhaustive Strategy = "exhaustive"
	// Bounded walks every schedule with at most Departures departures.
	Bounded Strategy = "bounded"
	// Random answers every choice point at random; half of the time it stays canonical.
	Random Strategy = "random"
	// PCT departs at Departures random places of the run: a bug that needs d of
	// n choice points is found with probability of at least about 1/n^d a run
	// (Burckhardt et al., "A randomized scheduler with probabilistic guarantees
	// of finding bugs", ASPLOS 2010, carried over from threads to choice points).
	PCT Strategy = "pct"
)

// Strategies lists them.
func Strategies() []Strategy { return []Strategy{Exhaustive, Bounded, Random, PCT} }

// Options bound an exploration.
type Options struct {
	Strategy   Strategy
	Departures int    // Bounded, PCT: 2 if zero
	MaxDepth   int    // choice points that may depart; 400 if zero
	MaxRuns    int    // in all; 100,000 if zero
	Seed       uint64 // of Random and PCT
	// NoReduction walks known nodes again; for measuring what is saved.
	NoReduction bool
	// Stop is asked between runs; true cuts the walk. May be nil.
	Stop func() bool
	// Ran is told of every run. May be nil.
	Ran func()
}

func (o Options) withDefaults() Options {
	if o.Strategy == "" {
		o.Strategy = Bounded
	}
	if o.Departures == 0 {
		o.Departures = 2
	}
	if o.Strategy == Exhaustive {
		o.Departures = unbounded
	}
	if o.MaxDepth == 0 {
		o.MaxDepth = 400
	}
	if o.MaxRuns == 0 {
		o.MaxRuns = 100_000
	}
	return o
}

const (
	unbounded = 1 << 20
	// tasks is how many tasks a walk is cut into, whoever runs them: part of
	// what an exploration finds, so it is the same everywhere.
	tasks = 32
)

// Plan is an exploration cut into tasks.
type Plan struct {
	o Options
	r Runner
	// The first runs, made while planning: canonical, and with one departure.
	first *Part
	known map[uint64]int // nodes of the first runs, and the departures left there
	front []branches     // what is to be walked, in turn by the tasks
	width int            // choice points of the canonical run
}

// NewPlan makes the first runs and cuts the rest into tasks.
func NewPlan(r Runner, o Options) (*Plan, error) {
	o = o.withDefaults()
	if (o.Strategy == Bounded || o.Strategy == PCT) && o.Departures < 1 {
		return nil, fmt.Errorf("departures: %d, want at least 1", o.Departures)
	}
	p := &Plan{o: o, r: r, first: &Part{}, known: make(map[uint64]int)}
	w := walk{plan: p, part: p.first, seen: p.known, left: o.MaxRuns}
	canonical, err := w.run(nil)
	if err != nil {
		return nil, err
	}
	p.width = w.points
	if o.Strategy == Random || o.Strategy == PCT || p.first.Cut != "" {
		return p, nil
	}
	if p.front, err = w.level(schedules([]branches{canonical})); err != nil {
		return nil, err
	}
	return p, nil
}

// turn is task t's part of the front: every one of its schedules belongs to one task.
func (p *Plan) turn(t int) iter.Seq[Schedule] {
	return func(yield func(Schedule) bool) {
		i := 0
		for s := range schedules(p.front) {
			if i++; (i-1)%tasks == t && !yield(s) {
				return
			}
		}
	}
}

// First is what the planning itself found: it belongs to the exploration, once.
func (p *Plan) First() *Part { return p.first }

// Tasks is how many tasks there are; they are numbered from 0.
func (p *Plan) Tasks() int { return tasks }

// Run makes task t. Tasks may run at the same time if their Runners may: each
// call gets its own.
func (p *Plan) Run(t int, r Runner) (*Part, error) {
	if p.first.Cut != "" {
		return &Part{}, nil
	}
	if p.o.Strategy == Random || p.o.Strategy == PCT {
		return p.sample(t, r)
	}
	w := walk{plan: p, runner: r, part: &Part{}, seen: make(map[uint64]int), left: portion(p.o.MaxRuns-p.first.Runs-p.first.Merged, t)}
	if err := w.all(p.turn(t)); err != nil {
		return nil, err
	}
	return w.part, nil
}

// portion is task t's part of n.
func portion(n, t int) int {
	if n <= 0 {
		return 0
	}
	return n/tasks + btoi(t < n%tasks)
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// sample makes the runs of a task of Random or PCT: each has a seed of its own.
func (p *Plan) sample(t int, r Runner) (*Part, error) {
	w := walk{plan: p, runner: r, part: &Part{}, left: portion(p.o.MaxRuns-1, t)}
	for i := t; w.left > 0; i += tasks {
		if w.over(1) {
			return w.part, nil
		}
		rng := sim.NewRandom(sim.Mix(p.o.Seed, uint64(i)))
		if err := w.once(&Chooser{sample: p.sampler(rng)}); err != nil {
			return nil, err
		}
	}
	return w.part, nil
}

func (p *Plan) sampler(rng *sim.Random) func(index, n int) int {
	if p.o.Strategy == Random {
		return func(_, n int) int {
			if rng.Uint64()&1 == 0 {
				return 0
			}
			return rng.Intn(n)
		}
	}
	places := make(map[int]bool, p.o.Departures)
	for range p.o.Departures {
		places[rng.Intn(max(1, min(p.width, p.o.MaxDepth)))] = true
	}
	return func(index, n int) int {
		if !places[index] {
			return 0
		}
		return 1 + rng.Intn(n-1)
	}
}
