//go:build js && wasm

package main

import (
	"io"
	"syscall/js"
	"time"

	"finishline/sim"
)

// beat is how often a run that goes on shows what it has: a page that hears
// nothing for long may ask whether to stop it.
const beat = 50 * time.Millisecond

// post sends what a run makes to the page while it goes on. Real time decides
// only when a piece is sent, never what is in the trace.
type post struct {
	trace, output js.Value // functions, or undefined
	encoder       sim.Encoder
	last          time.Time
}

func newPost(o js.Value) *post {
	return &post{trace: o.Get("onTrace"), output: o.Get("onOutput"), last: time.Now()}
}

func (p *post) turn(t *sim.Trace) {
	if p.trace.Type() != js.TypeFunction || time.Since(p.last) < beat {
		return
	}
	p.last = time.Now()
	p.send(p.encoder.Next(nil, t))
}

func (p *post) end(t *sim.Trace) {
	if p.trace.Type() == js.TypeFunction {
		p.send(p.encoder.End(p.encoder.Next(nil, t), t))
	}
}

func (p *post) send(b []byte) {
	a := js.Global().Get("Uint8Array").New(len(b))
	js.CopyBytesToJS(a, b)
	p.trace.Invoke(a)
}

// console is a writer that keeps what is printed, and passes it on.
func (p *post) console(fd int, keep io.Writer) io.Writer {
	if p.output.Type() != js.TypeFunction {
		return keep
	}
	return printing{p, fd, keep}
}

type printing struct {
	post *post
	fd   int
	keep io.Writer
}

func (p printing) Write(b []byte) (int, error) {
	p.post.output.Invoke(p.fd, string(b))
	return p.keep.Write(b)
}
