package script

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"finishline/kernel"
	"finishline/node/versions"
	"finishline/sim"
)

// quiet is a kernel without sockets: it only keeps time.
type quiet struct {
	kernel.Kernel
	w *sim.World
}

func (k quiet) Now() sim.Time                  { return k.w.Now() }
func (k quiet) Poll([]kernel.Ready) int        { return 0 }
func (k quiet) Watch(kernel.FD, kernel.Events) {}
func (k quiet) Object(kernel.FD) sim.ObjID     { return 0 }
func (k quiet) Wait(deadline sim.Time) bool {
	if deadline == sim.Never {
		return false
	}
	k.w.AdvanceTo(deadline)
	return true
}

type ran struct {
	out, err string
	code     int
	result   Result
}

func runScript(t testing.TB, version, src string, files ...string) ran {
	t.Helper()
	return runAt(t, "/tmp/eng/t/x.js", version, src, files...)
}

func runAt(t testing.TB, path, version, src string, files ...string) ran {
	t.Helper()
	rel, err := versions.Find(version)
	noError(t, err)
	m := fstest.MapFS{}
	for i := 0; i+1 < len(files); i += 2 {
		m[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	w := sim.NewWorld(nil, nil)
	var out, stderr bytes.Buffer
	res := Run(Program{Path: path, Source: src, Version: rel, FS: m, Cwd: filepath.Dir(path), Stdout: &out, Stderr: &stderr}, w, quiet{w: w})
	return ran{out.String(), stderr.String(), res.Code, res}
}

func TestHello(t *testing.T) {
	r := runScript(t, "24", `console.log('hello', 1, [1, 2], { a: 'x' }); process.nextTick(() => console.log('tick')); Promise.resolve().then(() => console.log('micro')); process.on('exit', (c) => console.log('exit', c))`)
	equal(t, "hello 1 [ 1, 2 ] { a: 'x' }\ntick\nmicro\nexit 0\n", r.out)
	equal(t, "", r.err)
	equal(t, 0, r.code)
}

func BenchmarkRunHello(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		r := runScript(b, "24", `console.log('hello'); process.nextTick(() => console.log('tick'))`)
		if r.code != 0 {
			b.Fatal(r)
		}
	}
}

// TestRecorded compares scripts with what the real Node of every version
// printed for them (testdata/process/recorded.json; standard output and exit
// code, recorded with the script in /tmp/finishline-rec).
func TestRecorded(t *testing.T) {
	const dir = "testdata/process/"
	raw, err := os.ReadFile(dir + "recorded.json")
	noError(t, err)
	var all map[string][]struct {
		Versions []string
		Stdout   string
		Code     int
	}
	noError(t, json.Unmarshal(raw, &all))
	scripts, err := filepath.Glob(dir + "*.js")
	noError(t, err)
	equal(t, len(scripts), len(all))
	for _, file := range scripts {
		name := strings.TrimSuffix(filepath.Base(file), ".js")
		src, err := os.ReadFile(file)
		noError(t, err)
		for _, want := range all[name] {
			for _, version := range want.Versions {
				t.Run(name+"/"+version, func(t *testing.T) {
					got := runAt(t, "/tmp/finishline-rec/"+name+".js", version, string(src))
					equal(t, want.Stdout, got.out)
					equal(t, want.Code, got.code)
					if t.Failed() {
						t.Log(got.err)
					}
				})
			}
		}
	}
}

func TestRequire(t *testing.T) {
	for _, c := range []struct {
		name, src, want string
		files           []string
	}{
		{"relative", `console.log(require('./a'), require('./a') === require('./a.js'))`, "1 true\n", []string{"tmp/eng/t/a.js", "module.exports = 1"}},
		{"json", `console.log(require('./d').x)`, "5\n", []string{"tmp/eng/t/d.json", `{"x":5}`}},
		{"folder", `console.log(require('./lib'))`, "[Function: f]\n", []string{"tmp/eng/t/lib/index.js", "module.exports = function f() {}"}},
		{"package main", `console.log(require('p'))`, "main\n", []string{"tmp/eng/node_modules/p/package.json", `{"main":"./m"}`, "tmp/eng/node_modules/p/m.js", "module.exports = 'main'"}},
		{"package exports", `console.log(require('p'), require('p/x/y'), require('@s/q'))`, "req y q\n", []string{
			"node_modules/p/package.json", `{"exports":{".":{"import":"./i.js","require":"./r.js"},"./x/*":"./in/*.js"}}`,
			"node_modules/p/r.js", "module.exports = 'req'", "node_modules/p/in/y.js", "module.exports = 'y'",
			"node_modules/@s/q/index.js", "module.exports = 'q'"}},
		{"cycle", `console.log(require('./a'))`, "{ done: true, b: { seen: {} } }\n", []string{
			"tmp/eng/t/a.js", "const b = require('./b'); exports.done = true; exports.b = { seen: {} }; b.x", "tmp/eng/t/b.js", "exports.seen = require('./a')"}},
		{"cache", `require('./a'); delete require.cache[require.resolve('./a')]; require('./a')`, "load\nload\n", []string{"tmp/eng/t/a.js", "console.log('load')"}},
		{"main", `console.log(require.main === module, module.id, __filename, __dirname, module.children.length)`, "true . /tmp/eng/t/x.js /tmp/eng/t 0\n", nil},
		{"failed modules are loaded again", `for (const i of [1, 2]) try { require('./bad') } catch (e) { console.log(e.message) }`, "n1\nn2\n", []string{"tmp/eng/t/bad.js", "globalThis.n = (globalThis.n || 0) + 1; throw new Error('n' + n)"}},
		{"not found", `try { require('nope') } catch (e) { console.log(e.code, e.message) }`, "MODULE_NOT_FOUND Cannot find module 'nope'\nRequire stack:\n- /tmp/eng/t/x.js\n", nil},
		{"unsupported", `const dgram = require('node:dgram'); try { dgram.createSocket('udp4') } catch (e) { console.log(e.code, e.message) }`,
			"ERR_FINISHLINE_UNSUPPORTED dgram.createSocket is not supported by Finishline; see docs/supported.md for what is\n", nil},
		{"module from commonjs", `import('./m.mjs').then((m) => console.log(m.default, m.named))`, "d n\n", []string{"tmp/eng/t/m.mjs", "export default 'd'; export const named = 'n'"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := runScript(t, "24", c.src, c.files...)
			equal(t, c.want, r.out)
			equal(t, "", r.err)
		})
	}
}

func TestLimits(t *testing.T) {
	run := func(src string, l Limits) error {
		rel, err := versions.Find("24")
		noError(t, err)
		w := sim.NewWorld(nil, nil)
		return Run(Program{Path: "/x.js", Source: src, Version: rel, Limits: l}, w, quiet{w: w}).Err
	}
	for _, c := range []struct {
		src, want string
		limits    Limits
	}{
		{"for (;;);", "CPU", Limits{CPU: 300 * time.Millisecond}},
		{"(function f() { Promise.resolve().then(f) })()", "CPU", Limits{CPU: 300 * time.Millisecond}},
		// Machines of ours keep each other busy and run no script in between.
		{"const p = new (require('stream').PassThrough)(); p.pipe(p); p.write('x')", "CPU", Limits{CPU: 300 * time.Millisecond}},
		{"setInterval(() => {}, 1000)", "virtual time", Limits{Virtual: time.Minute}},
	} {
		var limit *LimitError
		if err := run(c.src, c.limits); !errors.As(err, &limit) || limit.Limit != c.want {
			t.Errorf("%s: got %v, want the %s limit", c.src, err, c.want)
		}
	}
}
