package onscreen

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"finishline/scene"
)

func TestMain(m *testing.M) {
	code := m.Run()
	if built.dir != "" {
		_ = os.RemoveAll(built.dir)
	}
	os.Exit(code)
}

var built struct {
	once sync.Once
	dir  string
	err  error
}

// program builds the command, once for all tests.
func program(t *testing.T) string {
	t.Helper()
	xvfb(t)
	built.once.Do(func() {
		if built.dir, built.err = os.MkdirTemp("", "onscreen"); built.err != nil {
			return
		}
		if out, err := exec.Command("go", "build", "-o", built.dir, "finishline/cmd/finishline-desktop").CombinedOutput(); err != nil {
			built.err = fmt.Errorf("go build: %w\n%s", err, out)
		}
	})
	if built.err != nil {
		t.Fatal(built.err)
	}
	return filepath.Join(built.dir, "finishline-desktop")
}

// window is the program running on a screen.
type window struct {
	*screen
	cmd *exec.Cmd
	dir string
	err *bytes.Buffer
}

func (s *screen) run(bin string, args ...string) *window {
	s.Helper()
	w := &window{s, exec.Command(bin, args...), s.TempDir(), &bytes.Buffer{}}
	w.cmd.Dir, w.cmd.Stderr = w.dir, w.err
	w.cmd.Env = append(os.Environ(), "DISPLAY="+s.name, "LIBGL_ALWAYS_SOFTWARE=1")
	if err := w.cmd.Start(); err != nil {
		s.Fatal(err)
	}
	s.Cleanup(func() { _ = w.cmd.Process.Kill(); _ = w.cmd.Wait() })
	return w
}

var (
	dark  = scene.Palette(scene.Dark)
	light = scene.Palette(scene.Light)
)

// shows reports whether a colour is there in plenty.
func shows(p picture, theme *[scene.NRoles]colour, r scene.Role, atLeast int) bool {
	return p.count(theme[r]) >= atLeast
}

func lost(p picture) bool {
	return shows(p, dark, scene.RoleLossPanel, 5000) && shows(p, dark, scene.RoleGateShut, 50)
}

func TestTheSeedsScriptInAWindow(t *testing.T) {
	s := newScreen(t)
	w := s.run(program(t), "--version", "23.7.0", "--at", "loss", "--size", "1400x960")
	begin := w.until("the verdict and the shut gate", lost)
	w.keep(begin, "loss")

	w.press(end)
	last := w.until("the end", func(p picture) bool { return p.differs(begin) > 2000 })
	w.press(home)
	first := w.until("the beginning", func(p picture) bool { return p.differs(last) > 2000 })
	w.press(arrowRight)
	w.until("a step", func(p picture) bool { return p.differs(first) > 200 })
	w.press(arrowLeft)
	w.until("the beginning again", func(p picture) bool { return p.differs(first) == 0 })

	const left, top = (1500 - 1400) / 2, (1000 - 960) / 2 // the window is in the middle
	w.click(left+1248, top+120)
	w.keep(w.until("the console", func(p picture) bool { return p.differs(first) > 2000 }), "console")

	w.press('l')
	w.until("the light theme", func(p picture) bool { return shows(p, light, scene.RolePanel, 100000) })
	w.press('l')
	w.until("the dark theme", func(p picture) bool { return shows(p, dark, scene.RolePanel, 100000) })

	w.press(']')
	w.until("that Node 24 does not lose it", func(p picture) bool { return shows(p, dark, scene.RoleOkPanel, 5000) })
	w.press('[')
	w.until("that Node 23 does", func(p picture) bool { return shows(p, dark, scene.RoleLossPanel, 5000) })

	w.press('/')
	w.typed("write after end")
	w.keep(w.look(), "search")
	w.press(enter)
	w.until("another script", func(p picture) bool { return !lost(p) })

	w.press(f12)
	w.shotFile()
}

