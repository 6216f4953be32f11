// Package onscreen tests the desktop program from outside: on a display that
// nobody sees (Xvfb), with keys and clicks that the X server makes (XTEST), and
// by looking at the pixels. It is a package of its own because a test binary
// that holds Ebitengine needs a display to start at all.
package onscreen

import (
	"bufio"
	"image"
	"image/color"
	"image/png"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
	"github.com/jezek/xgb/xtest"
)

// screen is an X server and a connection to it.
type screen struct {
	*testing.T
	name string
	conn *xgb.Conn
	root xproto.Window
	w, h uint16
	keys map[xproto.Keysym]key
}

type key struct {
	code  xproto.Keycode
	shift bool
}

// xvfb is a display that nobody sees. Without FINISHLINE_DESKTOP, which
// `make stage-test` sets, no windows are opened.
func xvfb(t *testing.T) string {
	t.Helper()
	if os.Getenv("FINISHLINE_DESKTOP") == "" {
		t.Skip("opens windows; `make stage-test` runs it (FINISHLINE_DESKTOP=1)")
	}
	path, err := exec.LookPath("Xvfb")
	if err != nil {
		t.Fatal("Xvfb is not installed (Debian: apt-get install xvfb)")
	}
	return path
}

func newScreen(t *testing.T) *screen {
	t.Helper()
	cmd := exec.Command(xvfb(t), "-displayfd", "1", "-screen", "0", "1500x1000x24", "-nolisten", "tcp")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	number, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb did not start: %v", err)
	}
	xgb.Logger = log.New(io.Discard, "", 0)
	s := &screen{T: t, name: ":" + strings.TrimSpace(number), w: 1500, h: 1000}
	if s.conn, err = xgb.NewConnDisplay(s.name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.conn.Close)
	if err := xtest.Init(s.conn); err != nil {
		t.Fatal(err)
	}
	setup := xproto.Setup(s.conn)
	s.root = setup.DefaultScreen(s.conn).Root
	s.readKeys(setup)
	return s
}

// readKeys asks which key makes which sign.
func (s *screen) readKeys(setup *xproto.SetupInfo) {
	n := byte(setup.MaxKeycode - setup.MinKeycode + 1)
	m, err := xproto.GetKeyboardMapping(s.conn, setup.MinKeycode, n).Reply()
	if err != nil {
		s.Fatal(err)
	}
	s.keys = map[xproto.Keysym]key{}
	for i := 0; i < int(n); i++ {
		for col := 1; col >= 0; col-- {
			if sym := m.Keysyms[i*int(m.KeysymsPerKeycode)+col]; sym != 0 {
				s.keys[sym] = key{setup.MinKeycode + xproto.Keycode(i), col == 1}
			}
		}
	}
}

// Keysyms of keys that are not characters.
const (
	arrowLeft, arrowRight, home, end xproto.Keysym = 0xff51, 0xff53, 0xff50, 0xff57
	enter, shift, f12                xproto.Keysym = 0xff0d, 0xffe1, 0xffc9
)

func (s *screen) fake(kind, detail byte, x, y int16) {
	s.Helper()
	if err := xtest.FakeInputChecked(s.conn, kind, detail, 0, s.root, x, y, 0).Check(); err != nil {
		s.Fatal(err)
	}
	time.Sleep(40 * time.Millisecond) // as fast as a person: Ebitengine looks at devices once a frame
}

func (s *screen) press(sym xproto.Keysym) {
	s.Helper()
	k, ok := s.keys[sym]
	if !ok {
		s.Fatalf("no key makes %x", sym)
	}
	hold := byte(s.keys[shift].code)
	if k.shift {
		s.fake(xproto.KeyPress, hold, 0, 0)
	}
	s.fake(xproto.KeyPress, byte(k.code), 0, 0)
	s.fake(xproto.KeyRelease, byte(k.code), 0, 0)
	if k.shift {
		s.fake(xproto.KeyRelease, hold, 0, 0)
	}
}

func (s *screen) typed(text string) {
	for _, r := range text {
		s.press(xproto.Keysym(r))
	}
}

func (s *screen) click(x, y int) {
	s.Helper()
	s.fake(xproto.MotionNotify, 0, int16(x), int16(y))
	s.fake(xproto.ButtonPress, 1, 0, 0)
	s.fake(xproto.ButtonRelease, 1, 0, 0)
}

// picture is what the screen shows.
type picture struct {
	pix  []byte // BGRX
	w, h int
}

func (s *screen) look() picture {
	s.Helper()
	r, err := xproto.GetImage(s.conn, xproto.ImageFormatZPixmap, xproto.Drawable(s.root), 0, 0, s.w, s.h, 0xffffffff).Reply()
	if err != nil {
		s.Fatal(err)
	}
	return picture{r.Data, int(s.w), int(s.h)}
}

// count is how many pixels have a colour.
func (p picture) count(c color.RGBA) (n int) {
	for i := 0; i+3 < len(p.pix); i += 4 {
		if p.pix[i] == c.B && p.pix[i+1] == c.G && p.pix[i+2] == c.R {
			n++
		}
	}
	return n
}

func (p picture) differs(q picture) (n int) {
	for i := range p.pix {
		if p.pix[i] != q.pix[i] {
			n++
		}
	}
	return n
}

// until waits for the screen to show something.
func (s *screen) until(what string, holds func(picture) bool) picture {
	s.Helper()
	var p picture
	for range 300 {
		if p = s.look(); holds(p) {
			return p
		}
		time.Sleep(50 * time.Millisecond)
	}
	s.keep(p, "failed")
	s.Fatalf("the screen never showed %s", what)
	return p
}

type colour = color.RGBA

// keep saves a picture for a person, if FINISHLINE_SHOTS names a folder.
func (s *screen) keep(p picture, name string) {
	dir := os.Getenv("FINISHLINE_SHOTS")
	if dir == "" {
		return
	}
	img := image.NewRGBA(image.Rect(0, 0, p.w, p.h))
	for i := 0; i+3 < len(p.pix); i += 4 {
		img.Pix[i], img.Pix[i+1], img.Pix[i+2], img.Pix[i+3] = p.pix[i+2], p.pix[i+1], p.pix[i], 255
	}
	f, err := os.Create(filepath.Join(dir, "desktop-"+name+".png"))
	if err == nil {
		err = png.Encode(f, img)
		f.Close()
	}
	if err != nil {
		s.Fatal(err)
	}
}
