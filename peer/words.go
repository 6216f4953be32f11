package peer

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"finishline/sim"
)

// word is a word of a line, or a text in quotes.
type word struct {
	text   string
	quoted bool
	from   int // where it begins in the line
}

// words are those of a line that have not been read.
type words struct {
	line string
	list []word
}

// split cuts a line into words. A # outside of quotes begins a comment.
func split(line string) (*words, error) {
	line = strings.TrimRight(line, " \t\r\n")
	w := &words{line: line}
	for i := 0; i < len(line); {
		switch c := line[i]; {
		case c == ' ' || c == '\t':
			i++
		case c == '#':
			w.line = strings.TrimRight(line[:i], " \t")
			return w, nil
		case c == '"':
			quoted, err := strconv.QuotedPrefix(line[i:])
			if err != nil {
				return nil, fmt.Errorf("column %d: the text that begins here has no end, or an escape that is none of \\r \\n \\t \\\\ \\\" \\x00 \\u0000", i+1)
			}
			text, _ := strconv.Unquote(quoted)
			w.list = append(w.list, word{text, true, i})
			i += len(quoted)
		case c < ' ' || c == 0x7f || !utf8.ValidString(line[i:]):
			return nil, fmt.Errorf("column %d: the byte 0x%02x can only stand in a text, as \\x%02x", i+1, c, c)
		default:
			n := strings.IndexAny(line[i:], " \t\"#")
			if n < 0 {
				n = len(line) - i
			}
			w.list = append(w.list, word{line[i : i+n], false, i})
			i += n
		}
	}
	return w, nil
}

func (w *words) next() (word, bool) {
	if len(w.list) == 0 {
		return word{}, false
	}
	first := w.list[0]
	w.list = w.list[1:]
	return first, true
}

// rest is the line from the next word on.
func (w *words) rest() string {
	if len(w.list) == 0 {
		return ""
	}
	return w.line[w.list[0].from:]
}

func (w *words) number(what string, least, most int) (int, error) {
	x, ok := w.next()
	if !ok {
		return 0, fmt.Errorf("%s is missing", what)
	}
	n, err := strconv.Atoi(x.text)
	if err != nil || x.quoted || n < least || n > most {
		return 0, fmt.Errorf("%q is not %s from %d to %d", x.text, what, least, most)
	}
	return n, nil
}

// maxDuration bounds every time that a script names.
const maxDuration = sim.Duration(24 * time.Hour)

func (w *words) duration() (sim.Duration, error) {
	x, ok := w.next()
	if !ok {
		return 0, errors.New("a time is missing, like 50ms or 2s")
	}
	d, err := time.ParseDuration(x.text)
	if err != nil || x.quoted || d <= 0 || sim.Duration(d) > maxDuration {
		return 0, fmt.Errorf("%q is not a time with its unit, like 50ms or 2s, of at most 24h", x.text)
	}
	return sim.Duration(d), nil
}

func (s *Step) number(w *words, what string, least, most int) (err error) {
	s.N, err = w.number(what, least, most)
	return err
}

func (s *Step) address(w *words) error {
	x, _ := w.next()
	host, port, ok := strings.Cut(x.text, ":")
	n, err := strconv.Atoi(port)
	if !ok || x.quoted || host == "" || err != nil || n < 1 || n > 65535 {
		return fmt.Errorf("%q is not a host and a port, like server:8000", x.text)
	}
	s.Host, s.N = strings.ToLower(host), n
	return nil
}

func (s *Step) text(w *words) error {
	x, ok := w.next()
	if !ok || !x.quoted {
		return fmt.Errorf("a text in quotes is missing, like %s", `"GET / HTTP/1.1\r\n\r\n"`)
	}
	if s.Data = []byte(x.text); len(s.Data) == 0 && s.Verb == Send {
		return errors.New("the text is empty")
	}
	return nil
}

func (s *Step) expected(w *words) error {
	if len(w.list) > 0 && !w.list[0].quoted {
		x, _ := w.next()
		switch x.text {
		case "end":
			s.until = untilEnd
			return nil
		case "reset":
			s.until = untilReset
			return nil
		}
		return fmt.Errorf("%q is neither a text in quotes nor end nor reset", x.text)
	}
	if err := s.text(w); err != nil {
		return err
	}
	if len(s.Data) == 0 {
		return errors.New("the text is empty")
	}
	return nil
}

func (s *Step) amount(w *words) error {
	if len(w.list) > 0 && w.list[0].text == "all" && !w.list[0].quoted {
		w.next()
		s.N = -1
		return nil
	}
	return s.number(w, "a number of bytes (or all)", 1, maxSent)
}

func (s *Step) pause(w *words) (err error) {
	if s.For = forever; len(w.list) > 0 {
		s.For, err = w.duration()
	}
	return err
}
