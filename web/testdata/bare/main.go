//go:build js && wasm

// Command bare is as little as an Ebitengine page can be: one rectangle. The
// figures compare the playground with it.
package main

import (
	"image/color"
	"syscall/js"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/vector"
)

type game struct{ frames int }

func (g *game) Update() error { return nil }

// Draw tells the page when a frame is on its screen: at the second one, the
// first has been shown.
func (g *game) Draw(screen *ebiten.Image) {
	vector.DrawFilledRect(screen, 20, 20, 80, 80, color.White, false)
	if g.frames++; g.frames == 2 {
		js.Global().Get("document").Get("documentElement").Get("dataset").Set("ready", "true")
		js.Global().Set("shown", js.Global().Get("performance").Call("now"))
	}
}

func (g *game) Layout(w, h int) (int, int) { return w, h }

func main() {
	if err := ebiten.RunGame(&game{}); err != nil {
		panic(err)
	}
}
