package lib

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"hash"
	"strings"

	"github.com/dop251/goja"
)

var digests = map[string]func() hash.Hash{
	"md5": md5.New, "sha1": sha1.New, "sha224": sha256.New224, "sha256": sha256.New, "sha384": sha512.New384, "sha512": sha512.New,
}

func digestOf(name string) func() hash.Hash {
	name = strings.ToLower(name)
	return digests[strings.Replace(strings.TrimPrefix(name, "rsa-"), "sha-", "sha", 1)]
}

// cryptoBinding is digests and seeded randomness.
func (l *Lib) cryptoBinding() *goja.Object {
	o := l.rt.NewObject()
	l.export(o, "digest", func(a []goja.Value) goja.Value {
		make := digestOf(arg(a, 0).String())
		if make == nil {
			return goja.Null()
		}
		if key, ok := l.Bytes(arg(a, 1)); ok {
			return l.rt.ToValue(hmac.New(make, key))
		}
		return l.rt.ToValue(make())
	})
	l.export(o, "update", func(a []goja.Value) goja.Value {
		b, _ := l.anyBytes(arg(a, 1).(*goja.Object))
		arg(a, 0).Export().(hash.Hash).Write(b)
		return goja.Undefined()
	})
	l.export(o, "sum", func(a []goja.Value) goja.Value { return l.NewBuffer(arg(a, 0).Export().(hash.Hash).Sum(nil)) })
	l.export(o, "names", func([]goja.Value) goja.Value {
		names := make([]string, 0, len(digests))
		for n := range digests { // order: sorted below
			names = append(names, n)
		}
		sortStrings(names)
		return l.rt.ToValue(names)
	})
	l.export(o, "fill", func(a []goja.Value) goja.Value {
		b, _ := l.anyBytes(arg(a, 0).(*goja.Object))
		if l.host.Random != nil {
			l.host.Random(b)
		}
		return arg(a, 0)
	})
	l.export(o, "same", func(a []goja.Value) goja.Value {
		x, _ := l.anyBytes(arg(a, 0).(*goja.Object))
		y, _ := l.anyBytes(arg(a, 1).(*goja.Object))
		return l.rt.ToValue(subtle.ConstantTimeCompare(x, y) == 1)
	})
	return o
}

// dnsBinding looks names up as net does.
func (l *Lib) dnsBinding() *goja.Object {
	o := l.rt.NewObject()
	l.export(o, "lookup", func(a []goja.Value) goja.Value {
		f, _ := goja.AssertFunction(arg(a, 2))
		if l.host.Lookup == nil {
			l.throw("Error", "ERR_FINISHLINE_UNSUPPORTED", "this world has no name resolver")
		}
		l.host.Lookup(arg(a, 0).String(), int(arg(a, 1).ToInteger()), func(err goja.Value, addresses []string) {
			if err == nil {
				err = goja.Null()
			}
			l.call(f, goja.Undefined(), err, l.rt.ToValue(addresses))
		})
		return goja.Undefined()
	})
	return o
}
