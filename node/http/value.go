package http

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"finishline/node/env"
	"finishline/node/realm"
	"finishline/node/stream"
)

// text is String(v) of an exported value.
func text(v realm.Value) string {
	switch v := v.(type) {
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return number(v)
	case bool:
		return strconv.FormatBool(v)
	case nil:
		return "undefined"
	case realm.NullType:
		return "null"
	case []byte:
		return string(v)
	case []realm.Value:
		parts := make([]string, len(v))
		for i, x := range v {
			if !realm.IsNullish(x) {
				parts[i] = text(x)
			}
		}
		return strings.Join(parts, ",")
	case *realm.Error:
		return v.Error()
	case interface{ String() string }:
		return v.String()
	}
	return "[object Object]"
}

func number(f float64) string {
	switch {
	case math.IsNaN(f):
		return "NaN"
	case math.IsInf(f, 1):
		return "Infinity"
	case math.IsInf(f, -1):
		return "-Infinity"
	case f == math.Trunc(f) && math.Abs(f) < 1e21:
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	return strconv.FormatFloat(f, 'g', -1, 64)
}

// toNumber is +v; NaN if v is no number.
func toNumber(v realm.Value) float64 {
	switch v := v.(type) {
	case int:
		return float64(v)
	case int64:
		return float64(v)
	case float64:
		return v
	case bool:
		if v {
			return 1
		}
		return 0
	case realm.NullType:
		return 0
	case string:
		s := strings.TrimSpace(v)
		if s == "" {
			return 0
		}
		if f, err := strconv.ParseFloat(s, 64); err == nil {
			return f
		}
	}
	return math.NaN()
}

// duration is a setting in milliseconds as the server uses it: anything but a
// finite number that is not negative is none.
func duration(f float64) float64 {
	if f >= 0 && !math.IsInf(f, 0) {
		return f
	}
	return 0
}

// units is a string's length as JavaScript counts it.
func units(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xffff {
			n++
		}
	}
	return n
}

// chunkBytes is Buffer.byteLength(chunk, enc).
func chunkBytes(chunk realm.Value, enc string) int {
	switch c := chunk.(type) {
	case []byte:
		return len(c)
	case string:
		switch enc {
		case "", "utf8", "utf-8":
			return len(c)
		case "latin1", "binary", "ascii":
			return units(c)
		}
		return len(stream.Encode(c, enc))
	}
	return 0
}

// chunkLength is chunk.length.
func chunkLength(chunk realm.Value) int {
	switch c := chunk.(type) {
	case []byte:
		return len(c)
	case string:
		return units(c)
	}
	return 0
}

// validChunk turns what a script wrote into bytes or text; ok is false for
// anything else.
func validChunk(e *env.Env, v realm.Value) (realm.Value, bool) {
	switch v.(type) {
	case string, []byte:
		return v, true
	case nil, realm.NullType:
		return nil, false
	}
	x := e.Engine.Export(v)
	switch x.(type) {
	case string, []byte:
		return x, true
	}
	return nil, false
}

// isToken is checkIsHttpToken.
func isToken(s string) bool {
	if s == "" {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		if !wordChar(c) && strings.IndexByte("!#$%&'*+-.^`|~", c) < 0 {
			return false
		}
	}
	return true
}

// invalidChar is checkInvalidHeaderChar: text that cannot be a field value. A
// lenient owner forbids only what would break the framing, as fetch does.
func invalidChar(s string, lenient bool) bool {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c != '\t' && (c < 0x20 || c > 0x7e) && !(lenient && c != 0 && c != '\n' && c != '\r') {
				return true
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r > 0xff {
			return true
		}
		i += n
	}
	return false
}

// latin1 is bytes from the wire as text: one character a byte.
func latin1(b []byte) string {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return stream.Decode(b, "latin1")
		}
	}
	return string(b)
}

// ValidateHeaderName is http.validateHeaderName(name, label).
func ValidateHeaderName(e *env.Env, name realm.Value, label string) {
	s, ok := name.(string)
	if !ok || !isToken(s) {
		if label == "" {
			label = "Header name"
		}
		e.Throw(errToken(label, text(name)))
	}
}

// ValidateHeaderValue is http.validateHeaderValue(name, value, lenient).
func ValidateHeaderValue(e *env.Env, name string, value realm.Value, lenient bool) {
	if value == nil {
		e.Throw(errHeaderValue(value, name))
	}
	if invalidChar(text(value), lenient) {
		e.Throw(errInvalidChar("header content", name))
	}
}
