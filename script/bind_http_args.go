package script

import (
	"github.com/dop251/goja"

	"finishline/node/http"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/versions"
)

func httpMessageSocket(c Call) goja.Value {
	s := httpOutgoingOf(c).Socket()
	return orNullHosted(c, s != nil, s)
}

func httpSetMessageSocket(c Call, v goja.Value) {
	s, _ := c.FromJS(v).(*net.Socket)
	httpOutgoingOf(c).SetSocket(s)
}

// httpChunk is argument i as a chunk: text, shared bytes, or what it is.
func (c Call) httpChunk(i int) realm.Value {
	v := c.JS(i)
	if o, ok := v.(*goja.Object); ok {
		if b, ok := Bytes(o); ok && o.ClassName() != "ArrayBuffer" {
			return b
		}
	}
	return c.FromJS(v)
}

// httpEncoding reads (encoding, callback) from argument i on.
func (c Call) httpEncoding(i int) (string, realm.Function) {
	if f := c.Func(i); f != nil {
		return "", f
	}
	return c.encoding(i), c.Func(i + 1)
}

// httpPairs reads headers: an object, a flat array or an array of pairs; nil if
// there are none.
func (c Call) httpPairs(v goja.Value) *http.Pairs {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil
	}
	p := &http.Pairs{}
	if !isArray(o) {
		for _, k := range o.Keys() {
			p.Names = append(p.Names, k)
			p.Values = append(p.Values, c.h2Value(o.Get(k)))
		}
		return p
	}
	p.Flat = true
	n := int(o.Get("length").ToInteger())
	if first, ok := o.Get("0").(*goja.Object); ok && isArray(first) {
		for i := 0; i < n; i++ {
			if pair, ok := o.Get(itoa(i)).(*goja.Object); ok {
				p.Names = append(p.Names, c.FromJS(pair.Get("0")))
				p.Values = append(p.Values, c.h2Value(pair.Get("1")))
			}
		}
		return p
	}
	if n%2 != 0 {
		p.Odd = o
		return p
	}
	for i := 0; i < n; i += 2 {
		p.Names = append(p.Names, c.FromJS(o.Get(itoa(i))))
		p.Values = append(p.Values, c.h2Value(o.Get(itoa(i+1))))
	}
	return p
}

// httpSetHeaders is setHeaders(headers): a Headers or a Map.
func (c Call) httpSetHeaders(m *http.OutgoingMessage) {
	if m.HeadersSent() {
		c.ThrowError(realm.NewError("ERR_HTTP_HEADERS_SENT", "Cannot set headers after they are sent to the client"))
	}
	o := c.Object(0)
	callable := func(name string) bool {
		f, ok := o.Get(name).(*goja.Object)
		return ok && isCallable(f)
	}
	if o == nil || isArray(o) || !callable("keys") || !callable("get") {
		c.ThrowError(c.InvalidArgType("headers", "an instance of Headers or Map", c.Arg(0)))
	}
	var cookies []realm.Value
	c.rt.ForOf(o, func(cur goja.Value) bool {
		pair := cur.(*goja.Object)
		name, value := c.FromJS(pair.Get("0")), c.h2Value(pair.Get("1"))
		if name == "set-cookie" && c.Env().Has(versions.HTTPSetHeadersJoinsCookies) {
			if list, ok := value.([]realm.Value); ok {
				cookies = append(cookies, list...)
			} else {
				cookies = append(cookies, value)
			}
			return true
		}
		m.SetHeader(name, value)
		return true
	})
	if cookies != nil {
		m.SetHeader("set-cookie", cookies)
	}
}
