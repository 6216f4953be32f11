package http2

import (
	"finishline/h2"
	"finishline/kernel"
	"finishline/sim"
)

// outBuffer is one piece of a write: in storage (data is nil) or the script's own memory. write
// is the script's write that is complete once this piece was taken.
type outBuffer struct {
	data  []byte
	n     int
	write *writeReq
}

// runSchedule is the immediate of maybeScheduleWrite: it sends what is pending, inside one callback
// scope, so what the frames' callbacks queue runs after all of them.
func (n *native) runSchedule() {
	if !n.is(writeScheduled) {
		return
	}
	n.env.Callback(n.sendScheduled)
}

func (n *native) sendScheduled() {
	n.sendPending()
	n.rethrow()
}

// maybeScheduleWrite is MaybeScheduleWrite: frames leave in an immediate of the native layer, which
// runs after the poll phase's callbacks and before the script's immediates.
func (n *native) maybeScheduleWrite() {
	if n.h2.WantWrite() {
		n.set(writeScheduled)
		nativeImmediate(n.env, n.schedule)
	}
}

// sendPending is SendPendingData: it collects what the protocol machine has to say and hands it to
// the socket. It reports false if it may not now, because it is already at it.
func (n *native) sendPending() bool {
	if n.is(destroyed) {
		return true
	}
	n.clear(writeScheduled)
	if n.is(sending) || n.is(receiving) && n.has.resetAfterReceive {
		return false
	}
	n.set(sending)
	before := n.framesOut
	n.collecting = true
	n.collect()
	n.collecting = false
	n.collected = n.framesOut - before
	if n.wire == nil {
		// The machine must still close its streams.
		n.loseOutgoing("the session had let its socket go")
		n.clearOutgoing()
		return true
	}
	if len(n.outgoing) == 0 {
		n.clearOutgoing()
		return true
	}
	n.write()
	n.maybeStopReading()
	n.afterInternalGoaway()
	return true
}

// collect is part one: gather frames. Body payload is not copied.
func (n *native) collect() {
	for {
		b, err := n.h2.Send()
		if err != nil || len(b) == 0 {
			return
		}
		n.copyOut(b)
	}
}

// write is part two: hand them over in one writev.
func (n *native) write() {
	bufs, offset := n.bufs[:0], 0
	for i := range n.outgoing {
		o := &n.outgoing[i]
		data := o.data
		if data == nil {
			data = n.storage[offset : offset+o.n]
			offset += o.n
			// Neighbours in storage are one buffer; a program cannot tell.
			if i > 0 && n.outgoing[i-1].data == nil {
				last := bufs[len(bufs)-1]
				bufs[len(bufs)-1] = last[:len(last)+o.n]
				continue
			}
		}
		bufs = append(bufs, data)
	}
	n.bufs = bufs
	n.chunksSent++
	n.set(writing)
	if w := n.env.World; w.Tracing() {
		w.Emit(sim.Record{Kind: sim.KindFrameHanded, Obj: n.obj, A: int64(n.outgoingLen)})
	}
	async, errno := n.wire.Write(bufs, n.afterWrite)
	if async {
		n.level("socket write", n.outgoingLen, len(n.outgoing))
		return
	}
	if errno != 0 {
		n.loseOutgoing("the socket below was already shut (" + errno.Name() + ")")
	}
	n.clear(writing)
	n.clearOutgoing()
	n.maybeNotifyGracefulClose()
}

func (n *native) afterInternalGoaway() {
	if !n.is(internalGoaway) {
		return
	}
	n.clear(internalGoaway)
	if !n.is(closing | destroyed) {
		n.internalError(h2.ErrProto, "")
	}
}

// afterWrite is OnStreamAfterWrite: the socket has taken a write that had to wait.
func (n *native) afterWrite(kernel.Errno) {
	if n.has.graceful {
		n.maybeNotifyGracefulClose()
	}
	n.clear(writing)
	n.level("socket write", 0, 0)
	n.clearOutgoing()
	if n.is(readingStopped) && !n.is(writing) && n.h2.WantRead() {
		n.clear(readingStopped)
		n.wire.ReadStart()
	}
	if n.is(destroyed) {
		n.done()
		return
	}
	if n.chunkOffset > 0 {
		n.consumeData()
	}
	if !n.is(writeScheduled | destroyed) {
		n.maybeScheduleWrite()
	}
}

