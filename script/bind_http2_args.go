package script

import (
	"math"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"finishline/node/http2"
	"finishline/node/realm"
	"finishline/node/versions"
)

// sensitiveSymbol is http2.sensitiveHeaders as scripts hold it.
func (e *Engine) sensitiveSymbol() *goja.Symbol {
	s, _ := e.ToJS(http2.SensitiveSymbol(e.env.Versions)).(*goja.Symbol)
	return s
}

// h2Headers reads a headers argument: an object, or in some versions a flat array; undefined is none.
func (c Call) h2Headers(v goja.Value, arrays bool) http2.Headers {
	if v == nil || goja.IsUndefined(v) {
		return http2.Headers{}
	}
	o, ok := v.(*goja.Object)
	if !ok {
		c.h2HeadersType(v, arrays)
	}
	if isArray(o) {
		if !arrays {
			c.h2HeadersType(v, arrays)
		}
		return c.h2RawHeaders(o)
	}
	m := &realm.Map{NullProto: true}
	for _, k := range o.Keys() {
		m.Keys = append(m.Keys, k)
		m.Values = append(m.Values, c.h2Value(o.Get(k)))
	}
	h := http2.Headers{Map: m, Sensitive: c.h2Sensitive(o)}
	if h.Sensitive != nil {
		m.Symbols = []realm.SymbolProp{{Key: http2.SensitiveSymbol(c.Env().Versions), Value: h.Sensitive}}
	}
	return h
}

func isArray(o *goja.Object) bool { return o.ClassName() == "Array" }

func (c Call) h2HeadersType(v goja.Value, arrays bool) {
	want := "of type object"
	if arrays {
		want = "an instance of Array or Object"
	}
	c.ThrowError(c.InvalidArgType("headers", want, c.FromJS(v)))
}

func (c Call) h2RawHeaders(o *goja.Object) http2.Headers {
	m := &realm.Map{}
	n := int(o.Get("length").ToInteger())
	for i := 0; i < n; i += 2 {
		m.Keys = append(m.Keys, o.Get(strconv.Itoa(i)).String())
		m.Values = append(m.Values, c.h2Value(o.Get(strconv.Itoa(i+1))))
	}
	return http2.Headers{Map: m, Sensitive: c.h2Sensitive(o), Raw: true}
}

func (c Call) h2Sensitive(o *goja.Object) realm.Value {
	sym := c.sensitiveSymbol()
	if sym == nil {
		return nil
	}
	v := o.GetSymbol(sym)
	if v == nil || goja.IsUndefined(v) {
		return nil
	}
	if list, ok := v.(*goja.Object); ok && isArray(list) {
		return c.List(list)
	}
	return c.FromJS(v)
}

// h2Value is a header value: a primitive, or an array of them; anything else is turned into text now.
func (c Call) h2Value(v goja.Value) realm.Value {
	o, ok := v.(*goja.Object)
	if !ok {
		if v == nil {
			return nil
		}
		return c.FromJS(v)
	}
	if !isArray(o) {
		return o.String()
	}
	n := int(o.Get("length").ToInteger())
	list := make([]realm.Value, n)
	for i := range list {
		x := o.Get(strconv.Itoa(i))
		if xo, ok := x.(*goja.Object); ok {
			list[i] = xo.String()
		} else if x == nil {
			list[i] = "undefined"
		} else {
			list[i] = c.FromJS(x)
		}
	}
	return list
}

// h2Object is argument i as an options object: nil if undefined; anything else throws.
func (c Call) h2Object(i int, name string) *goja.Object {
	v := c.JS(i)
	if goja.IsUndefined(v) {
		return nil
	}
	o, ok := v.(*goja.Object)
	if !ok || isArray(o) || isCallable(o) {
		c.ThrowError(c.InvalidArgType(name, "of type object", c.FromJS(v)))
	}
	return o
}

