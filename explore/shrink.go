package explore

import (
	"slices"

	"finishline/sim"
)

// Shrink finds a schedule of the same class with as few departures as it can,
// by leaving out one after the other. What follows a departure that is left
// out has other numbers, so many attempts end elsewhere; they cost a run each.
// stop, which may be nil, ends that early.
func Shrink(r Runner, c Class, stop func() bool) (Class, error) {
	for i := 0; i < len(c.Schedule); {
		if stop != nil && stop() {
			break
		}
		s := slices.Delete(slices.Clone(c.Schedule), i, i+1)
		result, _, err := try(r, &Chooser{schedule: s})
		if _, wrong := err.(sim.ForeignChoice); wrong || err == nil && result.Key() != c.Key {
			i++
			continue
		}
		if err != nil {
			return c, err
		}
		c.Schedule, c.Result = s, result
	}
	return c, nil
}
