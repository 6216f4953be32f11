package peer

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"finishline/sim"
)

// Bounds of a script: it may come from anywhere.
const (
	maxText  = 1 << 20 // bytes of a script
	maxSteps = 10_000
	maxSent  = 1 << 30 // bytes that one step sends or reads
)

// Parse reads a script. name is its file's. The error names the line.
func Parse(name, text string) (*Script, error) {
	s := &Script{Name: name}
	if len(text) > maxText {
		return nil, fmt.Errorf("%s: it has %d bytes; a peer's script has at most %d", name, len(text), maxText)
	}
	p := parser{}
	n := 0
	for line := range strings.Lines(text) {
		n++
		step, err := p.line(line)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		if step == nil {
			continue
		}
		if len(s.Steps) == maxSteps {
			return nil, fmt.Errorf("%s:%d: a peer has at most %d steps", name, n, maxSteps)
		}
		step.Line = n
		s.Steps = append(s.Steps, *step)
	}
	if len(s.Steps) == 0 {
		return nil, fmt.Errorf("%s: it has no steps: `connect server:8000` would be one", name)
	}
	return s, nil
}

// parser knows what the peer has at a line: a script has no branches, so whatever
// would be missing when it runs is missing here.
type parser struct {
	listening, connected, shut, over bool
}

// arguments reads what stands behind a verb.
var arguments = map[Verb]func(*Step, *words) error{
	Connect:  (*Step).address,
	Listen:   func(s *Step, w *words) error { return s.number(w, "a port", 1, 65535) },
	Accept:   nothing,
	Send:     (*Step).text,
	Expect:   (*Step).expected,
	Read:     (*Step).amount,
	Wait:     (*Step).pause,
	Shutdown: nothing,
	Reset:    nothing,
	Close:    nothing,
	SndBuf:   func(s *Step, w *words) error { return s.number(w, "a size in bytes", 1, math.MaxInt32) },
	RcvBuf:   func(s *Step, w *words) error { return s.number(w, "a size in bytes", 1, math.MaxInt32) },
	Print:    (*Step).text,
	Exit:     func(s *Step, w *words) error { return s.number(w, "an exit code", 0, 255) },
}

// Verbs lists the verbs in the order of the documentation.
func Verbs() []Verb {
	return []Verb{Connect, Listen, Accept, Send, Expect, Read, Wait, Shutdown, Reset, Close, SndBuf, RcvBuf, Print, Exit}
}

func nothing(*Step, *words) error { return nil }

// line reads a line; nil if nothing stands there.
func (p *parser) line(text string) (*Step, error) {
	w, err := split(text)
	if err != nil {
		return nil, err
	}
	first, ok := w.next()
	if !ok {
		return nil, nil
	}
	verb := Verb(first.text)
	read := arguments[verb]
	if read == nil || first.quoted {
		return nil, fmt.Errorf("%q is not a step; there are %s", first.text, verbNames())
	}
	s := &Step{Verb: verb, Times: 1, What: strings.TrimSpace(w.rest())}
	if err = read(s, w); err == nil {
		err = s.options(w)
	}
	if err == nil {
		if more, ok := w.next(); ok {
			err = fmt.Errorf("%q is too much", more.text)
		}
	}
	if err == nil {
		err = p.check(s)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", verb, err)
	}
	return s, nil
}

func verbNames() string {
	var b strings.Builder
	for i, v := range Verbs() {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(string(v))
	}
	return b.String()
}

// takes says behind which verbs an option may stand.
var takes = map[string][]Verb{
	"times":  {Send},
	"by":     {Send, Read},
	"within": {Connect, Accept, Expect, Read},
}

// options reads "times N", "by N every D" and "within D".
func (s *Step) options(w *words) error {
	given := map[string]bool{}
	for {
		o, ok := w.next()
		if !ok {
			return nil
		}
		verbs := takes[o.text]
		switch {
		case verbs == nil || o.quoted:
			return fmt.Errorf("%q is too much", o.text)
		case !slices.Contains(verbs, s.Verb):
			return fmt.Errorf("%q stands behind %s alone", o.text, verbs)
		case given[o.text]:
			return fmt.Errorf("%q stands there twice", o.text)
		}
		given[o.text] = true
		if err := s.option(o.text, w); err != nil {
			return err
		}
	}
}

func (s *Step) option(name string, w *words) (err error) {
	switch name {
	case "times":
		if s.Times, err = w.number("how often", 1, maxSent); err == nil && s.total() > maxSent {
			err = fmt.Errorf("%d bytes are more than %d", s.total(), maxSent)
		}
	case "by":
		if s.Chunk, err = w.number("a number of bytes", 1, maxSent); err != nil {
			return err
		}
		if every, ok := w.next(); !ok || every.text != "every" || every.quoted {
			return errors.New(`behind "by N" stands "every" and a time, like "by 10 every 50ms"`)
		}
		s.Every, err = w.duration()
	case "within":
		s.Within, err = w.duration()
	}
	return err
}

// check holds a step against what the peer has when it comes to it.
func (p *parser) check(s *Step) error {
	if p.over {
		return errors.New("the peer has ended: nothing can stand behind exit")
	}
	switch s.Verb {
	case Connect, Accept:
		if p.connected {
			return errors.New("there is a connection already: close it, or let another peer have this one")
		}
		if s.Verb == Accept && !p.listening {
			return errors.New("nobody can connect: `listen PORT` comes first")
		}
		p.connected, p.shut = true, false
	case Listen:
		if p.listening {
			return errors.New("it listens already")
		}
		p.listening = true
	case Send, Expect, Read, Shutdown, Reset, Close:
		if !p.connected {
			return errors.New("there is no connection: `connect HOST:PORT` or `accept` comes first")
		}
		if p.shut && (s.Verb == Send || s.Verb == Shutdown) {
			return errors.New("its side was ended by shutdown")
		}
		p.shut = p.shut || s.Verb == Shutdown
		p.connected = s.Verb != Reset && s.Verb != Close && (s.Verb != Expect || s.until != untilReset)
	case Exit:
		p.over = true
	}
	return nil
}

// forever is the deadline of what may take as long as it likes.
const forever = sim.Duration(-1)
