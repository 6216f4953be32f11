package script

import (
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"finishline/kernel"
	"finishline/node/child"
	"finishline/node/realm"
)

// controlClass shows process.channel and subprocess.channel.
var _ = DefineClass(ClassSpec{
	Name: "Control", ES6: true, Parent: emitterClass, Machine: &child.Channel{},
	Methods: []Method{
		{Name: "refCounted", Fn: func(c Call) goja.Value { This[*child.Channel](c).RefCounted(); return goja.Undefined() }},
		{Name: "unrefCounted", Fn: func(c Call) goja.Value { This[*child.Channel](c).UnrefCounted(); return goja.Undefined() }},
		{Name: "ref", Fn: func(c Call) goja.Value { This[*child.Channel](c).Ref(); return goja.Undefined() }},
		{Name: "unref", Fn: func(c Call) goja.Value { This[*child.Channel](c).Unref(); return goja.Undefined() }},
	},
	Accessors: []Accessor{{Name: "fd", Get: func(c Call) goja.Value { return c.ToJS(This[*child.Channel](c).FD()) }}},
})

// installChannel gives an object what setupChannel hangs on it.
func (e *Engine) installChannel(o *goja.Object, ch *child.Channel) {
	get := func(name string, f func() goja.Value) {
		must(o.DefineAccessorProperty(name, e.NewFunction(name, 0, func(Call) goja.Value { return f() }), e.NewFunction(name, 1, func(c Call) goja.Value {
			if name == "connected" {
				ch.Connected = c.JS(0).ToBoolean()
			}
			return goja.Undefined()
		}), goja.FLAG_TRUE, goja.FLAG_TRUE))
	}
	get("channel", func() goja.Value {
		if !ch.Open() {
			return goja.Null()
		}
		return e.ToJS(ch)
	})
	get("connected", func() goja.Value { return e.ToJS(ch.Connected) })
	must(o.Set("send", e.NewFunction("", 4, func(c Call) goja.Value { return c.sendMessage(ch.Send) })))
	must(o.Set("_send", e.NewFunction("", 4, func(c Call) goja.Value { return c.sendMessage(ch.SendNow) })))
	must(o.Set("disconnect", e.NewFunction("", 0, func(Call) goja.Value { ch.Disconnect(); return goja.Undefined() })))
	must(o.Set("_disconnect", e.NewFunction("", 0, func(Call) goja.Value { ch.DisconnectNow(); return goja.Undefined() })))
}

// sendMessage sorts the arguments of send(message[, handle[, options]][, callback]).
func (c Call) sendMessage(send func(message, handle realm.Value, o child.SendOptions, callback realm.Function) bool) goja.Value {
	message, handle, callback := c.JS(0), c.Arg(1), c.Func(3)
	options := c.JS(2)
	if f := c.Func(1); f != nil {
		handle, options, callback = nil, goja.Undefined(), f
	} else if f := c.Func(2); f != nil {
		options, callback = goja.Undefined(), f
	}
	var o child.SendOptions
	switch x, ok := options.(*goja.Object); {
	case goja.IsUndefined(options):
	case ok && x.ClassName() != "Array":
		o.KeepOpen, o.SwallowErrors = opt(x, "keepOpen").ToBoolean(), opt(x, "swallowErrors").ToBoolean()
	case c.FromJS(options) == true || c.FromJS(options) == false:
		o.SwallowErrors = options.ToBoolean()
	default:
		c.Throw(c.InvalidArgType("options", "of type object", c.FromJS(options)))
	}
	if goja.IsUndefined(message) {
		c.Throw(realm.NewTypeError("ERR_MISSING_ARGS", `The "message" argument must be specified`))
	}
	if obj, ok := message.(*goja.Object); ok && isCallable(obj) || goja.IsBigInt(message) || isSymbol(message) {
		c.Throw(c.InvalidArgType("message", "one of type string, object, number, or boolean", c.Arg(0)))
	}
	return c.ToJS(send(message, handle, o, callback))
}

func isSymbol(v goja.Value) bool { _, ok := v.(*goja.Symbol); return ok }

// codec reads the serialization option.
func (e *Engine) codec(v goja.Value) child.Codec {
	switch {
	case goja.IsUndefined(v) || text(v) == "json":
		return jsonCodec{e}
	case text(v) == "advanced":
		return advancedCodec{jsonCodec{e}}
	}
	e.Throw(realm.NewTypeError("ERR_INVALID_ARG_VALUE",
		"The property 'options.serialization' must be one of: undefined, 'json', 'advanced'. Received "+e.env.InspectValue(e.FromJS(v))))
	return nil
}

// jsonCodec sends messages as lines of JSON.
type jsonCodec struct{ e *Engine }

func (jsonCodec) Name() string { return "json" }

func (j jsonCodec) json(name string, arg goja.Value) goja.Value {
	f := j.e.language.Get("JSON").(*goja.Object).Get(name).(*goja.Object)
	return j.e.rawCall(f)(goja.FunctionCall{This: goja.Undefined(), Arguments: []goja.Value{arg}})
}

func (j jsonCodec) Encode(message realm.Value) []byte {
	return append([]byte(j.json("stringify", j.e.ToJS(message)).String()), '\n')
}

func (j jsonCodec) Decode(data []byte, each func(message realm.Value)) []byte {
	return child.JSONLines(data, func(line []byte) {
		each(j.json("parse", j.e.rt.ToValue(string(line))))
	})
}

func (j jsonCodec) Get(message realm.Value, name string) realm.Value {
	if o, ok := message.(*goja.Object); ok {
		return j.e.FromJS(o.Get(name))
	}
	return nil
}

func (j jsonCodec) Envelope(cmd, kind, key string, message realm.Value) realm.Value {
	o := j.e.rt.NewObject()
	must(o.Set("cmd", cmd))
	if kind != "" {
		must(o.Set("type", kind))
		must(o.Set("msg", j.e.ToJS(message)))
	}
	if key != "" {
		must(o.Set("key", key))
	}
	return o
}

// advancedCodec sends what structuredClone can copy. The bytes are our own:
// nothing but the other end ever sees them.
type advancedCodec struct{ jsonCodec }

func (advancedCodec) Name() string { return "advanced" }

func (a advancedCodec) Encode(message realm.Value) []byte {
	return append([]byte(a.e.callJS("serialize", "encode", a.e.ToJS(message)).String()), '\n')
}

func (a advancedCodec) Decode(data []byte, each func(message realm.Value)) []byte {
	return child.JSONLines(data, func(line []byte) {
		each(a.e.callJS("serialize", "decode", a.e.rt.ToValue(string(line))))
	})
}

// openParentChannel takes over the channel that the process was started with
// (setupChildProcessIpcChannel in lib/internal/process/pre_execution.js).
func (p *Process) openParentChannel() {
	fd, mode := -1, goja.Value(goja.Undefined())
	var rest []string
	for _, kv := range p.program.Env {
		if v, ok := strings.CutPrefix(kv, "NODE_CHANNEL_FD="); ok {
			fd, _ = strconv.Atoi(v)
		} else if v, ok := strings.CutPrefix(kv, "NODE_CHANNEL_SERIALIZATION_MODE="); ok {
			mode = p.e.rt.ToValue(v)
		} else {
			rest = append(rest, kv)
		}
	}
	if fd < 0 {
		return
	}
	p.program.Env = rest
	ch := child.AdoptChannel(p.e.env, p, kernel.FD(fd), p.e.codec(mode))
	p.e.installChannel(p.e.ToJS(realm.Hosted(p)).(*goja.Object), ch)
	p.joinCluster()
}
