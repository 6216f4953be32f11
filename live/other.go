//go:build !linux

package live

import (
	"errors"

	"finishline/kernel"
	"finishline/sim"
)

// Kernel exists on Linux only.
type Kernel struct{ kernel.Kernel }

// New returns an error that names the way out.
func New() (*Kernel, error) {
	return nil, errors.New("live: real sockets need Linux (epoll); run without --live to use the simulated network, or run Finishline on Linux, for instance in a container or WSL 2")
}

// Wait implements kernel.Waiter.
func (k *Kernel) Wait(sim.Time) bool { return false }

// Shut releases nothing.
func (k *Kernel) Shut() error { return nil }
