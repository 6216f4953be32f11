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
	for i := 0; i < ours.NumField(); i++ {
		f := ours.Field(i)
		g, ok := theirs.FieldByName(f.Name)
		require.True(t, ok, f.Name)
		if f.Name != "tmpl" {
			g, ok = base.Type.FieldByName(f.Name)
			require.True(t, ok, f.Name)
		}
		require.Equal(t, g.Offset, f.Offset, f.Name)
		require.Equal(t, g.Type.Size(), f.Type.Size(), f.Name)
	}
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
	require.Equal(t, theirs.Size(), ours.Size())
	for i := 0; i < ours.NumField(); i++ {
		require.Equal(t, theirs.Field(i).Name, ours.Field(i).Name)
		require.Equal(t, theirs.Field(i).Offset, ours.Field(i).Offset)
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
			h := hostIn(v.(*goja.Object))
			require.Equal(t, c.want, h.Override("toggle") != nil)
		})
	}
	e := testEngine(t)
	v, err := e.rt.RunString(`new Lamp`)
	require.NoError(t, err)
	before := len(e.builtins)
	require.Nil(t, hostIn(v.(*goja.Object)).Override("toggle"))
	require.Len(t, e.builtins, before)
	require.Nil(t, e.hostOf(&lamp{}).Override("toggle"), "never shown")
	_, err = e.rt.RunString(`Lamp.prototype.toggle = () => 1`)
	require.NoError(t, err)
	require.NotNil(t, e.hostOf(&lamp{}).Override("toggle"), "never shown, the prototype patched")
}
