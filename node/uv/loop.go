// Package uv is libuv's event loop and its TCP handles over the kernel
// interface.
package uv

import "finishline/sim"

// Loop is one process's event loop.
type Loop struct{ obj sim.ObjID }

// Object is the trace's name of the loop.
func (l *Loop) Object() sim.ObjID { return l.obj }
