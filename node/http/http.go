// Package http is Node's http module: Server with IncomingMessage and
// ServerResponse, ClientRequest and Agent, over package h1's parser in the role
// of src/node_http_parser.cc.
//
// Not modelled: sockets that are no net.Socket (any Duplex may be emitted as a
// connection in Node), proxies from the environment, diagnostics channels and
// performance entries (nothing a script prints by itself depends on them),
// and the free list of parsers, which no script can see. The Date header is read
// from the clock at every use; Node keeps one for up to a second.
package http

import (
	"strings"
	"time"

	"finishline/h1"
	"finishline/node/env"
	"finishline/node/realm"
	"finishline/node/versions"
)

// module is what one process keeps once.
type module struct {
	secureAgent    *Agent // https.globalAgent
	identities     int    // requests with a checkServerIdentity of their own
	globalAgent    *Agent
	parserOptions  h1.Options
	parsers        int      // made so far
	heard          [3]heard // by what parsers read
	block          []byte   // memory for a header block
	warnedSocket   bool
	insecure       bool // the command line says --insecure-http-parser
	warnedInsecure bool
}

func moduleOf(e *env.Env) *module {
	if m, ok := e.HTTP.(*module); ok {
		return m
	}
	m := &module{parserOptions: parserOptions(e)}
	e.HTTP = m
	return m
}

// defaultMaxHeaderSize is --max-http-header-size in bytes.
const defaultMaxHeaderSize = 16 << 10

// parserOptions is how the version's llhttp reads.
func parserOptions(e *env.Env) h1.Options {
	o := h1.Options{MaxHeaderBytes: defaultMaxHeaderSize, MaxChunkExtensionBytes: 16384}
	if !e.Has(versions.HTTPChunkExtensionLimit) {
		o.MaxChunkExtensionBytes = 0
		o.FoldedValues, o.SpaceAfterChunkSize = true, true
	}
	if !e.Has(versions.LLHTTP94) {
		o.SpaceIsOnlyOWS, o.EmptyTransferEncoding, o.CRForStatusLF = true, true, true
	}
	if !e.Has(versions.LLHTTP93) {
		o.HTTPResponsesOnly, o.DELInExtension = true, true
	}
	if !e.Has(versions.LLHTTP9) {
		o.NoQuery, o.LooseURL, o.LooseStatusCode, o.LooseLineEnds, o.LooseFieldNames = true, true, true, true, true
		o.LateFramingConflict, o.LooseChunkExtensions, o.FramedBodyDespiteStatus = true, true, true
		o.IgnoreDataAfterClose, o.CoarseFaults, o.StaleContentLength = true, true, true
	}
	return o
}

// Methods is http.METHODS, sorted.
func Methods(e *env.Env) []string {
	list := []string{"ACL", "BIND", "CHECKOUT", "CONNECT", "COPY", "DELETE", "GET", "HEAD", "LINK", "LOCK", "M-SEARCH",
		"MERGE", "MKACTIVITY", "MKCALENDAR", "MKCOL", "MOVE", "NOTIFY", "OPTIONS", "PATCH", "POST", "PROPFIND", "PROPPATCH",
		"PURGE", "PUT", "QUERY", "REBIND", "REPORT", "SEARCH", "SOURCE", "SUBSCRIBE", "TRACE", "UNBIND", "UNLINK", "UNLOCK",
		"UNSUBSCRIBE"}
	if e.Has(versions.LLHTTP9) {
		return list
	}
	out := list[:0:0]
	for _, m := range list {
		if m != "QUERY" {
			out = append(out, m)
		}
	}
	return out
}

// utcDate is the value of a Date header.
func utcDate(e *env.Env) string {
	var ms int64
	if f := e.WallClock; f != nil {
		ms = f()
	}
	return time.UnixMilli(ms).UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT")
}

// nop is the callback of a write without one. Its identity matters: a stream
// follows up writes with the same callback in one tick.
var nop = realm.Fn("nop", func(realm.Value, []realm.Value) realm.Value { return nil })

// hasWord reports whether text has word between non-word characters, in any
// case: what the expressions for `close`, `chunked` and `100-continue` look for.
func hasWord(text, word string) bool {
	text = strings.ToLower(text)
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return false
		}
		from, to := at+i, at+i+len(word)
		if (from == 0 || !wordChar(text[from-1])) && (to == len(text) || !wordChar(text[to])) {
			return true
		}
		at = from + 1
	}
}

func wordChar(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
