package stream

import (
	"fmt"
	"strings"
	"testing"

	"finishline/node/env"
	"finishline/node/realm"
	"finishline/node/uv"
	"finishline/node/versions"
	"finishline/sim"
)

// story runs a scene in one callback scope of a process without JavaScript and
// returns what it noted.
type story struct {
	env *env.Env
	log []string
}

func (y *story) note(format string, args ...any) { y.log = append(y.log, fmt.Sprintf(format, args...)) }

func tell(t testing.TB, version string, scene func(y *story)) string {
	t.Helper()
	rel, err := versions.Find(version)
	if err != nil {
		t.Fatal(err)
	}
	w := sim.NewWorld(nil, nil)
	set := versions.For(rel.Version)
	y := &story{}
	y.env = env.New(w, nil, &uv.Loop{}, realm.NativeEngine{}, set)
	y.env.Callback(func() { scene(y) })
	return strings.Join(y.log, " ")
}

func (y *story) watch(s *Stream, names ...string) {
	for _, n := range names {
		s.OnGo(n, func(args []realm.Value) {
			if len(args) == 0 {
				y.note("%s", n)
			} else if b, ok := args[0].([]byte); ok {
				y.note("%s(%s)", n, b)
			} else {
				y.note("%s(%v)", n, args[0])
			}
		})
	}
}

// sink writes at once.
type sink struct{ y *story }

func (k sink) WriteImpl(chunk realm.Value, _ string, cb func(realm.Value)) {
	k.y.note("w:%s", chunk)
	cb(nil)
}

func wantStory(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("\nwant %s\ngot  %s", want, got)
	}
}

func sinkOptions(hwm int) Options {
	o := Defaults
	o.Writable, o.HighWaterMark = true, hwm
	return o
}

func TestWriteEndFinishClose(t *testing.T) {
	scene := func(y *story) {
		s := new(Stream)
		s.Init(y.env, s, sink{y}, sinkOptions(3))
		y.watch(s, "drain", "prefinish", "finish", "close")
		y.note("%v", s.Write([]byte("abc"), "", func(err realm.Value) { y.note("cb") }))
		s.End([]byte("d"), "", func(err realm.Value) { y.note("end") })
		y.note("after")
		y.env.NextTick(func() { y.note("tick") })
	}
	// Recorded with the real versions (testdata/write-end.js).
	wantStory(t, tell(t, "18", scene), "w:abc false w:d prefinish after cb end finish tick close")
	wantStory(t, tell(t, "24", scene), "w:abc true w:d prefinish after cb tick end finish close")
}

func TestPipeWithBackpressure(t *testing.T) {
	got := tell(t, "24", func(y *story) {
		o := Defaults
		o.Readable = true
		src := new(Stream)
		src.Init(y.env, src, readNothing{}, o)
		dst := new(Stream)
		dst.Init(y.env, dst, sink{y}, sinkOptions(2))
		y.watch(dst, "pipe", "unpipe", "drain", "finish", "close")
		y.watch(src, "pause", "resume", "end", "close")
		src.Pipe(dst, PipeOptions{})
		src.Push([]byte("abc"))
		src.Push([]byte("def"))
		src.Push(nil)
	})
	if !strings.Contains(got, "w:abc") || !strings.HasSuffix(got, "close") {
		t.Error(got)
	}
}

type readNothing struct{}

func (readNothing) ReadImpl(int) {}

func BenchmarkWriteDrain(b *testing.B) {
	b.ReportAllocs()
	tell(b, "24", func(y *story) {
		s := new(Stream)
		d := &delayed{env: y.env}
		s.Init(y.env, s, d, sinkOptions(1))
		chunk := realm.Value([]byte("x"))
		n := 0
		again := func() {
			if n++; n < b.N {
				s.Write(chunk, "", nil)
			}
		}
		s.OnGo("drain", func([]realm.Value) { again() })
		again()
	})
}

// delayed writes on the next tick.
type delayed struct {
	env *env.Env
	cb  func(realm.Value)
}

func (d *delayed) WriteImpl(_ realm.Value, _ string, cb func(realm.Value)) {
	d.cb = cb
	d.env.QueueTick(d, "")
}
func (d *delayed) RunTick() { d.cb(nil) }
