package timers

import (
	"fmt"
	"strings"
	"testing"

	"finishline/kernel"
	"finishline/node/env"
	"finishline/node/realm"
	"finishline/node/uv"
	"finishline/node/versions"
	"finishline/sim"
)

// clock is a kernel without sockets.
type clock struct {
	kernel.Kernel
	w *sim.World
}

func (c clock) Now() sim.Time                  { return c.w.Now() }
func (c clock) Poll([]kernel.Ready) int        { return 0 }
func (c clock) Watch(kernel.FD, kernel.Events) {}
func (c clock) Wait(deadline sim.Time) bool {
	if deadline == sim.Never {
		return false
	}
	c.w.AdvanceTo(deadline)
	return true
}

type story struct {
	*env.Env
	lines []string
}

func tell(t *testing.T, version string, main func(s *story)) string {
	t.Helper()
	r, err := versions.Find(version)
	if err != nil {
		t.Fatal(err)
	}
	w := sim.NewWorld(nil, nil)
	set := versions.For(r.Version)
	l := uv.New(w, clock{w: w}, set)
	w.Spend(l.Costs.Start)
	s := &story{Env: env.New(w, clock{w: w}, l, realm.NativeEngine{}, set)}
	For(s.Env)
	s.Uncaught = func(v realm.Value, _ bool) bool { s.log("uncaught %v", v); return true }
	s.Callback(func() { main(s) })
	if !s.SpinEventLoop(func() { s.log("beforeExit") }) {
		s.log("hangs")
	}
	return strings.Join(s.lines, " | ")
}

func (s *story) log(f string, args ...any) { s.lines = append(s.lines, fmt.Sprintf(f, args...)) }
func (s *story) after(ms float64, fn func()) *Timeout {
	return For(s.Env).Set(&Timeout{Go: fn}, ms, false)
}
func (s *story) immediate(fn func()) *Immediate { return For(s.Env).SetImmediate(&Immediate{Go: fn}) }
func (s *story) spin(ms float64) {
	for from := s.ReadClock(); float64(s.ReadClock().Sub(from))/1e6 < ms; {
	}
}

