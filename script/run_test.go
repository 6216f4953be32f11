package script

import (
	"bytes"
	"testing"
	"testing/fstest"

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
	rel, err := versions.Find(version)
	noError(t, err)
	m := fstest.MapFS{}
	for i := 0; i+1 < len(files); i += 2 {
		m[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	w := sim.NewWorld(nil, nil)
	var out, stderr bytes.Buffer
	res := Run(Program{Path: "/tmp/eng/t/x.js", Source: src, Version: rel, FS: m, Cwd: "/tmp/eng/t", Stdout: &out, Stderr: &stderr}, w, quiet{w: w})
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
