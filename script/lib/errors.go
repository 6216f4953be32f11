package lib

import (
	"math"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"finishline/node/versions"
)

// errorClasses caches the constructors of the runtime's errors.
type errorClasses map[string]*goja.Object

func (l *Lib) errorClass(name string) *goja.Object {
	if c, ok := l.errs[name]; ok {
		return c
	}
	if l.errs == nil {
		l.errs = errorClasses{}
	}
	c, ok := l.rt.Get(name).(*goja.Object)
	if !ok {
		c = l.rt.Get("Error").(*goja.Object)
	}
	l.errs[name] = c
	return c
}

// NewError makes an error with one of Node's codes: .name stays the class's
// name, the stack's head shows the code (lib/internal/errors.js).
func (l *Lib) NewError(class, code, message string) *goja.Object {
	if l.host.NewError != nil {
		return l.host.NewError(class, code, message)
	}
	e, err := l.rt.New(l.errorClass(class), l.rt.ToValue(message))
	must(err)
	if code == "" {
		return e
	}
	if s := e.Get("stack"); s != nil && goja.IsString(s) {
		rest := strings.TrimPrefix(s.String(), class)
		hidden(e, "stack", l.rt.ToValue(class+" ["+code+"]"+rest))
	}
	must(e.Set("code", code))
	return e
}

func (l *Lib) throw(class, code, message string) {
	panic(l.NewError(class, code, message))
}

// throwArgType throws ERR_INVALID_ARG_TYPE; expected is the text after "must be".
func (l *Lib) throwArgType(name, expected string, actual goja.Value) {
	kind := "argument"
	if strings.Contains(name, ".") {
		kind = "property"
	}
	msg := `The "` + name + `" ` + kind
	if strings.HasSuffix(name, " argument") {
		msg = "The " + name
	}
	l.throw("TypeError", "ERR_INVALID_ARG_TYPE", msg+" must be "+expected+". Received "+l.received(actual))
}

func (l *Lib) throwArgValue(name string, value goja.Value, reason string) {
	shown := l.Inspect(value)
	if len(shown) > 128 {
		shown = shown[:128] + "..."
	}
	kind := "argument"
	if strings.Contains(name, ".") {
		kind = "property"
	}
	l.throw("TypeError", "ERR_INVALID_ARG_VALUE", "The "+kind+" '"+name+"' "+reason+". Received "+shown)
}

// throwRange throws ERR_OUT_OF_RANGE; rng is the text after "It must be".
func (l *Lib) throwRange(name, rng string, input goja.Value) {
	var got string
	switch {
	case goja.IsBigInt(input):
		got = input.String()
		if len(strings.TrimPrefix(got, "-")) > 9 {
			if f, _ := strconv.ParseFloat(got, 64); math.Abs(f) > 1<<32 {
				got = separate(got)
			}
		}
		got += "n"
	case goja.IsNumber(input) && l.groups(input.ToFloat()):
		got = separate(input.String())
	default:
		got = l.Inspect(input)
	}
	l.throw("RangeError", "ERR_OUT_OF_RANGE", `The value of "`+name+`" is out of range. It must be `+rng+". Received "+got)
}

func (l *Lib) groups(f float64) bool {
	return f == math.Trunc(f) && !math.IsInf(f, 0) && math.Abs(f) > 1<<32
}

// separate groups an integer's digits by threes with '_'.
func separate(s string) string {
	start := 0
	if strings.HasPrefix(s, "-") {
		start = 1
	}
	out, i := "", len(s)
	for ; i >= start+4; i -= 3 {
		out = "_" + s[i-3:i] + out
	}
	return s[:i] + out
}

// received describes a value at the end of ERR_INVALID_ARG_TYPE.
func (l *Lib) received(v goja.Value) string {
	if isUndef(v) {
		return "undefined"
	}
	if goja.IsNull(v) {
		return "null"
	}
	if o, ok := v.(*goja.Object); ok {
		return l.receivedObject(o)
	}
	if _, ok := v.(*goja.Symbol); ok {
		return "type symbol (Symbol(" + v.String() + "))"
	}
	switch {
	case goja.IsBigInt(v):
		return "type bigint (" + v.String() + "n)"
	case goja.IsString(v):
		return "type string (" + l.shortQuoted(v.(goja.String)) + ")"
	case goja.IsNumber(v):
		return "type number (" + formatNumber(v) + ")"
	}
	return "type boolean (" + v.String() + ")"
}

func (l *Lib) receivedObject(o *goja.Object) string {
	if _, ok := goja.AssertFunction(o); ok {
		name := o.Get("name")
		if s := stringOf(name); s != "" || l.has(versions.ReceivedByType) {
			return "function " + s
		}
		return "type function (" + l.Inspect(o) + ")"
	}
	if c, ok := o.Get("constructor").(*goja.Object); ok {
		if name := c.Get("name"); name != nil && stringOf(name) != "" {
			return "an instance of " + stringOf(name)
		}
	}
	return l.inspectWith(o, map[string]any{"depth": -1})
}

func stringOf(v goja.Value) string {
	if isNullish(v) {
		return ""
	}
	return v.String()
}

// shortQuoted cuts a string at 25 characters and quotes it: before the version
// row ReceivedByType the quotes counted, too.
func (l *Lib) shortQuoted(s goja.String) string {
	if !l.has(versions.ReceivedByType) {
		shown := quote(s)
		if r := []rune(shown); len(r) > 28 {
			return string(r[:25]) + "..."
		}
		return shown
	}
	if s.Length() > 28 {
		s = s.Substring(0, 25).Concat(l.rt.ToValue("...").(goja.String))
	}
	text := s.String()
	if !strings.Contains(text, "'") {
		return "'" + text + "'"
	}
	j, err := l.rt.ToValue(text).ToObject(l.rt).MarshalJSON()
	must(err)
	return string(j)
}

// formatNumber prints a number as inspect does: with -0.
func formatNumber(v goja.Value) string {
	if f := v.ToFloat(); f == 0 && math.Signbit(f) {
		return "-0"
	}
	return v.String()
}
