package script

import (
	"github.com/dop251/goja"

	"finishline/node/http"
	"finishline/node/net"
	"finishline/node/realm"
)

// What http puts on the sockets that it uses.
func init() {
	socketClass.spec.Accessors = append(socketClass.spec.Accessors,
		Accessor{Name: "_httpMessage", Get: func(c Call) goja.Value {
			m, ok := This[*net.Socket](c).HTTPMessage.(realm.Hosted)
			return orNullHosted(c, ok, m)
		}, Set: func(c Call, v goja.Value) {
			s := This[*net.Socket](c)
			s.HTTPMessage = nil
			if m, ok := c.FromJS(v).(httpOutgoing); ok {
				s.HTTPMessage = m
			}
		}},
		Accessor{Name: "parser", Get: func(c Call) goja.Value {
			p, ok := This[*net.Socket](c).Parser.(*http.Parser)
			return orNullHosted(c, ok, p)
		}, Set: func(c Call, v goja.Value) {}},
		Accessor{Name: "_paused", Get: func(c Call) goja.Value { return c.ToJS(This[*net.Socket](c).HTTPPaused) },
			Set: func(c Call, v goja.Value) { This[*net.Socket](c).HTTPPaused = v.ToBoolean() }},
	)
}

// httpParserClass shows a parser, of which libraries look at `incoming`.
var _ = DefineClass(ClassSpec{
	Name: "HTTPParser", Machine: &http.Parser{},
	Accessors: []Accessor{
		{Name: "incoming", Get: func(c Call) goja.Value {
			m := This[*http.Parser](c).Incoming
			return orNullHosted(c, m != nil, m)
		}},
		{Name: "socket", Get: func(c Call) goja.Value { return c.ToJS(This[*http.Parser](c).Socket) }},
	},
})
