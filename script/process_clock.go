package script

import (
	"math/big"

	"github.com/dop251/goja"

	"finishline/node/realm"
)

func processClock() []Method {
	return []Method{
		{Name: "uptime", AnyThis: true, Fn: func(c Call) goja.Value { return c.ToJS(float64(c.env.ReadClock()) / 1e9) }},
		{Name: "memoryUsage", AnyThis: true, Fn: func(c Call) goja.Value {
			return c.pairs([][2]any{{"rss", 45 << 20}, {"heapTotal", 6 << 20}, {"heapUsed", 5 << 20}, {"external", 2 << 20}, {"arrayBuffers", 16 << 10}})
		}},
		{Name: "cpuUsage", Length: 1, AnyThis: true, Fn: func(c Call) goja.Value {
			us := int64(c.env.ReadClock()) / 1000
			return c.pairs([][2]any{{"user", us}, {"system", us / 4}})
		}},
		{Name: "resourceUsage", AnyThis: true, Fn: func(c Call) goja.Value {
			us := int64(c.env.ReadClock()) / 1000
			return c.pairs([][2]any{{"userCPUTime", us}, {"systemCPUTime", us / 4}, {"maxRSS", 45 << 10}})
		}},
	}
}

// makeHrtime is a field because it is a function that has a method of its own.
func makeHrtime(e *Engine) goja.Value {
	f := e.NewFunction("hrtime", 1, func(c Call) goja.Value {
		now := int64(e.env.ReadClock())
		s, ns := now/1e9, now%1e9
		if !goja.IsUndefined(c.JS(0)) {
			prev, ok := c.JS(0).(*goja.Object)
			if !ok || prev.ClassName() != "Array" {
				c.Throw(c.InvalidArgType("time", "an instance of Array", c.Arg(0)))
			}
			if n := prev.Get("length").ToInteger(); n != 2 {
				c.Throw(realm.NewRangeError("ERR_OUT_OF_RANGE", `The value of "time" is out of range. It must be 2. Received `+itoa(int(n))))
			}
			s -= prev.Get("0").ToInteger()
			ns -= prev.Get("1").ToInteger()
			if ns < 0 {
				s, ns = s-1, ns+1e9
			}
		}
		return e.rt.NewArray(s, ns)
	})
	must(f.Set("bigint", e.NewFunction("hrtimeBigInt", 0, func(Call) goja.Value {
		return e.rt.ToValue(big.NewInt(int64(e.env.ReadClock())))
	})))
	return f
}

// pairs makes a plain object of names and values.
func (e *Engine) pairs(list [][2]any) *goja.Object {
	o := e.rt.NewObject()
	for _, kv := range list {
		must(o.Set(kv[0].(string), e.ToJS(kv[1])))
	}
	return o
}
