package script

import (
	"github.com/dop251/goja"

	"finishline/h1"
	"finishline/node/http"
	"finishline/node/stream"
	"finishline/node/versions"
)

// fetch and what comes with it are JavaScript of our own (js/fetch*.js, over net
// and tls as Node's are); their parser of responses is h1's.
//
// Not modelled: caching, cookies, CORS, proxies, HTTP/2, integrity. A program sees
// none of them unless it asks for them.

// webStreams are the classes of the web streams, by file.
var webStreams = map[string][]string{
	"webstream": {"ReadableStream", "ReadableStreamDefaultReader", "ReadableStreamDefaultController", "ReadableByteStreamController"},
	"webstream_write": {"WritableStream", "WritableStreamDefaultWriter", "WritableStreamDefaultController", "TransformStream",
		"TransformStreamDefaultController", "CountQueuingStrategy", "ByteLengthQueuingStrategy", "TextEncoderStream", "TextDecoderStream"},
}

func init() {
	web := &ObjectSpec{}
	global := func(file, name string) Field {
		return Field{Name: name, Hidden: true, Make: func(e *Engine) goja.Value { return e.loadJS(file).Get(name) }}
	}
	for _, file := range []string{"webstream", "webstream_write"} {
		for _, name := range webStreams[file] {
			f := global(file, name)
			DefineGlobal(f)
			f.Hidden = false
			web.Fields = append(web.Fields, f)
		}
	}
	for _, g := range [][2]string{{"blob", "Blob"}, {"blob", "FormData"}, {"fetch_headers", "Headers"}, {"fetch_request", "Request"}, {"fetch_request", "Response"}} {
		DefineGlobal(global(g[0], g[1]))
	}
	DefineGlobal(Field{Name: "File", Hidden: true, Make: func(e *Engine) goja.Value {
		if !e.env.Has(versions.GlobalFile) {
			return goja.Undefined()
		}
		return e.loadJS("blob").Get("File")
	}})
	DefineModule(&ModuleSpec{Name: "stream/web", Make: func(e *Engine) goja.Value { return e.NewObject(web) }})
	DefineGlobal(Field{Name: "fetch", Make: func(e *Engine) goja.Value { return e.loadJS("fetch").Get("fetch") }})
}

// fetchMethods are what the files in js/fetch*.js need of Go.
func fetchMethods() []Method {
	return []Method{
		// module(name) is a built-in module.
		{Name: "module", Fn: func(c Call) goja.Value { return c.process.builtin(c.JS(0).String()) }},
		// unsupported(what) throws.
		{Name: "unsupported", Fn: func(c Call) goja.Value {
			c.Throw(c.process.unsupported(c.JS(0).String()))
			return nil
		}},
		{Name: "responseParser", Fn: newResponseParser},
	}
}

// responseParser is the parser of a fetch connection. Its callbacks answer 0 to go
// on, 1 (at the end of a header block) if no body follows, 2 to pause, -1 if the
// connection is gone.
type responseParser struct {
	h1.Discard
	e       *Engine
	h       *h1.Parser
	begin   func(...goja.Value) int
	headers func(...goja.Value) int
	body    func(...goja.Value) int
	done    func(...goja.Value) int
	reason  string
	lines   []any
	gone    bool
}

func newResponseParser(c Call) goja.Value {
	p := &responseParser{e: c.Engine}
	on := c.Object(0)
	for name, f := range map[string]*func(...goja.Value) int{"begin": &p.begin, "headers": &p.headers, "body": &p.body, "complete": &p.done} { // order: into fields
		call := c.rawCall(on.Get(name).(*goja.Object))
		*f = func(args ...goja.Value) int {
			return int(call(goja.FunctionCall{This: goja.Undefined(), Arguments: args}).ToInteger())
		}
	}
	p.h = h1.NewParser(h1.Response, http.ParserOptions(c.Env()), p)
	o := c.rt.NewObject()
	for name, fn := range map[string]func(c Call) goja.Value{"execute": p.execute, "finish": p.finish, "resume": p.resume} { // order: into an object
		must(o.Set(name, c.NewFunction(name, 0, fn)))
	}
	return o
}

// execute reads a chunk. It is undefined if all was read, or {taken} where the
// parser paused, or {error}.
func (p *responseParser) execute(c Call) goja.Value {
	b, _ := Bytes(c.JS(0))
	taken, err := p.h.Execute(b)
	switch {
	case p.gone:
		return goja.Undefined()
	case p.h.Paused() || err == nil && taken < len(b):
		return p.answer("taken", c.ToJS(taken))
	case err != nil:
		return p.answer("error", p.failure(err))
	}
	return goja.Undefined()
}

func (p *responseParser) resume(c Call) goja.Value {
	p.h.Resume()
	return goja.Undefined()
}

// finish tells the parser that the connection has ended.
func (p *responseParser) finish(c Call) goja.Value {
	err := p.h.Finish()
	if err == nil || err.Code == h1.CodePaused {
		return goja.Null()
	}
	return p.failure(err)
}

func (p *responseParser) answer(name string, v goja.Value) goja.Value {
	o := p.e.rt.NewObject()
	must(o.Set(name, v))
	return o
}

func (p *responseParser) failure(err *h1.Error) goja.Value {
	o := p.e.rt.NewObject()
	must(o.Set("code", string(err.Code)))
	must(o.Set("reason", err.Reason))
	return o
}

// heed does what a callback answers.
func (p *responseParser) heed(answer int) {
	if answer < 0 {
		p.gone = true
	}
	if answer < 0 || answer == 2 {
		p.h.Pause()
	}
}

func (p *responseParser) OnMessageBegin() {
	p.reason, p.lines = "", nil
	p.heed(p.begin())
}

func (p *responseParser) OnStatus(reason []byte) { p.reason = string(reason) }

func (p *responseParser) OnHeader(name, value []byte) {
	p.lines = append(p.lines, stream.Decode(name, "latin1"), stream.Decode(value, "latin1"))
}

func (p *responseParser) OnHeadersComplete(head *h1.Head) h1.Verdict {
	lines := p.e.rt.NewArray(p.lines...)
	p.lines = nil
	answer := p.headers(p.e.ToJS(head.Status), p.e.ToJS(p.reason), lines, p.e.ToJS(head.ShouldKeepAlive), p.e.ToJS(head.Upgrade))
	p.heed(answer)
	if answer == 1 {
		return h1.SkipBody
	}
	return h1.Proceed
}

func (p *responseParser) OnBody(chunk []byte) {
	p.heed(p.body(p.e.newBuffer(append([]byte(nil), chunk...))))
}

func (p *responseParser) OnMessageComplete() { p.heed(p.done()) }
