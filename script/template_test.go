package script

import (
	"reflect"
	"testing"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"
)

// TestTemplates holds the mirrored types against goja's.
func TestTemplates(t *testing.T) {
	rt := goja.New()
	tmpl := newTemplate(1)
	tmpl.put("x", func(rt *goja.Runtime) goja.Value { return rt.ToValue(1) })
	o := newObjectOf(rt, tmpl)

	self := reflect.ValueOf(o).Elem().Field(0)
	require.Equal(t, reflect.Interface, self.Kind())
	require.Zero(t, reflect.TypeFor[goja.Object]().Field(0).Offset)
	theirs := self.Elem().Type().Elem()
	ours := reflect.TypeFor[templated]()
	base, ok := theirs.FieldByName("baseObject")
	require.True(t, ok)
	sameFields(t, base.Type, reflect.TypeFor[baseWords](), reflect.TypeFor[baseWords]().NumField())
	sameFields(t, theirs, ours, theirs.NumField()) // hosted is ours alone
	require.Equal(t, theirs.Size(), ours.Size())
	sameFunctions(t, rt)
	require.Equal(t, tmpl, head(o).tmpl)
	require.NotContains(t, head(o).values, "x")
	require.Equal(t, int64(1), o.Get("x").Export())
	require.Len(t, head(o).values, 1)

	prop := gojaValueProp(rt.ToValue(1), true, false, true)
	theirs = reflect.TypeOf(prop).Elem()
	ours = reflect.TypeFor[property]()
	require.Equal(t, theirs.Size(), ours.Size())
	p := (*property)((*[2]unsafe.Pointer)(unsafe.Pointer(&prop))[1])
	require.True(t, p.writable && p.configurable && !p.enumerable)
	require.Equal(t, rt.ToValue(1), p.value)

	theirs = reflect.ValueOf(o).Elem().Field(0).Elem().Elem().FieldByName("tmpl").Type().Elem()
	ours = reflect.TypeFor[template]()
	for i := 0; i < theirs.NumField(); i++ {
		require.Equal(t, theirs.Field(i).Name, ours.Field(i).Name)
		require.Equal(t, theirs.Field(i).Offset, ours.Field(i).Offset)
	}
}

// sameFields compares the first n fields.
func sameFields(t *testing.T, theirs, ours reflect.Type, n int) {
	for i := 0; i < n; i++ {
		f, g := ours.Field(i), theirs.Field(i)
		if !f.Anonymous {
			require.Equal(t, g.Name, f.Name)
		}
		require.Equal(t, g.Offset, f.Offset, f.Name)
		require.Equal(t, g.Type.Size(), f.Type.Size(), f.Name)
	}
}

// sameFunctions holds what functions have beyond other objects against goja's.
func sameFunctions(t *testing.T, rt *goja.Runtime) {
	f := newFunctionOf(rt, newTemplate(0), nil, nil)
	theirs := reflect.ValueOf(f).Elem().Field(0).Elem().Type().Elem()
	ours := reflect.TypeFor[templatedFunction]()
	require.Equal(t, theirs.Size(), ours.Size())
	require.Equal(t, theirs.NumField(), ours.NumField())
	for i := range ours.NumField() {
		require.Equal(t, theirs.Field(i).Offset, ours.Field(i).Offset)
		require.Equal(t, theirs.Field(i).Type.Size(), ours.Field(i).Type.Size())
	}
}

// TestHosts finds what an object stands for, inherited or its own, and nothing
// beside goja's own objects.
func TestHosts(t *testing.T) {
	e := testEngine(t)
	for src, want := range map[string]bool{
		`new Lamp`: true, `Lamp.make()`: true, `Object.create(new Lamp)`: true, `new (class extends Lamp {})`: true,
		`let o = {}; Lamp.call(o); o`: true, `let g = () => 1; Object.assign(g, Lamp.prototype); g.toggle(); g`: true,
		`Lamp`: false, `Lamp.prototype`: false, `({})`: false, `[]`: false, `Math.max`: false, `Function.prototype`: false,
		`new Proxy(new Lamp, {})`: false, `Object.create(new Proxy({}, { get() { throw 1 } }))`: false,
	} {
		v, err := e.rt.RunString(`{ ` + src + ` }`)
		require.NoError(t, err, src)
		require.Equal(t, want, e.hostIn(v.(*goja.Object)) != nil, src)
	}
}

// TestOverrides finds what a script put in the place of a method, wherever it
// put it, and makes no function object of what nobody touched.
func TestOverrides(t *testing.T) {
	for _, c := range []struct {
		name, src string
		want      bool
	}{
		{"nothing", `new Lamp`, false},
		{"looked at", `let l = new Lamp; l.toggle; l`, false},
		{"on the object", `let l = new Lamp; l.toggle = () => 1; l`, true},
		{"in a subclass", `new (class extends Lamp { toggle() {} })`, true},
		{"in a class between", `class A extends Lamp { toggle() {} }; new (class extends A {})`, true},
		{"in a subclass, another", `new (class extends Lamp { bend() {} })`, false},
		{"on the prototype", `Lamp.prototype.toggle = () => 1; new Lamp`, true},
		{"on the prototype, later", `let l = new Lamp; l.toggle; Lamp.prototype.toggle = () => 1; l`, true},
		{"on the parent's prototype", `Lamp.prototype.toggle = () => 1; new DeskLamp`, true},
		{"on a prototype of its own", `let l = new Lamp; Object.setPrototypeOf(l, { toggle() {} }); l`, true},
		{"on a prototype put between", `Object.setPrototypeOf(DeskLamp.prototype, { toggle() {} }); new DeskLamp`, true},
		{"a getter", `let l = new Lamp; Object.defineProperty(l, 'toggle', { get: () => () => 1 }); l`, true},
		{"old style", `function L() { Lamp.call(this) } L.prototype = Object.create(Lamp.prototype); L.prototype.toggle = () => 1; new L`, true},
		{"deleted", `delete Lamp.prototype.toggle; new Lamp`, false},
		{"deleted, then from Object", `delete Lamp.prototype.toggle; Object.prototype.toggle = () => 1; new Lamp`, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := testEngine(t)
			v, err := e.rt.RunString(c.src)
			require.NoError(t, err)
			h := e.hostIn(v.(*goja.Object))
			require.Equal(t, c.want, h.Override("toggle") != nil)
		})
	}
	e := testEngine(t)
	v, err := e.rt.RunString(`new Lamp`)
	require.NoError(t, err)
	before := len(e.builtins)
	require.Nil(t, e.hostIn(v.(*goja.Object)).Override("toggle"))
	require.Len(t, e.builtins, before)
	require.Nil(t, e.hostOf(&lamp{}).Override("toggle"), "never shown")
	_, err = e.rt.RunString(`Lamp.prototype.toggle = () => 1`)
	require.NoError(t, err)
	require.NotNil(t, e.hostOf(&lamp{}).Override("toggle"), "never shown, the prototype patched")
}
