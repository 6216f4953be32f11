package stage

// Key is a key that means something to a stage or to what is around it.
type Key uint8

// The keys. KeyLetter+0 is A, KeyLetter+25 is Z.
const (
	KeySpace Key = iota
	KeyLeft
	KeyRight
	KeyUp
	KeyDown
	KeyHome
	KeyEnd
	KeyPageUp
	KeyPageDown
	KeyEnter
	KeyEscape
	KeyBackspace
	KeyTab
	KeyF1
	KeyF5
	KeyF12
	KeyLetter
)

// Mods are the keys held beside it. Ctrl is also a Mac's command key.
type Mods struct{ Shift, Ctrl, Alt bool }

// Key does what a transport key asks for; false if the key is not one.
func (s *Stage) Key(k Key, m Mods) bool {
	switch k {
	case KeySpace:
		s.Play(!s.playing)
		if s.On.Play != nil {
			s.On.Play(s.playing)
		}
	case KeyLeft:
		s.Step(unit(m), -1)
	case KeyRight:
		s.Step(unit(m), 1)
	case KeyHome:
		s.Step(Everything, -1)
	case KeyEnd:
		s.Step(Everything, 1)
	default:
		return false
	}
	return true
}

func unit(m Mods) Unit {
	switch {
	case m.Ctrl || m.Alt:
		return Iteration
	case m.Shift:
		return Tick
	}
	return Event
}
