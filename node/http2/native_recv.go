package http2

import (
	"strconv"

	"finishline/h2"
	"finishline/node/env"
	"finishline/node/realm"
	"finishline/sim"
)

// OnRead is OnStreamRead for data: everything that the protocol machine finds in it enters the
// script as a callback of its own, so ticks and promise jobs run between frames.
func (n *native) OnRead(data []byte) {
	opened := n.openScope()
	n.memory += len(data)
	if n.chunkOffset > 0 {
		// Reading went on before the paused rest was looked at.
		rest := n.chunk[n.chunkOffset:]
		data = append(append(make([]byte, 0, len(rest)+len(data)), rest...), data...)
		n.chunkOffset = 0
		n.memory -= len(n.chunk) - len(rest)
	}
	n.chunk = data
	n.consumeData()
	if n.wire != nil {
		n.maybeStopReading()
	}
	if opened {
		n.endScope()
	}
}

// consumeData is ConsumeHTTP2Data.
func (n *native) consumeData() {
	n.clear(receivePaused)
	n.recvError = ""
	n.h2.SetNow(uint64(n.env.Kernel.Now() / 1e9))
	n.set(receiving)
	got, err := n.h2.Recv(n.chunk[n.chunkOffset:])
	n.clear(receiving)
	if n.is(receivePaused) && err == nil {
		n.chunkOffset += got
		return
	}
	n.memory -= len(n.chunk)
	n.chunk, n.chunkOffset = nil, 0
	if n.is(closePending) && !n.is(destroyed) {
		n.clear(closePending)
		n.finishClose(n.pendingCode, n.pendingSocketClosed)
	}
	if err == nil && !n.is(destroyed) {
		n.sendPending()
	}
	if err != nil {
		code, _ := err.(h2.LibError)
		n.internalError(code, n.recvError)
	}
}

// BeginHeaders is OnBeginHeadersCallback: it makes the stream of a new request or promise.
func (n *native) BeginHeaders(f *h2.Frame) h2.Verdict {
	id := frameID(f)
	if st := n.find(id); st != nil {
		if !st.destroyed {
			st.startHeaders(f.Category)
		}
		return h2.Continue
	}
	if n.has.refuseWhileClosing && n.is(closing) {
		n.h2.SubmitRSTStream(id, h2.RefusedStream)
		return h2.Refuse
	}
	if !n.canAddStream() {
		n.rejectedStreams++
		if n.rejectedStreams-1 > n.maxRejectedStreams {
			return h2.Abort
		}
		n.h2.SubmitRSTStream(id, h2.EnhanceYourCalm)
		return h2.Refuse
	}
	n.addStream(id, f.Category, 0)
	n.rejectedStreams = 0
	return h2.Continue
}

// frameID is the stream that a frame's headers are for.
func frameID(f *h2.Frame) h2.StreamID {
	if f.Type == h2.FramePushPromise {
		return f.Promised
	}
	return f.StreamID
}

// Header is OnHeaderCallback.
func (n *native) Header(f *h2.Frame, field h2.Field) h2.Verdict {
	st := n.find(frameID(f))
	if st == nil {
		return h2.Refuse
	}
	if !st.destroyed && !st.addHeader(field) {
		st.submitRst(h2.EnhanceYourCalm)
		return h2.Refuse
	}
	return h2.Continue
}

// FrameReceived is OnFrameReceive.
func (n *native) FrameReceived(f *h2.Frame) {
	n.framesIn++
	if w := n.env.World; w.Tracing() {
		n.emitFrame(sim.KindFrameParsed, f.Type, f.StreamID, f.Length, frameText(f))
	}
	if n.has.ignoreWhileClosing && n.is(closing) {
		return
	}
	switch f.Type {
	case h2.FrameData:
		n.onData(f)
	case h2.FrameHeaders, h2.FramePushPromise:
		n.onHeaders(f)
	case h2.FrameRSTStream:
		if st := n.find(f.StreamID); st != nil {
			st.peerReset = true
		}
	case h2.FrameSettings:
		n.onSettings(f)
	case h2.FramePriority:
		n.onPriority(f)
	case h2.FrameGoAway:
		n.onGoaway(f)
	case h2.FramePing:
		n.onPing(f)
	case h2.FrameAltSvc:
		n.onAltSvc(f)
	case h2.FrameOrigin:
		n.onOrigin(f)
	}
}

// onData is HandleDataFrame: END_STREAM is the readable side's end of file.
func (n *native) onData(f *h2.Frame) {
	st := n.find(f.StreamID)
	if st != nil && !st.destroyed && f.EndStream() {
		n.mustHaveReader(st)
		n.callJS(func() { st.js.onReadEOF() })
		return
	}
	if f.Length == 0 {
		n.invalidFrames++
		if n.invalidFrames-1 > n.maxInvalidFrames {
			n.recvError = "ERR_HTTP2_TOO_MANY_INVALID_FRAMES"
			n.h2.FailRecv()
		}
	}
}

