package net

import (
	"finishline/kernel"
	"finishline/node/env"
	"finishline/node/realm"
	"finishline/node/uv"
)

// NewPipe makes a handle of one end of a socket pair, to be opened; ipc: handles
// can be sent through it.
func NewPipe(e *env.Env, ipc bool) *Handle {
	h := &Handle{TCP: uv.NewPipe(e.Loop, ipc), env: e}
	h.noteOrigin()
	return h
}

// AdoptHandle makes a handle of a connected descriptor that the process was
// started with or that another one sent it.
func AdoptHandle(e *env.Env, fd kernel.FD, pipe bool) *Handle {
	h := &Handle{env: e}
	if pipe {
		h.TCP = uv.NewPipe(e.Loop, false)
	} else {
		h.TCP = uv.NewTCP(e.Loop)
	}
	h.noteOrigin()
	h.TCP.Open(fd)
	return h
}

// ReceiveHandle makes a handle of a TCP socket that another process sent:
// connected, or bound and perhaps listening.
func ReceiveHandle(e *env.Env, fd kernel.FD) *Handle {
	h := NewHandle(e)
	if _, errno := e.Kernel.PeerAddr(fd); errno == 0 {
		h.TCP.Open(fd)
	} else {
		h.TCP.OpenListening(fd)
	}
	return h
}

// Detach gives the socket's handle up, as sending it to another process does;
// keep: the socket goes on using it. nil: it has none.
func (s *Socket) Detach(keep bool) *Handle {
	h := s.Handle
	if h == nil || keep {
		return h
	}
	if s.Server != nil {
		s.Server.Connections--
		s.counted = nil
	}
	h.SetListener(deaf{})
	s.Handle = nil
	s.SetTimeout(0, nil)
	return h
}

// noteOrigin keeps the script's line that made the handle.
func (h *Handle) noteOrigin() {
	if h.env.World.Tracing() {
		pos, _ := h.env.Engine.Position()
		h.TCP.SetBy(pos)
	}
}

// RealmClass is the class that scripts see.
func (h *Handle) RealmClass() string {
	if h.TCP.IsPipe() {
		return "Pipe"
	}
	return "TCP"
}

// KeepOpen makes destroying the socket leave its handle alone, as it is with
// process.stdout and stderr.
func (s *Socket) KeepOpen() { s.keepOpen = true }

// ListenOn listens on a handle that another process bound (listen({_handle})).
func (v *Server) ListenOn(h *Handle, cb realm.Function) {
	if cb != nil {
		v.CallOnce("listening", cb)
	}
	v.listeningID++
	v.Handle = h
	v.setupListenHandle(Address{}, ListenOptions{})
}
