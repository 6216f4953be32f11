package script

import (
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"finishline/node/realm"
)

// report writes to stderr what Node writes when it dies of an exception
// (src/node_errors.cc, PrintUncaughtException).
func (p *Process) report(v realm.Value) {
	e := p.e
	o, _ := e.ToJS(v).(*goja.Object)
	var b strings.Builder
	switch {
	case o != nil && o == p.decorated:
		b.WriteString(e.inspect(v))
	case o != nil && e.isError(v):
		b.WriteString(p.quote(v, o))
		b.WriteString(p.withEmitter(v, e.inspect(v)))
	default:
		b.WriteString("\n" + strings.TrimSuffix(p.thrownAt(v), "\n"))
		if s, ok := v.(string); ok {
			b.WriteString(s)
		} else {
			b.WriteString(e.inspect(v))
		}
		if o == nil {
			b.WriteString("\n(Use `node --trace-uncaught ...` to show where the exception was thrown)")
		}
	}
	b.WriteString("\n\nNode.js v" + p.program.Version.Version.String() + "\n")
	p.write(2, b.String())
}

// quote is the source line above an error's stack: the library's own where the
// library threw.
func (p *Process) quote(v realm.Value, o *goja.Object) string {
	in := p.program.Version.Internals()
	err, ours := v.(*realm.Error)
	switch {
	case ours && err.Code == "ERR_UNHANDLED_ERROR":
		return in.UnhandledNo
	case p.unhandled.err == v:
		return in.Unhandled
	case ours && err.Name == "UnhandledPromiseRejection":
		return in.Rejection
	case ours && err.Code == "MODULE_NOT_FOUND":
		return in.NotFound
	}
	if ex := p.e.thrown; ex != nil && ex.Value() == goja.Value(o) {
		if at := p.thrownAt(v); at != "" {
			return at
		}
	}
	return p.arrow(text(o.Get("stack")), false)
}

// withEmitter says which emitter an unhandled 'error' event came from, between
// the stack and the properties.
func (p *Process) withEmitter(v realm.Value, shown string) string {
	err, ours := v.(*realm.Error)
	if p.unhandled.err != v || ours && err.Code == "ERR_UNHANDLED_ERROR" {
		return shown
	}
	note := "\nEmitted 'error' event"
	if o, ok := p.e.ToJS(p.unhandled.emitter).(*goja.Object); ok {
		if c, ok := o.Get("constructor").(*goja.Object); ok {
			if n := text(c.Get("name")); n != "" && n != "EventEmitter" {
				note += " on " + n + " instance"
			}
		}
	}
	note += " at:\n    at " + p.program.Version.Internals().Tick
	i := strings.LastIndex(shown, "\n    at ")
	if i < 0 {
		return shown + note
	}
	end := len(shown)
	if j := strings.IndexByte(shown[i+1:], '\n'); j >= 0 {
		end = i + 1 + j
	}
	line := shown[:end]
	rest := shown[end:]
	if strings.HasSuffix(line, " {") {
		return strings.TrimSuffix(line, " {") + note + " {" + rest
	}
	return line + note + rest
}

// thrownAt quotes where a value that is no error was thrown.
func (p *Process) thrownAt(v realm.Value) string {
	ex := p.e.thrown
	if ex == nil {
		return ""
	}
	for _, f := range ex.Stack() {
		name := f.SrcName()
		if name == "<native>" || strings.HasPrefix(name, "node:") {
			continue
		}
		at := p.e.frameOf(&f, name)
		p.callPosition(&at, false)
		if o, ok := p.e.ToJS(v).(*goja.Object); ok && p.e.isError(o) {
			p.readPosition(&at, text(o.Get("message")))
		}
		return p.arrow("\n    at "+at.String(), true)
	}
	return ""
}

// arrow is the source line that an error points at, with a caret.
func (p *Process) arrow(stack string, thrown bool) string {
	i := strings.Index(stack, "\n    at ")
	if i < 0 {
		return ""
	}
	line, _, _ := strings.Cut(stack[i+1:], "\n")
	line = strings.TrimSuffix(line, ")")
	if j := strings.LastIndexByte(line, '('); j >= 0 {
		line = line[j+1:]
	} else {
		line = strings.TrimPrefix(line, "    at ")
	}
	file, row, col, ok := splitPosition(line)
	if !ok || !strings.HasPrefix(file, "/") {
		return ""
	}
	source, err := p.read(file)
	if err != nil {
		return ""
	}
	lines := strings.Split(source, "\n")
	if row < 1 || row > len(lines) {
		return ""
	}
	at := max(col-1, 0)
	src := lines[row-1]
	if at > len(src) {
		at = len(src)
	}
	if before := strings.TrimRight(src[:at], " "); thrown && strings.HasSuffix(before, "throw") {
		at = len(before) - len("throw")
	}
	return file + ":" + strconv.Itoa(row) + "\n" + src + "\n" + strings.Repeat(" ", at) + "^\n\n"
}

// splitPosition splits "file:line:column".
func splitPosition(s string) (file string, line, col int, ok bool) {
	j := strings.LastIndexByte(s, ':')
	if j < 0 {
		return
	}
	i := strings.LastIndexByte(s[:j], ':')
	if i < 0 {
		return
	}
	line, err1 := strconv.Atoi(s[i+1 : j])
	col, err2 := strconv.Atoi(s[j+1:])
	return s[:i], line, col, err1 == nil && err2 == nil
}