// shotFile waits for the screenshot that F12 makes.
func (w *window) shotFile() {
	w.Helper()
	for range 100 {
		if list, _ := filepath.Glob(filepath.Join(w.dir, "finishline-*.png")); len(list) == 1 {
			if f, err := os.Open(list[0]); err == nil {
				img, err := png.DecodeConfig(f)
				f.Close()
				if err == nil && img.Width == 1400 && img.Height == 960 {
					return
				}
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	w.Errorf("F12 left no picture of the window in %s", w.dir)
}

func TestPlayingAndIdle(t *testing.T) {
	s := newScreen(t)
	w := s.run(program(t), "--version", "23.7.0", "--size", "1400x960")
	w.until("the verdict", func(p picture) bool { return shows(p, dark, scene.RoleLossPanel, 5000) })
	time.Sleep(time.Second)
	before := w.cpu()
	time.Sleep(3 * time.Second)
	used := w.cpu() - before
	t.Logf("the idle window used %v of CPU time in 3 s", used)
	if used > 60*time.Millisecond {
		t.Error("that is not idle")
	}
	a := w.look()
	w.press(' ')
	w.until("that it moves", func(p picture) bool { return p.differs(a) > 200 })
	b := w.look()
	w.until("that it goes on moving", func(p picture) bool { return p.differs(b) > 200 })
}

// cpu is the processor time that the program has used.
func (w *window) cpu() time.Duration {
	w.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", w.cmd.Process.Pid))
	if err != nil {
		w.Skip("there is no /proc to read CPU times from")
	}
	f := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+2:]))
	user, _ := strconv.Atoi(f[11])
	system, _ := strconv.Atoi(f[12])
	return time.Duration(user+system) * 10 * time.Millisecond // USER_HZ is 100 wherever Go runs
}

func TestASavedFileRunsAgain(t *testing.T) {
	s := newScreen(t)
	bin := program(t)
	file := filepath.Join(t.TempDir(), "server.js")
	w := s.run(bin, file, "--size", "1400x960")
	red := func(p picture) bool { return shows(p, dark, scene.RoleLossPanel, 5000) }
	w.keep(w.until("that there is no file", red), "missing")
	save := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	save(`const http = require('http');
const s = http.createServer((req, res) => res.end('hello')).listen(0, () => {
  http.get({ port: s.address().port }, (res) => { res.resume(); res.on('end', () => s.close()); });
});`)
	w.keep(w.until("the good news", func(p picture) bool { return shows(p, dark, scene.RoleOkPanel, 5000) }), "saved")
	save("const x = ;")
	w.keep(w.until("the syntax error", red), "syntax")
}

func TestScreenshotFlag(t *testing.T) {
	s := newScreen(t)
	w := s.run(program(t), "--version", "23.7.0", "--at", "loss", "--size", "900x700", "--screenshot", "race.png")
	if err := w.cmd.Wait(); err != nil {
		t.Fatalf("%v\n%s", err, w.err)
	}
	f, err := os.Open(filepath.Join(w.dir, "race.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if img.Bounds() != image.Rect(0, 0, 900, 700) {
		t.Errorf("the picture is %v", img.Bounds())
	}
	n := 0
	for y := range 700 {
		for x := range 900 {
			if img.At(x, y) == dark[scene.RoleLossPanel] {
				n++
			}
		}
	}
	if n < 5000 {
		t.Errorf("the picture has %d pixels of the verdict", n)
	}
}

func TestWithoutADisplay(t *testing.T) {
	bin := program(t)
	for display, want := range map[string]string{"": "there is no display (DISPLAY is not set)", ":4711": `no display answers at DISPLAY=":4711"`, "screen": "names no display"} {
		cmd := exec.Command(bin)
		cmd.Env = append(os.Environ(), "DISPLAY="+display)
		out, err := cmd.CombinedOutput()
		if err == nil || !strings.Contains(string(out), want) || !strings.Contains(string(out), "finishline snap FILE") || strings.Contains(string(out), "goroutine") {
			t.Errorf("DISPLAY=%q: %v\n%s", display, err, out)
		}
	}
}
