package finishline

import (
	"path"

	"finishline/explore"
	"finishline/share"
)

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
	if err := s.usable(); err != nil {
		return nil, err
	}
	r := &s.runner
	r.Setup.Limits = explore.Limits(r.Setup.Limits)
	h := r.Header(s.name, w.o)
	for _, m := range r.Members[1:] {
		h.With = append(h.With, path.Base(m.Program.Path))
	}
	rep, err := explore.Run(r, h, w.o)
	if err == nil {
		rep.Replays(r, share.Base)
	}
	return rep, err
}
