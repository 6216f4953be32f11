package lib

import (
	"math/big"
	"reflect"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"

	"github.com/dop251/goja"
	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"

	"finishline/node/encoding"
)

var (
	typeArrayBuffer = reflect.TypeOf(goja.ArrayBuffer{})
	typeBig         = reflect.TypeOf((*big.Int)(nil))
	typeString      = reflect.TypeOf("")
)

// inspectBinding is what inspect.js cannot do itself.
func (l *Lib) inspectBinding() *goja.Object {
	o := l.rt.NewObject()
	l.export(o, "kindOf", func(a []goja.Value) goja.Value {
		v, ok := arg(a, 0).(*goja.Object)
		if !ok {
			return goja.Undefined()
		}
		return l.rt.ToValue(l.kindOf(v))
	})
	l.export(o, "proxyOf", func(a []goja.Value) goja.Value {
		p := arg(a, 0).Export().(goja.Proxy)
		return l.rt.NewArray(orNull(p.Target()), orNull(p.Handler()))
	})
	l.export(o, "promiseOf", func(a []goja.Value) goja.Value {
		p := arg(a, 0).Export().(*goja.Promise)
		state := [...]string{"pending", "fulfilled", "rejected"}[p.State()]
		result := p.Result()
		if result == nil {
			result = goja.Undefined()
		}
		return l.rt.NewArray(state, result)
	})
	l.export(o, "entriesOf", func(a []goja.Value) goja.Value {
		entries, pairs := iteratorEntries(arg(a, 0).(*goja.Object))
		return l.rt.NewArray(l.array(entries), pairs)
	})
	l.export(o, "plainKeys", func(a []goja.Value) goja.Value { return l.plainKeys(arg(a, 0).(*goja.Object), arg(a, 1).ToBoolean()) })
	l.export(o, "quote", func(a []goja.Value) goja.Value { return l.rt.ToValue(quote(arg(a, 0).ToString().(goja.String))) })
	l.export(o, "escape", func(a []goja.Value) goja.Value { return l.rt.ToValue(escape(arg(a, 0).ToString().(goja.String), '\'')) })
	l.export(o, "width", func(a []goja.Value) goja.Value {
		s := arg(a, 0).String()
		if c := arg(a, 1); isUndef(c) || c.ToBoolean() {
			s = stripANSI(s)
		}
		return l.rt.ToValue(stringWidth(s))
	})
	l.export(o, "hex", func(a []goja.Value) goja.Value {
		b, _ := l.anyBytes(arg(a, 0).(*goja.Object))
		if f := arg(a, 1).ToFloat(); f < float64(len(b)) {
			b = b[:max(int(f), 0)]
		}
		return l.rt.ToValue(hexBytes(b))
	})
	l.export(o, "typedName", func(a []goja.Value) goja.Value { return l.rt.ToValue(l.typedName(arg(a, 0).(*goja.Object))) })
	l.export(o, "isState", func(a []goja.Value) goja.Value {
		v, ok := arg(a, 0).(*goja.Object)
		return l.rt.ToValue(ok && l.host.IsState != nil && l.host.IsState(v))
	})
	l.export(o, "defaultsSeen", func([]goja.Value) goja.Value { l.plainOff = true; return goja.Undefined() })
	l.export(o, "funcType", func(a []goja.Value) goja.Value { return l.rt.ToValue(funcType(arg(a, 0).(*goja.Object))) })
	return o
}

// export adds a native function to a binding; scripts never see it, so its name does not matter.
func (l *Lib) export(o *goja.Object, name string, fn func(a []goja.Value) goja.Value) {
	must(o.Set(name, func(c goja.FunctionCall) goja.Value { return fn(c.Arguments) }))
}

func orNull(o *goja.Object) goja.Value {
	if o == nil {
		return goja.Null()
	}
	return o
}

func (l *Lib) array(values []goja.Value) *goja.Object {
	items := make([]any, len(values))
	for i, v := range values {
		items[i] = v
	}
	return l.rt.NewArray(items...)
}

// plainKeys is an array's own keys that are no indexes: enumerable ones, or all.
func (l *Lib) plainKeys(o *goja.Object, all bool) goja.Value {
	names := o.Keys
	if all {
		names = o.GetOwnPropertyNames
	}
	out := []any{}
	for _, k := range names() {
		if !isIndex(k) {
			out = append(out, k)
		}
	}
	for _, s := range o.Symbols() {
		if all || l.enumerable(o, s) {
			out = append(out, s)
		}
	}
	return l.rt.NewArray(out...)
}

func (l *Lib) enumerable(o *goja.Object, s *goja.Symbol) bool {
	proto := l.rt.Get("Object").(*goja.Object).Get("prototype").(*goja.Object)
	f, _ := goja.AssertFunction(proto.Get("propertyIsEnumerable"))
	return l.call(f, o, s).ToBoolean()
}

func isIndex(k string) bool {
	if k == "" || len(k) > 10 || k[0] == '0' && len(k) > 1 {
		return false
	}
	for i := range len(k) {
		if k[i] < '0' || k[i] > '9' {
			return false
		}
	}
	return len(k) < 10 || k < "4294967295"
}

