package http2

import (
	"strconv"

	"finishline/h2"
	"finishline/kernel"
	"finishline/sim"
)

// nativeStream is the C++ half of an Http2Stream: the queue of what the script wrote and the
// protocol machine has not yet taken.
type nativeStream struct {
	n  *native // nil once the stream is detached
	id h2.StreamID
	js *Stream
	// obj is the trace's name of the stream.
	obj sim.ObjID

	destroyed     bool
	reading       bool // the script wants data
	notWritable   bool // the writable side was shut
	wantsTrailers bool // has_trailers
	peerReset     bool
	code          h2.ErrCode

	queue       []outBuffer
	available   int // bytes in queue that no DATA frame was promised
	pausedBytes int // received while not reading: the window was not given back

	category      h2.HeadersCategory
	headers       []h2.Field
	headersLength int
}

// Options of a stream (STREAM_OPTION_*).
const (
	emptyPayload = 1
	getTrailers  = 2
)

// writeReq is a WriteWrap: one write of the script, called back when the socket has taken it.
type writeReq struct {
	stream *Stream
	native *nativeStream
	bytes  int
	write  *pendingWrite
}

func (w *writeReq) done(status kernel.Errno) {
	w.stream.Env().Callback(func() { w.stream.onWriteComplete(w, status) })
}

func itoa(id h2.StreamID) string { return strconv.Itoa(int(id)) }

func (n *native) addStream(id h2.StreamID, cat h2.HeadersCategory, options int) *nativeStream {
	st := &nativeStream{n: n, id: id, category: cat, wantsTrailers: options&getTrailers != 0}
	if n.env.World.Tracing() {
		st.obj = n.env.World.NewObject("h2stream", itoa(id), n.obj)
	}
	if options&emptyPayload != 0 {
		st.shutdown()
	}
	n.streams.insert(st)
	n.memory += streamMemory
	return st
}

// startHeaders is StartHeaders.
func (st *nativeStream) startHeaders(cat h2.HeadersCategory) {
	st.n.memory -= st.headersLength
	st.headersLength, st.headers = 0, nil
	st.category = cat
}

// addHeader is AddHeader; false is too many or too large.
func (st *nativeStream) addHeader(f h2.Field) bool {
	if f.Name == "" {
		return true
	}
	length := len(f.Name) + len(f.Value) + 32
	limit := min(int(st.n.h2.LocalSetting(h2.SettingMaxHeaderListSize)), maxHeaderList)
	if !st.n.hasMemory(length) || len(st.headers) == st.n.maxHeaderPairs || st.headersLength+length > limit {
		return false
	}
	st.headers = append(st.headers, f)
	st.headersLength += length
	st.n.memory += length
	return true
}

// maxHeaderList is MAX_MAX_HEADER_LIST_SIZE.
const maxHeaderList = 16777215

// write is DoWrite: the pieces join the queue; req is called back with the last one.
func (st *nativeStream) write(bufs [][]byte, req *writeReq) kernel.Errno {
	opened := st.n != nil && st.n.openScope()
	if opened {
		defer st.n.endScope()
	}
	if st.notWritable || st.destroyed {
		return eof
	}
	for i, b := range bufs {
		o := outBuffer{data: b, n: len(b)}
		if i == len(bufs)-1 {
			o.write = req
		}
		st.queue = append(st.queue, o)
		st.available += len(b)
		st.n.memory += len(b)
	}
	st.level()
	st.n.h2.ResumeData(st.id)
	return 0
}

// eof is UV_EOF.
const eof kernel.Errno = 4095

func (st *nativeStream) pop() {
	st.queue[0] = outBuffer{}
	if st.queue = st.queue[1:]; len(st.queue) == 0 {
		st.queue = nil
	}
}

func (st *nativeStream) level() {
	n := st.n
	if n == nil {
		return
	}
	if w := n.env.World; w.Tracing() {
		bytes := 0
		for i := range st.queue {
			bytes += st.queue[i].n
		}
		w.Emit(sim.Record{Kind: sim.KindLevel, Obj: st.obj, Name: w.Sym("stream queue"), A: int64(bytes), B: int64(len(st.queue))})
	}
}