// h2Number is a number, or throws validateNumber's error.
func (c Call) h2Number(v realm.Value, name string) float64 {
	switch v := v.(type) {
	case int:
		return float64(v)
	case int64:
		return float64(v)
	case float64:
		return v
	}
	c.ThrowError(c.InvalidArgType(name, "of type number", v))
	return 0
}

// h2Integer is validateInteger.
func (c Call) h2Integer(v realm.Value, name string, least, most float64) float64 {
	f := c.h2Number(v, name)
	if f != math.Trunc(f) || math.IsNaN(f) || math.IsInf(f, 0) {
		c.outOfRange(name, "an integer", v)
	}
	if f < least || f > most {
		c.outOfRange(name, ">= "+jsNumber(least)+" && <= "+jsNumber(most), v)
	}
	return f
}

func jsNumber(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

func (c Call) outOfRange(name, want string, v realm.Value) {
	got := c.Env().InspectValue(v)
	if f, ok := v.(float64); ok && math.Abs(f) > 1<<32 || isBig(v) {
		_ = f
		got = grouped(got)
	}
	c.ThrowError(realm.NewRangeError("ERR_OUT_OF_RANGE", `The value of "`+name+`" is out of range. It must be `+want+". Received "+got))
}

func isBig(v realm.Value) bool {
	n, ok := v.(int64)
	return ok && (n > 1<<32 || n < -(1<<32))
}

// grouped puts underscores between the thousands, as Node does for large numbers.
func grouped(s string) string {
	if strings.ContainsAny(s, ".eN") {
		return s
	}
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "_" + s[i:]
	}
	return s
}

// h2Func is argument i as a function; nil if undefined; anything else throws.
func (c Call) h2Func(i int, name string) realm.Function {
	if f := c.Func(i); f != nil {
		return f
	}
	if v := c.JS(i); !goja.IsUndefined(v) {
		c.ThrowError(c.InvalidArgType(name, "of type function", c.FromJS(v)))
	}
	return nil
}

// h2Msecs is the argument of a setTimeout (getTimerDuration), and the callback.
func (c Call) h2Timeout() (float64, realm.Function) {
	ms := c.h2Number(c.Arg(0), "msecs")
	if ms < 0 || math.IsInf(ms, 0) || math.IsNaN(ms) {
		c.ThrowError(realm.NewRangeError("ERR_OUT_OF_RANGE",
			`The value of "msecs" is out of range. It must be a non-negative finite number. Received `+c.Env().InspectValue(c.Arg(0))))
	}
	if ms > 1<<31-1 {
		ms = 1<<31 - 1
	}
	return ms, c.h2Func(1, "callback")
}

// h2SettingsMap reads a settings object.
func (c Call) h2SettingsMap(v goja.Value, name string) *realm.Map {
	if v == nil || goja.IsUndefined(v) {
		return nil
	}
	o, ok := v.(*goja.Object)
	if !ok || isArray(o) || isCallable(o) {
		c.ThrowError(c.InvalidArgType(name, "of type object", c.FromJS(v)))
	}
	m := &realm.Map{}
	for _, k := range o.Keys() {
		x := o.Get(k)
		if k == "customSettings" {
			if xo, ok := x.(*goja.Object); ok && !isArray(xo) {
				m.Set(k, &realm.Map{Keys: xo.Keys(), Values: c.valuesOf(xo)})
				continue
			}
		}
		m.Set(k, c.FromJS(x))
	}
	return m
}

func (c Call) valuesOf(o *goja.Object) []realm.Value {
	var out []realm.Value
	for _, k := range o.Keys() {
		out = append(out, c.FromJS(o.Get(k)))
	}
	return out
}

