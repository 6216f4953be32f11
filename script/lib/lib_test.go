package lib

import (
	"strings"
	"testing"

	"github.com/dop251/goja"

	"finishline/node/versions"
)

// TestKinds guards the look behind goja.Object in kind.go.
func TestKinds(t *testing.T) {
	l := New(goja.New(), Host{})
	for source, want := range map[string]string{
		"[]": "Array", "new Map": "Map", "new Set": "Set", "new WeakMap": "WeakMap", "new WeakSet": "WeakSet", "new Date": "Date",
		"/a/": "RegExp", "new TypeError": "Error", "Object.create(new Error)": "Error", "Promise.resolve()": "Promise",
		"new Proxy([], {})": "Proxy", "new ArrayBuffer(1)": "ArrayBuffer", "new Int8Array(1)": "TypedArray",
		"new DataView(new ArrayBuffer(1))": "DataView", "new Map().keys()": "MapIterator", "new Set().values()": "SetIterator",
		"(function*(){})()": "Generator", "(function(){return arguments})()": "Arguments", "(function(){'use strict'; return arguments})()": "Arguments", "Object(1)": "Number", "Object('')": "String",
		"Object(true)": "Boolean", "Object(1n)": "BigInt", "Object(Symbol())": "Symbol", "function f(){}": "Function",
		"class A {}": "Function", "() => {}": "Function", "Math.max": "Function", "({})": "Object", "Object.create(Map.prototype)": "Object",
	} {
		v, err := l.rt.RunString("(" + source + ")")
		if err != nil {
			t.Fatal(source, err)
		}
		if got := l.kindOf(v.(*goja.Object)); got != want {
			t.Errorf("%s is %q, want %q", source, got, want)
		}
	}
}

func TestIteratorEntriesAreNotConsumed(t *testing.T) {
	l := New(goja.New(), Host{})
	v, err := l.rt.RunString("i = new Map([['a', 1], ['b', 2]]).entries(); i.next(); i")
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		entries, pairs := iteratorEntries(v.(*goja.Object))
		if !pairs || len(entries) != 2 || entries[0].String() != "b" || entries[1].ToInteger() != 2 {
			t.Fatalf("entries %v, pairs %v", entries, pairs)
		}
	}
}

func TestBufferSharesMemory(t *testing.T) {
	l := New(goja.New(), Host{})
	b := []byte("hello")
	o := l.NewBuffer(b)
	must(l.rt.Set("b", o))
	if _, err := l.rt.RunString("b[0] = 74; b.subarray(1, 2).fill('E')"); err != nil {
		t.Fatal(err)
	}
	if string(b) != "JEllo" {
		t.Fatalf("memory is %q", b)
	}
	back, ok := l.Bytes(o)
	if !ok || &back[0] != &b[0] {
		t.Fatal("Bytes is a copy")
	}
}

func TestConsolePrintsPrimitivesWithoutInspector(t *testing.T) {
	var out strings.Builder
	rt := goja.New()
	l := New(rt, Host{Stdout: func(s string) { out.WriteString(s) }})
	must(rt.Set("console", l.Console()))
	if _, err := rt.RunString(`console.log('a', 1, true, null, undefined, 5n, -0); console.log(); console.log('50%');
		console.group('g'); console.info('x\ny'); console.groupEnd(); console.log('z')`); err != nil {
		t.Fatal(err)
	}
	if want := "a 1 true null undefined 5n -0\n\n50%\ng\n  x\n  y\nz\n"; out.String() != want {
		t.Errorf("printed %q, want %q", out.String(), want)
	}
	if len(l.modules) != 0 {
		t.Error("printing primitives loaded a module")
	}
}

func TestEverySourceCompiles(t *testing.T) {
	files, err := sources.ReadDir("js")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		program(strings.TrimSuffix(f.Name(), ".js"), "node:"+f.Name())
	}
}

func TestAssertShowsItsExpression(t *testing.T) {
	source := "function check() {\n  try { assert(1 === 2 &&\n    true); } catch (e) { return e.message; }\n}\ncheck()"
	for version, want := range map[string]string{
		"18.20.8": "The expression evaluated to a falsy value:\n\n  assert(1 === 2 &&\n  true)\n",
		"24.21.0": "The expression evaluated to a falsy value:\n\n  assert(1 === 2 &&\n",
	} {
		v, _ := versions.Parse(version)
		rt := goja.New()
		l := New(rt, Host{Versions: versions.For(v), Source: func(string) string { return source }})
		must(rt.Set("assert", mustRequire(t, l, "assert")))
		got, err := rt.RunScript("/a.js", source)
		if err != nil {
			t.Fatal(err)
		}
		if got.String() != want {
			t.Errorf("%s: %q, want %q", version, got.String(), want)
		}
	}
}

func mustRequire(t *testing.T, l *Lib, name string) goja.Value {
	t.Helper()
	v, ok := l.Require(name)
	if !ok {
		t.Fatalf("no module %s", name)
	}
	return v
}

func BenchmarkConsoleLogString(b *testing.B) {
	rt := goja.New()
	l := New(rt, Host{Stdout: func(string) {}})
	log, _ := goja.AssertFunction(l.Console().Get("log"))
	s := rt.ToValue("a line of text")
	b.ReportAllocs()
	for b.Loop() {
		_, _ = log(nil, s)
	}
}

func BenchmarkNewBuffer(b *testing.B) {
	l := New(goja.New(), Host{})
	p := make([]byte, 100)
	b.ReportAllocs()
	for b.Loop() {
		l.NewBuffer(p)
	}
}

func BenchmarkBytes(b *testing.B) {
	l := New(goja.New(), Host{})
	o := l.NewBuffer(make([]byte, 100))
	b.ReportAllocs()
	for b.Loop() {
		l.Bytes(o)
	}
}

// First use in a fresh runtime: what a script that touches these pays.
func BenchmarkFirstUse(b *testing.B) {
	for name, source := range map[string]string{
		"Nothing": "1", "Buffer": "Buffer.from('abc').toString()", "Console": "console.log('x')",
		"Inspect": "console.log({a: 1})", "Inspect10": "for (let i = 0; i < 10; i++) console.log({a: 1, b: 'x', c: [1, 2]})",
	} {
		b.Run(name, func(b *testing.B) {
			p := goja.MustCompile("x", source, false)
			for b.Loop() {
				rt := goja.New()
				l := New(rt, Host{Stdout: func(string) {}})
				global := rt.GlobalObject()
				must(global.Set("console", l.Console()))
				if name == "Buffer" {
					must(global.Set("Buffer", l.Buffer()))
				}
				if _, err := rt.RunProgram(p); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
