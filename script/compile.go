package script

import (
	"errors"
	"strconv"
	"strings"
	"sync"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/parser"

	"finishline/node/versions"
)

// Cache keeps compiled sources, for explorations that run the same script many
// times. It may be shared by all processes that see the same files, also when
// they run at the same time.
type Cache struct{ programs sync.Map } // of cacheKey to compiled

type cacheKey struct {
	file, source string
	version      versions.Version // of Node, which decides what is lowered
}

type compiled struct {
	program  *goja.Program
	lowered  bool
	mentions mentions
}

// compile is compileSource, or what it gave before.
func (p *Process) compile(file, source string) *goja.Program {
	c := p.program.Cache
	if c == nil {
		p.e.supply(mentionsOf(source))
		return p.compileSource(file, source)
	}
	key := cacheKey{file, source, p.program.Version.Version}
	if v, ok := c.programs.Load(key); ok {
		v := v.(compiled)
		if v.lowered {
			p.markLowered(file)
		}
		p.e.supply(v.mentions)
		return v.program
	}
	m := mentionsOf(source)
	p.e.supply(m)
	prog := p.compileSource(file, source)
	c.programs.Store(key, compiled{prog, p.lowered[file], m})
	return prog
}

func (p *Process) markLowered(file string) {
	if p.lowered == nil {
		p.lowered = make(map[string]bool)
	}
	p.lowered[file] = true
}

// compileSource compiles a module's source; what the engine cannot compile is
// lowered first. A syntax error is thrown.
func (p *Process) compileSource(file, source string) *goja.Program {
	source = strings.TrimPrefix(source, "\ufeff")
	if strings.HasPrefix(source, "#!") {
		source = "//" + source[2:]
	}
	if !strings.HasSuffix(file, ".mjs") {
		prog, err := compileWrapped(file, source)
		if err == nil {
			return prog
		}
	}
	prog, err := p.lower(file, source)
	if err != nil {
		p.e.Throw(p.syntaxError(file, source, err))
	}
	p.markLowered(file)
	return prog
}

func compileWrapped(file, source string) (*goja.Program, error) {
	ast, err := goja.Parse(file, wrapperHead+source+wrapperTail, parser.WithDisableSourceMaps)
	if err != nil {
		return nil, err
	}
	if err := checkChains(source, ast); err != nil {
		return nil, err
	}
	return compileAST(source, ast)
}

func compileAST(source string, p *ast.Program) (*goja.Program, error) {
	if hasProperty(source) {
		if err := expandLiterals(p); err != nil {
			return nil, err
		}
	}
	return goja.CompileAST(p, false)
}

// wrong is a place in a source and what is wrong there.
type wrong struct {
	line, col int // from 1
	message   string
}

// diagnose finds the first syntax error of a source as V8 would word it.
func (p *Process) diagnose(file, source string) (wrong, bool) {
	// Without the wrapper an unbalanced brace shows where it is; but then a
	// return at the top is an error, which it is not in a module.
	w, ok := parseProblem(file, source, "", "")
	if !ok || w.message == "Illegal return statement" {
		if w2, ok2 := parseProblem(file, source, wrapperHead, wrapperTail); ok2 {
			w, ok = w2, true
		} else if w.message == "Illegal return statement" {
			ok = false
		}
	}
	if !ok {
		return w, false
	}
	w.message = p.v8Syntax(w, source)
	return w, true
}

func parseProblem(file, source, head, tail string) (wrong, bool) {
	ast, err := parser.ParseFile(nil, file, head+source+tail, 0, parser.WithDisableSourceMaps)
	if err == nil {
		_, err = goja.CompileAST(ast, false)
	}
	if err == nil {
		return wrong{}, false
	}
	var list parser.ErrorList
	var compiler *goja.CompilerSyntaxError
	w := wrong{line: 1, col: 1, message: err.Error()}
	switch {
	case errors.As(err, &list) && len(list) > 0:
		w = wrong{list[0].Position.Line, list[0].Position.Column, list[0].Message}
	case errors.As(err, &compiler):
		w.message = compiler.Message
		if compiler.File != nil {
			pos := compiler.File.Position(compiler.Offset)
			w.line, w.col = pos.Line, pos.Column
		}
	}
	if w.line == 1 {
		w.col -= len(head)
	}
	return w, true
}

// v8Syntax turns the parser's wording into V8's.
func (p *Process) v8Syntax(w wrong, source string) string {
	lines := strings.Split(source, "\n")
	if w.line > len(lines) {
		return "Unexpected end of input"
	}
	at := ""
	if line := lines[w.line-1]; w.col >= 1 && w.col-1 <= len(line) {
		at = line[w.col-1:]
	}
	switch {
	case w.message == "Unexpected token ILLEGAL" || strings.HasPrefix(w.message, "Invalid or unexpected"):
		return "Invalid or unexpected token"
	case strings.HasPrefix(w.message, "Unexpected token "):
		t := strings.TrimPrefix(w.message, "Unexpected token ")
		return "Unexpected token '" + t + "'"
	case w.message == "Unexpected identifier":
		if p.has(versions.SyntaxErrorNamesIdentifier) {
			return "Unexpected identifier '" + word(at) + "'"
		}
	case w.message == "Unexpected reserved word" && word(at) != "":
		if word(at) == "await" {
			return "await is only valid in async functions and the top level bodies of modules"
		}
		if word(at) == "import" {
			return "Cannot use import statement outside a module"
		}
		return "Unexpected token '" + word(at) + "'"
	case strings.HasPrefix(w.message, "Illegal continue"):
		return "Illegal continue statement: no surrounding iteration statement"
	}
	return w.message
}

// word is the identifier at the start of s.
func word(s string) string {
	n := 0
	for n < len(s) && (s[n] == '_' || s[n] == '$' || s[n] >= '0' && s[n] <= '9' || s[n] >= 'a' && s[n] <= 'z' || s[n] >= 'A' && s[n] <= 'Z' || s[n] >= 0x80) {
		n++
	}
	return s[:n]
}

// syntaxError is the error of a source that does not compile: its stack starts
// with the place, as Node's does.
func (p *Process) syntaxError(file, source string, lowering error) *goja.Object {
	w, ok := p.diagnose(file, source)
	var low loweringError
	if errors.As(lowering, &low) && (!ok || !low.engine) {
		w = low.wrong
	}
	o := p.e.newError("SyntaxError", w.message)
	lines := strings.Split(source, "\n")
	src := ""
	if w.line >= 1 && w.line <= len(lines) {
		src = lines[w.line-1]
	}
	col := min(max(w.col, 1), len(src)+1)
	width := max(len(word(src[col-1:])), 1)
	arrow := file + ":" + strconv.Itoa(w.line) + "\n" + src + "\n" + strings.Repeat(" ", col-1) + strings.Repeat("^", width) + "\n\n"
	if w.message == "Unexpected end of input" {
		arrow = file + ":" + strconv.Itoa(w.line) + "\n\n\n\n"
	}
	stack := text(o.Get("stack"))
	if !strings.Contains(stack, "\n    at ") {
		stack += "\n    at " + strings.Join(p.program.Version.Internals().Main, "\n    at ")
	}
	setHidden(o, "stack", p.e.rt.ToValue(arrow+stack))
	p.decorated = o
	return o
}
