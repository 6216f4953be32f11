package http

import (
	"strings"

	"finishline/node/events"
	"finishline/node/realm"
	"finishline/node/stream"
	"finishline/node/timers"
	"finishline/node/versions"
)

// checkProtocol checks path and protocol and returns the default port.
func (r *ClientRequest) checkProtocol(q Request, o *realm.Map) realm.Value {
	e := r.env
	expected, port := "http:", realm.Value(nil)
	if q.Default != nil {
		expected = q.Default.Protocol
	}
	r.Protocol = expected
	if r.agent != nil {
		expected, port = r.agent.Protocol, r.agent.DefaultPort
	}
	if v := option(o, "defaultPort"); events.Truthy(v) {
		port = v
	}
	if v := option(o, "protocol"); events.Truthy(v) {
		r.Protocol = text(v)
	}
	if v := option(o, "path"); events.Truthy(v) {
		r.checkPath(text(v))
	}
	if r.Protocol != expected {
		e.Throw(realm.NewTypeError("ERR_INVALID_PROTOCOL", `Protocol "`+r.Protocol+`" not supported. Expected "`+expected+`"`))
	}
	return port
}

func (r *ClientRequest) checkPath(path string) {
	for _, c := range path {
		if c < 0x21 || c > 0xff {
			r.env.Throw(realm.NewTypeError("ERR_UNESCAPED_CHARACTERS", "Request path contains unescaped characters"))
		}
	}
}

// SetPath is the setter of path.
func (r *ClientRequest) SetPath(path string) {
	r.checkPath(path)
	r.Path = path
}

func (r *ClientRequest) hostOf(o *realm.Map) string {
	for _, name := range []string{"hostname", "host"} {
		v := option(o, name)
		if _, ok := v.(string); !ok && !realm.IsNullish(v) {
			r.env.Throw(realm.NewTypeError("ERR_INVALID_ARG_TYPE",
				`The "options.`+name+`" property must be of type string or one of undefined or null.`+r.env.Received(v)))
		}
		if s, _ := v.(string); s != "" {
			return s
		}
	}
	return "localhost"
}

func (r *ClientRequest) takeOptions(o *realm.Map) {
	e := r.env
	if option(o, "setDefaultHeaders") == false && e.Has(versions.HTTPSetDefaultHeaders) {
		r.RemovedConnection, r.RemovedContLen, r.RemovedTE = true, true, true
	}
	if v := option(o, "timeout"); v != nil {
		r.Timeout, r.timeoutSet = timers.Duration(e, v, "timeout"), true
	}
	r.Method = "GET"
	m := option(o, "method")
	s, ok := m.(string)
	if !ok && !realm.IsNullish(m) {
		e.Throw(realm.NewTypeError("ERR_INVALID_ARG_TYPE", `The "options.method" property must be of type string.`+e.Received(m)))
	}
	if s != "" {
		if !isToken(s) {
			e.Throw(errToken("Method", s))
		}
		r.Method = strings.ToUpper(s)
	}
	r.MaxHeaderSize = zeroNaN(toNumber(option(o, "maxHeaderSize")))
	r.Lenience.Insecure = option(o, "insecureHTTPParser")
	if e.Has(versions.HTTPValidation) {
		r.Lenience.Validation = option(o, "httpValidation")
	}
	r.JoinDuplicateHeaders = truthyOption(o, "joinDuplicateHeaders")
	r.Path = "/"
	if v := option(o, "path"); events.Truthy(v) {
		r.Path = text(v)
	}
}

// methodHasBody reports whether a request of the method is chunked unless it
// says otherwise.
func methodHasBody(method string) bool {
	switch method {
	case "GET", "HEAD", "DELETE", "OPTIONS", "TRACE", "CONNECT":
		return false
	}
	return true
}

func (r *ClientRequest) writeHeaders(q Request, o *realm.Map, host string, port, defaultPort realm.Value) {
	if q.Headers != nil && q.Headers.Flat {
		if q.Headers.Odd != nil {
			r.env.Throw(errInvalidValue(r.env, "headers", q.Headers.Odd))
		}
		r.storePairs(r.requestLine(), q.Headers.Names, q.Headers.Values)
		return
	}
	if q.Headers != nil {
		for i, n := range q.Headers.Names {
			r.callSetHeader(n, q.Headers.Values[i])
		}
	}
	setHost := option(o, "setDefaultHeaders") != false || !r.env.Has(versions.HTTPSetDefaultHeaders)
	if v := option(o, "setHost"); v != nil {
		setHost = events.Truthy(v)
	}
	if setHost && !events.Truthy(r.GetHeader("host")) {
		r.callSetHeader("Host", r.hostHeader(host, port, defaultPort, o))
	}
	if v := option(o, "auth"); events.Truthy(v) && !events.Truthy(r.GetHeader("authorization")) {
		r.callSetHeader("Authorization", "Basic "+stream.Decode([]byte(text(v)), "base64"))
	}
	if events.Truthy(r.GetHeader("expect")) {
		r.storeOwn(r.requestLine())
	}
}

func (r *ClientRequest) hostHeader(host string, port, defaultPort realm.Value, o *realm.Map) string {
	if r.Method == "CONNECT" && truthyOption(o, "path") && r.env.Has(versions.HTTPConnectHost) {
		return r.Path
	}
	// An IPv6 address needs brackets (RFC 9110, section 4.2.1).
	if strings.Count(host, ":") > 1 && host[0] != '[' {
		host = "[" + host + "]"
	}
	if f := toNumber(port); f != toNumber(defaultPort) || defaultPort == nil {
		host += ":" + text(port)
	}
	return host
}

func (r *ClientRequest) requestLine() string { return r.Method + " " + r.Path + " HTTP/1.1\r\n" }

func (r *ClientRequest) implicitHeader() {
	if r.header != "" {
		r.env.Throw(errHeadersSent("render"))
	}
	r.storeOwn(r.requestLine())
}