// shutdown is DoShutdown: what is queued is all there will be.
func (st *nativeStream) shutdown() kernel.Errno {
	if st.destroyed {
		return kernel.EPIPE
	}
	opened := st.n.openScope()
	st.notWritable = true
	st.n.h2.ResumeData(st.id)
	if opened {
		st.n.endScope()
	}
	return 0
}

// readStart lets the peer go on: what was received while paused is given back to the window.
func (st *nativeStream) readStart() {
	opened := st.n.openScope()
	st.reading = true
	if st.pausedBytes > 0 {
		st.n.h2.ConsumeStream(st.id, st.pausedBytes)
		st.pausedBytes = 0
	}
	if opened {
		st.n.endScope()
	}
}

func (st *nativeStream) readStop() { st.reading = false }

// ReadData is the data provider: how much of the stream's queue goes into the next DATA frame.
func (n *native) ReadData(id h2.StreamID, most int) (int, h2.DataFlags) {
	st := n.find(id)
	if st == nil {
		return 0, 0
	}
	// An empty write is a way to learn that the stream wants data: it is called back now.
	for len(st.queue) > 0 && st.queue[0].n == 0 {
		w := st.queue[0].write
		st.pop()
		if w != nil {
			w.done(0)
		}
	}
	var flags h2.DataFlags
	amount := 0
	if len(st.queue) > 0 {
		amount = min(st.available, most)
		if amount > 0 {
			flags |= h2.DataNoCopy
			st.available -= amount
			n.memory -= amount
		}
	}
	if amount == 0 && !st.notWritable {
		return 0, h2.DataDeferred
	}
	if st.available == 0 && st.notWritable {
		flags |= h2.DataEOF
		if st.wantsTrailers {
			flags |= h2.DataNoEndStream
			st.wantsTrailers = false
			n.callJS(st.js.onTrailersWanted)
		}
	}
	return amount, flags
}

// submitResponse is SubmitResponse.
func (st *nativeStream) submitResponse(fields []h2.Field, options int) h2.LibError {
	if options&getTrailers != 0 {
		st.wantsTrailers = true
	}
	body := options&emptyPayload == 0 && !st.notWritable
	return st.submit(func() error { return st.n.h2.SubmitResponse(st.id, fields, body) }, "response")
}

func (st *nativeStream) submitInfo(fields []h2.Field) h2.LibError {
	return st.submit(func() error { return st.n.h2.SubmitInfo(st.id, fields) }, "info")
}

func (st *nativeStream) submitTrailers(fields []h2.Field) h2.LibError {
	if len(fields) == 0 {
		// Browsers dislike empty trailers: an empty DATA frame ends the stream instead.
		return st.submit(func() error { return st.n.h2.SubmitData(st.id, true) }, "")
	}
	return st.submit(func() error { return st.n.h2.SubmitTrailers(st.id, fields) }, "trailers")
}

func (st *nativeStream) submit(fn func() error, what string) h2.LibError {
	opened := st.n.openScope()
	err := fn()
	if what != "" {
		st.n.queued(h2.FrameHeaders, st.id, 0, what)
	} else {
		st.n.queued(h2.FrameData, st.id, 0, "END_STREAM")
	}
	if opened {
		st.n.endScope()
	}
	code, _ := err.(h2.LibError)
	return code
}

// pushPromise is SubmitPushPromise.
func (st *nativeStream) pushPromise(fields []h2.Field, options int) (*nativeStream, h2.LibError) {
	n := st.n
	opened := n.openScope()
	if opened {
		defer n.endScope()
	}
	id, err := n.h2.SubmitPushPromise(st.id, fields)
	if err != nil {
		code, _ := err.(h2.LibError)
		return nil, code
	}
	n.queued(h2.FramePushPromise, st.id, 0, "promises "+itoa(id))
	return n.addStream(id, h2.CategoryRequest, options), 0
}

// request is Http2Session::SubmitRequest.
func (n *native) request(fields []h2.Field, options int, pri h2.PrioritySpec) (*nativeStream, h2.LibError) {
	opened := n.openScope()
	if opened {
		defer n.endScope()
	}
	id, err := n.h2.SubmitRequest(fields, pri, options&emptyPayload == 0)
	if err != nil {
		code, _ := err.(h2.LibError)
		return nil, code
	}
	n.queued(h2.FrameHeaders, id, 0, "request")
	return n.addStream(id, h2.CategoryRequest, options), 0
}