// anyBytes is the memory of an ArrayBuffer or of any view of one.
func (l *Lib) anyBytes(o *goja.Object) ([]byte, bool) {
	switch l.kindOf(o) {
	case "Buffer", "TypedArray", "DataView", "ArrayBuffer":
	default:
		return nil, false
	}
	if b, ok := l.Bytes(o); ok {
		return b, true
	}
	if b, ok := l.arrayBuffer(o); ok {
		return b, true
	}
	var b []byte
	must(l.rt.ExportTo(o, &b))
	return b, true
}

// typedArray is the memory of a typed array and the size of its elements.
func (l *Lib) typedArray(v goja.Value) (b []byte, size int, ok bool) {
	o, isObj := v.(*goja.Object)
	if !isObj {
		return nil, 0, false
	}
	if k := l.kindOf(o); k != "TypedArray" && k != "Buffer" {
		return nil, 0, false
	}
	b, _ = l.anyBytes(o)
	return b, int(o.Get("BYTES_PER_ELEMENT").ToInteger()), true
}

// typedName is a typed array's class, whatever its prototype.
func (l *Lib) typedName(o *goja.Object) string {
	proto := l.rt.Get("Uint8Array").(*goja.Object).Get("prototype").(*goja.Object).Prototype()
	object := l.rt.Get("Object").(*goja.Object)
	desc, _ := goja.AssertFunction(object.Get("getOwnPropertyDescriptor"))
	get, _ := goja.AssertFunction(l.call(desc, object, proto, goja.SymToStringTag).(*goja.Object).Get("get"))
	return l.call(get, o).String()
}

func hexBytes(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	plain := encoding.Decode(b, encoding.Hex)
	out := make([]byte, 0, 3*len(b))
	for i := 0; i < len(plain); i += 2 {
		if i > 0 {
			out = append(out, ' ')
		}
		out = append(out, plain[i], plain[i+1])
	}
	return string(out)
}

// quote puts a string into the quotes that need the least escaping.
func quote(s goja.String) string {
	text := s.String()
	q := byte('\'')
	if strings.Contains(text, "'") {
		if !strings.Contains(text, `"`) {
			q = '"'
		} else if !strings.Contains(text, "`") && !strings.Contains(text, "${") {
			q = '`'
		}
	}
	return string(q) + escape(s, rune(q)) + string(q)
}

// escape escapes control characters, backslashes, lone surrogates and, if they
// are the quotes, single quotes.
func escape(s goja.String, q rune) string {
	text := s.String()
	clean := true
	for i := 0; i < len(text) && clean; i++ {
		c := text[i]
		clean = c >= 0x20 && c < 0x7F && c != '\\' && (c != '\'' || q != '\'')
	}
	if clean {
		return text
	}
	var out strings.Builder
	for i := 0; i < s.Length(); i++ {
		c := rune(s.CharAt(i))
		switch {
		case utf16.IsSurrogate(c):
			if i+1 < s.Length() {
				if r := utf16.DecodeRune(c, rune(s.CharAt(i+1))); r != unicode.ReplacementChar {
					out.WriteRune(r)
					i++
					continue
				}
			}
			out.WriteString(`\u` + hex4(c))
		case c == '\\' || c == '\'' && q == '\'':
			out.WriteByte('\\')
			out.WriteRune(c)
		case c < 0x20 || c >= 0x7F && c < 0xA0:
			out.WriteString(control(c))
		default:
			out.WriteRune(c)
		}
	}
	return out.String()
}

func itoa(n int) string { return strconv.Itoa(n) }

func hex4(c rune) string {
	const digits = "0123456789abcdef"
	return string([]byte{digits[c>>12&15], digits[c>>8&15], digits[c>>4&15], digits[c&15]})
}

func control(c rune) string {
	switch c {
	case '\b':
		return `\b`
	case '\t':
		return `\t`
	case '\n':
		return `\n`
	case '\f':
		return `\f`
	case '\r':
		return `\r`
	}
	const digits = "0123456789ABCDEF"
	return `\x` + string([]byte{digits[c>>4], digits[c&15]})
}

// stringWidth is the columns that text takes in a terminal.
func stringWidth(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] >= 127 {
			return n + wideWidth(norm.NFC.String(s[i:]))
		}
		if s[i] >= 32 {
			n++
		}
	}
	return n
}

func wideWidth(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case r < 32 || r >= 0x7F && r < 0xA0, unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) && r != 0xAD:
		case isWide(r):
			n += 2
		default:
			n++
		}
	}
	return n
}

func isWide(r rune) bool {
	k := width.LookupRune(r).Kind()
	return k == width.EastAsianWide || k == width.EastAsianFullwidth
}

// stripANSI removes escape sequences of the kind that colours text.
func stripANSI(s string) string {
	if !strings.ContainsAny(s, "\x1b\u009b") {
		return s
	}
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == 0x1b && i+1 < len(s) && s[i+1] == '[' {
			j := i + 2
			for j < len(s) && (s[j] >= '0' && s[j] <= '9' || s[j] == ';' || s[j] == '?') {
				j++
			}
			i = j
			continue
		}
		out.WriteByte(s[i])
	}
	return out.String()
}
