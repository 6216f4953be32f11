package h2

// window is one receive window, of a stream or of the connection (RFC 9113 section 5.2): what
// the peer may send us. All in octets.
type window struct {
	limit    int32 // what the peer may have outstanding
	received int32 // outstanding: received and not given back; negative after a reduction
	consumed int32 // used by the application and not given back yet
	reduced  int32 // taken from limit without telling the peer (it cannot be told)
}

// take books n received octets; false is an overflow of the window (RFC 9113 section 6.9.1).
func (w *window) take(n int) bool {
	if int64(w.received) > int64(w.limit)-int64(n) || int64(w.received) > maxWindow-int64(n) {
		return false
	}
	w.received += int32(n)
	return true
}

// worthUpdating is nghttp2's rule for when a WINDOW_UPDATE of n is worth a frame.
func (w *window) worthUpdating(n int32) bool { return n > 0 && n >= w.limit/2 }

// use books n octets as consumed and gives the increment to send now, 0 for none yet; queued
// says that an update is on its way already. False is an overflow.
func (w *window) use(n int, queued bool) (increment int32, ok bool) {
	if int64(w.consumed) > maxWindow-int64(n) {
		return 0, false
	}
	w.consumed += int32(n)
	if queued {
		return 0, true
	}
	back := min(w.consumed, w.received)
	if !w.worthUpdating(back) {
		return 0, true
	}
	w.received -= back
	w.consumed -= back
	return back, true
}

// grow raises the limit by delta and gives the part that the peer must be told.
func (w *window) grow(delta int32) (int32, bool) {
	if w.limit > maxWindow-delta {
		return 0, false
	}
	w.limit += delta
	back := min(w.reduced, delta)
	w.reduced -= back
	w.received += back
	return delta - back, true
}

// shrink lowers the limit by delta (positive) without telling the peer, by withholding updates.
func (w *window) shrink(delta int32) bool {
	if w.limit < delta || int64(w.received)-int64(delta) < -1<<31 || int64(w.reduced)+int64(delta) > maxWindow {
		return false
	}
	w.limit -= delta
	w.received -= delta
	w.reduced += delta
	return true
}

// shift applies a change of SETTINGS_INITIAL_WINDOW_SIZE (RFC 9113 section 6.9.2).
func shift(size *int32, from, to uint32) bool {
	n := int64(*size) + int64(to) - int64(from)
	if n < -1<<31 || n > maxWindow {
		return false
	}
	*size = int32(n)
	return true
}

// takeConnection books received DATA octets on the connection; an overflow terminates.
func (s *Session) takeConnection(n int) {
	if !s.recv.take(n) {
		s.terminate(s.lastProcessed, FlowControlError, "")
		return
	}
	if !s.opts.NoAutoWindowUpdate && !s.windowUpdateQueued && s.recv.worthUpdating(s.recv.received) {
		s.queueWindowUpdate(0, s.recv.received)
		s.recv.received = 0
	}
}

// takeStream books received DATA octets on a stream; update is false for its last octets.
func (s *Session) takeStream(st *stream, n int, update bool) {
	if !st.recv.take(n) {
		if s.opts.WindowOverflowFatal {
			s.terminate(s.lastProcessed, FlowControlError, "")
		} else {
			s.queueReset(st.id, FlowControlError)
		}
		return
	}
	if update && !s.opts.NoAutoWindowUpdate && !st.windowUpdateQueued && st.recv.worthUpdating(st.recv.received) {
		s.queueWindowUpdate(st.id, st.recv.received)
		st.recv.received = 0
	}
}

func (s *Session) useConnection(n int) {
	inc, ok := s.recv.use(n, s.windowUpdateQueued)
	if !ok {
		s.terminate(s.lastProcessed, FlowControlError, "")
	} else if inc > 0 {
		s.queueWindowUpdate(0, inc)
	}
}

func (s *Session) useStream(st *stream, n int) {
	inc, ok := st.recv.use(n, st.windowUpdateQueued)
	if !ok {
		s.terminate(s.lastProcessed, FlowControlError, "")
	} else if inc > 0 {
		s.queueWindowUpdate(st.id, inc)
	}
}

// Consume tells that the application used n octets of a stream's DATA: both windows may open.
func (s *Session) Consume(id StreamID, n int) error {
	if err := s.mayConsume(id); err != nil {
		return err
	}
	s.useConnection(n)
	if st := s.find(id); st != nil {
		s.useStream(st, n)
	}
	return nil
}

// ConsumeConnection opens the connection's window alone.
func (s *Session) ConsumeConnection(n int) error {
	if !s.opts.NoAutoWindowUpdate {
		return ErrInvalidState
	}
	s.useConnection(n)
	return nil
}

// ConsumeStream opens a stream's window alone.
func (s *Session) ConsumeStream(id StreamID, n int) error {
	if err := s.mayConsume(id); err != nil {
		return err
	}
	if st := s.find(id); st != nil {
		s.useStream(st, n)
	}
	return nil
}

func (s *Session) mayConsume(id StreamID) error {
	if id == 0 {
		return ErrInvalidArgument
	}
	if !s.opts.NoAutoWindowUpdate {
		return ErrInvalidState
	}
	return nil
}

// SetLocalWindowSize makes a receive window size octets wide: id 0 is the connection's. Growing
// sends WINDOW_UPDATE; shrinking only withholds later ones.
func (s *Session) SetLocalWindowSize(id StreamID, size int32) error {
	if size < 0 {
		return ErrInvalidArgument
	}
	w := &s.recv
	if id != 0 {
		st := s.find(id)
		if st == nil {
			return nil
		}
		w = &st.recv
	}
	delta := size - w.limit
	if delta < 0 {
		if !w.shrink(-delta) {
			return ErrFlowControl
		}
		return nil
	}
	inc, ok := w.grow(delta)
	if !ok {
		return ErrFlowControl
	}
	if inc > 0 {
		s.queueWindowUpdate(id, inc)
	}
	return nil
}

// SubmitWindowUpdate gives the peer increment octets: first those it has used, then new ones.
func (s *Session) SubmitWindowUpdate(id StreamID, increment int32) error {
	w := &s.recv
	if id != 0 {
		st := s.find(id)
		if st == nil {
			return nil
		}
		w = &st.recv
	}
	if increment <= 0 {
		if increment < 0 && !w.shrink(-increment) {
			return ErrFlowControl
		}
		return nil
	}
	if left := max(0, w.received) - increment; left >= 0 {
		w.received = left
	} else {
		negative := w.received < 0
		received := w.received
		rest, ok := w.grow(-left)
		if !ok {
			return ErrFlowControl
		}
		paid := -left - rest
		if w.received = paid; negative {
			w.received = received + paid
		}
		increment -= paid
	}
	if increment > 0 {
		w.consumed = max(0, w.consumed-increment)
		s.queueWindowUpdate(id, increment)
	}
	return nil
}
