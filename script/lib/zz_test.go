package lib

import (
	"github.com/dop251/goja"
	"testing"
)

func TestClasses(t *testing.T) {
	rt := goja.New()
	for _, s := range []string{"[]", "new Map", "new Set", "new WeakMap", "new WeakSet", "new Date", "/a/", "new Error", "new TypeError", "Promise.resolve()", "Object(1)", "Object('a')", "Object(true)", "Object(1n)", "Object(Symbol.iterator)", "(function(){return arguments})()", "(function(){'use strict';return arguments})()", "new ArrayBuffer(4)", "new Uint8Array(2)", "new Uint8ClampedArray(2)", "new BigInt64Array(2)", "new DataView(new ArrayBuffer(2))", "new Map().entries()", "new Set().values()", "[][Symbol.iterator]()", "(function*(){})()", "function f(){};f", "async function g(){};g", "(function*(){})", "class A{};A", "new Proxy([],{})", "new Proxy({},{})", "new Proxy(function(){},{})", "globalThis", "Math", "JSON", "Object.create(null)", "Object.create(Map.prototype)", "'a'.matchAll(/a/g)", "Map.prototype", "Error.prototype", "(()=>{})"} {
		v, err := rt.RunString("(" + s + ")")
		if err != nil {
			v, err = rt.RunString(s)
		}
		if err != nil {
			t.Log(s, err)
			continue
		}
		o := v.(*goja.Object)
		t.Log(s, "=>", o.ClassName(), o.ExportType())
	}
}
