//go:build js && wasm

package main

import (
	"fmt"
	"math"
	"syscall/js"

	"finishline/scene"
	"finishline/sim"
	"finishline/stage"
	"finishline/stage/window"
)

// expose puts the calls on the object that the page has. What they are given
// may be anything.
func expose(s *stage.Stage, g *window.Game, api js.Value) {
	def := func(name string, f func(args []js.Value) any) {
		api.Set(name, js.FuncOf(func(_ js.Value, args []js.Value) any {
			out := f(args)
			if s.Dirty() || s.Playing() {
				g.Wake()
			}
			return out
		}))
	}
	do := func(name string, f func(args []js.Value)) {
		def(name, func(args []js.Value) any { f(args); return nil })
	}
	def("load", func(args []js.Value) any { return load(s, args) })
	do("clear", func(a []js.Value) { s.Clear(text(a, 0)) })
	do("seek", func(a []js.Value) { s.Seek(record(a, 0), float32(number(a, 1))) })
	do("select", func(a []js.Value) { s.Select(record(a, 0)) })
	do("hover", func(a []js.Value) { s.Point(record(a, 0)) })
	do("play", func(a []js.Value) { s.Play(truthy(a, 0)) })
	do("speed", func(a []js.Value) { s.SetSpeed(number(a, 0)) })
	do("focus", func(a []js.Value) { s.Focus(sim.ObjID(record(a, 0))) })
	do("zoom", func(a []js.Value) { s.Zoom(float32(number(a, 0)), float32(number(a, 1))) })
	do("reducedMotion", func(a []js.Value) { s.SetReducedMotion(truthy(a, 0)) })
	do("told", func(a []js.Value) { s.SetTold(truthy(a, 0)) })
	do("theme", func(a []js.Value) {
		if text(a, 0) == "light" {
			s.SetTheme(scene.Light)
		} else {
			s.SetTheme(scene.Dark)
		}
	})
	do("step", func(a []js.Value) {
		if u, ok := units[text(a, 0)]; ok {
			s.Step(u, int(number(a, 1)))
		}
	})
	def("state", func([]js.Value) any { return state(s) })
	exposePointer(s, def)
}

var units = map[string]stage.Unit{"event": stage.Event, "tick": stage.Tick, "iteration": stage.Iteration, "end": stage.Everything}

// exposePointer is for stage.js, which sees the pointer first.
func exposePointer(s *stage.Stage, def func(string, func([]js.Value) any)) {
	at := func(a []js.Value) (x, y float32) { return float32(number(a, 0)), float32(number(a, 1)) }
	def("pointerDown", func(a []js.Value) any {
		x, y := at(a)
		return s.Press(x, y, truthy(a, 2))
	})
	def("pointerMove", func(a []js.Value) any {
		x, y := at(a)
		s.Move(x, y)
		return [...]string{"default", "pointer", "ew-resize"}[s.PointerAt(x, y)]
	})
	def("pointerUp", func([]js.Value) any { s.Release(); return nil })
	def("pointerLeave", func([]js.Value) any { s.Leave(); return nil })
	def("wheel", func(a []js.Value) any {
		x, y := at(a)
		return s.Wheel(x, y, float32(number(a, 2)), float32(number(a, 3)))
	})
}

func load(s *stage.Stage, a []js.Value) any {
	if len(a) == 0 || a[0].Type() != js.TypeObject || !a[0].InstanceOf(js.Global().Get("Uint8Array")) && a[0].Get("byteLength").Type() != js.TypeNumber {
		return "load needs a Uint8Array with a trace"
	}
	data := make([]byte, a[0].Get("byteLength").Int())
	js.CopyBytesToGo(data, js.Global().Get("Uint8Array").New(a[0].Get("buffer"), a[0].Get("byteOffset"), len(data)))
	t, err := sim.DecodeTrace(data)
	if err != nil {
		return fmt.Sprintf("this is not a trace: %v", err)
	}
	s.Load(t)
	return nil
}

func state(s *stage.Stage) any {
	st := s.State()
	theme := "dark"
	if s.Theme() == scene.Light {
		theme = "light"
	}
	return map[string]any{
		"record": int(st.Record), "fraction": st.Fraction, "records": st.Records, "playing": st.Playing, "speed": st.Speed,
		"selected": int(st.Selected), "focus": int(st.Focus), "from": st.From, "to": st.To, "theme": theme,
		"height": st.Height, "frames": int(s.Paints()),
		"plot": map[string]any{"x": st.Plot.X, "y": st.Plot.Y, "w": st.Plot.W, "h": st.Plot.H},
	}
}

func number(a []js.Value, i int) float64 {
	if i < len(a) && a[i].Type() == js.TypeNumber {
		if f := a[i].Float(); !math.IsNaN(f) && !math.IsInf(f, 0) {
			return f
		}
	}
	return 0
}

func record(a []js.Value, i int) sim.RecordID {
	return sim.RecordID(min(max(number(a, i), 0), math.MaxInt32))
}

func truthy(a []js.Value, i int) bool { return i < len(a) && a[i].Truthy() }

func text(a []js.Value, i int) string {
	if i < len(a) && a[i].Type() == js.TypeString {
		return a[i].String()
	}
	return ""
}
