package script

import (
	"testing"

	"github.com/dop251/goja"

	"finishline/node/realm"
)

type lamp struct {
	realm.Object
	on bool
}

var lampClass, deskLampClass *Class

func init() {
	lampClass = DefineClass(ClassSpec{
		Name: "Lamp", Length: 1, Machine: &lamp{}, AnyThis: true,
		Construct: func(c Call) realm.Hosted {
			l := &lamp{on: Bool(c.Arg(0))}
			c.Adopt(l)
			return l
		},
		Attach: func(c Call) realm.Hosted { return &lamp{} },
		Methods: []Method{
			{Name: "toggle", Fn: func(c Call) goja.Value {
				l := c.Machine().(*lamp)
				if f := l.Override("_flip"); f != nil {
					f.Call(l)
				} else {
					l.on = !l.on
				}
				return c.This
			}},
			{Name: "swap", Alias: "toggle"},
		},
		Accessors: []Accessor{{Name: "lit", Get: func(c Call) goja.Value { return c.ToJS(c.Machine().(*lamp).on) }}},
		Statics:   []Method{{Name: "make", Fn: func(c Call) goja.Value { return c.ToJS(&lamp{on: true}) }}},
	})
	deskLampClass = DefineClass(ClassSpec{Name: "DeskLamp", Parent: lampClass, ES6: true,
		Construct: func(c Call) realm.Hosted { return &lamp{} },
		Methods:   []Method{{Name: "bend", Fn: func(c Call) goja.Value { return nil }}}})
}

func testEngine(t testing.TB) *Engine {
	g := newTemplate(2)
	g.hide(engineKey, func(*goja.Runtime) goja.Value { return goja.Undefined() })
	g.put("Lamp", func(rt *goja.Runtime) goja.Value { return hiddenProp(engineOf(rt).Constructor(lampClass)) })
	g.put("DeskLamp", func(rt *goja.Runtime) goja.Value { return hiddenProp(engineOf(rt).Constructor(deskLampClass)) })
	return newEngine(g)
}

func TestClasses(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"construct and call", `new Lamp(true).toggle().lit`, "false"},
		{"without new", `Lamp(true).lit`, "true"},
		{"subclass", `class L extends Lamp { constructor() { super(true); this.x = 1 } }; let l = new L; [l.lit, l.x, l instanceof Lamp, l.constructor.name].join()`, "true,1,true,L"},
		{"override in subclass", `class L extends Lamp { _flip() { this.flipped = true } }; let l = new L; l.toggle(); [l.lit, l.flipped].join()`, "false,true"},
		{"override on the object", `let l = new Lamp; l._flip = function () { this.f = 1 }; l.toggle(); [l.lit, l.f].join()`, "false,1"},
		{"ES5 inheritance", `function L() { Lamp.call(this, true) } L.prototype = Object.create(Lamp.prototype); let l = new L; l.swap(); l.lit + ''`, "false"},
		{"mixin", `let o = Object.assign({}, Lamp.prototype); o.toggle(); Object.getOwnPropertyDescriptor(Lamp.prototype, 'lit').get.call(o) + ''`, "true"},
		{"mixin on a function", `let o = Object.assign(() => 1, Lamp.prototype); o.toggle(); Object.getOwnPropertyDescriptor(Lamp.prototype, 'lit').get.call(o) + ''`, "true"},
		{"property names", `Object.getOwnPropertyNames(Lamp.prototype).join()`, "constructor,toggle,swap,lit"},
		{"own keys of an instance", `let l = new Lamp; l.a = 1; Reflect.ownKeys(l).join() + JSON.stringify(l)`, `a{"a":1}`},
		{"enumerable as ES5", `let a = []; for (const k in new Lamp) a.push(k); a.join()`, "toggle,swap,lit"},
		{"not enumerable as ES6", `let a = []; for (const k in DeskLamp.prototype) a.push(k); a.join()`, "toggle,swap,lit"},
		{"ES6 class needs new", `try { DeskLamp() } catch (e) { e.message }`, "Class constructor DeskLamp cannot be invoked without 'new'"},
		{"chain", `[Object.getPrototypeOf(DeskLamp) === Lamp, Object.getPrototypeOf(DeskLamp.prototype) === Lamp.prototype, DeskLamp.name, DeskLamp.length, Lamp.length].join()`, "true,true,DeskLamp,0,1"},
		{"patched prototype", `let t = Lamp.prototype.toggle; Lamp.prototype._flip = function () { this.p = 1 }; let l = new Lamp; l.toggle(); l.p + ''`, "1"},
		{"defineProperty on a prototype", `Object.defineProperty(Lamp.prototype, 'lit', { get() { return 'mine' } }); new Lamp().lit`, "mine"},
		{"delete from a prototype", `delete Lamp.prototype.toggle; typeof new Lamp().toggle`, "undefined"},
		{"alias is the same function", `Lamp.prototype.swap === Lamp.prototype.toggle`, "true"},
		{"alias outlives what it is another name of", `let t = Lamp.prototype.toggle; Lamp.prototype.toggle = 1; Lamp.prototype.swap === t`, "true"},
		{"static", `Lamp.make().lit + '' + (Lamp.make() instanceof Lamp)`, "truetrue"},
		{"inherits through Object.create", `let l = new Lamp(true), o = Object.create(l); o.lit + ''`, "true"},
		{"the global object", `Object.keys(globalThis).join() + typeof Lamp + typeof Math + (this === globalThis)`, "functionobjecttrue"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := testEngine(t)
			v, err := e.rt.RunString(c.src)
			noError(t, err)
			equal(t, c.want, v.String())
		})
	}
}

