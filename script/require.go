package script

import (
	"io/fs"
	"path"
	"strings"

	"github.com/dop251/goja"

	"finishline/node/realm"
)

// module is one loaded file, and the machine behind its module object.
type module struct {
	realm.Object
	id       string // "." for the main module
	filename string
	exports  goja.Value
	loaded   bool
	parent   *module
	children []*module
	require  *goja.Object
}

// moduleCache is what a process has loaded.
type moduleCache struct {
	main     *module
	files    map[string]*module
	builtins map[string]goja.Value
	cache    *goja.Object // require.cache, once a script has looked at it
	stat     map[string]fileKind
	packages map[string]*packageJSON
}

type fileKind uint8

const (
	missing fileKind = iota
	regular
	directory
)

// Wrapper around a module's source; everything stays on the first line, so that
// line numbers are the file's.
const (
	wrapperHead = "(function " + moduleFunction + "(exports, require, module, __filename, __dirname) {"
	wrapperTail = "\n})"
)

// moduleClass is made by init: its methods reach it again.
var moduleClass *Class

func init() {
	moduleClass = DefineClass(moduleSpec())
	DefineModule(&ModuleSpec{Name: "module", Make: func(e *Engine) goja.Value { return e.Constructor(moduleClass) }})
}

func moduleSpec() ClassSpec {
	return ClassSpec{
		Name: "Module", Length: 2, Machine: &module{},
		Construct: func(c Call) realm.Hosted { return &module{id: text(c.JS(0)), exports: c.rt.NewObject()} },
		Methods: []Method{{Name: "require", Length: 1, Fn: func(c Call) goja.Value {
			return c.process.require(This[*module](c), c.JS(0))
		}}},
		Accessors: []Accessor{
			{Name: "id", Get: func(c Call) goja.Value { return c.ToJS(This[*module](c).id) },
				Set: func(c Call, v goja.Value) { This[*module](c).id = v.String() }},
			{Name: "path", Get: func(c Call) goja.Value { return c.ToJS(path.Dir(This[*module](c).filename)) }},
			{Name: "exports", Get: func(c Call) goja.Value { return This[*module](c).exports },
				Set: func(c Call, v goja.Value) { This[*module](c).exports = v }},
			{Name: "filename", Get: func(c Call) goja.Value { return c.ToJS(This[*module](c).filename) }},
			{Name: "loaded", Get: func(c Call) goja.Value { return c.ToJS(This[*module](c).loaded) }},
			{Name: "children", Get: func(c Call) goja.Value {
				var out []realm.Value
				for _, m := range This[*module](c).children {
					out = append(out, m)
				}
				return c.ToJS(out)
			}},
			{Name: "parent", Get: func(c Call) goja.Value {
				if m := This[*module](c); m.parent != nil {
					return c.ToJS(m.parent)
				} else if m.id == "." {
					return goja.Null()
				}
				return goja.Undefined()
			}},
			{Name: "paths", Get: func(c Call) goja.Value { return c.ToJS(modulePaths(path.Dir(This[*module](c).filename))) }},
		},
		StaticVal: []Field{
			{Name: "builtinModules", Make: func(e *Engine) goja.Value { return e.ToJS(e.process.builtinNames()) }},
			{Name: "Module", Make: func(e *Engine) goja.Value { return e.Constructor(moduleClass) }},
			{Name: "_cache", Make: func(e *Engine) goja.Value { return e.process.requireCache() }},
			{Name: "_extensions", Make: func(e *Engine) goja.Value { return e.process.requireExtensions() }},
		},
		Statics: []Method{
			{Name: "createRequire", Length: 1, Fn: func(c Call) goja.Value {
				file := strings.TrimPrefix(c.JS(0).String(), "file://")
				return c.process.requireFunction(&module{id: file, filename: file})
			}},
			{Name: "isBuiltin", Length: 1, Fn: func(c Call) goja.Value {
				return c.ToJS(c.process.isBuiltin(strings.TrimPrefix(c.JS(0).String(), "node:")))
			}},
			{Name: "_resolveFilename", Length: 2, Fn: func(c Call) goja.Value {
				m, _ := c.Arg(1).(*module)
				return c.ToJS(c.process.resolveOrThrow(m, c.JS(0).String()))
			}},
		},
	}
}

// requireTemplate is that of every module's require function.
var requireTemplate *template

