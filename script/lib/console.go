package lib

import (
	"strings"

	"github.com/dop251/goja"

	"finishline/node/versions"
)

// console is the state of the global console.
type console struct {
	object *goja.Object
	indent string
}

// Console is the global console. Its methods are made when first looked up, and
// printing strings and numbers never loads the inspector.
func (l *Lib) Console() *goja.Object {
	if l.console.object == nil {
		o := l.rt.NewDynamicObject(&consoleMethods{l: l})
		proto := l.rt.NewObject()
		must(proto.DefineDataPropertySymbol(goja.SymToStringTag, l.rt.ToValue("console"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
		must(o.SetPrototype(proto))
		l.console.object = o
	}
	return l.console.object
}

// The order in which Node lists console's methods, old and new.
var (
	consoleOld = strings.Split("log warn dir time timeEnd timeLog trace assert clear count countReset group groupEnd table debug info dirxml error "+
		"groupCollapsed Console profile profileEnd timeStamp context createTask", " ")
	consoleNew = strings.Split("log info debug warn error dir time timeEnd timeLog trace assert clear count countReset group groupEnd table dirxml "+
		"groupCollapsed Console profile profileEnd timeStamp context createTask", " ")
)

func (l *Lib) consoleNames() []string {
	if l.has(versions.ConsoleOrder) {
		return consoleNew
	}
	return consoleOld
}

// consoleMethods is console's own properties.
type consoleMethods struct {
	l   *Lib
	own map[string]goja.Value
}

// Get returns a method, making it if nobody asked before.
func (c *consoleMethods) Get(key string) goja.Value {
	if v, ok := c.own[key]; ok {
		return v
	}
	v := c.l.consoleMethod(key)
	if v != nil {
		c.Set(key, v)
	}
	return v
}

// Set replaces a method, as test frameworks do.
func (c *consoleMethods) Set(key string, v goja.Value) bool {
	if c.own == nil {
		c.own = map[string]goja.Value{}
	}
	c.own[key] = v
	return true
}

// Has reports whether there is such a property.
func (c *consoleMethods) Has(key string) bool { return c.Get(key) != nil }

// Delete removes one.
func (c *consoleMethods) Delete(key string) bool { return c.Set(key, nil) }

// Keys lists Node's names, then what a script added.
func (c *consoleMethods) Keys() []string {
	var keys, added []string
	known := map[string]bool{}
	for _, k := range c.l.consoleNames() {
		known[k] = true
		if v, ok := c.own[k]; !ok || v != nil {
			keys = append(keys, k)
		}
	}
	for k, v := range c.own { // order: sorted below
		if !known[k] && v != nil {
			added = append(added, k)
		}
	}
	sortStrings(added)
	return append(keys, added...)
}

func (l *Lib) consoleMethod(name string) goja.Value {
	switch name {
	case "log", "info", "debug", "dirxml":
		return l.native(name, 0, func(_ goja.Value, a []goja.Value) goja.Value { l.print(l.host.Stdout, a); return nil })
	case "error", "warn":
		return l.native(name, 0, func(_ goja.Value, a []goja.Value) goja.Value { l.print(l.host.Stderr, a); return nil })
	case "groupEnd":
		return l.native(name, 0, func(goja.Value, []goja.Value) goja.Value {
			l.console.indent = l.console.indent[:max(len(l.console.indent)-2, 0)]
			return nil
		})
	case "group", "groupCollapsed":
		return l.native(name, 0, func(_ goja.Value, a []goja.Value) goja.Value {
			if len(a) > 0 {
				l.callConsole("log", a)
			}
			l.console.indent += "  "
			return nil
		})
	case "profile", "profileEnd", "timeStamp", "clear":
		return l.native(name, 0, func(goja.Value, []goja.Value) goja.Value { return nil })
	}
	for _, k := range l.consoleNames() {
		if k == name {
			o := l.load("console", "node:console").(*goja.Object)
			return o.Get("methods").(*goja.Object).Get(name)
		}
	}
	return nil
}

// callConsole calls a method as console's own methods do: through the object.
func (l *Lib) callConsole(name string, a []goja.Value) {
	if f, ok := goja.AssertFunction(l.Console().Get(name)); ok {
		l.call(f, l.console.object, a...)
	}
}

// print formats and writes one console line.
func (l *Lib) print(write func(string), a []goja.Value) {
	text, ok := simple(a)
	if !ok {
		text = l.Format(a...)
	}
	l.writeLine(write, text)
}

func (l *Lib) writeLine(write func(string), text string) {
	if indent := l.console.indent; indent != "" {
		text = indent + strings.ReplaceAll(text, "\n", "\n"+indent)
	}
	if write != nil {
		write(text + "\n")
	}
}

// joined formats arguments of which the first has no placeholders.
func (l *Lib) joined(a []goja.Value) (string, bool) {
	if len(a) > 1 && goja.IsString(a[0]) && strings.IndexByte(a[0].String(), '%') >= 0 {
		return "", false
	}
	parts := make([]string, len(a))
	for i, v := range a {
		if s, ok := v.(goja.String); ok {
			parts[i] = s.String()
		} else {
			parts[i] = l.Inspect(v)
		}
	}
	return strings.Join(parts, " "), true
}

// simple formats arguments that need no inspector: primitives, and no
// placeholders in the first.
func simple(a []goja.Value) (string, bool) {
	if len(a) == 0 {
		return "", true
	}
	if len(a) == 1 {
		return primitive(a[0])
	}
	parts := make([]string, len(a))
	for i, v := range a {
		text, ok := primitive(v)
		if !ok || i == 0 && goja.IsString(v) && strings.IndexByte(text, '%') >= 0 {
			return "", false
		}
		parts[i] = text
	}
	return strings.Join(parts, " "), true
}

func primitive(v goja.Value) (string, bool) {
	switch v := v.(type) {
	case nil:
		return "undefined", true
	case goja.String:
		return v.String(), true
	case *goja.Object:
		return "", false
	case *goja.Symbol:
		return "", false
	}
	if goja.IsNumber(v) {
		return formatNumber(v), true
	}
	if goja.IsBigInt(v) {
		return v.String() + "n", true
	}
	return v.String(), true // undefined, null, booleans
}

// Format is util.format.
func (l *Lib) Format(a ...goja.Value) string {
	if text, ok := l.joined(a); ok {
		return text
	}
	if l.format == nil {
		l.format, _ = goja.AssertFunction(l.inspector().Get("format"))
	}
	return l.call(l.format, goja.Undefined(), a...).String()
}

// Inspect is util.inspect with default options.
func (l *Lib) Inspect(v goja.Value) string {
	if s, ok := v.(goja.String); ok {
		return quote(s)
	}
	if text, ok := primitive(v); ok {
		return text
	}
	if text, ok := l.plainText(v); ok {
		return text
	}
	return l.inspectWith(v, nil)
}

// InspectDepth is util.inspect with a depth; negative shows "[Class]".
func (l *Lib) InspectDepth(v goja.Value, depth int) string {
	if depth == 2 {
		return l.Inspect(v)
	}
	return l.inspectWith(v, map[string]any{"depth": depth})
}

// Received is how ERR_INVALID_ARG_TYPE names what it got.
func (l *Lib) Received(v goja.Value) string { return l.received(v) }

func (l *Lib) inspectWith(v goja.Value, options map[string]any) string {
	if l.inspect == nil {
		l.inspect, _ = goja.AssertFunction(l.inspector().Get("inspect"))
	}
	o := goja.Undefined()
	if options != nil {
		o = l.rt.ToValue(options)
	}
	return l.call(l.inspect, goja.Undefined(), v, o).String()
}

func (l *Lib) inspector() *goja.Object {
	return l.load("inspect", "node:internal/util/inspect").(*goja.Object)
}

// consoleBinding is what console.js writes with.
func (l *Lib) consoleBinding() *goja.Object {
	o := l.rt.NewObject()
	l.export(o, "out", func(a []goja.Value) goja.Value {
		l.writeLine(l.host.Stdout, arg(a, 0).String())
		return goja.Undefined()
	})
	l.export(o, "err", func(a []goja.Value) goja.Value {
		l.writeLine(l.host.Stderr, arg(a, 0).String())
		return goja.Undefined()
	})
	l.export(o, "now", func([]goja.Value) goja.Value {
		if l.host.Now == nil {
			return l.rt.ToValue(0)
		}
		return l.rt.ToValue(float64(l.host.Now()) / 1e6)
	})
	l.export(o, "warn", func(a []goja.Value) goja.Value {
		if l.host.Warn != nil {
			l.host.Warn(arg(a, 0).String(), stringOf(arg(a, 1)), stringOf(arg(a, 2)))
		}
		return goja.Undefined()
	})
	l.export(o, "console", func([]goja.Value) goja.Value { return l.Console() })
	return o
}