func TestEnterRunsPromiseJobsLast(t *testing.T) {
	e := testEngine(t)
	var got string
	must(e.rt.GlobalObject().Set("log", e.NewFunction("log", 1, func(c Call) goja.Value { got += Str(c.Arg(0)); return nil })))
	v, err := e.rt.RunString(`(function () { Promise.resolve().then(() => log('job ')); log('body ') })`)
	noError(t, err)
	f := e.FromJS(v).(realm.Function)
	e.Enter(func() { f.Call(nil); got += "after " })
	equal(t, "body after job ", got)
}

func TestFunctionsKeepTheirIdentity(t *testing.T) {
	e := testEngine(t)
	f := realm.Fn("named", func(this realm.Value, args []realm.Value) realm.Value { return len(args) })
	js := e.ToJS(f)
	equal(t, any(js), any(e.ToJS(f)))
	equal(t, f.ID(), e.FromJS(js).(realm.Function).ID())
	must(e.rt.GlobalObject().Set("f", js))
	v, err := e.rt.RunString(`f.name + f(1, 2) + (f instanceof Function)`)
	noError(t, err)
	equal(t, "named2true", v.String())
}

func TestThrownValuesPassThroughBothSides(t *testing.T) {
	e := testEngine(t)
	bad := realm.NewError("ERR_X", "bad")
	e.Enter(func() {
		v, threw := e.Try(func() { e.Throw(bad) })
		equal(t, true, threw)
		equal(t, any(bad), v)
	})
	must(e.rt.GlobalObject().Set("boom", e.NewFunction("boom", 0, func(c Call) goja.Value { c.ThrowError(bad); return nil })))
	v, err := e.rt.RunString(`try { boom() } catch (e) { e.code + e.message + (e instanceof Error) }`)
	noError(t, err)
	equal(t, "ERR_Xbadtrue", v.String())
}

func BenchmarkNewEngine(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		testEngine(b)
	}
}

func BenchmarkEnter(b *testing.B) {
	e := testEngine(b)
	b.ReportAllocs()
	f := func() {}
	for b.Loop() {
		e.Enter(f)
	}
}

func BenchmarkOverride(b *testing.B) {
	e := testEngine(b)
	v, err := e.rt.RunString(`class A extends DeskLamp {}; class B extends A {}; new B`)
	must(err)
	l := e.hostIn(v.(*goja.Object)).machine.(*lamp)
	b.ReportAllocs()
	for b.Loop() {
		l.Override("toggle")
	}
}

func BenchmarkConstruct(b *testing.B) {
	e := testEngine(b)
	b.ReportAllocs()
	for b.Loop() {
		e.construct(lampClass, nil, nil)
	}
}

func BenchmarkCallJS(b *testing.B) {
	e := testEngine(b)
	v, _ := e.rt.RunString(`(function (a) { })`)
	f := e.FromJS(v).(realm.Function)
	b.ReportAllocs()
	e.Enter(func() {
		for b.Loop() {
			f.Call(nil, "x")
		}
	})
}

func noError(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func equal(t testing.TB, want, got any) {
	t.Helper()
	if want != got {
		t.Errorf("\nwant %v\ngot  %v", want, got)
	}
}
