package stream

import (
	"slices"

	"finishline/node/realm"
	"finishline/node/versions"
)

// Sink is what a Readable can be piped to: another Stream, or any machine or
// script's object with these methods. The Call methods go through the object.
type Sink interface {
	realm.Hosted
	Emit(name any, args ...realm.Value) bool
	CallOn(name any, f realm.Function)
	CallOnce(name any, f realm.Function)
	CallOff(name any, f realm.Function)
	CallPrepend(name any, f realm.Function)
	CallListenerCount(name any) int
	// CallWrite reports whether write returned anything but false.
	CallWrite(chunk realm.Value) bool
	CallEnd(chunk realm.Value)
	CallDestroy(err realm.Value)
	// WritableNeedDrain is the property writableNeedDrain.
	WritableNeedDrain() bool
	// SinkValue is what scripts hold of it.
	SinkValue() realm.Value
}

// PipeOptions are pipe's options.
type PipeOptions struct {
	// NoEnd: the destination is not ended with the source.
	NoEnd bool
}

// pipe is one source bound to one destination.
type pipe struct {
	src  *Stream
	dest Sink

	end, data, drain, unpiped, failed, closed, finished realm.Function
	cleaned                                             bool
}

// Pipe writes everything that is read to dest, pausing while dest is full.
func (s *Stream) Pipe(dest Sink, o PipeOptions) {
	if !s.hasR {
		// Writable.prototype.pipe.
		s.errorOrDestroy(errCannotPipe(), false)
		return
	}
	r := &s.r
	if len(r.pipes) == 1 {
		r.set(fMultiAwaitDrain)
	}
	r.pipes = append(r.pipes, dest)
	p := &pipe{src: s, dest: dest}
	p.makeListeners(!o.NoEnd)
	p.attach()
	dest.Emit("pipe", s.Self())
	if dest.WritableNeedDrain() {
		p.pause()
	} else if !r.has(fFlowing) {
		s.CallResume()
	}
}

func listener(fn func(args []realm.Value)) realm.Function {
	return realm.Fn("", func(_ realm.Value, args []realm.Value) realm.Value { fn(args); return nil })
}

func (p *pipe) makeListeners(end bool) {
	p.end = listener(func([]realm.Value) {
		if end {
			p.dest.CallEnd(nil)
		} else {
			p.unpipe()
		}
	})
	p.data = listener(func(args []realm.Value) { p.onData(realm.Arg(args, 0)) })
	p.unpiped = listener(p.onUnpipe)
	p.failed = listener(func(args []realm.Value) { p.onError(realm.Arg(args, 0)) })
	p.closed = listener(func([]realm.Value) {
		p.dest.CallOff("finish", p.finished)
		p.unpipe()
	})
	p.finished = listener(func([]realm.Value) {
		p.dest.CallOff("close", p.closed)
		p.unpipe()
	})
}

func (p *pipe) attach() {
	s, d := p.src, p.dest
	if s.r.has(fEndEmitted) {
		s.env.NextTick(func() { p.end.Call(nil) })
	} else {
		s.CallOnce("end", p.end)
	}
	d.CallOn("unpipe", p.unpiped)
	s.CallOn("data", p.data)
	d.CallPrepend("error", p.failed)
	d.CallOnce("close", p.closed)
	d.CallOnce("finish", p.finished)
}

func (p *pipe) onData(chunk realm.Value) {
	if !p.src.env.Has(versions.PipeCatchesWrite) {
		if !p.dest.CallWrite(chunk) {
			p.pause()
		}
		return
	}
	thrown, threw := p.src.env.Engine.Try(func() {
		if !p.dest.CallWrite(chunk) {
			p.pause()
		}
	})
	if threw {
		p.dest.CallDestroy(thrown)
	}
}

// pause waits for dest to drain.
func (p *pipe) pause() {
	r := &p.src.r
	// A write may have unpiped dest; then waiting would be for ever.
	if !p.cleaned {
		switch {
		case len(r.pipes) == 1 && r.pipes[0] == p.dest:
			r.awaitDrain = append(r.awaitDrain[:0], p.dest)
			r.clear(fMultiAwaitDrain)
		case len(r.pipes) > 1 && slices.Contains(r.pipes, p.dest):
			if !slices.Contains(r.awaitDrain, p.dest) {
				r.awaitDrain = append(r.awaitDrain, p.dest)
			}
		}
		p.src.CallPause()
	}
	if p.drain == nil {
		p.drain = listener(func([]realm.Value) { p.onDrain() })
		p.dest.CallOn("drain", p.drain)
	}
}

func (p *pipe) onDrain() {
	r := &p.src.r
	if i := slices.Index(r.awaitDrain, p.dest); i >= 0 {
		r.awaitDrain = slices.Delete(r.awaitDrain, i, i+1)
	}
	if len(r.awaitDrain) == 0 && p.src.dataWanted() {
		p.src.CallResume()
	}
}

// onError stops piping; if nobody else listens for dest's error, it is thrown
// as if nobody had.
func (p *pipe) onError(err realm.Value) {
	p.unpipe()
	p.dest.CallOff("error", p.failed)
	if p.dest.CallListenerCount("error") != 0 {
		return
	}
	if d := Of(p.dest); d != nil && !d.ErrorEmitted() {
		d.errorOrDestroy(err, false)
	} else {
		p.dest.Emit("error", err)
	}
}

func (p *pipe) unpipe() { p.src.CallUnpipe(p.dest) }

func (p *pipe) onUnpipe(args []realm.Value) {
	if realm.Arg(args, 0) != realm.Value(p.src.Self()) {
		return
	}
	if info, ok := realm.Arg(args, 1).(*realm.Map); ok {
		if v, _ := info.Get("hasUnpiped"); v != false {
			return
		}
		info.Set("hasUnpiped", true)
	}
	p.cleanup()
}

func (p *pipe) cleanup() {
	s, d := p.src, p.dest
	d.CallOff("close", p.closed)
	d.CallOff("finish", p.finished)
	if p.drain != nil {
		d.CallOff("drain", p.drain)
	}
	d.CallOff("error", p.failed)
	d.CallOff("unpipe", p.unpiped)
	s.CallOff("end", p.end)
	s.CallOff("data", p.data)
	p.cleaned = true
	// A source that waits for this destination must not wait for ever.
	if p.drain == nil || len(s.r.awaitDrain) == 0 && !s.r.has(fMultiAwaitDrain) {
		return
	}
	if dest := Of(d); s.env.Has(versions.PipeDrainsAlways) || dest == nil || !dest.hasW || dest.w.has(fNeedDrain) {
		p.onDrain()
	}
}

// Unpipe detaches dest, or every destination if dest is nil.
func (s *Stream) Unpipe(dest Sink) {
	r := &s.r
	if len(r.pipes) == 0 {
		return
	}
	if dest == nil {
		dests := r.pipes
		r.pipes = nil
		s.CallPause()
		for _, d := range dests {
			d.Emit("unpipe", s.Self(), unpipeInfo())
		}
		return
	}
	i := slices.Index(r.pipes, dest)
	if i < 0 {
		return
	}
	r.pipes = slices.Delete(slices.Clone(r.pipes), i, i+1)
	if len(r.pipes) == 0 {
		s.CallPause()
	}
	dest.Emit("unpipe", s.Self(), unpipeInfo())
}

func unpipeInfo() *realm.Map {
	return &realm.Map{Keys: []string{"hasUnpiped"}, Values: []realm.Value{false}}
}

// Pipes are the destinations.
func (s *Stream) Pipes() []Sink { return s.r.pipes }
