package explore

import "slices"

// Class is a set of runs that ended alike.
type Class struct {
	Key      uint64   `json:"key,string"`
	Runs     int      `json:"runs"`
	Schedule Schedule `json:"schedule"` // the simplest of them
	Result   Result   `json:"result"`   // of that one
}

// Part is what some of an exploration's tasks found.
type Part struct {
	Classes []Class `json:"classes"`
	Runs    int     `json:"runs"`   // complete runs
	Merged  int     `json:"merged"` // runs that reached a node which was known, and stopped there
	Cut     string  `json:"cut,omitempty"`
	// Walked, of one that was cut: all schedules with at most so many departures
	// were made.
	Walked int `json:"walked,omitempty"`
	// Deeper: there are choice points beyond MaxDepth, where nothing departs.
	Deeper bool `json:"deeper,omitempty"`
	// Nondeterministic is a schedule that did not repeat itself: a bug of ours.
	Nondeterministic *Schedule `json:"nondeterministic,omitempty"`

	index map[uint64]int
}

func (p *Part) add(key uint64, runs int, s Schedule, r *Result) {
	if p.index == nil {
		p.index = make(map[uint64]int)
		for i := range p.Classes {
			p.index[p.Classes[i].Key] = i
		}
	}
	i, ok := p.index[key]
	if !ok {
		p.index[key] = len(p.Classes)
		p.Classes = append(p.Classes, Class{Key: key, Runs: runs, Schedule: slices.Clone(s), Result: *r})
		return
	}
	c := &p.Classes[i]
	c.Runs += runs
	if simpler(s, c.Schedule) {
		c.Schedule, c.Result = slices.Clone(s), *r
	}
}

// Merge adds what other tasks found.
func (p *Part) Merge(q *Part) {
	for i := range q.Classes {
		c := &q.Classes[i]
		p.add(c.Key, c.Runs, c.Schedule, &c.Result)
	}
	p.Runs += q.Runs
	p.Merged += q.Merged
	switch {
	case q.Cut == "":
	case p.Cut == "":
		p.Cut, p.Walked = q.Cut, q.Walked
	default:
		p.Walked = min(p.Walked, q.Walked)
	}
	p.Deeper = p.Deeper || q.Deeper
	if p.Nondeterministic == nil {
		p.Nondeterministic = q.Nondeterministic
	}
}

// Sort puts the canonical run's class first, then the most frequent.
func (p *Part) Sort() {
	slices.SortStableFunc(p.Classes, func(a, b Class) int {
		switch {
		case len(a.Schedule) == 0 || len(b.Schedule) == 0:
			return len(a.Schedule) - len(b.Schedule)
		case a.Runs != b.Runs:
			return b.Runs - a.Runs
		case simpler(a.Schedule, b.Schedule):
			return -1
		}
		return 1
	})
	p.index = nil
}
