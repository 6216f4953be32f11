package script

import (
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"
)

// compile compiles a module's source; what the engine cannot compile is lowered
// first. A syntax error is thrown.
func (p *Process) compile(file, source string) *goja.Program {
	source = strings.TrimPrefix(source, "\ufeff")
	if strings.HasPrefix(source, "#!") {
		source = "//" + source[2:]
	}
	prog, err := compileWrapped(file, source)
	if err == nil {
		return prog
	}
	return p.compileLowered(file, source, err)
}

func compileWrapped(file, source string) (*goja.Program, error) {
	ast, err := goja.Parse(file, wrapperHead+source+wrapperTail, parser.WithDisableSourceMaps)
	if err != nil {
		return nil, err
	}
	return goja.CompileAST(ast, false)
}

func (p *Process) compileLowered(file, source string, err error) *goja.Program {
	p.e.Throw(p.e.newError("SyntaxError", err.Error()))
	return nil
}
