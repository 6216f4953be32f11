package script

import (
	"strings"
	_ "unsafe" // for go:linkname

	"github.com/dop251/goja"

	"finishline/script/lib"
)

// goja knows no locale. This is en-US in the time zone UTC, which is what Node
// prints where nothing else is set; js/locale.js has the formats. The methods
// are put into goja's shared templates, so that literals find them and a
// process that formats nothing pays nothing.

//go:linkname gojaNumberProto github.com/dop251/goja.getNumberProtoTemplate
func gojaNumberProto() *template

//go:linkname gojaBigIntProto github.com/dop251/goja.getBigIntProtoTemplate
func gojaBigIntProto() *template

//go:linkname gojaStringProto github.com/dop251/goja.getStringProtoTemplate
func gojaStringProto() *template

//go:linkname gojaDateProto github.com/dop251/goja.getDateProtoTemplate
func gojaDateProto() *template

func init() {
	localise(gojaNumberProto(), "toLocaleString", 0, func(c Call, _ makeProp) goja.Value {
		return c.callJS("locale", "number", c.This, c.JS(0), c.JS(1))
	})
	localise(gojaBigIntProto(), "toLocaleString", 0, func(c Call, _ makeProp) goja.Value {
		return c.callJS("locale", "number", c.This, c.JS(0), c.JS(1))
	})
	localise(gojaStringProto(), "localeCompare", 1, func(c Call, _ makeProp) goja.Value {
		if goja.IsUndefined(c.This) || goja.IsNull(c.This) {
			panic(c.newError("TypeError", "String.prototype.localeCompare called on null or undefined"))
		}
		var order lib.Collation
		if o, ok := c.JS(2).(*goja.Object); ok {
			if v := o.Get("numeric"); v != nil {
				order.Numeric = v.ToBoolean()
			}
			if v := o.Get("sensitivity"); v != nil && !goja.IsUndefined(v) {
				order.Sensitivity = v.String()
			}
		}
		return c.ToJS(order.Compare(c.This.String(), c.JS(0).String()))
	})
	for _, m := range [...]string{"toLocaleString", "toLocaleDateString", "toLocaleTimeString"} {
		localise(gojaDateProto(), m, 0, func(c Call, _ makeProp) goja.Value {
			return c.callJS("locale", m, c.This, c.JS(0), c.JS(1))
		})
	}
	for _, m := range [...]string{"toString", "toTimeString"} {
		localise(gojaDateProto(), m, 0, func(c Call, original makeProp) goja.Value {
			f := (*property)(pointerOf(original(c.rt))).value.(*goja.Object)
			s := c.rawCall(f)(goja.FunctionCall{This: c.This}).String()
			return c.ToJS(strings.Replace(s, " (UTC)", " (Coordinated Universal Time)", 1))
		})
	}
	DefineGlobal(Field{Name: "Intl", Hidden: true, Make: func(e *Engine) goja.Value { return e.loadJS("locale").Get("Intl") }})
}

// localise replaces a method of one of the language's prototypes. Runtimes that
// are no Engine's keep the original.
func localise(t *template, name string, length int, fn func(c Call, original makeProp) goja.Value) {
	original := t.props[unistringOf(name)]
	t.props[unistringOf(name)] = func(rt *goja.Runtime) goja.Value {
		v, ok := rt.GlobalObject().Get(engineKey).(*engineValue)
		if !ok {
			return original(rt)
		}
		return hiddenProp(v.engine.NewFunction(name, length, func(c Call) goja.Value { return fn(c, original) }))
	}
}
