//go:build !unix

package script

import "time"

// cpuTime is real time: a browser tells no page its processor time.
func cpuTime() time.Duration { return realTime() }
