package script

import (
	"strconv"
	"unicode/utf16"
	"unsafe"

	"github.com/dop251/goja"

	"finishline/node/versions"
)

// jsonMessage is V8's message for a text that JSON.parse does not accept.
func (p *Process) jsonMessage(text string) string {
	s := jsonScan{text: utf16.Encode([]rune(text))}
	s.space()
	if s.value() {
		s.space()
		if s.at < len(s.text) {
			s.fail("Unexpected non-whitespace character after JSON")
		}
	}
	if !p.has(versions.JSONErrorsExplain) {
		return s.old()
	}
	return s.word(p.has(versions.JSONErrorsNameLine))
}

// jsonScan finds the first error.
type jsonScan struct {
	text    []uint16
	at      int
	message string // "" where V8 says "Unexpected token"
	failed  bool
}

func (s *jsonScan) fail(message string) bool {
	s.message, s.failed = message, true
	return false
}

func (s *jsonScan) peek() int {
	if s.at < len(s.text) {
		return int(s.text[s.at])
	}
	return -1
}

func (s *jsonScan) space() {
	for c := s.peek(); c == ' ' || c == '\t' || c == '\n' || c == '\r'; c = s.peek() {
		s.at++
	}
}

func (s *jsonScan) value() bool {
	switch c := s.peek(); {
	case c == '{':
		return s.members('}', "Expected property name or '}'", "Expected ',' or '}' after property value")
	case c == '[':
		return s.members(']', "", "Expected ',' or ']' after array element")
	case c == '"':
		return s.str()
	case c == '-' || c >= '0' && c <= '9':
		return s.number()
	case c == 't':
		return s.literal("true")
	case c == 'f':
		return s.literal("false")
	case c == 'n':
		return s.literal("null")
	}
	return s.fail("")
}

func (s *jsonScan) members(closer int, first, after string) bool {
	s.at++
	s.space()
	if s.peek() == closer {
		s.at++
		return true
	}
	for {
		if closer == '}' {
			if s.peek() != '"' {
				return s.fail(first)
			}
			if !s.str() {
				return false
			}
			if s.space(); s.peek() != ':' {
				return s.fail("Expected ':' after property name")
			}
			s.at++
			s.space()
		}
		if !s.value() {
			return false
		}
		s.space()
		switch s.peek() {
		case closer:
			s.at++
			return true
		case ',':
			s.at++
			s.space()
			first = "Expected double-quoted property name"
		default:
			return s.fail(after)
		}
	}
}

func (s *jsonScan) literal(word string) bool {
	for i := range len(word) {
		if s.peek() != int(word[i]) {
			return s.fail("")
		}
		s.at++
	}
	return true
}

func (s *jsonScan) str() bool {
	for s.at++; ; s.at++ {
		switch c := s.peek(); {
		case c < 0:
			return s.fail("Unterminated string")
		case c < 0x20:
			return s.fail("Bad control character in string literal")
		case c == '"':
			s.at++
			return true
		case c == '\\':
			s.at++
			if !s.escape() {
				return false
			}
		}
	}
}

func (s *jsonScan) escape() bool {
	switch s.peek() {
	case -1:
		return s.fail("")
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return true
	case 'u':
		for range 4 {
			s.at++
			if c := s.peek(); !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F') {
				return s.fail("Bad Unicode escape")
			}
		}
		return true
	}
	return s.fail("Bad escaped character")
}

func (s *jsonScan) digits() bool {
	from := s.at
	for c := s.peek(); c >= '0' && c <= '9'; c = s.peek() {
		s.at++
	}
	return s.at > from
}

func (s *jsonScan) number() bool {
	if s.peek() == '-' {
		s.at++
	}
	if s.peek() == '0' {
		s.at++
		if c := s.peek(); c >= '0' && c <= '9' {
			return s.fail("Unexpected number")
		}
	} else if !s.digits() {
		return s.fail("No number after minus sign")
	}
	if s.peek() == '.' {
		s.at++
		if !s.digits() {
			return s.fail("Unterminated fractional number")
		}
	}
	if c := s.peek(); c == 'e' || c == 'E' {
		s.at++
		if c := s.peek(); c == '+' || c == '-' {
			s.at++
		}
		if !s.digits() {
			return s.fail("Exponent part is missing a number")
		}
	}
	return true
}

// word is the message from V8 11 on.
func (s *jsonScan) word(line bool) string {
	all := string(utf16.Decode(s.text))
	if s.message != "" {
		m := s.message + " in JSON at position " + strconv.Itoa(s.at)
		if s.message == "Unexpected non-whitespace character after JSON" {
			m = s.message + " at position " + strconv.Itoa(s.at)
		}
		if line {
			row, col := 1, 1
			for _, c := range s.text[:min(s.at, len(s.text))] {
				if col++; c == '\n' {
					row, col = row+1, 1
				}
			}
			m += " (line " + strconv.Itoa(row) + " column " + strconv.Itoa(col) + ")"
		}
		return m
	}
	switch {
	case s.at >= len(s.text):
		return "Unexpected end of JSON input"
	case all == "NaN" || all == "Infinity" || all == "undefined" || all == "[object Object]":
		return `"` + all + `" is not valid JSON`
	}
	const around = 10
	token := "Unexpected token '" + string(utf16.Decode(s.text[s.at:s.at+1])) + "', "
	from, to := max(s.at-around, 0), min(s.at+around, len(s.text))
	if len(s.text) <= 2*around {
		from, to = 0, len(s.text)
	}
	if from > 0 {
		token += "..."
	}
	token += `"` + string(utf16.Decode(s.text[from:to])) + `"`
	if to < len(s.text) {
		token += "..."
	}
	return token + " is not valid JSON"
}

// old is the message up to V8 10.
func (s *jsonScan) old() string {
	at := " in JSON at position " + strconv.Itoa(s.at)
	switch c := s.peek(); {
	case c < 0:
		return "Unexpected end of JSON input"
	case c == '"':
		return "Unexpected string" + at
	case c == '-' || c >= '0' && c <= '9':
		return "Unexpected number" + at
	default:
		return "Unexpected token " + string(rune(c)) + at
	}
}

// jsonText is the text that a running JSON.parse was given: the engine's
// errors do not say.
func (e *Engine) jsonText() (string, bool) {
	v := e.nativeArgument()
	if !goja.IsUndefined(v) && !callable(v) {
		return v.String(), true
	}
	// Called by another built-in (list.map(JSON.parse)): its argument is on top.
	if vmLayout.stack == vmLayout.sp {
		return "", false
	}
	vm := *(*unsafe.Pointer)(unsafe.Add(unsafe.Pointer(e.rt), vmLayout.vm))
	stack := *(*[]goja.Value)(unsafe.Add(vm, vmLayout.stack))
	sp := *(*int)(unsafe.Add(vm, vmLayout.sp))
	for i := sp - 1; i > 0 && i >= sp-2 && i < len(stack); i-- {
		if stack[i] != nil && !callable(stack[i]) {
			return stack[i].String(), true
		}
	}
	return v.String(), goja.IsUndefined(v)
}

func callable(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	return ok && isCallable(o)
}
