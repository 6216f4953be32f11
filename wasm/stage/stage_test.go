//go:build !js

package main

import (
	"context"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// The page drives the stage, and the stage keeps to itself: one browser tells
// the whole story, because starting one takes seconds.
func TestStageInAPage(t *testing.T) {
	p := open(t)
	p.shot("begin")
	step := func(name string, f func(page)) { t.Run(name, func(t *testing.T) { f(page{t, p.ctx}) }) }
	step("seek draws once and calls nobody back", page.seek)
	step("an idle stage draws nothing", page.idle)
	step("playback moves the cursor and ends", page.playback)
	step("steps", page.steps)
	step("keys and focus stay with the page", page.keys)
	step("the wheel zooms the timeline and else scrolls the page", page.wheel)
	step("a drag on the timeline scrubs", page.drag)
	step("a finger scrubs sideways and scrolls up and down", page.touch)
	step("nonsense is refused", page.nonsense)
	step("another pixel ratio loads the frame anew", page.ratio)
	t.Run("nothing broke the policy", func(t *testing.T) {
		if n := p.number("said.filter(s => s.startsWith('csp') || s.startsWith('onerror')).length"); n != 0 {
			t.Error(value[string](p, "said.join('\\n')"))
		}
	})
}

// Without WebGL there is no picture, but a sentence where it would be.
func TestWithoutWebGL(t *testing.T) {
	p := visit(t, chromedp.Flag("disable-3d-apis", true))
	p.until("window.stage && (stage.error || said.some(s => s.startsWith('onerror')))")
	text := value[string](p, "frame.contentDocument.getElementById('message').innerText")
	if !strings.Contains(text, "no WebGL 2") || !strings.Contains(text, "Events, Why and State") {
		t.Errorf("where the picture would be it says %q", text)
	}
	p.shot("no-webgl")
}

func (p page) seek() {
	p.run("said.length = 0, stage.seek(40)")
	p.until("stage.state().record === 40")
	if n := p.number("said.filter(s => s.startsWith('oncursor')).length"); n != 0 {
		p.Error("seek called oncursor")
	}
}

func (p page) idle() {
	p.until("frame.contentWindow.finishlineFrames.resting")
	before := p.number("stage.state().frames")
	p.run(` const w = frame.contentWindow; window.asked = 0; const f = w.finishlineFrames.idle;
		w.finishlineFrames.idle = (on) => { asked++; f.call(w.finishlineFrames, on); }`)
	asked := p.number("frame.contentWindow.finishlineFrames.frames")
	p.do(chromedp.Sleep(700 * time.Millisecond))
	if n := p.number("frame.contentWindow.finishlineFrames.frames"); n != asked {
		p.Errorf("the idle stage asked the browser for %v frames", n-asked)
	}
	if after := p.number("stage.state().frames"); after != before {
		p.Errorf("%v pictures were painted while nothing changed", after-before)
	}
	if n := p.number("asked"); n != 0 {
		p.Errorf("the idle stage woke %v times", n)
	}
	p.run("stage.seek(41)")
	p.until("stage.state().frames > " + jsNumber(before))
}

func (p page) playback() {
	p.run("said.length = 0, stage.seek(1), stage.speed(0.02), stage.play(true)")
	p.until("said.filter(s => s.startsWith('oncursor')).length > 5")
	p.shot("playing")
	p.run("stage.speed(4)")
	p.until("said.includes('onplay false') && !stage.state().playing")
	if r, n := p.number("stage.state().record"), p.number("stage.state().records"); r < n*0.9 {
		p.Errorf("playback ended at record %v of %v", r, n)
	}
}

func (p page) steps() {
	p.run("stage.step('end', -1)")
	first := p.number("stage.state().record")
	p.run("stage.step('event', 1)")
	if p.number("stage.state().record") <= first {
		p.Error("a step forward did not move")
	}
	p.run("stage.step('event', -1)")
	if got := p.number("stage.state().record"); got != first {
		p.Errorf("a step forward and one back led from %v to %v", first, got)
	}
}

func (p page) keys() {
	p.run("document.getElementById('field').focus()")
	p.do(chromedp.MouseClickXY(500, 300), chromedp.KeyEvent("x"))
	active, keys := value[string](p, "document.activeElement.id"), value[string](p, "keys.join()")
	if active != "field" || keys != "x on field" {
		p.Errorf("after a click on the stage the focus is in %q and the page saw the keys %q", active, keys)
	}
	keys = value[string](p, "frame.contentWindow.dispatchEvent(new frame.contentWindow.KeyboardEvent('keydown', {key: 'ArrowLeft', bubbles: true})), keys.join()")
	if keys != "x on field,ArrowLeft on stage" {
		p.Errorf("a key pressed in the frame reached the page as %q", keys)
	}
}

func (p page) wheel() {
	plotY := p.number("frame.getBoundingClientRect().top + stage.state().plot.y + stage.state().plot.h / 2")
	turn := func(y, dy float64) {
		p.mouse(input.DispatchMouseEventParams{Type: "mouseWheel", X: 600, Y: y, DeltaX: 0.01, DeltaY: dy})
	}
	turn(plotY, -120)
	p.until("stage.state().to - stage.state().from < 0.99")
	if y := p.number("scrollY"); y != 0 {
		p.Errorf("zooming the timeline scrolled the page to %v", y)
	}
	p.run("stage.zoom(0, 1)")
	turn(100, 300)
	p.until("scrollY > 0")
	p.run("scrollTo(0, 0)")
}

func (p page) drag() {
	p.run("stage.seek(1), said.length = 0")
	y := p.number("frame.getBoundingClientRect().top + stage.state().plot.y + stage.state().plot.h / 2")
	mouse := func(kind input.DispatchMouseEventType, x float64) {
		p.mouse(input.DispatchMouseEventParams{Type: kind, X: x, Y: y, Button: "left", Buttons: 1, ClickCount: 1})
	}
	mouse("mousePressed", 500)
	mouse("mouseMoved", 600)
	mouse("mouseMoved", 700)
	mouse("mouseReleased", 700)
	p.until("stage.state().record > 1")
	if p.number("said.filter(s => s.startsWith('oncursor')).length") == 0 {
		p.Error("scrubbing told nobody")
	}
	p.shot("scrubbed")
}

func (p page) nonsense() {
	for _, js := range []string{"stage.load()", "stage.load('x')", "stage.load({byteLength: 3})", "stage.load(new Uint8Array([1,2,3]))", "stage.load(new Uint8Array(0))"} {
		if said := value[any](p, js); said == nil || said == "" {
			p.Errorf("%s returned %v", js, said)
		}
	}
	p.run("stage.seek(NaN), stage.seek(-5), stage.seek(1e300), stage.speed('fast'), stage.zoom(3, -1), stage.step('sideways', 1), stage.select({}), stage.focus(1e9)")
	if r, n := p.number("stage.state().record"), p.number("stage.state().records"); r < 1 || r > n {
		p.Errorf("the cursor is at %v of %v", r, n)
	}
}

func jsNumber(f float64) string {
	return strconv.FormatFloat(f, 'f', -1, 64)
}

func (p page) ratio() {
	p.run("said.length = 0")
	p.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 1100, Height: 900, DeviceScaleFactor: 2})
		return err
	}))
	p.until("said.includes('ready') && frame.contentDocument.querySelector('canvas').width === 2 * frame.clientWidth")
}

func (p page) touch() {
	p.run("stage.seek(1)")
	x, y := 600.0, p.number("frame.getBoundingClientRect().top + stage.state().plot.y + stage.state().plot.h / 2")
	finger := func(kind input.DispatchTouchEventType, at ...*input.TouchPoint) {
		p.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
			_, err := cdp.Call(ctx, t, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: at})
			return err
		}))
	}
	swipe := func(dx, dy float64) {
		finger("touchStart", &input.TouchPoint{X: x, Y: y})
		for i := 1.0; i <= 5; i++ {
			finger("touchMove", &input.TouchPoint{X: x + dx*i, Y: y + dy*i})
		}
		finger("touchEnd")
	}
	swipe(40, 0)
	p.until("stage.state().record > 1")
	if at := p.number("scrollY"); at != 0 {
		p.Errorf("a swipe to the side scrolled the page to %v", at)
	}
	before := p.number("stage.state().record")
	swipe(0, -40)
	p.until("scrollY > 0")
	if at := p.number("stage.state().record"); at != before {
		p.Errorf("a swipe upwards moved the cursor from %v to %v", before, at)
	}
	p.run("scrollTo(0, 0)")
}
