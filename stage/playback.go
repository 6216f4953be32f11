package stage

import (
	"time"

	"finishline/sim"
)

// Speeds are the offered speeds, in virtual time per real time.
var Speeds = []float64{1. / 1000, 1. / 300, 1. / 100, 1. / 30, 1. / 10, 1. / 3, 1, 4}

// DefaultSpeed shows a run of a few milliseconds in some seconds.
const DefaultSpeed = 1. / 100

const (
	// shortest is how much virtual time a move to the next event counts at least:
	// most things happen at the same virtual instant, and one must see them.
	shortest = 120 * time.Microsecond
	// longest is how many real seconds a wait is shown at most: nothing happens in it.
	longest = 1.2
)

// dwell is how many real seconds the move over a span of virtual time takes.
func dwell(span sim.Duration, speed float64) float64 {
	return min(max(span, shortest).Seconds()/speed, longest)
}

// Playing reports whether Frame has something to do.
func (s *Stage) Playing() bool { return s.playing }

// Speed is the virtual time per real time.
func (s *Stage) Speed() float64 { return s.speed }

// SetSpeed sets it; what is not a sensible number is ignored.
func (s *Stage) SetSpeed(x float64) {
	if !(x >= 1e-6 && x <= 1e3) { // NaN too
		return
	}
	if x != s.speed && s.story != nil && s.playing {
		s.elapsed *= s.span(x) / s.span(s.speed) // the token stays where it is
	}
	s.speed = x
	s.dirty = true
}

// span is how long the move from the cursor to the next event takes.
func (s *Stage) span(speed float64) float64 {
	t, c := s.story.Trace(), s.view.Cursor
	return dwell(t.At(s.story.NextEvent(c)).At.Sub(t.At(c).At), speed)
}

// Play begins or ends playback. From the end it begins anew.
func (s *Stage) Play(on bool) {
	if on && s.last() == 0 {
		return
	}
	if on && !s.playing && s.story.NextEvent(s.view.Cursor) <= s.view.Cursor {
		s.Seek(1, 0)
		s.cursorMoved()
	}
	if s.playing != on {
		s.playing = on
		s.dirty = true
	}
}

// Frame lets dt real seconds pass.
func (s *Stage) Frame(dt float64) {
	if !s.playing || s.story == nil {
		return
	}
	// After a pause of the program, as of a tab in the background, playback goes on where it was.
	s.elapsed += min(max(dt, 0), 0.25)
	before := s.view.Cursor
	for {
		next := s.story.NextEvent(s.view.Cursor)
		if next <= s.view.Cursor {
			s.finish()
			break
		}
		need := s.span(s.speed)
		if s.elapsed < need {
			if !s.view.ReducedMotion {
				s.view.Fraction = float32(s.elapsed / need)
				s.touch()
			}
			break
		}
		s.elapsed -= need
		s.view.Cursor, s.view.Fraction = next, 0
	}
	if s.view.Cursor != before {
		s.follow()
		s.touch()
		s.cursorMoved()
	}
}

func (s *Stage) finish() {
	s.playing, s.elapsed, s.view.Fraction = false, 0, 0
	s.touch()
	if s.On.Play != nil {
		s.On.Play(false)
	}
}

func (s *Stage) cursorMoved() {
	if s.On.Cursor != nil {
		s.On.Cursor(s.view.Cursor)
	}
}

// Unit is what a step steps over.
type Unit uint8

// The units.
const (
	Event Unit = iota
	Tick
	Iteration
	Everything // to the beginning or the end
)

// Step moves the cursor by one unit, back if dir is negative, and stops playback.
func (s *Stage) Step(u Unit, dir int) {
	if s.last() == 0 {
		return
	}
	if s.playing {
		s.playing = false
		if s.On.Play != nil {
			s.On.Play(false)
		}
	}
	c := s.view.Cursor
	switch {
	case u == Event && dir > 0:
		c = s.story.NextEvent(c)
	case u == Event:
		if s.view.Fraction == 0 { // else the record itself is one step back
			c = s.story.PrevEvent(c)
		}
	case u == Tick:
		c = s.story.Tick(c, dir)
	case u == Iteration:
		c = s.story.Iteration(c, dir)
	case dir > 0:
		c = s.last()
	default:
		c = 1
	}
	was := s.view.Cursor
	s.Seek(c, 0)
	s.dirty = true
	if s.view.Cursor != was {
		s.cursorMoved()
	}
}
