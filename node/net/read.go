package net

import (
	"finishline/kernel"
	"finishline/node/realm"
	"finishline/node/uv"
)

// ReadImpl is _read: it starts reading from the handle, once there is one.
func (s *Socket) ReadImpl(n int) {
	if s.Connecting || s.Handle == nil {
		s.OnceGo("connect", func([]realm.Value) { s.callRead(n) })
		return
	}
	if !s.Handle.Reading {
		s.tryReadStart()
	}
}

// callRead is this._read(n).
func (s *Socket) callRead(n int) {
	if f := s.Override("_read"); f != nil {
		f.Call(s, n)
		return
	}
	s.ReadImpl(n)
}

func (s *Socket) tryReadStart() {
	s.Handle.Reading = true
	if err := s.Handle.ReadStart(); err != 0 {
		s.CallDestroy(realm.ErrnoError(err, "read"))
	}
}

// AllocRead is where the next read goes if the script gave a buffer of its own.
func (s *Socket) AllocRead() []byte {
	if s.onread != nil {
		return s.onread.Buffer
	}
	return nil
}

// OnRead is what the handle calls.
func (s *Socket) OnRead(data []byte, status kernel.Errno) {
	s.readData, s.readStatus = data, int(status)
	s.env.Callback(s.deliver)
	s.readData = nil
}

// onStreamRead is onStreamRead in lib/internal/stream_base_commons.js.
func (s *Socket) onStreamRead() {
	data, status := s.readData, kernel.Errno(s.readStatus)
	h := s.Handle
	s.UnrefTimer()
	switch {
	case len(data) > 0 && !s.Destroyed():
		if !s.take(data) && h != nil {
			h.Reading = false
			if !s.Destroyed() {
				h.ReadStop()
			}
		}
	case len(data) > 0:
		// Destroyed while it was read: like a read of 0 bytes that is no EOF, it is an error nobody hears of.
	case status != uv.EOF:
		s.CallDestroy(realm.ErrnoError(status, "read"))
	case !s.ReadableEnded():
		s.CallPush(realm.Null)
		s.CallRead(0)
	}
}

// take gives the bytes to the stream or the script's buffer, and reports
// whether more is wanted.
func (s *Socket) take(data []byte) bool {
	if s.onread == nil {
		return s.CallPush(append([]byte(nil), data...))
	}
	more := s.onread.Callback(len(data), s.onread.Buffer)
	if s.onread.Next != nil {
		if b := s.onread.Next(); b != nil {
			s.onread.Buffer = b
		}
	}
	return more
}

// Pause is pause(): with a buffer of the script's own it stops the handle.
func (s *Socket) Pause() {
	if s.onread != nil && !s.Connecting && s.Handle != nil && s.Handle.Reading {
		s.Handle.Reading = false
		if !s.Destroyed() {
			s.Handle.ReadStop()
		}
	}
	s.Stream.Pause()
}

// Resume is resume().
func (s *Socket) Resume() {
	s.restart()
	s.Stream.Resume()
}

// Read is read(n).
func (s *Socket) Read(n int) realm.Value {
	s.restart()
	return s.Stream.Read(n)
}

func (s *Socket) restart() {
	if s.onread != nil && !s.Connecting && s.Handle != nil && !s.Handle.Reading {
		s.tryReadStart()
	}
}
