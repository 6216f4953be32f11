package window

import (
	"time"

	"finishline/stage"
	"github.com/hajimehoshi/ebiten/v2"
)

// Input is told what a person does. Lengths are CSS pixels.
type Input interface {
	Press(x, y float32, pan bool) bool
	Move(x, y float32)
	Release()
	Leave()
	Wheel(x, y, dx, dy float32) bool
	Key(k stage.Key, m stage.Mods)
	Rune(r rune)
}

// input turns Ebitengine's state of all devices into calls.
type input struct {
	x, y    float32
	known   bool
	pressed bool
	keys    []ebiten.Key
	held    ebiten.Key
	holding bool
	again   time.Time
	runes   []rune
}

// A held key repeats.
const (
	repeatAfter = 400 * time.Millisecond
	repeatEvery = 33 * time.Millisecond
	wheelNotch  = 60 // CSS pixels
)

var keyOf = map[ebiten.Key]stage.Key{
	ebiten.KeySpace: stage.KeySpace, ebiten.KeyArrowLeft: stage.KeyLeft, ebiten.KeyArrowRight: stage.KeyRight,
	ebiten.KeyArrowUp: stage.KeyUp, ebiten.KeyArrowDown: stage.KeyDown, ebiten.KeyHome: stage.KeyHome, ebiten.KeyEnd: stage.KeyEnd,
	ebiten.KeyPageUp: stage.KeyPageUp, ebiten.KeyPageDown: stage.KeyPageDown, ebiten.KeyEnter: stage.KeyEnter,
	ebiten.KeyNumpadEnter: stage.KeyEnter, ebiten.KeyEscape: stage.KeyEscape, ebiten.KeyBackspace: stage.KeyBackspace,
	ebiten.KeyTab: stage.KeyTab, ebiten.KeyF1: stage.KeyF1, ebiten.KeyF5: stage.KeyF5, ebiten.KeyF12: stage.KeyF12,
}

// poll reports whether something is held down, so that frames must go on.
func (in *input) poll(to Input, now time.Time) bool {
	in.pointer(to)
	in.key(to, now)
	in.runes = ebiten.AppendInputChars(in.runes[:0])
	for _, r := range in.runes {
		to.Rune(r)
	}
	return in.pressed || in.holding
}

func (in *input) pointer(to Input) {
	s := float32(ebiten.Monitor().DeviceScaleFactor())
	px, py := ebiten.CursorPosition()
	x, y := float32(px)/s, float32(py)/s
	touches := ebiten.AppendTouchIDs(nil)
	if len(touches) > 0 {
		px, py = ebiten.TouchPosition(touches[0])
		x, y = float32(px)/s, float32(py)/s
	}
	moved := !in.known || x != in.x || y != in.y
	in.x, in.y, in.known = x, y, true
	middle := ebiten.IsMouseButtonPressed(ebiten.MouseButtonMiddle)
	down := middle || ebiten.IsMouseButtonPressed(ebiten.MouseButtonLeft) || len(touches) > 0
	if moved && !(down && !in.pressed) {
		to.Move(x, y)
	}
	switch {
	case down && !in.pressed:
		to.Press(x, y, middle || ebiten.IsKeyPressed(ebiten.KeyShift))
	case !down && in.pressed:
		to.Release()
	}
	in.pressed = down
	if dx, dy := ebiten.Wheel(); dx != 0 || dy != 0 {
		to.Wheel(x, y, -float32(dx)*wheelNotch, -float32(dy)*wheelNotch)
	}
}

// key finds the key that went down last; it repeats while it is held.
func (in *input) key(to Input, now time.Time) {
	before := in.keys
	in.keys = appendPressed(nil)
	for _, k := range in.keys {
		if !contains(before, k) {
			in.held, in.holding, in.again = k, true, now.Add(repeatAfter)
			in.send(to, k)
			return
		}
	}
	switch {
	case !in.holding:
	case !contains(in.keys, in.held):
		in.holding = false
	case now.After(in.again):
		in.again = now.Add(repeatEvery)
		in.send(to, in.held)
	}
}

func (in *input) send(to Input, k ebiten.Key) {
	m := stage.Mods{
		Shift: ebiten.IsKeyPressed(ebiten.KeyShift),
		Ctrl:  ebiten.IsKeyPressed(ebiten.KeyControl) || ebiten.IsKeyPressed(ebiten.KeyMeta),
		Alt:   ebiten.IsKeyPressed(ebiten.KeyAlt),
	}
	if sk, ok := keyOf[k]; ok {
		to.Key(sk, m)
	} else if k >= ebiten.KeyA && k <= ebiten.KeyZ && (m.Ctrl || m.Alt) {
		to.Key(stage.KeyLetter+stage.Key(k-ebiten.KeyA), m)
	}
}

func appendPressed(to []ebiten.Key) []ebiten.Key {
	for k := ebiten.Key(0); k <= ebiten.KeyMax; k++ {
		if ebiten.IsKeyPressed(k) {
			to = append(to, k)
		}
	}
	return to
}

func contains(keys []ebiten.Key, k ebiten.Key) bool {
	for _, x := range keys {
		if x == k {
			return true
		}
	}
	return false
}
