package script

import (
	"reflect"
	"strings"
	"unsafe"

	"github.com/dop251/goja"

	"finishline/node/versions"
)

// v8Message turns the engine's wording of one of its own errors into V8's,
// which names the expression in the source. Scripts print these messages, and
// some look into them.
func (e *Engine) v8Message(class, msg string) string {
	switch class {
	case "RangeError":
		return e.rangeMessage(msg)
	case "ReferenceError":
		if msg == "Cannot access a variable before initialization" {
			if at, src, ok := e.site(); ok && word(src[at:]) != "" {
				return "Cannot access '" + word(src[at:]) + "' before initialization"
			}
		}
		return msg
	case "SyntaxError":
		if strings.HasPrefix(msg, "invalid character ") || strings.HasPrefix(msg, "Unexpected end of JSON") || msg == "unexpected EOF" || strings.HasPrefix(msg, "Unexpected token at the end") {
			if t, ok := e.jsonText(); ok && e.process != nil {
				return e.process.jsonMessage(t)
			}
		}
		return msg
	case "URIError":
		return "URI malformed" // only when the class was named before: see errorNames
	case "TypeError":
	default:
		return msg
	}
	if rest, ok := strings.CutPrefix(msg, "Cannot read property '"); ok {
		if i := strings.LastIndex(rest, "' of "); i >= 0 {
			if rest[:i] == "Symbol.iterator" {
				v := e.nullish()
				if v == "null" {
					v = "object null"
				}
				return v + " is not iterable (cannot read property Symbol(Symbol.iterator))"
			}
			return "Cannot read properties of " + e.nullish() + " (reading '" + rest[:i] + "')"
		}
	}
	if s, ok := simpleMessages[msg]; ok {
		return s
	}
	if msg == "Converting circular structure to JSON" {
		return msg + e.circle(e.nativeArgument())
	}
	switch {
	case strings.HasPrefix(msg, "Object has no member '"), strings.HasPrefix(msg, "Not a function: "):
		if at, src, ok := e.site(); ok {
			return calleeBefore(src, at) + " is not a function"
		}
		if rest, ok := strings.CutPrefix(msg, "Object has no member '"); ok {
			return strings.TrimSuffix(rest, "'") + " is not a function"
		}
	case msg == "object is not iterable", msg == "Value is not object coercible":
		return e.notIterable(msg)
	case strings.HasPrefix(msg, "Class constructor cannot be invoked"):
		if at, src, ok := e.site(); ok && src[at] == '(' {
			return "Class constructor " + calleeBefore(src, at) + " cannot be invoked without 'new'"
		}
	case strings.HasPrefix(msg, "Cannot delete property '"):
		return strings.Replace(msg, "[object Object]", "#<Object>", 1)
	case strings.HasSuffix(msg, "[object Object] is not extensible"):
		return "#<Object> is not extensible"
	case strings.HasPrefix(msg, "Value is not an object: "), msg == "Value is not a constructor":
		at, src, ok := e.site()
		if ok {
			if m := e.badArgument(msg, src, at); m != "" {
				return m
			}
		}
		if ok && strings.HasPrefix(src[at:], "new") {
			return constructedAfter(src, at+len("new")) + " is not a constructor"
		}
		if ok && at < len(src) && src[at] == '(' {
			return calleeBefore(src, at) + " is not a function"
		}
	case strings.HasPrefix(msg, "Cannot assign to read only property '"):
		return msg + " of object '#<Object>'"
	case msg == "Cannot convert undefined or null to object":
		if at, src, ok := e.site(); ok {
			if name, ok := assigned(src, at); ok {
				return "Cannot set properties of " + e.nullish() + " (setting '" + name + "')"
			}
		}
	}
	return msg
}

// notIterable words a failed iteration or destructuring.
func (e *Engine) notIterable(msg string) string {
	at, src, ok := e.site()
	if !ok {
		return msg
	}
	line := src[at:]
	if i := strings.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	if msg == "Value is not object coercible" {
		name := word(strings.TrimLeft(line, "{ (["))
		v := e.nullish()
		if name != "" {
			return "Cannot destructure property '" + name + "' of '" + v + "' as it is " + v + "."
		}
		return "Cannot destructure '" + v + "' as it is " + v + "."
	}
	if x := operand(line); x != "" && x != "new" && x != "for" && x != "const" && x != "let" && x != "var" {
		return x + " is not iterable"
	}
	return msg
}

// operand is the expression at the start of a line of source.
func operand(s string) string {
	s = strings.TrimLeft(s, ". ")
	n := 0
	for n < len(s) && (identifier(s[n]) || s[n] == '.') {
		n++
	}
	return s[:n]
}

