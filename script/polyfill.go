package script

import (
	"github.com/dop251/goja"

	"finishline/node/realm"
	"finishline/node/versions"
)

// What the language has and goja has not. A global that lacks something is
// completed when a script first names it; until then it costs nothing.

// Well-known symbols that goja lacks.
var (
	SymAsyncIterator = goja.NewSymbol("Symbol.asyncIterator")
	symDispose       = goja.NewSymbol("Symbol.dispose")
	symAsyncDispose  = goja.NewSymbol("Symbol.asyncDispose")
)

func init() {
	complete := func(name string, fn func(e *Engine, o *goja.Object)) {
		DefineGlobal(Field{Name: name, Hidden: true, Make: func(e *Engine) goja.Value {
			o := e.language.Get(name).(*goja.Object)
			fn(e, o)
			return o
		}})
	}
	complete("Symbol", func(e *Engine, o *goja.Object) {
		for _, x := range []struct {
			name string
			s    *goja.Symbol
		}{{"asyncIterator", SymAsyncIterator}, {"dispose", symDispose}, {"asyncDispose", symAsyncDispose}} {
			must(o.DefineDataProperty(x.name, x.s, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE))
		}
	})
	complete("Promise", func(e *Engine, o *goja.Object) {
		must(o.Delete("any"))
		e.addMissing(o, "any")
		e.addSince(versions.LangWithResolvers, o, "withResolvers")
		e.addSince(versions.LangPromiseTry, o, "try")
	})
	complete("Object", func(e *Engine, o *goja.Object) { e.addSince(versions.LangGroupBy, o, "groupBy") })
	DefineGlobal(Field{Name: "RegExp", Hidden: true, Make: func(e *Engine) goja.Value {
		expand := e.NewFunction("", 1, func(c Call) goja.Value {
			text, err := expandProperties(c.JS(0).String())
			if err != nil {
				c.Throw(&realm.Error{Name: "SyntaxError", Message: err.Error()})
			}
			return c.ToJS(text)
		})
		return e.callJS("polyfill", "regExp", e.language.Get("RegExp"), expand)
	}})
	complete("Map", func(e *Engine, o *goja.Object) { e.addSince(versions.LangGroupBy, o, "groupBy") })
	complete("Array", func(e *Engine, o *goja.Object) { e.addSince(versions.LangWithResolvers, o, "fromAsync") })
	for _, name := range []string{"WeakRef", "FinalizationRegistry"} {
		DefineGlobal(Field{Name: name, Hidden: true, Make: func(e *Engine) goja.Value { return e.loadJS("polyfill").Get(name) }})
	}
}

// addSince is addMissing from a version on; in earlier ones goja's own is taken away.
func (e *Engine) addSince(since versions.Behaviour, o *goja.Object, name string) {
	if e.env.Has(since) {
		e.addMissing(o, name)
	} else if o.Get(name) != nil {
		must(o.Delete(name))
	}
}

// addMissing adds functions of js/polyfill.js to one of the language's objects.
func (e *Engine) addMissing(o *goja.Object, names ...string) {
	parts := e.loadJS("polyfill").Get(text(o.Get("name"))).(*goja.Object)
	for _, n := range names {
		if o.Get(n) == nil {
			must(o.DefineDataProperty(n, parts.Get(n), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
		}
	}
}
