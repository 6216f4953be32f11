//go:build unix

package script

import (
	"syscall"
	"time"
)

// cpuTime is the processor time that this process has had. A machine with much
// else to do does not make a script a runaway.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return realTime()
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
