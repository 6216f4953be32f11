package tls

import (
	"finishline/kernel"
	"finishline/node/env"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/timers"
	"finishline/node/uv"
	"finishline/sim"
)

// wrap is TLSWrap (src/crypto/crypto_tls.cc): it stands between a TLSSocket and
// the handle of the connection, reads and writes ciphertext below and
// cleartext above, and turns the TLS machine's callbacks into the socket's.
//
// It opens no callback scope of its own: every call into the script from a read
// is an outermost one, as Node's MakeCallback makes it, so that ticks run between
// two records.
type wrap struct {
	env    *env.Env
	ssl    *ssl
	owner  *Socket
	below  *net.Handle
	parent *net.Socket // _parentWrap: the socket whose handle below is; nil: nobody's
	handle *net.Handle // what the TLSSocket holds
	obj    sim.ObjID

	listener uv.ReadListener
	before   uv.ReadListener // who listened below

	current   func(status kernel.Errno) // current_write_
	empty     func(status kernel.Errno) // current_empty_write_
	pending   []byte                    // pending_cleartext_input_
	writeSize int                       // of ciphertext that is being written
	scheduled bool                      // write_callback_scheduled_
	inWrite   bool                      // in_dowrite_
	waits     bool                      // has_active_write_issued_by_prev_listener_

	established, eof, shut bool
	telling                bool // the script is being told that the handshake is done, in Node 26
	depth                  int  // cycle_depth_
	bytesRead              int64

	sessionCallbacks, keylogs bool
	sniContext                *Context
	cert                      certState
	awaitingSession           bool
}

// certState is where the certificate callback is.
type certState uint8

const (
	certUnused  certState = iota // nobody waits for it: the handshake goes on
	certWanted                   // SNICallback or an OCSPRequest listener will be asked
	certRunning                  // it was asked; certCbDone leaves
)

// newWrap is tls_wrap.wrap(handle, context, isServer).
func newWrap(owner *Socket, below *net.Handle, parent *net.Socket, ctx *Context, server bool) *wrap {
	e := owner.env
	w := &wrap{env: e, owner: owner, below: below, parent: parent}
	if e.World.Tracing() {
		side := "client"
		if server {
			side = "server"
		}
		w.obj = e.World.NewObject("tls", side, 0)
		e.World.Link(w.obj, "handle", below.TCP.Object(), 0)
	}
	w.ssl = &ssl{env: e, up: w, ctx: ctx, server: server, obj: w.obj, maxFragment: maxPlaintext}
	w.handle = net.NewLayered(below, w)
	w.before = below.Listener()
	below.SetListener(w)
	return w
}

// alive reports that destroySSL has not run.
func (w *wrap) alive() bool { return !w.ssl.gone }

// Listener is who gets the cleartext.
func (w *wrap) Listener() uv.ReadListener { return w.listener }

// SetListener puts another receiver in place.
func (w *wrap) SetListener(r uv.ReadListener) { w.listener = r }

// BytesRead is how much cleartext was delivered.
func (w *wrap) BytesRead() int64 { return w.bytesRead }

// WriteQueueSize is how much ciphertext waits.
func (w *wrap) WriteQueueSize() int { return len(w.ssl.out) }

// ReadStart reads from the connection.
func (w *wrap) ReadStart() kernel.Errno {
	if w.eof {
		return 0
	}
	return w.below.ReadStart()
}

// ReadStop stops that.
func (w *wrap) ReadStop() kernel.Errno { return w.below.ReadStop() }

// AllocRead leaves the buffer to libuv.
func (w *wrap) AllocRead() []byte { return nil }

// start is a client's beginning: a read begins the handshake.
func (w *wrap) start() {
	w.clearOut()
	w.encOut()
}

// OnRead is OnStreamRead: ciphertext came, or the end. What comes after
// close_notify is ignored (RFC 8446, section 6.1).
func (w *wrap) OnRead(data []byte, status kernel.Errno) {
	if w.eof {
		return
	}
	if status != 0 {
		w.clearOut()
		if status == uv.EOF {
			w.eof = true
		}
		w.emitRead(nil, status)
		return
	}
	if !w.alive() {
		return
	}
	w.ssl.feed(data)
	w.cycle()
}

// receive is what a socket had read before it was given to TLS.
func (w *wrap) receive(b []byte) { w.OnRead(b, 0) }

// emitRead gives cleartext to the listener, in pieces if it has a buffer of its
// own.
func (w *wrap) emitRead(b []byte, status kernel.Errno) {
	if w.listener == nil {
		return
	}
	w.bytesRead += int64(len(b))
	if a, ok := w.listener.(uv.Allocator); ok && len(b) > 0 {
		for len(b) > 0 && w.alive() {
			buf := a.AllocRead()
			if buf == nil {
				break
			}
			n := copy(buf, b)
			b = b[n:]
			w.listener.OnRead(buf[:n], 0)
		}
		if len(b) == 0 || !w.alive() {
			return
		}
	}
	w.listener.OnRead(b, status)
}

// cycle moves data in all directions until nothing moves (Cycle); a call from
// inside makes it go round once more.
func (w *wrap) cycle() {
	if w.depth++; w.depth > 1 {
		return
	}
	for ; w.depth > 0; w.depth-- {
		w.clearIn()
		w.clearOut()
		w.encOut()
	}
}

// clearOut reads cleartext until there is none, and tells of errors.
func (w *wrap) clearOut() {
	if w.eof || !w.alive() {
		return
	}
	for {
		data, res := w.ssl.read()
		if !w.alive() {
			return
		}
		switch res {
		case resultNone:
			w.emitRead(data, 0)
			if !w.alive() {
				return
			}
			continue
		case zeroReturn:
			if !w.eof {
				w.eof = true
				w.emitRead(nil, uv.EOF)
			}
		case failed:
			w.onFailure()
		}
		return
	}
}

// onFailure flushes the alert, if there is one, and tells the socket.
func (w *wrap) onFailure() {
	f := w.ssl.failure
	if f == nil {
		return
	}
	w.ssl.failure = nil
	if len(w.ssl.out) > 0 {
		w.encOut()
	}
	w.makeCallback(func() { w.owner.onError(f.value(w.env)) })
}

// makeCallback is MakeCallback: an exception does not unwind the machine.
func (w *wrap) makeCallback(fn func()) {
	if !w.env.InCallback() {
		w.env.Callback(fn)
		return
	}
	fn()
}

// immediate is SetImmediate of the environment.
func (w *wrap) immediate(fn func()) { timers.For(w.env).SetNativeImmediate(fn) }

// Close is TLSWrap's close of lib/internal/tls/wrap.js: what is below is closed,
// and when that is over the machine is destroyed.
func (w *wrap) Close(cb func()) {
	done := func() {
		w.destroySSL()
		if cb != nil {
			cb()
		}
	}
	if p := w.parent; p != nil {
		if p.Handle == nil && w.owner.closesWithParent() {
			done()
			return
		}
		if p.Handle == w.below {
			p.CallOnce("close", realm.Fn("done", func(realm.Value, []realm.Value) realm.Value { done(); return nil }))
			p.CallDestroy(nil)
			return
		}
	}
	w.below.Close(done)
}

// destroySSL fails the write that waits and lets go of the connection.
func (w *wrap) destroySSL() {
	if !w.alive() {
		return
	}
	w.scheduled = true
	w.invokeQueued(kernel.ECANCELED)
	w.traceLost()
	w.ssl.gone = true
	w.ssl.out, w.ssl.in, w.pending = nil, nil, nil
	if w.below.Listener() == w {
		w.below.SetListener(w.before)
	}
}