// onHeaders is HandleHeadersFrame.
func (n *native) onHeaders(f *h2.Frame) {
	st := n.find(frameID(f))
	if st == nil || st.destroyed {
		return
	}
	fields := st.headers
	st.headers = nil
	n.memory -= st.headersLength
	st.headersLength = 0
	sensitive := []realm.Value{}
	for _, h := range fields {
		if h.Sensitive {
			sensitive = append(sensitive, h.Name)
		}
	}
	cat, flags := st.category, f.Flags
	n.callJS(func() { n.js.onHeaders(st, cat, flags, fields, sensitive) })
}

// DataChunk is OnDataChunkReceived: the connection's window is given back at once, the stream's
// only while the script reads.
func (n *native) DataChunk(id h2.StreamID, data []byte, _ h2.Flags) h2.Verdict {
	if len(data) == 0 {
		return h2.Continue
	}
	n.h2.ConsumeConnection(len(data))
	st := n.find(id)
	if st == nil || st.destroyed {
		return h2.Continue
	}
	n.mustHaveReader(st)
	n.callJS(func() { st.js.onReadData(data) })
	if st.destroyed && n.has.closeAfterReceive {
		return h2.Continue
	}
	if st.reading {
		n.h2.ConsumeStream(id, len(data))
	} else {
		st.pausedBytes += len(data)
	}
	if n.outgoingLen > 4096 || st.available > 4096 {
		n.sendPending()
	}
	if n.has.receivePauses && n.is(writing) {
		n.set(receivePaused)
		return h2.Pause
	}
	return h2.Continue
}

// mustHaveReader is an assertion of Node's own (onread->IsFunction() in src/stream_base.cc) that a
// program can make fail: 22.23.3 makes streams in the rest of a chunk in which the session was
// destroyed, and their DATA has nobody to go to. Node aborts.
func (n *native) mustHaveReader(st *nativeStream) {
	if st.js != nil {
		return
	}
	n.assertionFailed(st.obj, "onread->IsFunction()")
}

// assertionFailed ends the process as node::Assert does.
func (n *native) assertionFailed(obj sim.ObjID, what string) {
	if w := n.env.World; w.Tracing() {
		w.Emit(sim.Record{Kind: sim.KindThrow, Obj: obj, Name: w.Sym("abort"), Text: w.Sym("Assertion failed: " + what)})
	}
	panic(env.Exit{Code: 134})
}

// InvalidFrame is OnInvalidFrame.
func (n *native) InvalidFrame(_ *h2.Frame, err h2.LibError) h2.Verdict {
	n.invalidFrames++
	if n.invalidFrames-1 > n.maxInvalidFrames {
		n.recvError = "ERR_HTTP2_TOO_MANY_INVALID_FRAMES"
		return h2.Abort
	}
	if err.Fatal() || err == h2.ErrStreamClosed || err == h2.ErrProto && n.has.protocolErrors ||
		err == h2.ErrFlowControl && n.has.flowErrors && !n.env.Strict { // RFC 9113 section 6.9.1 ends the stream only
		n.internalError(err, "")
	}
	return h2.Continue
}

// Report is OnNghttpError: the peer does not speak HTTP/2.
func (n *native) Report(err h2.LibError, _ string) {
	if err == h2.ErrSettingsExpected {
		n.internalError(h2.ErrProto, "")
	}
}

func (n *native) onPriority(f *h2.Frame) {
	if n.js.priorityListeners <= 0 {
		return
	}
	id, p := f.StreamID, f.Priority
	n.callJS(func() { n.js.onPriority(id, p) })
}

func (n *native) onGoaway(f *h2.Frame) {
	code, last := f.Code, f.LastStreamID
	var data realm.Value
	if len(f.Debug) > 0 {
		data = append([]byte(nil), f.Debug...)
	}
	n.callJS(func() { n.js.onGoaway(code, last, data) })
}

func (n *native) onAltSvc(f *h2.Frame) {
	if n.js.ListenerCount("altsvc") == 0 {
		return
	}
	id, origin, value := f.StreamID, f.Origin, f.Value
	n.callJS(func() { n.js.onAltSvc(id, origin, value) })
}

func (n *native) onOrigin(f *h2.Frame) {
	origins := make([]realm.Value, len(f.Origins))
	for i, o := range f.Origins {
		origins[i] = o
	}
	n.callJS(func() { n.js.onOrigin(origins) })
}

// frameText is a frame's flags and fields, for the trace.
func frameText(f *h2.Frame) string {
	s := ""
	if f.EndStream() {
		s = "END_STREAM"
	}
	switch f.Type {
	case h2.FrameSettings, h2.FramePing:
		if f.IsAck() {
			s = "ACK"
		}
	case h2.FrameRSTStream:
		s = f.Code.String()
	case h2.FrameGoAway:
		s = "last " + strconv.Itoa(int(f.LastStreamID)) + " " + f.Code.String()
	case h2.FrameWindowUpdate:
		s = "+" + strconv.Itoa(int(f.Increment))
	case h2.FramePushPromise:
		s = "promises " + strconv.Itoa(int(f.Promised))
	}
	return s
}
