package sim

import "time"

// Time is a point in virtual time, in nanoseconds since the world began.
type Time int64

// Duration is a span of virtual time, in nanoseconds.
type Duration = time.Duration

// Never is later than every event.
const Never = Time(1<<63 - 1)

// Add returns t moved by d; Never stays Never.
func (t Time) Add(d Duration) Time {
	if t == Never {
		return Never
	}
	return t + Time(d)
}

// Sub returns the span from u to t.
func (t Time) Sub(u Time) Duration { return Duration(t - u) }

// Milliseconds is t in whole milliseconds, rounded down as libuv does.
func (t Time) Milliseconds() int64 { return int64(t) / 1e6 }
