package h2

import (
	"finishline/h2/compress"
	"finishline/h2/wire"
)

// packHeaders decides what a HEADERS frame is in the life of its stream, and serializes it.
func (s *Session) packHeaders(it *item) error {
	f := &it.frame
	if f.Category == CategoryRequest {
		// The stream exists from here on, so that a refusal can close it like any other.
		// It stays idle, as the peer sees it, until they are sent.
		st := s.openStream(f.StreamID, StateIdle, f.Priority, Cause{})
		if err := s.maySendRequest(it); err != nil {
			return err
		}
		st.msg.recordMethod(f.Fields)
	} else if err := s.categorize(f); err != nil {
		return err
	}
	if compress.Bound(f.Fields)+5 > s.opts.MaxSendHeaderBlock {
		return ErrFrameSize
	}
	b := s.out.block[:0]
	if f.Flags.Has(FlagPriority) {
		b = appendPriority(b, f.Priority)
	}
	s.out.block = s.deflate.Append(b, f.Fields)
	s.packBlock(f)
	if f.Category == CategoryRequest {
		s.lastSent = f.StreamID
	}
	return nil
}

func (s *Session) categorize(f *Frame) error {
	st := s.find(f.StreamID)
	if st != nil && st.reserved() && !st.resetting {
		f.Category = CategoryPushResponse
		return s.maySendPushResponse(st)
	}
	if s.maySendResponse(st) == nil {
		f.Category = CategoryResponse
		return nil
	}
	f.Category = CategoryHeaders
	return s.maySendHeaders(st)
}

func (s *Session) packPushPromise(f *Frame) error {
	if err := s.maySendPushPromise(s.find(f.StreamID)); err != nil {
		return err
	}
	if compress.Bound(f.Fields) > s.opts.MaxSendHeaderBlock {
		return ErrFrameSize
	}
	b := wire.AppendUint32(s.out.block[:0], uint32(f.Promised))
	s.out.block = s.deflate.Append(b, f.Fields)
	s.packBlock(f)
	s.lastSent = f.Promised
	return nil
}

// packBlock cuts out.block into one frame and as many CONTINUATION as it takes, never larger
// than the smallest limit a peer can have. Only a block that fits one frame is padded.
func (s *Session) packBlock(f *Frame) {
	block := s.out.block
	f.Length = len(block)
	if len(block) > maxPayload {
		s.packLongBlock(f, block)
		return
	}
	f.PadLen = s.padding(f, min(maxPayload, len(block)+maxPadding))
	f.Length += f.PadLen
	if f.PadLen > 0 {
		f.Flags |= FlagPadded
	}
	b := wire.AppendHeader(s.out.buf[:0], f.header())
	if f.PadLen > 0 {
		b = append(b, byte(f.PadLen-1))
	}
	b = append(b, block...)
	s.out.buf = appendZeros(b, f.PadLen-1)
}

func (s *Session) packLongBlock(f *Frame, block []byte) {
	h := f.header()
	h.Flags &^= FlagEndHeaders
	b := s.out.buf[:0]
	for len(block) > 0 {
		n := min(len(block), maxPayload)
		h.Length = n
		if n == len(block) {
			h.Flags |= FlagEndHeaders
		}
		b = append(wire.AppendHeader(b, h), block[:n]...)
		block = block[n:]
		h.Type, h.Flags = FrameContinuation, 0
	}
	s.out.buf = b
}

// padding asks the application, where there is room, and gives the octets to add.
func (s *Session) padding(f *Frame, max int) int {
	if f.Length >= max {
		return 0
	}
	n := s.h.SelectPadding(f, max)
	if n < f.Length || n > max {
		return 0
	}
	return n - f.Length
}
