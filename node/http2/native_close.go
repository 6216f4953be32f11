package http2

import (
	"finishline/h2"
	"finishline/sim"
)

// close is Http2Session::Close: a last GOAWAY is queued and sent if that is possible now; then
// nothing is sent any more.
func (n *native) close(code h2.ErrCode, socketClosed bool) {
	if n.is(closing) {
		return
	}
	n.set(closing)
	if n.is(receiving) && n.has.closeAfterReceive {
		n.set(closePending)
		n.pendingCode, n.pendingSocketClosed = code, socketClosed
		return
	}
	n.finishClose(code, socketClosed)
}

func (n *native) finishClose(code h2.ErrCode, socketClosed bool) {
	if n.wire != nil {
		n.set(readingStopped)
		n.wire.ReadStop()
	}
	if !socketClosed {
		n.queued(h2.FrameGoAway, 0, 8, "last "+itoa(n.h2.LastProcStreamID())+" "+code.String())
		n.h2.Terminate(code)
		n.sendPending()
	} else if n.wire != nil {
		n.wire.Release()
		n.wire = nil
	}
	n.set(destroyed)
	n.loseUnsent()
	if !n.is(writing) || n.wire == nil {
		n.done()
	}
	for p := n.popPing(); p != nil; p = n.popPing() {
		n.cancelPing(p)
	}
}

// done makes the ondone callback; the socket is read again to see the peer finish.
func (n *native) done() {
	n.callJS(func() {
		if n.onDone != nil {
			n.onDone()
		}
	})
	if n.wire != nil {
		n.clear(readingStopped)
		n.wire.ReadStart()
	}
}

// loseUnsent records the frames that the session's end keeps from ever being serialized. What its
// streams have queued dies with them (giveUp); what is being gathered right now goes on to
// loseOutgoing or to the socket.
func (n *native) loseUnsent() {
	w := n.env.World
	frames := n.h2.OutboundQueueSize()
	if !w.Tracing() || n.collecting || frames == 0 {
		return
	}
	w.Emit(sim.Record{Kind: sim.KindGate, Obj: n.obj, Name: w.Sym("session queue"), B: int64(frames),
		Text: w.Sym("the session was destroyed before it sent them")})
}

// loseOutgoing records that a gathered write never reached the socket. This is the gate at which a
// response dies whose session is closed while its frames are being sent.
func (n *native) loseOutgoing(why string) {
	w := n.env.World
	if !w.Tracing() || n.outgoingLen == 0 {
		return
	}
	w.Emit(sim.Record{Kind: sim.KindGate, Obj: n.obj, Name: w.Sym("session write"), A: int64(n.outgoingLen), B: int64(n.collected), Text: w.Sym(why)})
}

// cancelPing tells the script, in an immediate of the native layer, that no answer will come.
func (n *native) cancelPing(p *pendingPing) {
	nativeImmediate(n.env, func() {
		n.callJS(func() { p.done(false, n.millisSince(p.sent), nil) })
		n.rethrow()
	})
}

// hasPendingData is HasPendingData.
func (n *native) hasPendingData() bool { return n.h2.WantWrite() || n.h2.WantRead() }

// maybeNotifyGracefulClose is MaybeNotifyGracefulCloseComplete.
func (n *native) maybeNotifyGracefulClose() {
	if n.is(gracefulClose) && !n.hasPendingData() {
		n.callJS(func() { n.js.maybeDestroy(nil) })
	}
}

// goaway is Goaway: it queues a GOAWAY; last 0 means the last stream that was seen.
func (n *native) goaway(code h2.ErrCode, last h2.StreamID, data []byte) {
	if n.is(destroyed) {
		return
	}
	n.set(goawayInitiated)
	opened := n.openScope()
	if last == 0 {
		last = n.h2.LastProcStreamID()
	}
	n.h2.SubmitGoAway(last, code, data)
	n.queued(h2.FrameGoAway, 0, 8+len(data), "last "+itoa(last)+" "+code.String())
	if opened {
		n.endScope()
	}
}
