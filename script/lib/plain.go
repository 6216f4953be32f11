package lib

import (
	"math"
	"reflect"
	"strings"
	"unicode/utf8"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// Most of what scripts print is plain data. plainText is util.inspect with
// default options for that: objects and arrays with the usual prototypes, no
// getters, symbols or holes, and primitives, Buffers. Whatever else it meets it
// leaves, all of it, to inspect.js, which costs fifty times as much.

// maxDepth is inspect's default depth.
const maxDepth = 2

type plain struct {
	l       *Lib
	indent  int
	current int // level of the object last shown, as ctx.currentDepth
	seen    []*goja.Object
}

// plainText is inspect(v); false if v is not plain.
func (l *Lib) plainText(v goja.Value) (string, bool) {
	if l.plainOff {
		return "", false
	}
	p := plain{l: l}
	return p.value(v, 0)
}

func (p *plain) value(v goja.Value, level int) (string, bool) {
	o, ok := v.(*goja.Object)
	if !ok {
		return p.primitive(v)
	}
	self := selfOf(o)
	switch self.Type().Elem().Name() {
	case "baseObject":
		return p.object(o, self.Elem(), level)
	case "arrayObject":
		return p.array(o, self.Elem(), level)
	}
	return "", false
}

func (p *plain) primitive(v goja.Value) (string, bool) {
	s, ok := v.(goja.String)
	if !ok {
		if _, isSymbol := v.(*goja.Symbol); isSymbol {
			return "", false
		}
		return primitive(v)
	}
	if n := s.Length(); n > 16 && (n > 10000 || n > 76-p.indent && strings.Contains(s.String(), "\n")) {
		return "", false
	}
	return quote(s), true
}

// enter notes an object on the way down; false if it was there already.
func (p *plain) enter(o *goja.Object, level int) bool {
	for _, s := range p.seen {
		if s == o {
			return false
		}
	}
	p.seen = append(p.seen, o)
	p.current = level
	return true
}

func (p *plain) leave() { p.seen = p.seen[:len(p.seen)-1] }

func (p *plain) object(o *goja.Object, self reflect.Value, level int) (string, bool) {
	open := "{"
	if proto := o.Prototype(); proto == nil {
		open = "[Object: null prototype] {"
	} else if proto != p.l.objectPrototype() {
		return "", false
	}
	if o.ClassName() != "Object" || !self.FieldByName("symValues").IsNil() {
		return "", false
	}
	values := *(*map[unistring.String]goja.Value)(unsafe.Pointer(self.FieldByName("values").UnsafeAddr()))
	names := *(*[]unistring.String)(unsafe.Pointer(self.FieldByName("propNames").UnsafeAddr()))
	if len(names) == 0 {
		return open + "}", true
	}
	if _, ok := values["constructor"]; ok {
		return "", false
	}
	if level > maxDepth {
		if open != "{" {
			return "[Object: null prototype]", true
		}
		return "[Object]", true
	}
	if !p.enter(o, level+1) {
		return "", false
	}
	out := make([]string, 0, len(names))
	for _, name := range names {
		v := values[name]
		if v == nil || isProperty(v) {
			return "", false
		}
		key := name.String()
		if key == "__proto__" || isIndex(key) {
			return "", false // indexes come first, in another order
		}
		p.indent += 2
		text, ok := p.value(v, level+1)
		p.indent -= 2
		if !ok {
			return "", false
		}
		if !isIdentifier(key) {
			key = quote(p.l.rt.ToValue(key).(goja.String))
		}
		out = append(out, key+": "+text)
	}
	p.leave()
	return p.layOut(out, open, "}", level+1, false, nil), true
}

// isProperty reports whether v is goja's record of a property with attributes
// of its own: a getter, or not enumerable.
func isProperty(v goja.Value) bool {
	t := reflect.TypeOf(v)
	return t.Kind() == reflect.Pointer && t.Elem().Name() == "valueProperty"
}

func (p *plain) array(o *goja.Object, self reflect.Value, level int) (string, bool) {
	if o.Prototype() != p.l.arrayPrototype() {
		return "", false
	}
	values := *(*[]goja.Value)(unsafe.Pointer(self.FieldByName("values").UnsafeAddr()))
	base := self.FieldByName("baseObject")
	names := base.FieldByName("propNames").Len()
	if names > 1 || !base.FieldByName("symValues").IsNil() || int(self.FieldByName("length").Uint()) != len(values) {
		return "", false
	}
	if len(values) == 0 {
		return "[]", true
	}
	if level > maxDepth {
		return "[Array]", true
	}
	if !p.enter(o, level+1) {
		return "", false
	}
	shown := values[:min(len(values), 100)]
	out := make([]string, 0, len(shown)+1)
	p.indent += 2
	for _, v := range shown {
		if v == nil || isProperty(v) {
			return "", false
		}
		text, ok := p.value(v, level+1)
		if !ok {
			return "", false
		}
		out = append(out, text)
	}
	p.indent -= 2
	if rest := len(values) - len(shown); rest > 0 {
		out = append(out, "... "+itoa(rest)+" more item"+plural(rest))
	}
	p.leave()
	return p.layOut(out, "[", "]", level+1, true, values), true
}

func plural(n int) string {
	if n > 1 {
		return "s"
	}
	return ""
}

func isIdentifier(s string) bool {
	for i := range len(s) {
		c := s[i]
		if !(c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z' || i > 0 && c >= '0' && c <= '9') {
			return false
		}
	}
	return s != ""
}

// layOut is layOut of inspect.js for compact 3 and 80 columns.
func (p *plain) layOut(out []string, open, end string, level int, list bool, values []goja.Value) string {
	entries := len(out)
	if list && entries > 6 {
		out = p.columns(out, values)
	}
	if p.current-level < 3 && entries == len(out) && fits(out, len(out)+p.indent+len(open)+10) {
		if line := strings.Join(out, ", "); !strings.Contains(line, "\n") {
			return open + " " + line + " " + end
		}
	}
	indent := "\n" + strings.Repeat(" ", p.indent)
	return open + indent + "  " + strings.Join(out, ","+indent+"  ") + indent + end
}

func fits(out []string, start int) bool {
	total := len(out) + start
	if total+len(out) > 80 {
		return false
	}
	for _, text := range out {
		if total += units(text); total > 80 {
			return false
		}
	}
	return true
}

// units is a text's length as JavaScript counts it.
func units(s string) int {
	n := utf8.RuneCountInString(s)
	if n == len(s) {
		return n
	}
	for _, r := range s {
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// columns is columns of inspect.js.
func (p *plain) columns(out []string, values []goja.Value) []string {
	count := len(out)
	if count > 100 {
		count-- // the line that counts the rest
	}
	widths := make([]int, count)
	total, widest := 0, 0
	for i := range widths {
		widths[i] = stringWidth(out[i])
		total += widths[i] + 2
		widest = max(widest, widths[i])
	}
	cell := widest + 2
	if !(cell*3+p.indent < 80 && (float64(total)/float64(cell) > 5 || widest <= 6)) {
		return out
	}
	biased := math.Max(float64(cell)-3-math.Sqrt(float64(cell)-float64(total)/float64(len(out))), 1)
	n := min(int(math.Floor(math.Sqrt(2.5*biased*float64(count))/biased+0.5)), (80-p.indent)/cell, 12, 15)
	if n <= 1 {
		return out
	}
	columnWidths := make([]int, n)
	for i := range widths {
		columnWidths[i%n] = max(columnWidths[i%n], widths[i]+2)
	}
	right := true
	for i := 0; i < len(out) && right; i++ {
		right = i < len(values) && (goja.IsNumber(values[i]) || goja.IsBigInt(values[i]))
	}
	var rows []string
	for i := 0; i < count; i += n {
		var row strings.Builder
		last := min(i+n, count) - 1
		for j := i; j <= last; j++ {
			pad := strings.Repeat(" ", columnWidths[j-i]-2-widths[j])
			switch {
			case right:
				row.WriteString(pad + out[j])
			case j == last:
				row.WriteString(out[j])
			default:
				row.WriteString(out[j])
			}
			if j < last {
				row.WriteString(", ")
				if !right {
					row.WriteString(pad)
				}
			}
		}
		rows = append(rows, row.String())
	}
	if len(out) > count {
		rows = append(rows, out[count])
	}
	return rows
}

func (l *Lib) objectPrototype() *goja.Object {
	if l.protos.object == nil {
		l.protos.object = l.rt.Get("Object").(*goja.Object).Get("prototype").(*goja.Object)
	}
	return l.protos.object
}

func (l *Lib) arrayPrototype() *goja.Object {
	if l.protos.array == nil {
		l.protos.array = l.rt.Get("Array").(*goja.Object).Get("prototype").(*goja.Object)
	}
	return l.protos.array
}
