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
	var b strings.Builder
	js := e.ToJS(v)
	o, _ := js.(*goja.Object)
	switch {
	case o != nil && e.isError(v):
		b.WriteString(p.arrow(text(o.Get("stack"))))
		b.WriteString(e.inspect(v))
	default:
		b.WriteString("Uncaught:\n")
		b.WriteString(e.inspect(v))
		b.WriteString("\n(Use `node --trace-uncaught ...` to show where the exception was thrown)")
	}
	b.WriteString("\n\nNode.js v" + p.program.Version.Version.String() + "\n")
	p.write(2, b.String())
}

// arrow is the source line that an error points at, with a caret.
func (p *Process) arrow(stack string) string {
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
	if before := strings.TrimRight(src[:at], " "); strings.HasSuffix(before, "throw") {
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
