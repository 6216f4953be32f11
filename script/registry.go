package script

import (
	"sync"

	"github.com/dop251/goja"
)

// ModuleSpec declares a built-in module. Its exports are made when it is first
// required, property by property.
type ModuleSpec struct {
	Name      string // without "node:"
	Functions []Method
	Classes   []*Class
	Fields    []Field
	Accessors []Accessor
	// Make, if set, makes the exports itself: events exports a class.
	Make func(e *Engine) goja.Value
	// If says whether this version has the module; nil: all have.
	If func(e *Engine) bool

	once     sync.Once
	template *template
}

var builtinModules = map[string]*ModuleSpec{}

// DefineModule declares a built-in module. It is called from init functions.
func DefineModule(m *ModuleSpec) *ModuleSpec {
	builtinModules[m.Name] = m
	return m
}

// exports makes the module's exports in a process.
func (m *ModuleSpec) exports(e *Engine) goja.Value {
	if m.Make != nil {
		return m.Make(e)
	}
	m.once.Do(func() {
		m.template = newTemplate(len(m.Functions) + len(m.Classes) + len(m.Fields) + len(m.Accessors))
		for _, c := range m.Classes {
			m.template.put(c.spec.Name, func(rt *goja.Runtime) goja.Value { return engineOf(rt).Constructor(c) })
		}
		fillPlain(m.template, m.Functions, m.Accessors, m.Fields)
	})
	return e.objectOf(m.template)
}

// noClass gives plain objects the attributes of an ES5 prototype: methods are
// enumerable.
var noClass = &Class{}

func fillPlain(t *template, methods []Method, accessors []Accessor, fields []Field) {
	noClass.fill(t, methods, accessors, fields, false)
}

// objectOf makes a plain object of a template.
func (e *Engine) objectOf(t *template) *goja.Object {
	o := newObjectOf(e.rt, t)
	must(o.SetPrototype(e.objectPrototype()))
	return o
}

// ObjectSpec declares a plain object whose properties are made when looked up.
type ObjectSpec struct {
	Methods   []Method
	Accessors []Accessor
	Fields    []Field

	once     sync.Once
	template *template
}

// NewObject makes one.
func (e *Engine) NewObject(s *ObjectSpec) *goja.Object {
	s.once.Do(func() {
		s.template = newTemplate(len(s.Methods) + len(s.Accessors) + len(s.Fields))
		fillPlain(s.template, s.Methods, s.Accessors, s.Fields)
	})
	return e.objectOf(s.template)
}

// globals are the properties of the global object beyond the language's.
var globals struct {
	fields    []Field
	methods   []Method
	accessors []Accessor
	once      sync.Once
	template  *template
}

// DefineGlobal declares global variables. Like all Define functions it is
// called from init functions.
func DefineGlobal(f ...Field) { globals.fields = append(globals.fields, f...) }

// DefineGlobalFunc declares global functions.
func DefineGlobalFunc(m ...Method) { globals.methods = append(globals.methods, m...) }

func globalTemplate() *template {
	globals.once.Do(func() {
		globals.template = newTemplate(len(globals.fields) + len(globals.methods))
		globals.template.hide(engineKey, func(*goja.Runtime) goja.Value { return goja.Undefined() })
		fillPlain(globals.template, globals.methods, globals.accessors, globals.fields)
	})
	return globals.template
}

// Room returns the process's only T, which make makes when it is first asked
// for: what a room of bindings keeps per process.
func Room[T any](e *Engine, make func(e *Engine) *T) *T {
	var key *T
	if v, ok := e.rooms[key]; ok {
		return v.(*T)
	}
	v := make(e)
	e.rooms[key] = v
	return v
}