// clearOutgoing is ClearOutgoing: the write is over; its writers hear of it, and resets that had
// waited for it are queued.
func (n *native) clearOutgoing() {
	n.clear(sending)
	if len(n.outgoing) > 0 {
		done := n.outgoing
		n.outgoing, n.storage, n.outgoingLen = nil, n.storage[:0], 0
		for i := range done {
			if w := done[i].write; w != nil {
				w.done(0)
			}
		}
		if n.outgoing == nil {
			clear(done)
			n.outgoing = done[:0]
		}
	}
	if len(n.pendingRst) == 0 {
		return
	}
	pending := n.pendingRst
	n.pendingRst = nil
	n.sendPending()
	for _, id := range pending {
		if st := n.find(id); st != nil {
			st.flushRst()
		}
	}
}

// copyOut is CopyDataIntoOutgoing.
func (n *native) copyOut(b []byte) {
	n.storage = append(n.storage, b...)
	n.push(outBuffer{n: len(b)})
}

func (n *native) push(o outBuffer) {
	n.outgoing = append(n.outgoing, o)
	n.outgoingLen += o.n
}

// SendData is OnSendData: a DATA frame's payload is moved from the stream's queue into the write,
// together with the right to call its writer back.
func (n *native) SendData(f *h2.Frame, header []byte) {
	st := n.find(f.StreamID)
	if st == nil {
		return
	}
	n.copyOut(header)
	left := f.Length - f.PadLen
	for left > 0 && len(st.queue) > 0 {
		w := &st.queue[0]
		if w.n > left {
			n.push(outBuffer{data: w.data[:left], n: left})
			w.data, w.n = w.data[left:], w.n-left
			break
		}
		left -= w.n
		n.push(*w)
		st.pop()
	}
	if f.PadLen > 1 {
		n.push(outBuffer{data: zeros[:f.PadLen-1], n: f.PadLen - 1})
	}
	st.level()
}

var zeros [256]byte

// maybeStopReading is MaybeStopReading.
func (n *native) maybeStopReading() {
	if n.is(readingStopped | closing) {
		return
	}
	if !n.h2.WantRead() || n.has.receivePauses && n.is(writing) {
		n.set(readingStopped)
		n.wire.ReadStop()
	}
}

// SelectPadding is OnSelectPadding: none, all there is room for, or up to the next multiple of 8.
func (n *native) SelectPadding(f *h2.Frame, most int) int {
	switch n.padding {
	case paddingMax:
		return most
	case paddingAligned:
		if r := (f.Length + 9) % 8; r != 0 {
			return min(most, f.Length+8-r)
		}
	}
	return f.Length
}

// The padding strategies of http2.constants; PADDING_STRATEGY_CALLBACK is PADDING_STRATEGY_ALIGNED.
const (
	paddingAligned = 1
	paddingMax     = 2
)

// FrameSent is OnFrameSent.
func (n *native) FrameSent(f *h2.Frame) {
	n.framesOut++
	if n.env.World.Tracing() {
		n.emitFrame(sim.KindFrameSerialized, f.Type, f.StreamID, f.Length, frameText(f))
	}
	if n.has.internalGoaway && f.Type == h2.FrameGoAway && !n.is(closing|destroyed|gracefulClose|goawayInitiated) {
		n.set(internalGoaway)
	}
}

// FrameNotSent is OnFrameNotSent: what a closing stream or session cannot send is forgotten, the
// rest is reported.
func (n *native) FrameNotSent(f *h2.Frame, err h2.LibError) {
	if n.env.World.Tracing() {
		n.emitFrame(sim.KindFrameDropped, f.Type, f.StreamID, f.Length, err.Error())
	}
	switch err {
	case h2.ErrSessionClosing, h2.ErrStreamClosed, h2.ErrStreamClosing:
		if !(f.Type == h2.FrameGoAway && n.has.lateGoaway || f.Type == h2.FrameRSTStream && n.has.lateReset) {
			return
		}
	}
	code := int(err.Code())
	id, t := f.StreamID, f.Type
	n.callJS(func() { n.js.onFrameError(id, t, code) })
}

// StateChanged records the machine's transitions.
func (n *native) StateChanged(id h2.StreamID, from, to h2.State, why h2.Cause) {
	w := n.env.World
	if !w.Tracing() {
		return
	}
	obj := n.obj
	if st := n.find(id); st != nil {
		obj = st.obj
	}
	w.Emit(sim.Record{Kind: sim.KindState, Obj: obj, Name: w.Sym(from.String()), Text: w.Sym(to.String()), A: int64(id)})
}
