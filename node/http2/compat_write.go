package http2

import (
	"finishline/node/realm"
	"finishline/node/versions"
)

// FlushHeaders is response.flushHeaders().
func (r *ServerResponse) FlushHeaders() {
	if !r.closed && !r.stream.HeadersSent() {
		r.callWriteHead()
	}
}

// callWriteHead is this.writeHead(this.statusCode).
func (r *ServerResponse) callWriteHead() {
	if f := r.Override("writeHead"); f != nil {
		f.Call(r, r.statusCode)
		return
	}
	r.WriteHead(r.statusCode, nil, nil, false)
}

// WriteHead is response.writeHead(statusCode, headers): headers is a Map, or pairs from an array.
func (r *ServerResponse) WriteHead(code int, headers *realm.Map, pairs []realm.Value, message bool) {
	e := r.Env()
	if r.closed || r.stream.Destroyed() || r.stream.Closed() && e.Has(versions.H2WriteHeadClosed) {
		return
	}
	r.mustNotBeSent()
	if message {
		r.StatusMessageWarning()
	}
	switch {
	case pairs != nil:
		r.writePairs(pairs)
	case headers != nil:
		for i, k := range headers.Keys {
			r.setHeader(k, headers.Values[i])
		}
	}
	r.statusCode = code
	r.beginSend()
}

// writePairs takes a flat array, or one of pairs; duplicates are kept with H2AppendHeader.
func (r *ServerResponse) writePairs(pairs []realm.Value) {
	e := r.Env()
	flat := pairs
	if len(pairs) > 0 {
		if _, ok := pairs[0].([]realm.Value); ok {
			flat = nil
			for _, p := range pairs {
				pair, _ := p.([]realm.Value)
				flat = append(flat, realm.Arg(pair, 0), realm.Arg(pair, 1))
			}
		}
	}
	appends := e.Has(versions.H2AppendHeader)
	if appends {
		for i := 0; i < len(flat); i += 2 {
			r.RemoveHeader(text(flat[i]))
		}
	}
	if len(flat)%2 != 0 {
		e.Throw(realm.NewTypeError("ERR_INVALID_ARG_VALUE", "The argument 'headers' is invalid. Received "+e.InspectValue(pairs)))
	}
	for i := 0; i < len(flat); i += 2 {
		if appends {
			r.appendHeader(text(flat[i]), flat[i+1])
		} else {
			r.setHeader(text(flat[i]), flat[i+1])
		}
	}
}

// beginSend is kBeginSend.
func (r *ServerResponse) beginSend() {
	r.headers.Set(":status", r.statusCode)
	r.stream.Respond(Headers{Map: r.headers}, ResponseOptions{EndStream: r.ending, WaitForTrailers: true, NoDate: r.noDate})
}

// Write is response.write(chunk, encoding, callback).
func (r *ServerResponse) Write(chunk realm.Value, enc string, cb realm.Function) bool {
	e := r.Env()
	var err *realm.Error
	switch {
	case r.ending:
		err = realm.NewError("ERR_STREAM_WRITE_AFTER_END", "write after end")
	case r.closed:
		err = errInvalidStream()
	case r.destroyed:
		return false
	}
	if err != nil {
		if cb != nil {
			e.NextTick(func() { cb.Call(nil, err) })
		}
		r.callDestroy(err)
		return false
	}
	if !r.stream.HeadersSent() {
		r.callWriteHead()
	}
	if f := r.stream.Override("write"); f != nil {
		return f.Call(r.stream, chunk, enc, cb) != false
	}
	return r.stream.WriteFn(chunk, enc, cb)
}

func (r *ServerResponse) callWrite(chunk realm.Value, enc string) {
	if f := r.Override("write"); f != nil {
		if enc == "" {
			f.Call(r, chunk)
		} else {
			f.Call(r, chunk, enc)
		}
		return
	}
	r.Write(chunk, enc, nil)
}

// End is response.end(chunk, encoding, callback).
func (r *ServerResponse) End(chunk realm.Value, enc string, cb realm.Function) {
	e, st := r.Env(), r.stream
	if (r.closed || r.ending) && r.headRequest == st.HeadRequest() {
		if cb != nil {
			e.NextTick(func() { cb.Call(nil) })
		}
		return
	}
	if !realm.IsNullish(chunk) {
		r.callWrite(chunk, enc)
	}
	r.headRequest = st.HeadRequest()
	r.ending = true
	if cb != nil {
		if st.WritableEnded() {
			r.Once("finish", cb)
		} else {
			st.Once("finish", cb)
		}
	}
	if !st.HeadersSent() {
		r.callWriteHead()
	}
	if r.closed || st.Destroyed() {
		st.closeResponse()
	} else {
		st.CallEnd(nil)
	}
}

func (r *ServerResponse) callEnd() {
	if f := r.Override("end"); f != nil {
		f.Call(r)
		return
	}
	r.End(nil, "", nil)
}

// Destroy is response.destroy(err).
func (r *ServerResponse) Destroy(err realm.Value) {
	if !r.destroyed {
		r.destroyed = true
		r.stream.CallDestroyWith(err)
	}
}

func (r *ServerResponse) callDestroy(err realm.Value) {
	if f := r.Override("destroy"); f != nil {
		f.Call(r, err)
		return
	}
	r.Destroy(err)
}

// SetTimeout is response.setTimeout(msecs, callback).
func (r *ServerResponse) SetTimeout(ms float64, callback realm.Function) {
	if !r.closed {
		r.stream.SetTimeout(ms, callback)
	}
}

// CreatePushResponse is response.createPushResponse(headers, callback).
func (r *ServerResponse) CreatePushResponse(headers Headers, callback func(err realm.Value, res *ServerResponse)) {
	if r.closed {
		r.Env().NextTick(func() { callback(errInvalidStream(), nil) })
		return
	}
	r.stream.PushStream(headers, false, func(err realm.Value, pushed *Stream, _ realm.Value) {
		if !realm.IsNullish(err) {
			callback(err, nil)
			return
		}
		callback(realm.Null, NewServerResponse(r.Env(), pushed))
	})
}

// WriteContinue is response.writeContinue().
func (r *ServerResponse) WriteContinue() bool { return r.WriteInformation(100, nil) }

// WriteInformation is response.writeInformation(statusCode, headers).
func (r *ServerResponse) WriteInformation(code int, headers *realm.Map) bool {
	if code < 100 || code > 199 || code == 101 {
		r.Env().Throw(errStatusInvalid(text(code)))
	}
	if r.stream.HeadersSent() || r.closed {
		return false
	}
	out := Headers{Map: headers}.clone()
	out.Set(":status", code)
	r.stream.AdditionalHeaders(out)
	return true
}