func init() {
	t := newTemplate(4)
	fillPlain(t, nil, []Accessor{{Name: "resolve", Get: func(c Call) goja.Value {
		m, _ := c.Machine().(*module)
		return c.NewFunction("resolve", 2, func(c Call) goja.Value {
			id := c.JS(0)
			if !goja.IsString(id) {
				c.Throw(c.InvalidArgType("request", "of type string", c.Arg(0)))
			}
			return c.ToJS(c.process.resolveOrThrow(m, id.String()))
		})
	}}}, []Field{
		{Name: "main", Make: func(e *Engine) goja.Value {
			if e.process.modules.main == nil {
				return goja.Undefined()
			}
			return e.ToJS(e.process.modules.main)
		}},
		{Name: "extensions", Make: func(e *Engine) goja.Value { return e.process.requireExtensions() }},
		{Name: "cache", Make: func(e *Engine) goja.Value { return e.process.requireCache() }},
	})
	requireTemplate = t
}

// requireFunction is the require of a module.
func (p *Process) requireFunction(m *module) *goja.Object {
	if m.require == nil {
		e := p.e
		h := newHostedFunction(e, requireTemplate, func(c goja.FunctionCall) goja.Value {
			return p.require(m, c.Argument(0))
		})
		h.machine, m.require = m, h.obj
	}
	return m.require
}

// require loads what id names, as seen from module m.
func (p *Process) require(m *module, idv goja.Value) goja.Value {
	if !goja.IsString(idv) {
		p.e.Throw(p.e.InvalidArgType("id", "of type string", p.e.FromJS(idv)))
	}
	id := idv.String()
	if id == "" {
		p.e.Throw(realm.NewTypeError("ERR_INVALID_ARG_VALUE", "The argument 'id' must be a non-empty string. Received ''"))
	}
	if v := p.builtin(id); v != nil {
		return v
	}
	file := p.resolveOrThrow(m, id)
	if x := p.modules.files[file]; x != nil {
		if o := p.modules.cache; o == nil || o.Get(file) != nil {
			return p.exportsOf(x)
		}
	}
	return p.exportsOf(p.load(file, m))
}

// exportsOf is module.exports. A script may have defined that property anew, as
// a getter for instance.
func (p *Process) exportsOf(m *module) goja.Value {
	if h, ok := m.RealmObject().Peer().(*host); ok && h.obj != nil {
		return h.obj.Get("exports")
	}
	return m.exports
}

// builtin is the exports of a built-in module, or nil if id names none.
func (p *Process) builtin(id string) goja.Value {
	name := strings.TrimPrefix(id, "node:")
	if prefixOnly[name] && name == id {
		return nil
	}
	if v, ok := p.modules.builtins[name]; ok {
		return v
	}
	v := p.loadBuiltin(name)
	if v == nil {
		if name != id {
			p.e.Throw(&realm.Error{Name: "Error", Code: "ERR_UNKNOWN_BUILTIN_MODULE", Message: "No such built-in module: " + id})
		}
		return nil
	}
	if p.modules.builtins == nil {
		p.modules.builtins = make(map[string]goja.Value)
	}
	p.modules.builtins[name] = v
	return v
}

// load reads, compiles and runs a file.
func (p *Process) load(file string, parent *module) *module {
	m := &module{id: file, filename: file, parent: parent}
	if parent == nil {
		m.id = "."
		p.modules.main = m
	} else {
		parent.children = append(parent.children, m)
	}
	if p.modules.files == nil {
		p.modules.files = make(map[string]*module)
	}
	p.modules.files[file] = m
	p.cacheChanged(file, m)
	m.exports = p.e.rt.NewObject()
	done := false
	defer func() {
		if !done { // what threw is not kept
			delete(p.modules.files, file)
			if p.modules.cache != nil {
				_ = p.modules.cache.Delete(file)
			}
		}
	}()
	p.run(m)
	m.loaded, done = true, true
	return m
}

// run evaluates the file of a module by its extension.
func (p *Process) run(m *module) {
	source, err := p.read(m.filename)
	if err != nil {
		p.e.Throw(&realm.Error{Name: "Error", Code: "ENOENT", Message: "ENOENT: no such file or directory, open '" + m.filename + "'"})
	}
	switch path.Ext(m.filename) {
	case ".json":
		m.exports = p.parseJSON(m.filename, source)
		return
	case ".node":
		p.e.Throw(p.unsupported("native addons (" + m.filename + ")"))
	}
	p.evaluate(m, source)
}

