package h2

import (
	"slices"

	"finishline/h2/wire"
)

// sendData sends one DATA frame of the stream whose turn it is. It gives the frame's octets, or
// nil if there are none to give out: the stream was deferred or is done, or the application
// emitted the frame itself.
func (s *Session) sendData(st *stream) ([]byte, error) {
	if s.maySendData(st) != nil {
		s.detachBody(st)
		return nil, nil
	}
	room := min(maxPayload, int(st.send), int(s.send), int(s.remote.maxFrameSize))
	if room <= 0 {
		s.stallBody(st)
		return nil, nil
	}
	n, flags := s.h.ReadData(st.id, room)
	switch {
	case flags&DataDeferred != 0:
		st.body.waitsForUs = true
		s.sched.Blocked(&st.node)
		return nil, nil
	case flags&DataFailed != 0:
		s.detachBody(st)
		s.queueReset(st.id, InternalError)
		return nil, nil
	case n < 0 || n > room:
		s.detachBody(st)
		return nil, ErrCallbackFailure
	}
	return s.emitData(st, n, room, flags), nil
}

func (s *Session) emitData(st *stream, n, room int, flags DataFlags) []byte {
	it := s.out.newItem()
	f := &it.frame
	f.Type, f.StreamID, f.Length = FrameData, st.id, n
	last := flags&DataEOF != 0
	if last && flags&DataNoEndStream == 0 && st.body.endStream {
		f.Flags = FlagEndStream
	}
	st.body.eof = last
	if f.PadLen = s.padding(f, min(room, n+maxPadding)); f.PadLen > 0 {
		f.Length += f.PadLen
		f.Flags |= FlagPadded
	}
	s.sched.Wrote(&st.node, f.Length)
	if f.Length == 0 && last && flags&DataNoEndStream != 0 {
		s.detachBody(st) // nothing to say: the trailers end the stream
		s.out.recycle(it)
		return nil
	}
	s.out.sending = it
	if flags&DataNoCopy != 0 {
		s.handOver(st, f)
		s.out.sending = nil
		s.out.recycle(it)
		return nil
	}
	s.frameData(f, n)
	s.afterDataSent(st, f)
	return s.out.buf
}

// frameData serializes a frame whose payload the application copies in.
func (s *Session) frameData(f *Frame, n int) {
	b := wire.AppendHeader(s.out.buf[:0], f.header())
	if f.PadLen > 0 {
		b = append(b, byte(f.PadLen-1))
	}
	at := len(b)
	b = slices.Grow(b, n)[:at+n]
	if n > 0 {
		s.h.TakeData(f.StreamID, b[at:])
	}
	s.out.buf = appendZeros(b, f.PadLen-1)
}

// handOver lets the application emit the frame around payload that it owns.
func (s *Session) handOver(st *stream, f *Frame) {
	if st.gone {
		return
	}
	b := wire.AppendHeader(s.out.buf[:0], f.header())
	if f.PadLen > 0 {
		b = append(b, byte(f.PadLen-1))
	}
	s.out.buf = b
	s.h.SendData(f, b)
	s.afterDataSent(st, f)
}

// afterDataSent books the windows (padding counts, RFC 9113 section 6.9.1) and ends the stream
// with END_STREAM.
func (s *Session) afterDataSent(st *stream, f *Frame) {
	s.send -= int32(f.Length)
	if st.gone {
		s.h.FrameSent(f)
		return
	}
	st.send -= int32(f.Length)
	eof := st.body.eof
	if eof {
		s.detachBody(st) // before FrameSent, which may attach another
	}
	s.h.FrameSent(f)
	if eof && f.EndStream() {
		s.closeSendHalf(st, Cause{Event: EventEndStreamSent})
		s.closeIfShut(st)
		return
	}
	if !eof && st.body.attached && s.maySendData(st) != nil {
		s.detachBody(st)
	}
}