func want(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

var both = []string{"18.20.8", "24.21.0"}

// Lists of several durations that a busy loop let expire (corpus 56).
func TestListOrder(t *testing.T) {
	for _, v := range both {
		want(t, tell(t, v, func(s *story) {
			s.after(10, func() {
				s.after(20, func() { s.log("20"); s.after(0, func() { s.log("0 from 20") }); s.spin(3) })
				s.after(5, func() { s.log("5") })
				s.after(1, func() { s.log("1") })
				s.after(0, func() { s.log("0") })
				s.after(20, func() { s.log("20b") })
				s.after(15, func() { s.log("15") })
				s.immediate(func() { s.log("immediate") })
				s.spin(40)
			})
		}), "immediate | 1 | 0 | 5 | 15 | 20 | 20b | 0 from 20 | beforeExit")
	}
}

// Ticks run between timers and between immediates (corpus 40).
func TestTicksBetween(t *testing.T) {
	for _, v := range both {
		want(t, tell(t, v, func(s *story) {
			job := func(n string) func() {
				return func() { s.log("%s", n); s.NextTick(func() { s.log("%s tick", n) }) }
			}
			s.after(10, job("a"))
			s.after(10, job("b"))
			s.after(15, job("c"))
			s.spin(60)
			s.after(100, func() {
				s.immediate(func() { job("i")(); s.immediate(func() { s.log("nested") }) })
				s.immediate(job("j"))
			})
		}), "a | a tick | b | b tick | c | c tick | i | i tick | j | j tick | nested | beforeExit")
	}
}

// After a timer that threw, the next one runs before the ticks; the exception's
// handler makes sure of an immediate.
func TestThrowInTimer(t *testing.T) {
	for _, v := range both {
		want(t, tell(t, v, func(s *story) {
			s.after(5, func() { s.NextTick(func() { s.log("tick a") }); s.Throw("boom") })
			s.after(5, func() { s.log("b"); s.NextTick(func() { s.log("tick b") }) })
			s.after(6, func() { s.log("c") })
			s.spin(10)
		}), "uncaught boom | b | tick a | tick b | c | beforeExit")
	}
}

func TestThrowInImmediate(t *testing.T) {
	for _, v := range both {
		want(t, tell(t, v, func(s *story) {
			s.immediate(func() { s.NextTick(func() { s.log("tick a") }); s.Throw("boom") })
			s.immediate(func() { s.log("b") })
			s.immediate(func() { s.log("c") })
		}), "uncaught boom | b | tick a | c | beforeExit")
	}
}

func TestReferences(t *testing.T) {
	for _, v := range both {
		want(t, tell(t, v, func(s *story) {
			s.after(10, func() { s.log("unreferenced") }).Unref()
			i := s.immediate(func() { s.log("unreferenced immediate") })
			i.Unref()
			s.after(5, func() { s.log("referenced") })
		}), "unreferenced immediate | referenced | beforeExit")
		want(t, tell(t, v, func(s *story) {
			x := s.after(10, func() { s.log("x") })
			x.Unref()
			x.Ref()
		}), "x | beforeExit")
	}
}

func TestInterval(t *testing.T) {
	for _, v := range both {
		want(t, tell(t, v, func(s *story) {
			n := 0
			var x *Timeout
			x = &Timeout{Go: func() {
				n++
				s.log("%d", n)
				if n == 3 {
					x.Clear()
				}
			}}
			For(s.Env).Set(x, 10, true)
			s.after(35, func() { s.log("35") })
		}), "1 | 2 | 3 | 35 | beforeExit")
	}
}

func TestRefreshMovesBehind(t *testing.T) {
	for _, v := range both {
		want(t, tell(t, v, func(s *story) {
			a := s.after(20, func() { s.log("a") })
			s.after(20, func() { s.log("b") })
			s.after(10, func() { a.Refresh() })
			s.after(25, func() { s.log("25") })
		}), "b | 25 | a | beforeExit")
	}
}

// A tick that clears the next timer of the list that is being run.
func TestClearFromTick(t *testing.T) {
	for _, v := range both {
		want(t, tell(t, v, func(s *story) {
			var b *Timeout
			s.after(5, func() { s.log("a"); s.NextTick(func() { b.Clear() }) })
			b = s.after(5, func() { s.log("b") })
			s.after(5, func() { s.log("c") })
		}), "a | c | beforeExit")
		want(t, tell(t, v, func(s *story) {
			var j *Immediate
			s.immediate(func() { s.log("a"); s.NextTick(func() { j.Clear() }) })
			j = s.immediate(func() { s.log("b") })
			s.immediate(func() { s.log("c") })
		}), "a | c | beforeExit")
	}
}

// beforeExit may give the loop new work.
func TestBeforeExitRevives(t *testing.T) {
	n := 0
	r, _ := versions.Find("24")
	w := sim.NewWorld(nil, nil)
	set := versions.For(r.Version)
	l := uv.New(w, clock{w: w}, set)
	e := env.New(w, clock{w: w}, l, realm.NativeEngine{}, set)
	e.SpinEventLoop(func() {
		n++
		if n < 3 {
			For(e).SetImmediate(&Immediate{Go: func() {}})
		}
	})
	if n != 3 {
		t.Errorf("beforeExit %d times", n)
	}
}

func BenchmarkTimerRun(b *testing.B) {
	r, _ := versions.Find("24")
	set := versions.For(r.Version)
	b.ReportAllocs()
	for b.Loop() {
		w := sim.NewWorld(nil, nil)
		l := uv.New(w, clock{w: w}, set)
		e := env.New(w, clock{w: w}, l, realm.NativeEngine{}, set)
		t := For(e)
		for i := range 10 {
			t.Set(&Timeout{Go: func() {}}, float64(i*7), false)
		}
		l.Run()
	}
}
