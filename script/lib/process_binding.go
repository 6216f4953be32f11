package lib

import (
	"regexp"
	"strings"

	"github.com/dop251/goja"

	"finishline/node/versions"
)

// processBinding is what modules here need of the process.
func (l *Lib) processBinding() *goja.Object {
	o := l.rt.NewObject()
	l.export(o, "warn", func(a []goja.Value) goja.Value {
		if l.host.Warn != nil {
			l.host.Warn(arg(a, 0).String(), stringOf(arg(a, 1)), stringOf(arg(a, 2)))
		}
		return goja.Undefined()
	})
	l.export(o, "env", func([]goja.Value) goja.Value {
		if l.host.Process != nil {
			if env, ok := l.host.Process().Get("env").(*goja.Object); ok {
				return env
			}
		}
		return l.rt.NewObject()
	})
	l.export(o, "nextTick", func(a []goja.Value) goja.Value {
		f, _ := goja.AssertFunction(arg(a, 0))
		run := func() { l.call(f, goja.Undefined()) }
		if l.host.NextTick != nil {
			l.host.NextTick(run)
			return goja.Undefined()
		}
		p, resolve, _ := l.rt.NewPromise()
		then, _ := goja.AssertFunction(l.rt.ToValue(p).(*goja.Object).Get("then"))
		must(resolve(nil))
		l.call(then, l.rt.ToValue(p), l.rt.ToValue(func(goja.FunctionCall) goja.Value { run(); return goja.Undefined() }))
		return goja.Undefined()
	})
	l.export(o, "cwd", func([]goja.Value) goja.Value { return l.rt.ToValue(l.cwd()) })
	return o
}

func (l *Lib) cwd() string {
	if l.host.Cwd == nil {
		return "/"
	}
	return l.host.Cwd()
}

// osBinding is what os and perf_hooks read of the clock.
func (l *Lib) osBinding() *goja.Object {
	o := l.rt.NewObject()
	must(o.Set("timeOrigin", l.host.TimeOrigin))
	l.export(o, "uptime", func([]goja.Value) goja.Value {
		if l.host.Now == nil {
			return l.rt.ToValue(1000)
		}
		return l.rt.ToValue(1000 + float64(l.host.Now()/1e7)/100)
	})
	return o
}

// assertBinding finds the text of the assertion that failed.
func (l *Lib) assertBinding() *goja.Object {
	o := l.rt.NewObject()
	l.export(o, "expressionAt", func([]goja.Value) goja.Value {
		if text := l.callerExpression(); text != "" {
			return l.rt.ToValue(text)
		}
		return goja.Undefined()
	})
	return o
}

// callerExpression is the source of the call that a script's own innermost
// frame is in.
func (l *Lib) callerExpression() string {
	if l.host.Source == nil {
		return ""
	}
	for _, f := range l.rt.CaptureCallStack(12, nil) {
		pos := f.Position()
		if f.SrcName() == "<native>" || strings.HasPrefix(f.SrcName(), "node:") || pos.Line == 0 {
			continue
		}
		lines := strings.Split(l.host.Source(f.SrcName()), "\n")
		if pos.Line > len(lines) {
			return ""
		}
		lines = lines[pos.Line-1:]
		if l.has(versions.AssertOneLine) {
			lines = lines[:1]
		}
		return callAt(lines, pos.Column-1)
	}
	return ""
}

var callee = regexp.MustCompile(`[\w$][\w$.]*\s*\(`)

// callAt is the call expression whose parenthesis opens at column col of the
// first line, where goja says that a call is; as much of it as the lines hold.
func callAt(lines []string, col int) string {
	if col < 0 || col >= len(lines[0]) {
		return ""
	}
	start := col
	for _, m := range callee.FindAllStringIndex(lines[0], -1) {
		if m[1]-1 == col {
			start = m[0]
		}
	}
	text := strings.Join(lines, "\n")[start:]
	if end := closing(text); end >= 0 {
		text = text[:end]
	}
	return dedent(text, start)
}

// closing is the index after the parenthesis that closes the first one.
func closing(text string) int {
	depth := 0
	var quote byte
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case quote != 0:
			if c == '\\' {
				i++
			} else if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"' || c == '`':
			quote = c
		case c == '(' || c == '[' || c == '{':
			depth++
		case c == ')' || c == ']' || c == '}':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}

// dedent indents the further lines as Node does: by two more than the first
// began at, at most.
func dedent(text string, start int) string {
	lines := strings.Split(text, "\n")
	for i := 1; i < len(lines); i++ {
		n := 0
		for n < start && n < len(lines[i]) && (lines[i][n] == ' ' || lines[i][n] == '\t') {
			n++
		}
		lines[i] = "  " + lines[i][n:]
	}
	return strings.Join(lines, "\n")
}
