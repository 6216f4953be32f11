package script

import (
	"strings"
	"testing"

	"finishline/node/versions"
)

// What packages from the registry need of the language and of require; what
// they print with all of it is held against real Node by the scenarios.

// TestModulesLoad: every module that Node has can be required, because packages
// load more than they use. What is not supported fails when it is used.
func TestModulesLoad(t *testing.T) {
	r := runScript(t, "24.21.0", `
		for (const name of ['child_process', 'cluster', 'dgram', 'domain', 'https', 'inspector', 'readline', 'readline/promises', 'repl', 'tls',
			'trace_events', 'wasi', 'zlib', 'stream/web', 'v8', 'vm', 'worker_threads', 'punycode', 'constants', '_http_common', '_stream_readable',
			'node:sqlite', 'node:sea', 'node:test']) require(name);
		class Mine extends require('repl').REPLServer {}
		const uses = [() => require('dgram').createSocket('udp4'), () => new Mine(), () => new (require('worker_threads').Worker)('x'),
			() => require('zlib').createBrotliCompress(), () => require('vm').createContext({}), () => new WebSocket('ws://x'), () => WebAssembly.compile(''),
			() => new ReadableStream().getReader({ mode: 'byob' })];
		for (const use of uses) try { use(); console.log('no error'); } catch (e) { console.log(e.code, e.message.split(' ')[0]); }
		console.log({} instanceof Blob, require('inspector').url());
		try { require('test'); } catch (e) { console.log(e.code); }
	`)
	want := []string{"dgram.createSocket", "repl.REPLServer", "worker_threads.Worker", "zlib.createBrotliCompress", "vm.createContext", "WebSocket",
		"WebAssembly.compile", "ReadableStreamBYOBReader"}
	for i, w := range want {
		want[i] = "ERR_FINISHLINE_UNSUPPORTED " + w
	}
	want = append(want, "false undefined", "MODULE_NOT_FOUND", "")
	if got := strings.Join(want, "\n"); r.out != got {
		t.Errorf("printed\n%s%s\nwant\n%s", r.out, r.err, got)
	}
}

// TestExportsCanBeDefined: abstract-logging defines module.exports as a getter.
func TestExportsCanBeDefined(t *testing.T) {
	r := runScript(t, "24.21.0", `console.log(require('./a').n, require('./a') === require('./a'))`, "tmp/eng/t/a.js",
		`Object.defineProperty(module, 'exports', { get() { return { n: 7 }; } })`)
	if r.out != "7 false\n" {
		t.Errorf("printed %q %s", r.out, r.err)
	}
}

// TestFunctionWithEmitter: an Express application is a function that an emitter
// was mixed into. It is called where a function is wanted.
func TestFunctionWithEmitter(t *testing.T) {
	r := runScript(t, "24.21.0", `
		const EventEmitter = require('events');
		const app = () => console.log('called');
		for (const key of Object.getOwnPropertyNames(EventEmitter.prototype)) {
			if (key !== 'constructor') Object.defineProperty(app, key, Object.getOwnPropertyDescriptor(EventEmitter.prototype, key));
		}
		app.on('mount', () => console.log('mounted'));
		app.emit('mount');
		const e = new EventEmitter();
		e.on('request', app);
		e.emit('request');
	`)
	if r.out != "mounted\ncalled\n" {
		t.Errorf("printed %q %s", r.out, r.err)
	}
}

func TestRegExpProperties(t *testing.T) {
	r := runScript(t, "24.21.0", `
		const ID = /^[$_\p{ID_Start}][$\u200c\u200d\p{ID_Continue}]*$/u;
		console.log(ID.test('größe9'), ID.test('9a'), /\p{Script=Greek}/u.test('α'), /\P{L}/u.test('a'), /[^\p{Lu}]/u.test('A'));
		console.log(new RegExp('\\p{Emoji_Presentation}', 'u').test('😀'), /\p{L}/.test('p{L}'), /x/.constructor === RegExp, /\p{L}/u.source.length > 9);
		class Mine extends RegExp {}
		console.log(new Mine('\\p{Nd}+', 'u').exec('ab12')[0], new Mine('a') instanceof Mine);
		try { new RegExp('\\p{Nonsense}', 'u'); } catch (e) { console.log(e.name, e.message); }
	`)
	want := "true false true false false\ntrue true true true\n12 true\nSyntaxError Invalid regular expression: /\\p{Nonsense}/u: Invalid property name\n"
	if r.out != want {
		t.Errorf("printed\n%s%s\nwant\n%s", r.out, r.err, want)
	}
}

func TestLegacyAccessors(t *testing.T) {
	r := runScript(t, "24.21.0", `
		const o = {};
		o.__defineGetter__('a', () => 1);
		o.__defineSetter__('a', (v) => console.log('set', v));
		o.a = 5;
		console.log(o.a, Object.create(o).__lookupGetter__('a')(), o.__lookupSetter__('b'), Object.keys({}).length);
		try { o.__defineGetter__('c', 1); } catch (e) { console.log(e.name); }
	`)
	if r.out != "set 5\n1 1 undefined 0\nTypeError\n" {
		t.Errorf("printed %q %s", r.out, r.err)
	}
}

// TestStreamOldNames: 26 has no _stream_readable any more.
func TestStreamOldNames(t *testing.T) {
	for _, version := range []string{"25.9.0", "26.10.0"} {
		rel, err := versions.Find(version)
		noError(t, err)
		r := runScript(t, version, `try { console.log(require('_stream_readable') === require('stream').Readable); } catch (e) { console.log(e.code); }`)
		want := "MODULE_NOT_FOUND\n"
		if setFor(rel.Version).Has(versions.StreamOldNames) {
			want = "true\n"
		}
		if r.out != want {
			t.Errorf("%s: printed %q %s, want %q", version, r.out, r.err, want)
		}
	}
}
