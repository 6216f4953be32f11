package script

import (
	"math"
	"strconv"

	"github.com/dop251/goja"

	"finishline/node/realm"
	"finishline/node/timers"
	"finishline/node/versions"
)

var _ = DefineClass(ClassSpec{
	Name: "Timeout", Length: 5, ES6: true, Machine: &timers.Timeout{}, Own: timeoutOwn,
	Methods: []Method{
		{Name: "refresh", Fn: func(c Call) goja.Value { This[*timers.Timeout](c).Refresh(); return c.This }},
		{Name: "unref", Fn: func(c Call) goja.Value { This[*timers.Timeout](c).Unref(); return c.This }},
		{Name: "ref", Fn: func(c Call) goja.Value { This[*timers.Timeout](c).Ref(); return c.This }},
		{Name: "hasRef", Fn: func(c Call) goja.Value { return c.ToJS(This[*timers.Timeout](c).HasRef()) }},
		{Name: "close", Fn: func(c Call) goja.Value { This[*timers.Timeout](c).Clear(); return c.This }},
		{Name: "[Symbol.toPrimitive]", Symbol: goja.SymToPrimitive, Fn: func(c Call) goja.Value { return c.ToJS(This[*timers.Timeout](c).ID()) }},
		{Name: "[Symbol.dispose]", Symbol: symDispose, Fn: func(c Call) goja.Value { This[*timers.Timeout](c).Clear(); return goja.Undefined() }},
	},
	Accessors: []Accessor{
		{Name: "_idleTimeout", Get: func(c Call) goja.Value { return c.ToJS(whole(This[*timers.Timeout](c).Duration())) }},
		{Name: "_idleStart", Get: func(c Call) goja.Value { return c.ToJS(This[*timers.Timeout](c).Start()) }},
		{Name: "_destroyed", Get: func(c Call) goja.Value { return c.ToJS(This[*timers.Timeout](c).Destroyed()) }},
		{Name: "_repeat", Get: func(c Call) goja.Value {
			if r := This[*timers.Timeout](c).Repeat(); r != 0 {
				return c.ToJS(whole(r))
			}
			return goja.Null()
		}},
		{Name: "_onTimeout", Get: func(c Call) goja.Value {
			if f := This[*timers.Timeout](c).Fn; f != nil {
				return c.ToJS(f)
			}
			return goja.Null()
		}},
	},
})

var _ = DefineClass(ClassSpec{
	Name: "Immediate", Length: 2, ES6: true, Machine: &timers.Immediate{}, Own: immediateOwn,
	Methods: []Method{
		{Name: "ref", Fn: func(c Call) goja.Value { This[*timers.Immediate](c).Ref(); return c.This }},
		{Name: "unref", Fn: func(c Call) goja.Value { This[*timers.Immediate](c).Unref(); return c.This }},
		{Name: "hasRef", Fn: func(c Call) goja.Value { return c.ToJS(This[*timers.Immediate](c).HasRef()) }},
		{Name: "[Symbol.dispose]", Symbol: symDispose, Fn: func(c Call) goja.Value { This[*timers.Immediate](c).Clear(); return goja.Undefined() }},
	},
	Accessors: []Accessor{
		{Name: "_destroyed", Get: func(c Call) goja.Value { return c.ToJS(This[*timers.Immediate](c).Destroyed()) }},
		{Name: "_onImmediate", Get: func(c Call) goja.Value {
			if f := This[*timers.Immediate](c).Fn; f != nil {
				return c.ToJS(f)
			}
			return goja.Null()
		}},
	},
})

// whole is a number as an integer if it is one.
func whole(f float64) realm.Value {
	if f == math.Trunc(f) && math.Abs(f) < 1<<53 {
		return int64(f)
	}
	return f
}

// callback is argument 0, which must be a function.
func (c Call) callback() realm.Function {
	f := c.Func(0)
	if f == nil {
		c.Throw(c.InvalidArgType("callback", "of type function", c.Arg(0)))
	}
	return f
}

