package net

import (
	"finishline/kernel"
	"finishline/node/realm"
	"finishline/node/timers"
)

// deaf is the listener of a handle whose socket is gone.
type deaf struct{}

func (deaf) OnRead([]byte, kernel.Errno) {}

// UnrefTimer is _unrefTimer (and kUpdateTimer): something happened, the timeout
// starts anew.
func (s *Socket) UnrefTimer() {
	for p := s; p != nil; p = p.ParentSocket {
		if p.timer != nil {
			p.timer.Refresh()
		}
	}
}

// SetTimeout is setTimeout(msecs, callback); callback nil is undefined.
func (s *Socket) SetTimeout(msecs, callback realm.Value) {
	if s.Destroyed() {
		return
	}
	s.TimeoutValue = msecs
	ms := timers.Duration(s.env, msecs, "msecs")
	if s.timer != nil {
		s.timer.Clear()
	}
	fn, isFn := callback.(realm.Function)
	if ms != 0 {
		s.timer = unrefTimer(s.env, s.callOnTimeout, ms)
		s.env.World.Link(s.TraceObject(), "timeout", s.timer.TraceObject(), 0)
		if s.Session != nil {
			s.Session.UpdateTimer()
		}
	}
	if callback == nil {
		return
	}
	if !isFn {
		s.env.Throw(ErrArgType(s.env, "callback", "of type function", callback))
	}
	if ms == 0 {
		s.CallOff("timeout", fn)
	} else {
		s.CallOnce("timeout", fn)
	}
}

func (s *Socket) callOnTimeout() {
	if f := s.Override("_onTimeout"); f != nil {
		f.Call(s)
		return
	}
	s.OnTimeout()
}

// OnTimeout is _onTimeout. A write that moved since the last look is activity.
func (s *Socket) OnTimeout() {
	if s.lastWriteQueueSize > 0 && s.Handle != nil {
		n := s.Handle.WriteQueueSize()
		s.env.World.Witness(uint64(n))
		if n != s.lastWriteQueueSize {
			s.lastWriteQueueSize = n
			s.UnrefTimer()
			return
		}
	}
	s.Emit("timeout")
}

// TraceTimeout gives the socket's timer, if it has one, its name in the trace.
func (s *Socket) TraceTimeout(name string) {
	if s.timer != nil {
		s.env.World.Link(s.TraceObject(), name, s.timer.TraceObject(), 0)
	}
}
