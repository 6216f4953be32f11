package lib

import (
	"github.com/dop251/goja"

	"finishline/node/versions"
	"finishline/script/lib/weburl"
)

// urlBinding gives url.js the parser. A URL record travels as an opaque object.
func (l *Lib) urlBinding() *goja.Object {
	o := l.rt.NewObject()
	options := weburl.Options{PlainCaret: !l.has(versions.URLCaretEncoded)}
	record := func(v goja.Value) *weburl.URL {
		if x, ok := v.(*goja.Object); ok {
			u, _ := x.Export().(*weburl.URL)
			return u
		}
		return nil
	}
	l.export(o, "parse", func(a []goja.Value) goja.Value {
		u, err := options.Parse(wellFormed(arg(a, 0)), record(arg(a, 1)))
		if err != nil {
			return goja.Undefined()
		}
		return l.rt.ToValue(u)
	})
	l.export(o, "get", func(a []goja.Value) goja.Value { return l.rt.ToValue(urlPart(record(arg(a, 0)), arg(a, 1).String())) })
	l.export(o, "set", func(a []goja.Value) goja.Value {
		record(arg(a, 0)).Set(arg(a, 1).String(), wellFormed(arg(a, 2)))
		return goja.Undefined()
	})
	l.export(o, "formEncode", func(a []goja.Value) goja.Value { return l.rt.ToValue(weburl.FormEncode(wellFormed(arg(a, 0)))) })
	l.export(o, "toASCII", func(a []goja.Value) goja.Value { return l.rt.ToValue(weburl.DomainToASCII(arg(a, 0).String())) })
	l.export(o, "toUnicode", func(a []goja.Value) goja.Value { return l.rt.ToValue(weburl.DomainToUnicode(arg(a, 0).String())) })
	l.export(o, "punycode", func(a []goja.Value) goja.Value {
		out, err := weburl.Punycode(arg(a, 0).String(), arg(a, 1).ToBoolean())
		if err != nil {
			l.throw("RangeError", "", "Invalid input")
		}
		return l.rt.ToValue(out)
	})
	return o
}

// wellFormed is a string as UTF-8; lone surrogates have become U+FFFD.
func wellFormed(v goja.Value) string { return v.String() }

func urlPart(u *weburl.URL, name string) string {
	prefixed := func(prefix, s string) string {
		if s == "" {
			return ""
		}
		return prefix + s
	}
	switch name {
	case "href":
		return u.Href()
	case "origin":
		return u.Origin()
	case "protocol":
		return u.Scheme + ":"
	case "username":
		return u.Username
	case "password":
		return u.Password
	case "host":
		return u.HostPort()
	case "hostname":
		return u.Host
	case "port":
		return u.HostPort()[len(u.Host):][min(1, len(u.HostPort())-len(u.Host)):]
	case "pathname":
		return u.Pathname()
	case "search":
		return prefixed("?", u.Query)
	case "hash":
		return prefixed("#", u.Fragment)
	}
	return ""
}
