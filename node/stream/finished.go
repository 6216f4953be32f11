package stream

import (
	"finishline/node/realm"
	"finishline/node/versions"
)

// FinishedOptions are the options of Finished. The negations are so that the
// zero value is the default.
type FinishedOptions struct {
	NoReadable, NoWritable bool // do not wait for that half
	NoError                bool // do not listen for 'error'
}

// finished is one call of Finished: stream.finished as machines need it, for
// streams only. (Scripts get the one of script/js, which takes anything.)
type finished struct {
	s                  *Stream
	o                  FinishedOptions
	cb                 func(err realm.Value)
	readable, writable bool
	willEmitClose      bool
	rDone, wDone       bool

	fns [4]realm.Function // end, finish, error, close
}

// Finished calls cb once when the stream is over: read to its end and written
// out, or failed, or closed before that. It returns what takes cb back.
func Finished(s *Stream, o FinishedOptions, cb func(err realm.Value)) (cancel func()) {
	f := &finished{s: s, o: o}
	f.cb = func(err realm.Value) {
		f.cb = func(realm.Value) {}
		cb(err)
	}
	rNode, wNode := s.readableNode(), s.writableNode()
	f.readable, f.writable = rNode && !o.NoReadable, wNode && !o.NoWritable
	f.willEmitClose = s.willEmitClose() && rNode == f.readable && wNode == f.writable
	f.rDone, f.wDone = s.readDone(), s.writeDone()
	quiet := s.env.Has(versions.FinishedSettlesQuietly)
	over, onClose := f.overAlready()
	if over && quiet {
		return f.settleQuietly(f.closeError(onClose))
	}
	f.listen()
	if over {
		s.env.NextTick(func() { f.cb(f.closeError(onClose)) })
	}
	return f.cancel
}

func (s *Stream) readableNode() bool { return s.hasR && (!s.hasW || !s.r.has(fOff)) }
func (s *Stream) writableNode() bool { return s.hasW && (!s.hasR || !s.w.has(fOff)) }

// willEmitClose reports whether 'close' is still to come.
func (s *Stream) willEmitClose() bool {
	h := s.r.flags
	if s.hasW {
		h = s.w.flags
	}
	return h.has(fAutoDestroy) && h.has(fEmitClose) && !h.has(fClosed)
}

func (s *Stream) readDone() bool {
	r := &s.r
	return s.readableNode() && !r.has(fErrored) && (r.has(fEndEmitted) || r.has(fEnded) && r.length == 0)
}

func (s *Stream) writeDone() bool {
	w := &s.w
	return s.writableNode() && (w.has(fFinished) || !w.has(fErrored) && w.has(fEnded) && w.length == 0)
}

// overAlready reports whether the stream needs no more events to be over, and
// whether that is because it is closed.
func (f *finished) overAlready() (over, closed bool) {
	s := f.s
	pending := s.hasW && s.w.pendingcb != 0 && s.env.Has(versions.FinishedWaitsCallbacks)
	switch {
	case s.Closed():
		return true, true
	case s.ErrorEmitted():
		return !f.willEmitClose, false
	case !f.readable && (!f.willEmitClose || s.IsReadable()) && (f.wDone || !s.IsWritable()) && !pending:
		return true, false
	case !f.writable && (!f.willEmitClose || s.IsWritable()) && (f.rDone || !s.IsReadable()):
		return true, false
	}
	return false, false
}

// closeError is what was wrong with the stream; if it closed, also that it
// closed too early.
func (f *finished) closeError(closed bool) realm.Value {
	s := f.s
	if s.hasW && s.w.has(fErrored) {
		return s.w.errored
	}
	if s.hasR && s.r.has(fErrored) {
		return s.r.errored
	}
	if closed && (f.readable && !f.rDone && !s.readDone() || f.writable && !f.wDone && !s.writeDone()) {
		return ErrPrematureClose()
	}
	return nil
}

func (f *finished) settleQuietly(err realm.Value) func() {
	if !f.o.NoError {
		f.fns[2] = listener(func([]realm.Value) {})
		f.s.CallOn("error", f.fns[2])
	}
	f.s.env.NextTick(func() { f.cb(err) })
	return f.cancel
}

func (f *finished) listen() {
	f.fns[0] = listener(func([]realm.Value) {
		f.rDone = true
		f.halfDone(f.s.IsWritable(), f.writable, f.wDone)
	})
	f.fns[1] = listener(func([]realm.Value) {
		f.wDone = true
		f.halfDone(f.s.IsReadable(), f.readable, f.rDone)
	})
	f.fns[3] = listener(func([]realm.Value) { f.cb(f.closeError(true)) })
	f.s.CallOn("end", f.fns[0])
	f.s.CallOn("finish", f.fns[1])
	if !f.o.NoError {
		f.fns[2] = listener(func(args []realm.Value) { f.cb(realm.Arg(args, 0)) })
		f.s.CallOn("error", f.fns[2])
	}
	f.s.CallOn("close", f.fns[3])
}

// halfDone: one half is over; other tells of the other one.
func (f *finished) halfDone(otherOpen, waitOther, otherDone bool) {
	// A stream that somebody destroyed already cannot be trusted to close.
	if f.s.Destroyed() {
		f.willEmitClose = false
	}
	if f.willEmitClose && (!otherOpen || waitOther) {
		return
	}
	if !waitOther || otherDone {
		f.cb(nil)
	}
}

func (f *finished) cancel() {
	f.cb = func(realm.Value) {}
	for i, name := range [4]string{"end", "finish", "error", "close"} {
		if f.fns[i] != nil {
			f.s.CallOff(name, f.fns[i])
			f.fns[i] = nil
		}
	}
}
