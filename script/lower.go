package script

import (
	"encoding/json"
	"errors"
	"path"
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"

	"finishline/node/realm"
	"finishline/node/versions"
	"finishline/script/lower"
)

// loweringError is why a source could not be lowered.
type loweringError struct {
	wrong
	engine bool // the lowered code does not compile either: the engine lacks something
}

func (l loweringError) Error() string { return l.message }

// lower rewrites what goja does not know (modules, async generators, for await,
// using) into what it does, and compiles that. Positions stay those of the
// source, through a source map.
func (p *Process) lower(file, source string) (*goja.Program, error) {
	esm, err := p.moduleKind(file, source)
	if err != nil {
		return nil, err
	}
	head := wrapperHead
	options := lower.Options{File: file, Engine: true, Footer: strings.TrimPrefix(wrapperTail, "\n")}
	options.TS = strings.HasSuffix(file, ".ts") || strings.HasSuffix(file, ".mts") || strings.HasSuffix(file, ".cts")
	if esm {
		options.CommonJS = true
		url, _ := json.Marshal("file://" + file)
		name, _ := json.Marshal(file)
		dir, _ := json.Marshal(path.Dir(file))
		options.Define = map[string]string{"import.meta.url": string(url), "import.meta.filename": string(name), "import.meta.dirname": string(dir), "this": "undefined", "require": "require_is_not_defined_in_ES_module_scope"}
		head += `"use strict";`
	} else if strings.Contains(source, "import(") || strings.Contains(source, "import (") {
		options.CommonJS = true
	}
	options.Banner = head
	r := lower.Transform(source, options)
	if esm && strings.Contains(r.Wrong, "op-level await") {
		r = lower.Transform(awaitable(source), options)
	}
	if r.Wrong != "" {
		_, known := p.diagnose(file, source)
		return nil, loweringError{wrong: wrong{line: max(r.Line, 1), col: max(r.Col, 1), message: r.Wrong}, engine: known}
	}
	prog, err := compileLowered(file, r.Code)
	if errors.As(err, new(errSpreadInChain)) {
		options.Chains = true
		prog, err = compileLowered(file, lower.Transform(source, options).Code)
	}
	if err != nil {
		return nil, loweringError{wrong: wrong{1, 1, err.Error()}, engine: true}
	}
	return prog, nil
}

func compileLowered(file, code string) (*goja.Program, error) {
	ast, err := goja.Parse(file, code, parser.WithSourceMapLoader(func(string) ([]byte, error) { return nil, nil }))
	if err != nil {
		return nil, err
	}
	if err := checkChains(code, ast); err != nil {
		return nil, err
	}
	return compileAST(code, ast)
}

// moduleKind says whether a file is an ECMAScript module: by its extension, its
// package, or, in versions that look, its syntax.
func (p *Process) moduleKind(file, source string) (bool, error) {
	switch path.Ext(file) {
	case ".mjs", ".mts":
		return true, nil
	case ".cjs", ".cts":
		return false, nil
	}
	if pkg, _ := p.scope(path.Dir(file)); pkg != nil && pkg.Type != "" {
		return pkg.Type == "module", nil
	}
	if hasModuleSyntax(source) {
		if !p.has(versions.DetectsModules) {
			p.queueWarning(&realm.Error{Name: "Warning", Message: `To load an ES module, set "type": "module" in the package.json or use the .mjs extension.`})
			w, _ := p.diagnose(file, source)
			return false, loweringError{wrong: wrong{max(w.line, 1), max(w.col, 1), moduleSyntaxMessage(source)}}
		}
		return true, nil
	}
	return false, nil
}

func moduleSyntaxMessage(source string) string {
	for _, line := range strings.Split(source, "\n") {
		switch word(strings.TrimSpace(line)) {
		case "export":
			return "Unexpected token 'export'"
		case "import":
			return "Cannot use import statement outside a module"
		}
	}
	return "await is only valid in async functions and the top level bodies of modules"
}

// hasModuleSyntax reports whether a source imports, exports or awaits at its
// top. esbuild knows: as CommonJS it would have to convert.
func hasModuleSyntax(source string) bool {
	if !strings.Contains(source, "import") && !strings.Contains(source, "export") && !strings.Contains(source, "await") {
		return false
	}
	if r := lower.Transform(source, lower.Options{CommonJS: true}); r.Wrong != "" {
		return strings.Contains(r.Wrong, "op-level await")
	}
	plain := lower.Transform(source, lower.Options{})
	for _, line := range strings.Split(plain.Code, "\n") {
		if w := word(line); w == "import" && !strings.HasPrefix(line, "import(") || w == "export" {
			return true
		}
	}
	return false
}

// awaitable puts a module's body into an async function, its imports before it.
// Lines keep their numbers.
func awaitable(source string) string {
	lines := strings.Split(source, "\n")
	var imports []string
	for i := 0; i < len(lines); i++ {
		line := strings.TrimSpace(lines[i])
		if word(line) == "export" { // nobody can import a module that awaits here
			lines[i] = unexported(lines[i])
			continue
		}
		if word(line) != "import" || strings.HasPrefix(line, "import(") || strings.HasPrefix(line, "import.") {
			continue
		}
		j := i
		for j < len(lines)-1 && !strings.ContainsAny(lines[j], "'\"") {
			j++
		}
		for k := i; k <= j; k++ {
			imports = append(imports, lines[k])
			lines[k] = ""
		}
		i = j
	}
	return strings.Join(imports, " ") + ";module.exports = (async () => {" + strings.Join(lines, "\n") + "\n})()"
}

// unexported is an export's line without what exports.
func unexported(line string) string {
	rest := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "export"))
	switch {
	case strings.HasPrefix(rest, "{"), strings.HasPrefix(rest, "*"):
		return ""
	case strings.HasPrefix(rest, "default "):
		return strings.TrimPrefix(rest, "default ")
	}
	return rest
}
