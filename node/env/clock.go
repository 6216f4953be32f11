package env

import (
	"time"

	"finishline/sim"
)

// What one reading of the clock costs (see uv.Costs): a call through the engine
// at first; a loop that does nothing but wait for the clock is made to arrive
// in a thousand readings instead of a hundred thousand.
const (
	clockCost    = time.Microsecond
	clockCostMax = 50 * time.Microsecond
)

// ReadClock is the monotonic time for Date.now, performance.now and
// process.hrtime. Reading it takes time, and more the oftener one callback
// does it.
func (e *Env) ReadClock() sim.Time {
	cost := min(clockCost*sim.Duration(1+e.clockReads/16), clockCostMax)
	e.clockReads++
	e.World.Spend(cost)
	if e.Preempt != nil && e.clockReads > 64 {
		e.Preempt()
	}
	return e.Kernel.Now()
}