// badArgument words what built-in functions say of an argument that is no
// function or object.
func (e *Engine) badArgument(msg, src string, at int) string {
	value := strings.TrimPrefix(msg, "Value is not an object: ")
	switch {
	case strings.HasPrefix(src[at:], "instanceof"), strings.HasPrefix(src[at:], " instanceof"):
		return "Right-hand side of 'instanceof' is not an object"
	case strings.HasPrefix(src[at:], "new Promise"):
		return "Promise resolver " + argumentText(src[at+len("new Promise"):]) + " is not a function"
	}
	if src[at] == '(' {
		switch callee := calleeBefore(src, at); {
		case strings.HasSuffix(callee, ".map"), strings.HasSuffix(callee, ".forEach"), strings.HasSuffix(callee, ".filter"),
			strings.HasSuffix(callee, ".then"), strings.HasSuffix(callee, ".some"), strings.HasSuffix(callee, ".every"),
			strings.HasSuffix(callee, ".find"), strings.HasSuffix(callee, ".reduce"), strings.HasSuffix(callee, ".findIndex"):
			return value + " is not a function"
		}
	}
	return ""
}

// argumentText is the only argument in "(x)".
func argumentText(s string) string {
	s = strings.TrimLeft(s, "( ")
	if i := strings.IndexAny(s, "),"); i >= 0 {
		s = s[:i]
	}
	if s == "" {
		return "undefined"
	}
	return s
}

var simpleMessages = map[string]string{

	"No initial value": "Reduce of empty array with no initial value",
	"Cannot convert undefined or null to object ":                "Cannot convert undefined or null to object",
	"Constructor Promise requires 'new'":                         "Promise constructor cannot be invoked without 'new'",
	"Cannot mix BigInt and other types, use explicit conversion": "Cannot mix BigInt and other types, use explicit conversions",
}

func (e *Engine) rangeMessage(msg string) string {
	if msg == "Invalid count value" && e.process != nil && e.process.has(versions.RepeatNamesCount) {
		return msg + ": " + e.nativeArgument().String()
	}
	if rest, ok := strings.CutPrefix(msg, "Cannot convert "); ok && strings.HasSuffix(rest, " to a BigInt") {
		return "The number " + strings.TrimSuffix(rest, " to a BigInt") + " cannot be converted to a BigInt because it is not an integer"
	}
	if msg == "The normalization form should be one of NFC, NFD, NFKC, NFKD" {
		return msg + "."
	}
	if strings.HasPrefix(msg, "Invalid index -") {
		return "Invalid typed array length: " + msg[len("Invalid index "):]
	}
	if msg == "toFixed() precision must be between 0 and 100" {
		return "toFixed() digits argument must be between 0 and 100"
	}
	return msg
}

// vmLayout is where goja keeps the operand stack: the value that an operation
// failed on is on its top, and only there can null be told from undefined.
var vmLayout = func() (l struct{ vm, stack, sp uintptr }) {
	f, ok := reflect.TypeFor[goja.Runtime]().FieldByName("vm")
	if !ok {
		return
	}
	t := f.Type.Elem()
	stack, ok1 := t.FieldByName("stack")
	sp, ok2 := t.FieldByName("sp")
	if ok1 && ok2 && stack.Type.Kind() == reflect.Slice && sp.Type.Kind() == reflect.Int {
		l.vm, l.stack, l.sp = f.Offset, stack.Offset, sp.Offset
	}
	return
}()

// nullish names the value that has no properties: "undefined" or "null".
func (e *Engine) nullish() string {
	if vmLayout.stack == vmLayout.sp {
		return "undefined"
	}
	vm := *(*unsafe.Pointer)(unsafe.Add(unsafe.Pointer(e.rt), vmLayout.vm))
	stack := *(*[]goja.Value)(unsafe.Add(vm, vmLayout.stack))
	sp := *(*int)(unsafe.Add(vm, vmLayout.sp))
	for i := sp - 1; i >= 0 && i >= sp-3 && i < len(stack); i-- {
		if v := stack[i]; v != nil && goja.IsNull(v) {
			return "null"
		} else if v != nil && goja.IsUndefined(v) {
			return "undefined"
		}
	}
	return "undefined"
}

