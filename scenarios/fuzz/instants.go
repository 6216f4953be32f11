package fuzz

import "slices"

// when is at which moments, in milliseconds of a machine that is infinitely
// fast, a piece of a script may run. Empty: nobody knows.
type when []int

// age is further than any script gets before 'beforeExit'; what 'beforeExit'
// starts lies in the next age.
const age = 100_000

// later is every moment a delay after these.
func (w when) later(delay int) when {
	out := make(when, 0, len(w))
	for _, t := range w {
		out = append(out, t+delay)
	}
	return out
}

// every is the first n moments of an interval.
func (w when) every(period, n int) (out when) {
	for i := 1; i <= n; i++ {
		out = append(out, w.later(period*i)...)
	}
	return out
}

// nextAge is the moment at which 'beforeExit' is emitted, seen from these.
func (w when) nextAge() when {
	if len(w) == 0 {
		return nil
	}
	return when{(slices.Max(w)/age + 1) * age}
}

// apart are the distances between two timers that are tried, in milliseconds:
// real Node on a busy machine keeps the order of what is further apart.
var apart = []int{14, 9, 5}

// free picks what keeps every moment of then(pick) away from all that are
// taken, and takes those. Scripts whose timers real Node would run in either
// order say nothing.
func (g *gen) free(from, to int, then func(pick int) when) int {
	pick := 0
	for _, gap := range apart {
		for try := 0; try < 40; try++ {
			pick = g.n(from, to)
			if g.keeps(then(pick), gap) {
				g.taken = append(g.taken, then(pick)...)
				return pick
			}
		}
	}
	g.taken = append(g.taken, then(pick)...)
	return pick
}

// keeps reports whether the moments are as far as gap from those that are taken
// and from each other.
func (g *gen) keeps(w when, gap int) bool {
	for i, t := range w {
		near := func(u int) bool { return t-u < gap && u-t < gap }
		if slices.ContainsFunc(g.taken, near) || slices.ContainsFunc(w[:i], near) {
			return false
		}
	}
	return true
}

// wait picks a delay for what is started at these moments, and says when it is
// over.
func (g *gen) wait(w when) (delay int, then when) {
	if len(w) == 0 {
		return g.delay(), nil
	}
	delay = g.free(20, 240, w.later)
	return delay, w.later(delay)
}
