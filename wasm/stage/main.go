//go:build js && wasm

// Command stage is the canvas of the playground as a WebAssembly module. It
// draws the trace that it is sent and never runs a script.
//
// Ebitengine takes over the document that it runs in, so it gets one of its own:
// stage.html, which a page shows in an <iframe> of the same origin. stage.js
// there keeps keys, focus and touch for the page, holds animation frames back
// while nothing moves, and loads this module. The page talks to
// frame.contentWindow.finishlineStage:
//
//	load(Uint8Array)         shows a trace (sim's binary encoding); returns null, or what is wrong with it
//	clear(text)              shows text instead of a trace
//	seek(record, fraction?)  puts the cursor on a record, or part of the way to the next
//	select(record)           marks a record; 0: none
//	hover(record)            marks it as the pointer would; 0: none
//	play(on)  speed(x)       playback; x is virtual time per real time
//	step(unit, dir)          unit: 'event', 'tick', 'iteration', 'end'; dir: 1, -1
//	focus(object)            shows a connection large; 0: the cursor's
//	zoom(from, to)           the part of the timeline that is shown, 0 to 1
//	theme('dark'|'light')  reducedMotion(on)
//	told(on)                 the page says beside it what was lost: the picture does not repeat it
//	state()                  {record, fraction, records, playing, speed, selected, focus, from, to, theme, height,
//	                         frames (painted so far), plot: {x, y, w, h} of the timeline in the frame}
//
// and sets what it wants to hear on the same object: ready(), oncursor(record),
// onselect(record), onhover(record), onplay(on), onfocus(object),
// onheight(CSS pixels that the picture needs at this width), onerror(text).
// isReady is true once ready was called. A lost graphics context or another
// pixel ratio reloads the frame; ready is called again then, by the new
// document's object, so the page should look it up on the frame's load event.
// Calls never call back for what they themselves ask for.
package main

import (
	"syscall/js"
	"time"

	"finishline/sim"
	"finishline/stage"
	"finishline/stage/window"
)

func main() {
	s := stage.New()
	api := js.Global().Get("finishlineStage")
	if api.Type() != js.TypeObject {
		api = js.Global().Get("Object").New()
		js.Global().Set("finishlineStage", api)
	}
	failed := func(err error) { tell(api, "onerror", err.Error()) }
	g := window.New(s, window.Options{Now: time.Now, Idle: idle, Failed: failed})
	listen(s, api)
	expose(s, g, api)
	describeCanvas()
	api.Set("isReady", true)
	tell(api, "ready")
	if err := g.Run(); err != nil {
		failed(err)
	}
}

// idle asks stage.js to hold animation frames back.
func idle(on bool) {
	if f := js.Global().Get("finishlineFrames"); f.Type() == js.TypeObject {
		f.Call("idle", on)
	}
}

// describeCanvas undoes what suits a game: the canvas takes no focus from the
// page, and a screen reader is told that the page beside it says it in words.
func describeCanvas() {
	canvas := js.Global().Get("document").Call("querySelector", "canvas")
	if !canvas.Truthy() {
		return
	}
	canvas.Call("removeAttribute", "tabindex")
	canvas.Call("setAttribute", "role", "img")
	canvas.Call("setAttribute", "aria-label", "The race as a picture; the events beside it say the same in words")
}

// tell calls what the page set, if it did.
func tell(api js.Value, name string, args ...any) {
	if f := api.Get(name); f.Type() == js.TypeFunction {
		f.Invoke(args...)
	}
}

func listen(s *stage.Stage, api js.Value) {
	record := func(name string) func(sim.RecordID) {
		return func(id sim.RecordID) { tell(api, name, int(id)) }
	}
	s.On = stage.Callbacks{
		Cursor: record("oncursor"), Select: record("onselect"), Hover: record("onhover"),
		Play:   func(on bool) { tell(api, "onplay", on) },
		Focus:  func(o sim.ObjID) { tell(api, "onfocus", int(o)) },
		Height: func(h float32) { tell(api, "onheight", h) },
	}
}
