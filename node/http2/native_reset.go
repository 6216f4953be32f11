package http2

import (
	"finishline/h2"
	"finishline/kernel"
	"finishline/sim"
)

// submitRst is SubmitRstStream. The protocol library sends RST_STREAM before everything else of
// the stream, so what is pending is sent first if that is possible.
func (st *nativeStream) submitRst(code h2.ErrCode) {
	n := st.n
	if n == nil {
		return
	}
	st.code = code
	if n.is(receiving) && (n.has.resetAfterReceive || n.has.resetWithoutSend && st.available == 0) {
		wait := code == h2.Cancel
		if n.has.resetAfterReceive {
			wait = code != h2.RefusedStream && code != h2.EnhanceYourCalm
		}
		if wait {
			n.addPendingRst(st.id)
		} else {
			st.flushRst()
		}
		return
	}
	if n.is(hasScope) && code == h2.Cancel {
		n.addPendingRst(st.id)
		return
	}
	if n.has.closeAfterReceive && n.is(hasScope) && code == h2.RefusedStream {
		st.flushRst()
		return
	}
	if !n.sendPending() {
		n.addPendingRst(st.id)
		return
	}
	st.flushRst()
}

func (n *native) addPendingRst(id h2.StreamID) {
	if !n.hasPendingRst(id) {
		n.pendingRst = append(n.pendingRst, id)
	}
}

func (n *native) hasPendingRst(id h2.StreamID) bool {
	for _, p := range n.pendingRst {
		if p == id {
			return true
		}
	}
	return false
}

func (n *native) removePendingRst(id h2.StreamID) {
	for i, p := range n.pendingRst {
		if p == id {
			n.pendingRst = append(n.pendingRst[:i], n.pendingRst[i+1:]...)
			return
		}
	}
}

// flushRst is FlushRstStream.
func (st *nativeStream) flushRst() {
	n := st.n
	if n == nil || st.destroyed && !n.has.closeAfterReceive {
		return
	}
	if n.has.closeAfterReceive {
		n.removePendingRst(st.id)
	}
	opened := n.openScope()
	// Inside its own closing callback the stream is still known, which nghttp2 1.68 goes by.
	info, known := n.h2.Stream(st.id)
	if info.State != h2.StateClosed || !n.has.resetKnownOnly || known && !n.has.resetOpenOnly {
		n.h2.SubmitRSTStream(st.id, st.code)
		n.queued(h2.FrameRSTStream, st.id, 4, st.code.String())
	}
	if opened {
		n.endScope()
	}
}

// destroy is Destroy: the stream is forgotten at once, what it still had queued is given up in an
// immediate.
func (st *nativeStream) destroy() {
	if st.destroyed {
		return
	}
	n := st.n
	if n.has.closeAfterReceive {
		st.destroyed = true
		if n.is(receiving) {
			nativeImmediate(n.env, st.completeDestroy)
			return
		}
		if n.hasPendingRst(st.id) {
			st.flushRst()
		}
		st.completeDestroy()
		return
	}
	if n.hasPendingRst(st.id) {
		st.flushRst()
	}
	st.destroyed = true
	st.completeDestroy()
}

func (st *nativeStream) completeDestroy() {
	n := st.n
	if n == nil {
		return
	}
	if n.has.closeAfterReceive && n.hasPendingRst(st.id) {
		st.flushRst()
	}
	if n.streams.remove(st.id) {
		n.memory -= streamMemory + st.headersLength
		nativeImmediate(n.env, st.giveUp)
	}
}

// giveUp calls back, with ECANCELED, what is still queued.
func (st *nativeStream) giveUp() {
	lost, items := 0, len(st.queue)
	for i := range st.queue {
		lost += st.queue[i].n
	}
	if w := st.n.env.World; lost > 0 && w.Tracing() {
		w.Emit(sim.Record{Kind: sim.KindGate, Obj: st.obj, Name: w.Sym("stream queue"), A: int64(lost), B: int64(items),
			Text: w.Sym("the stream was destroyed")})
	}
	for len(st.queue) > 0 {
		w := st.queue[0].write
		st.pop()
		if w != nil {
			w.done(kernel.ECANCELED)
		}
	}
	st.n.rethrow()
	st.n.memory -= st.available
	st.available = 0
}

// StreamClosed is OnStreamClose. If the script never saw the stream, it goes at once.
func (n *native) StreamClosed(id h2.StreamID, code h2.ErrCode) {
	st := n.find(id)
	if st == nil || st.destroyed {
		return
	}
	st.code = code
	known := false
	n.callJS(func() {
		if st.js != nil {
			known = st.js.onClose(code, st.peerReset)
		}
	})
	if !known {
		st.destroy()
	}
}