// h2Options reads the options of createServer and connect.
func (c Call) h2Options(o *goja.Object) *http2.Options {
	opts := http2.NewOptions()
	if o == nil {
		return opts
	}
	number := func(name string) *uint32 {
		if f, ok := c.floatOf(o, name); ok {
			n := uint32(int64(f))
			return &n
		}
		return nil
	}
	opts.Settings = c.h2SettingsMap(o.Get("settings"), "options.settings")
	opts.MaxDeflateDynamicTableSize = number("maxDeflateDynamicTableSize")
	opts.MaxReservedRemoteStreams = number("maxReservedRemoteStreams")
	opts.MaxSendHeaderBlockLength = number("maxSendHeaderBlockLength")
	opts.PeerMaxConcurrentStreams = number("peerMaxConcurrentStreams")
	opts.MaxHeaderListPairs = number("maxHeaderListPairs")
	opts.MaxOutstandingPings = number("maxOutstandingPings")
	opts.MaxOutstandingSettings = number("maxOutstandingSettings")
	opts.MaxSettings = number("maxSettings")
	opts.StreamResetRate, opts.StreamResetBurst = number("streamResetRate"), number("streamResetBurst")
	opts.MaxSessionInvalidFrames = c.h2Uint32(o, "maxSessionInvalidFrames")
	opts.MaxSessionRejectedStreams = c.h2Uint32(o, "maxSessionRejectedStreams")
	if f, ok := c.floatOf(o, "maxSessionMemory"); ok {
		opts.MaxSessionMemory = &f
	}
	if f, ok := c.floatOf(o, "paddingStrategy"); ok {
		opts.PaddingStrategy = int(f)
	}
	if n := c.h2Uint32(o, "unknownProtocolTimeout"); n != nil {
		opts.UnknownProtocolTimeout = float64(*n)
	}
	if b, ok := c.FromJS(o.Get("strictFieldWhitespaceValidation")).(bool); ok {
		opts.StrictFieldWhitespaceValidation = &b
	}
	if c.Env().Has(versions.H2StrictSingleValue) {
		if v := c.FromJS(o.Get("strictSingleValueFields")); v != nil {
			b, ok := v.(bool)
			if !ok {
				c.ThrowError(c.InvalidArgType("options.strictSingleValueFields", "of type boolean", v))
			}
			opts.StrictSingleValueFields = b
		}
	}
	c.h2CustomSettings(o, opts)
	if s, ok := c.FromJS(o.Get("servername")).(string); ok {
		opts.ServerName = s
	}
	if list, ok := o.Get("origins").(*goja.Object); ok && isArray(list) {
		opts.Origins = c.List(list)
	}
	return opts
}

func (c Call) h2CustomSettings(o *goja.Object, opts *http2.Options) {
	v := o.Get("remoteCustomSettings")
	if v == nil || goja.IsUndefined(v) || !c.Env().Has(versions.H2CustomSettings) {
		return
	}
	list, ok := v.(*goja.Object)
	if !ok || !isArray(list) {
		c.ThrowError(c.InvalidArgType("options.remoteCustomSettings", "an instance of Array", c.FromJS(v)))
	}
	ids := c.List(list)
	if len(ids) > 10 {
		c.ThrowError(realm.NewError("ERR_HTTP2_TOO_MANY_CUSTOM_SETTINGS", "Number of custom settings exceeds MAX_ADDITIONAL_SETTINGS"))
	}
	for _, id := range ids {
		opts.RemoteCustomSettings = append(opts.RemoteCustomSettings, uint16(Float(id)))
	}
}

// floatOf is a property whose typeof is 'number'.
func (c Call) floatOf(o *goja.Object, name string) (float64, bool) {
	switch v := c.FromJS(o.Get(name)).(type) {
	case int:
		return float64(v), true
	case int64:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

// h2Uint32 is validateUint32 of an option that may be undefined.
func (c Call) h2Uint32(o *goja.Object, name string) *uint32 {
	v := c.FromJS(o.Get(name))
	if v == nil {
		return nil
	}
	shown := name
	if c.Env().Has(versions.H2StrictSingleValue) {
		shown = "options." + name
	}
	n := uint32(c.h2Integer(v, shown, 0, 1<<32-1))
	return &n
}