// delay is argument 1 as a number of milliseconds.
func (c Call) delay() float64 {
	if v := c.JS(1); !goja.IsUndefined(v) {
		return v.ToFloat()
	}
	return 1
}

func setTimer(repeat bool) func(c Call) goja.Value {
	return func(c Call) goja.Value {
		x := &timers.Timeout{Fn: c.callback(), Args: c.Rest(2)}
		return c.ToJS(timers.For(c.Env()).Set(x, c.delay(), repeat))
	}
}

func setImmediate(c Call) goja.Value {
	return c.ToJS(timers.For(c.Env()).SetImmediate(&timers.Immediate{Fn: c.callback(), Args: c.Rest(1)}))
}

// clearTimer takes a timer or what it turned into as a primitive.
func clearTimer(c Call) goja.Value {
	switch v := c.Arg(0).(type) {
	case *timers.Timeout:
		v.Clear()
	case int64:
		clearByID(c, v)
	case float64:
		clearByID(c, int64(v))
	case string:
		if id, err := strconv.ParseInt(v, 10, 64); err == nil {
			clearByID(c, id)
		}
	}
	return goja.Undefined()
}

func clearByID(c Call, id int64) {
	if x := timers.For(c.Env()).ByID(id); x != nil {
		x.Clear()
	}
}

func clearImmediate(c Call) goja.Value {
	if i, ok := c.Arg(0).(*timers.Immediate); ok {
		i.Clear()
	}
	return goja.Undefined()
}

// timerFunctions are a process's setTimeout and the rest: the same objects as
// globals and in the module.
type timerFunctions struct{ byName map[string]*goja.Object }

var timerMethods = []Method{
	{Name: "setTimeout", Length: 5, Fn: setTimer(false)},
	{Name: "clearTimeout", Length: 1, Fn: clearTimer},
	{Name: "setImmediate", Length: 4, Fn: setImmediate},
	{Name: "clearImmediate", Length: 1, Fn: clearImmediate},
	{Name: "setInterval", Length: 5, Fn: setTimer(true)},
	{Name: "clearInterval", Length: 1, Fn: clearTimer},
}

// timerFunction makes one of them when it is first looked at.
func timerFunction(m *Method) func(e *Engine) goja.Value {
	return func(e *Engine) goja.Value {
		room := Room(e, func(*Engine) *timerFunctions { return &timerFunctions{make(map[string]*goja.Object, 6)} })
		if f := room.byName[m.Name]; f != nil {
			return f
		}
		n := m.Length
		if e.env.Has(versions.RestArguments) && n > 1 {
			n = map[string]int{"setTimeout": 2, "setInterval": 2, "setImmediate": 1}[m.Name]
		}
		f := e.NewFunction(m.Name, n, m.Fn)
		room.byName[m.Name] = f
		if m.Name == "setTimeout" || m.Name == "setImmediate" {
			e.promisifies(f, m.Name)
		}
		return f
	}
}

// promisifies makes util.promisify(f) the function of that name in
// timers/promises.
func (e *Engine) promisifies(f *goja.Object, name string) {
	get := e.NewFunction("get", 0, func(c Call) goja.Value { return c.loadJS("timers_promises").Get(name) })
	must(f.DefineAccessorPropertySymbol(e.symbolFor("nodejs.util.promisify.custom").(*goja.Symbol), get, nil, goja.FLAG_FALSE, goja.FLAG_TRUE))
}

func init() {
	var fields []Field
	for i := range timerMethods {
		m := &timerMethods[i]
		f := Field{Name: m.Name, Make: timerFunction(m)}
		fields = append(fields, f)
		DefineGlobal(f)
	}
	promises := Field{Name: "promises", Make: func(e *Engine) goja.Value { return e.loadJS("timers_promises") }}
	DefineModule(&ModuleSpec{Name: "timers", Fields: append(fields, promises)})
	DefineModule(&ModuleSpec{Name: "timers/promises", Make: promises.Make})
}
