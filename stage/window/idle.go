package window

import (
	"time"

	"github.com/hajimehoshi/ebiten/v2"
)

// grace is how long the window stays awake after the last thing it did. While
// it rests, Ebitengine forgets a key that went down and up again between two
// looks at it, and that happens only while a picture is being drawn.
func (g *Game) grace() time.Duration {
	if g.o.Input == nil {
		return time.Nanosecond
	}
	return 300 * time.Millisecond
}

// setIdle stops and starts the frames. In a page the owner withholds the
// browser's animation frames. On the desktop Ebitengine's "minimum" mode sleeps
// in the window system's queue; SetVsyncEnabled, its successor, cannot ask for that.
func (g *Game) setIdle(on bool) {
	if g.idle == on {
		return
	}
	g.idle = on
	if on {
		g.last = time.Time{}
	}
	if g.o.Idle != nil {
		g.o.Idle(on)
		return
	}
	mode := ebiten.FPSModeVsyncOn //lint:ignore SA1019 the successor has no such mode
	if on {
		mode = ebiten.FPSModeVsyncOffMinimum //lint:ignore SA1019 the successor has no such mode
	}
	ebiten.SetFPSMode(mode) //lint:ignore SA1019 the successor has no such mode
}

// Wake makes an idle window look at its content. On the desktop any goroutine may call it.
func (g *Game) Wake() {
	if g.o.Idle != nil {
		g.setIdle(false)
		return
	}
	ebiten.ScheduleFrame() //lint:ignore SA1019 it wakes the minimum mode
}
