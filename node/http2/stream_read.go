package http2

import (
	"finishline/h2"
	"finishline/node/realm"
)

// streamOnPause stops giving the stream's window back.
var streamOnPause = realm.Fn("streamOnPause", func(this realm.Value, _ []realm.Value) realm.Value {
	if st, ok := this.(*Stream); ok && !st.Destroyed() && !st.Pending() {
		st.handle.readStop()
	}
	return nil
})

// ReadImpl is _read.
func (st *Stream) ReadImpl(int) {
	if st.Destroyed() {
		st.CallPush(realm.Null)
		return
	}
	if !st.didRead {
		st.SetReadingMore(false)
		st.didRead = true
	}
	if st.Pending() {
		st.OnceGo("ready", func([]realm.Value) { st.resumeHandle() })
		return
	}
	st.resumeHandle()
}

func (st *Stream) resumeHandle() {
	if !st.Destroyed() {
		st.handle.readStart()
	}
}

// onReadData is onStreamRead.
func (st *Stream) onReadData(b []byte) {
	st.updateTimer()
	if st.Destroyed() {
		return
	}
	if !st.CallPush(b) && !st.Destroyed() {
		st.handle.readStop()
	}
}

func (st *Stream) onReadEOF() {
	st.updateTimer()
	if st.ReadableEnded() {
		st.maybeDestroy(h2.NoError)
		return
	}
	st.On("end", maybeDestroyAtEnd)
	st.CallPush(realm.Null)
	st.CallRead(0)
}

var maybeDestroyAtEnd = realm.Fn("", func(this realm.Value, _ []realm.Value) realm.Value {
	if st, ok := this.(*Stream); ok {
		st.maybeDestroy(h2.NoError)
	}
	return nil
})

var destroyAtEnd = realm.Fn("", func(this realm.Value, _ []realm.Value) realm.Value {
	if st, ok := this.(*Stream); ok {
		st.CallDestroy(nil)
	}
	return nil
})
