// Package window shows a stage with Ebitengine: in a window of the desktop, or
// in the canvas of a page. It draws only when its content is dirty, and while
// nothing moves it asks for no frames at all: on the desktop Ebitengine then
// waits for the window system's events, in a page the owner holds the animation
// frames back (Options.Idle).
package window

import (
	"image"
	"time"

	"finishline/scene"
	"finishline/stage/paint"
	"github.com/hajimehoshi/ebiten/v2"
)

// Content is what a window shows.
type Content interface {
	Resize(w, h float32) // CSS pixels
	Frame(dt float64)    // real seconds passed
	Playing() bool       // it wants frames
	Dirty() bool         // the window shows something old
	Paint(p *paint.Painter)
	Theme() scene.Theme
}

// Options say where a window is and what drives it.
type Options struct {
	Title  string
	W, H   int // CSS pixels
	Now    func() time.Time
	Input  Input         // nil: the owner tells the content about input itself
	Idle   func(on bool) // in a page: hold the animation frames back, or let them go
	Frame  func() error  // nil, or asked before every frame; an error closes the window
	Failed func(error)   // the graphics card refused the shader
}

// Game is the Ebitengine game that shows a content.
type Game struct {
	content Content
	o       Options
	canvas  canvas
	scale   float32
	size    image.Point // of the last picture, device pixels
	last    time.Time   // of the last frame; zero after a rest
	busy    time.Time   // when there was something to do
	idle    bool
	warmup  int
	input   input
	shots   []func(*image.RGBA)
}

// warmupFrames are shown before a window of the desktop may be idle: until it
// is up, no event comes that would wake it.
const warmupFrames = 12

// New makes a window for a content.
func New(c Content, o Options) *Game {
	g := &Game{content: c, o: o}
	if o.Idle == nil {
		g.warmup = warmupFrames
	}
	return g
}

// Closed ends Run without an error.
var Closed = ebiten.Termination

// Run shows the content until the window is closed. It must be called from main.
func (g *Game) Run() error {
	ebiten.SetWindowTitle(g.o.Title)
	if g.o.W > 0 {
		ebiten.SetWindowSize(g.o.W, g.o.H)
	}
	ebiten.SetWindowResizingMode(ebiten.WindowResizingModeEnabled)
	ebiten.SetWindowSizeLimits(320, 240, -1, -1)
	ebiten.SetScreenClearedEveryFrame(false)
	ebiten.SetTPS(ebiten.SyncWithFPS)
	return ebiten.RunGameWithOptions(g, &ebiten.RunGameOptions{
		ScreenTransparent: g.o.Idle != nil, X11ClassName: "Finishline", X11InstanceName: "finishline"})
}

// Update runs before every frame.
func (g *Game) Update() error {
	now := g.o.Now()
	var dt float64
	if !g.last.IsZero() {
		dt = now.Sub(g.last).Seconds()
	}
	g.last = now
	if g.o.Frame != nil {
		if err := g.o.Frame(); err != nil {
			return err
		}
	}
	held := false
	if g.o.Input != nil {
		held = g.input.poll(g.o.Input, now)
	}
	g.content.Frame(dt)
	g.warmup = max(g.warmup-1, 0)
	if g.content.Playing() || g.content.Dirty() || held {
		g.busy = now
	}
	g.setIdle(g.warmup == 0 && now.Sub(g.busy) >= g.grace())
	return nil
}

// LayoutF asks for one pixel of the picture for each of the screen's.
func (g *Game) LayoutF(w, h float64) (float64, float64) {
	scale := ebiten.Monitor().DeviceScaleFactor()
	g.scale = float32(scale)
	g.content.Resize(float32(w), float32(h))
	return max(w*scale, 1), max(h*scale, 1)
}

// Layout is not called, because LayoutF is there.
func (g *Game) Layout(w, h int) (int, int) { return w, h }

// Draw paints, if there is something new. What it does not paint stays.
func (g *Game) Draw(screen *ebiten.Image) {
	if size := screen.Bounds().Size(); size != g.size || g.content.Dirty() {
		g.size = size
		if err := g.canvas.draw(screen, g.scale, g.content.Theme(), g.content.Paint); err != nil && g.o.Failed != nil {
			g.o.Failed(err)
		}
	}
	g.takeShots(screen)
}