// evaluate compiles and calls a module's function.
func (p *Process) evaluate(m *module, source string) {
	prog := p.compile(m.filename, source)
	e := p.e
	v, err := e.rt.RunProgram(prog)
	if err != nil {
		e.raise(err)
	}
	this := m.exports
	e.rawCall(v.(*goja.Object))(goja.FunctionCall{This: this, Arguments: []goja.Value{
		m.exports, p.requireFunction(m), e.ToJS(m), e.rt.ToValue(m.filename), e.rt.ToValue(path.Dir(m.filename))}})
}

// read reads a file of the virtual file system.
func (p *Process) read(file string) (string, error) {
	if p.modules.main != nil && file == p.program.Path && p.program.Source != "" {
		return p.program.Source, nil
	}
	if p.files == nil {
		return "", fs.ErrNotExist
	}
	b, err := fs.ReadFile(p.files, strings.TrimPrefix(file, "/"))
	return string(b), err
}

func (p *Process) parseJSON(file, source string) goja.Value {
	source = strings.TrimPrefix(source, "\ufeff")
	parse := p.e.rt.Get("JSON").(*goja.Object).Get("parse").(*goja.Object)
	var out goja.Value
	if v, threw := p.e.Try(func() {
		out = p.e.rawCall(parse)(goja.FunctionCall{This: goja.Undefined(), Arguments: []goja.Value{p.e.rt.ToValue(source)}})
	}); threw {
		if o, ok := p.e.ToJS(v).(*goja.Object); ok {
			must(o.Set("message", file+": "+text(o.Get("message"))))
		}
		p.e.Throw(v)
	}
	return out
}

// runMain loads the main script.
func (p *Process) runMain() {
	if p.program.Source == "" {
		if p.files == nil || p.kind(p.program.Path) == missing {
			found, ok := p.resolvePath(p.program.Path)
			if !ok {
				p.e.Throw(p.notFound(p.program.Path, nil))
			}
			p.program.Path = found
		}
	}
	p.load(p.program.Path, nil)
}

// requireCache is require.cache: modules by file name. Deleting a key makes the
// next require load the file again.
func (p *Process) requireCache() *goja.Object {
	if p.modules.cache == nil {
		o := p.e.rt.CreateObject(nil)
		p.modules.cache = o
		for m := p.modules.main; m != nil; m = nil {
			p.fillCache(m)
		}
	}
	return p.modules.cache
}

func (p *Process) fillCache(m *module) {
	if p.modules.files[m.filename] == m {
		must(p.modules.cache.Set(m.filename, p.e.ToJS(m)))
	}
	for _, c := range m.children {
		p.fillCache(c)
	}
}

func (p *Process) cacheChanged(file string, m *module) {
	if p.modules.cache != nil {
		must(p.modules.cache.Set(file, p.e.ToJS(m)))
	}
}

func (p *Process) requireExtensions() *goja.Object {
	o := p.e.rt.CreateObject(nil)
	for _, x := range []string{".js", ".json", ".node"} {
		must(o.Set(x, p.e.NewFunction("", 2, func(c Call) goja.Value {
			m, ok := c.Arg(0).(*module)
			if ok {
				m.filename = c.JS(1).String()
				p.run(m)
			}
			return goja.Undefined()
		})))
	}
	return o
}

// notFound is the error of a module that cannot be found.
func (p *Process) notFound(id string, from *module) *realm.Error {
	msg := "Cannot find module '" + id + "'"
	var stack []string
	for m := from; m != nil; m = m.parent {
		name := m.filename
		if name == "" {
			name = m.id
		}
		stack = append(stack, name)
	}
	if len(stack) > 0 {
		msg += "\nRequire stack:\n- " + strings.Join(stack, "\n- ")
	}
	list := make([]realm.Value, len(stack))
	for i, s := range stack {
		list[i] = s
	}
	return &realm.Error{Name: "Error", Code: "MODULE_NOT_FOUND", Message: msg,
		Props: []realm.Prop{{Key: "code", Value: "MODULE_NOT_FOUND"}, {Key: "requireStack", Value: list}}}
}

// SupportedList is where users find what is supported.
const SupportedList = "docs/supported.md"

// unsupported is the error of something that Node has and we do not.
func (p *Process) unsupported(what string) *realm.Error {
	return realm.NewError("ERR_FINISHLINE_UNSUPPORTED", what+" is not supported by Finishline; see "+SupportedList+" for what is")
}

// ErrUnsupported makes the error of an API that Finishline lacks.
func (e *Engine) ErrUnsupported(what string) *realm.Error { return e.process.unsupported(what) }
