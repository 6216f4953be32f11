package finishline

import "finishline/explore"

// Walk says which schedules an exploration makes; see docs/explore.md.
type Walk struct{ o explore.Options }

// Bounded walks every schedule with at most n departures from the canonical run.
func Bounded(n int) Walk { return Walk{explore.Options{Strategy: explore.Bounded, Departures: n}} }

// Exhaustive walks every schedule.
func Exhaustive() Walk { return Walk{explore.Options{Strategy: explore.Exhaustive}} }

// Random makes n random schedules.
func Random(n int, seed uint64) Walk {
	return Walk{explore.Options{Strategy: explore.Random, MaxRuns: n, Seed: seed}}
}

// PCT makes n schedules that depart at d random places each.
func PCT(d, n int, seed uint64) Walk {
	return Walk{explore.Options{Strategy: explore.PCT, Departures: d, MaxRuns: n, Seed: seed}}
}

// Budget bounds a walk to n schedules in all (100,000 otherwise). A walk that
// was cut by it says so in its report.
func (w Walk) Budget(n int) Walk { w.o.MaxRuns = n; return w }

// Explore makes the schedules of a walk and says in how many ways the script ends.
func (s Script) Explore(w Walk) (*explore.Report, error) {
	if s.err != nil {
		return nil, s.err
	}
	r := &s.runner
	return explore.Run(r, r.Header(s.name, w.o), w.o)
}
