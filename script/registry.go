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

	shape shape
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
	return e.objectOf(m.shape.of(e, m.Functions, func(functions []Method) *template {
		t := newTemplate(len(functions) + len(m.Classes) + len(m.Fields) + len(m.Accessors))
		for _, c := range m.Classes {
			t.put(c.spec.Name, func(rt *goja.Runtime) goja.Value { return engineOf(rt).Constructor(c) })
		}
		fillPlain(t, functions, m.Accessors, m.Fields)
		return t
	}))
}

// shape holds the template of a plain object that all processes share; one for
// each version if they differ in methods, because an object must not even list
// what its version lacks.
type shape struct {
	once      sync.Once
	template  *template
	differs   bool
	byVersion sync.Map // versions.Version → *template
}

func (s *shape) of(e *Engine, methods []Method, build func([]Method) *template) *template {
	s.once.Do(func() {
		for i := range methods {
			s.differs = s.differs || methods[i].If != nil
		}
		if !s.differs {
			s.template = build(methods)
		}
	})
	if !s.differs {
		return s.template
	}
	if t, ok := s.byVersion.Load(e.env.Versions.Version); ok {
		return t.(*template)
	}
	var has []Method
	for _, m := range methods {
		if m.If == nil || m.If(e) {
			has = append(has, m)
		}
	}
	t := build(has)
	s.byVersion.Store(e.env.Versions.Version, t)
	return t
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

	shape shape
}

// NewObject makes one.
func (e *Engine) NewObject(s *ObjectSpec) *goja.Object {
	return e.objectOf(s.shape.of(e, s.Methods, func(methods []Method) *template {
		t := newTemplate(len(methods) + len(s.Accessors) + len(s.Fields))
		fillPlain(t, methods, s.Accessors, s.Fields)
		return t
	}))
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
