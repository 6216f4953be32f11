package net

import (
	"finishline/node/events"
	"finishline/node/realm"
)

// DestroyImpl is _destroy: the handle is closed, and 'close' is emitted when
// that is over.
func (s *Socket) DestroyImpl(err realm.Value, cb func(err realm.Value)) {
	if s.keepOpen {
		cb(err)
		s.Undestroy()
		s.env.NextTick(func() { s.Emit("close") })
		return
	}
	s.Connecting = false
	for p := s; p != nil; p = p.ParentSocket {
		if p.timer != nil {
			p.timer.Clear()
		}
	}
	if h := s.Handle; h != nil {
		hadError := events.Truthy(err)
		s.bytesRead, s.bytesWritten = h.BytesRead(), h.Written
		s.closeHandle(hadError)
		if !s.CloseAfterHandlingError {
			h.SetListener(deaf{})
			s.Handle, s.sockname = nil, nil
		}
		cb(err)
	} else {
		cb(err)
		s.env.NextTick(func() { s.Emit("close") })
	}
	if v := s.counted; v != nil {
		v.connectionGone()
	}
}

func (s *Socket) closeHandle(hadError bool) {
	h := s.Handle
	switch {
	case s.resetAndClosing:
		s.resetAndClosing = false
		if err := h.Reset(func() { s.Emit("close", hadError) }); err != 0 {
			s.Emit("error", realm.ErrnoError(err, "reset"))
		}
	case s.CloseAfterHandlingError:
		// On a microtask, so that listeners of 'error' still find the handle. Those
		// run in the next tick queue, of which this is the end.
		s.env.Microtask(func() {
			h.Close(func() {
				s.Emit("close", hadError)
				h.SetListener(deaf{})
				s.Handle, s.sockname = nil, nil
			})
		})
	default:
		h.Close(func() { s.Emit("close", hadError) })
	}
}

// DestroySoon is destroySoon: destroy as soon as everything is written.
func (s *Socket) DestroySoon() {
	if s.IsWritable() {
		s.CallEnd(nil)
	}
	if s.WritableFinished() {
		s.CallDestroy(nil)
		return
	}
	// The listener is the destroy of now: one put in its place later is not called.
	if f := s.Override("destroy"); f != nil {
		s.CallOnce("finish", f)
		return
	}
	s.OnceGo("finish", func([]realm.Value) { s.Destroy(nil) })
}

// ResetAndDestroy is resetAndDestroy: the peer gets a RST.
func (s *Socket) ResetAndDestroy() {
	switch {
	case s.Handle != nil && s.Handle.Layer != nil:
		s.env.Throw(realm.NewTypeError("ERR_INVALID_HANDLE_TYPE", "This handle type cannot be sent"))
	case s.Handle == nil:
		s.CallDestroy(errSocketClosed())
	case s.Connecting:
		s.OnceGo("connect", func([]realm.Value) { s.Reset() })
	default:
		s.Reset()
	}
}

// Reset is _reset.
func (s *Socket) Reset() {
	s.resetAndClosing = true
	s.CallDestroy(nil)
}