// site is the operation that failed: its offset in the source of its file.
func (e *Engine) site() (at int, src string, ok bool) {
	if e.process == nil {
		return 0, "", false
	}
	var buf [1]goja.StackFrame
	frames := e.rt.CaptureCallStack(1, buf[:0])
	if len(frames) == 0 || !strings.HasPrefix(frames[0].SrcName(), "/") {
		return 0, "", false
	}
	f := e.frameOf(&frames[0], frames[0].SrcName())
	src, err := e.process.read(f.file)
	if err != nil {
		return 0, "", false
	}
	for line := 1; line < f.line; line++ {
		i := strings.IndexByte(src[at:], '\n')
		if i < 0 {
			return 0, "", false
		}
		at += i + 1
	}
	at += f.col - 1
	return at, src, at >= 0 && at < len(src)
}

func identifier(c byte) bool {
	return c == '_' || c == '$' || c == '#' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// calleeBefore is the expression that ends at end, as V8's CallPrinter prints
// it: literals of functions, objects and classes are "(intermediate value)",
// arguments of inner calls "(...)".
func calleeBefore(src string, end int) string {
	const unknown = "(intermediate value)"
	out := ""
	i := end
	space := func() {
		for i > 0 && (src[i-1] == ' ' || src[i-1] == '\n' || src[i-1] == '\t' || src[i-1] == '\r') {
			i--
		}
	}
	for {
		space()
		if i == 0 {
			return out
		}
		switch c := src[i-1]; {
		case identifier(c):
			j := i
			for i > 0 && identifier(src[i-1]) {
				i--
			}
			out = src[i:j] + out
			space()
			switch {
			case i > 1 && src[i-1] == '.' && src[i-2] == '?':
				out, i = "?."+out, i-2
				continue
			case i > 0 && src[i-1] == '.':
				out, i = "."+out, i-1
				continue
			case endsWithWord(src[:i], "new"):
				return unknown
			}
			return out
		case c == ']' || c == ')':
			open := matching(src, i-1)
			if open < 0 {
				return unknown + out
			}
			inner := strings.TrimSpace(src[open+1 : i-1])
			i = open
			space()
			follows := i > 0 && (identifier(src[i-1]) && !keywordEnds(src[:i]) || src[i-1] == ')' || src[i-1] == ']')
			switch {
			case c == ']' && follows:
				out = memberKey(inner) + out
			case c == ']':
				return "[" + inner + "]" + out
			case follows:
				out = "(...)" + out
			case strings.ContainsAny(inner, "{}=()`"):
				return unknown + out
			case strings.HasPrefix(inner, "void "):
				return "(" + inner + ")" + out
			default:
				return inner + out
			}
		case c == '\'' || c == '"':
			j := strings.LastIndexByte(src[:i-1], c)
			if j < 0 {
				return unknown + out
			}
			return `"` + src[j+1:i-1] + `"` + out
		case c == '.' && i > 1 && src[i-2] == '?':
			i -= 2 // f?.()
			out = "?." + out
		default:
			return unknown + out
		}
	}
}

func memberKey(inner string) string {
	if len(inner) > 1 && (inner[0] == '\'' || inner[0] == '"') {
		return "." + inner[1:len(inner)-1]
	}
	return "[" + inner + "]"
}

// matching is the opening bracket of the closing one at i.
func matching(src string, i int) int {
	depth := 0
	for ; i >= 0; i-- {
		switch src[i] {
		case ')', ']', '}':
			depth++
		case '(', '[', '{':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

func endsWithWord(s, w string) bool {
	s = strings.TrimRight(s, " \n\t")
	return strings.HasSuffix(s, w) && (len(s) == len(w) || !identifier(s[len(s)-len(w)-1]))
}

func keywordEnds(s string) bool {
	for _, w := range [...]string{"return", "typeof", "await", "yield", "void", "delete", "in", "of", "case", "do", "else", "throw"} {
		if endsWithWord(s, w) {
			return true
		}
	}
	return false
}

// constructedAfter is the class expression after new.
func constructedAfter(src string, at int) string {
	for at < len(src) && src[at] == ' ' {
		at++
	}
	j := at
	for j < len(src) && (identifier(src[j]) || src[j] == '.') {
		j++
	}
	if j == at {
		return "(intermediate value)"
	}
	return src[at:j]
}

// assigned is the property that an assignment at an offset sets.
func assigned(src string, at int) (string, bool) {
	line := src[at:]
	if i := strings.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	i := strings.IndexByte(line, '=')
	if i < 0 {
		return "", false
	}
	left := strings.TrimRight(line[:i], " +-*/%&|^?<>")
	if strings.HasSuffix(left, "]") {
		j := strings.LastIndexByte(left, '[')
		return strings.Trim(left[j+1:len(left)-1], `'"`), j >= 0
	}
	j := len(left)
	for j > 0 && identifier(left[j-1]) {
		j--
	}
	return left[j:], j > 0 && left[j-1] == '.' || j == 0 && at > 0 && src[at-1] == '.'
}
