package scenarios

import (
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"finishline/node/versions"
	"finishline/scenarios/sweep"
	"finishline/script"
	"finishline/sim"
)

// TestTracesHangTogether reads the trace of every scenario as its readers will:
// causes come before their effects, callbacks that were entered are left, what
// arrives was sent, and every record has its process.
func TestTracesHangTogether(t *testing.T) {
	v, err := versions.Find("23.7.0")
	if err != nil {
		t.Fatal(err)
	}
	for _, sc := range sweep.Of(All()) {
		t.Run(sc.Name, func(t *testing.T) {
			r := Setup{Version: v, Trace: true}.Simulate(script.Program{
				Path: "/scenarios/" + sc.Name + ".js", Source: sc.Script, FS: fstest.MapFS{}, Stdout: io.Discard, Stderr: io.Discard,
			})
			checkTrace(t, r.Trace)
		})
	}
}

func checkTrace(t *testing.T, tr *sim.Trace) {
	open := map[sim.RecordID]sim.ObjID{}
	ends := map[sim.ProcID]sim.Sym{}
	for id := sim.RecordID(1); int(id) <= tr.Len(); id++ {
		r := tr.At(id)
		if r.Cause >= id {
			t.Errorf("record %d (%s): its cause is record %d", id, r.Kind, r.Cause)
		}
		if want := tr.Object(r.Obj).Proc; r.Proc != want && r.Obj != 0 || r.Proc == 0 && tr.String(tr.Object(r.Obj).Kind) != "host" {
			t.Errorf("record %d (%s of %s): process %d, its object's is %d", id, r.Kind, tr.String(tr.Object(r.Obj).Kind), r.Proc, want)
		}
		switch r.Kind {
		case sim.KindExit:
			ends[r.Proc] = r.Name
		case sim.KindEnter:
			open[id] = r.Obj
		case sim.KindLeave:
			if obj, ok := open[sim.RecordID(r.A)]; !ok || obj != r.Obj {
				t.Errorf("record %d leaves record %d, which is not open", id, r.A)
			}
			delete(open, sim.RecordID(r.A))
		case sim.KindSegmentDelivered:
			if sent := tr.At(r.Cause); sent.Kind != sim.KindSegmentSent || sent.A != r.A || sent.B != r.B || sent.Name != r.Name {
				t.Errorf("record %d: a segment arrived that record %d (%s) did not send", id, r.Cause, sent.Kind)
			}
		case sim.KindLink:
			if r.Obj == 0 || r.A == 0 || int(r.A) > tr.Objects() {
				t.Errorf("record %d links %d to %d", id, r.Obj, r.A)
			}
		}
	}
	// What follows the last exit is the kernel's closing of what was left open.
	if len(ends) == 0 {
		t.Errorf("no process has ended")
	}
	for id, obj := range open {
		if r := tr.At(id); tr.String(ends[r.Proc]) == "natural" {
			t.Errorf("record %d enters a callback of object %d that is never left", id, obj)
		}
	}
}

// TestCallsAreCauses follows the seed's death back: the script's calls are in
// the trace with their lines, and what they do hangs below them.
func TestCallsAreCauses(t *testing.T) {
	sc, err := Find("h2-session-close-in-finish")
	if err != nil {
		t.Fatal(err)
	}
	v, _ := versions.Find("23.7.0")
	tr := Setup{Version: v, Trace: true}.Simulate(script.Program{
		Path: "/s.js", Source: sc.Script, FS: fstest.MapFS{}, Stdout: io.Discard, Stderr: io.Discard,
	}).Trace
	lines := map[string]uint32{}
	var lost int64
	for id := sim.RecordID(1); int(id) <= tr.Len(); id++ {
		r := tr.At(id)
		name := tr.String(tr.Object(r.Obj).Kind) + " " + tr.String(r.Name)
		switch r.Kind {
		case sim.KindCall:
			lines[name] = r.Line
		case sim.KindState:
			if name == "Http2Session closed" && tr.String(tr.Object(r.Obj).Name) == "server" {
				if why := tr.At(r.Cause); why.Kind != sim.KindCall || tr.String(why.Name) != "close" {
					t.Errorf("the server's session was destroyed by %s %s", why.Kind, tr.String(why.Name))
				}
			}
		case sim.KindGate:
			if lost == 0 {
				lost = r.A
			}
		}
	}
	for name, line := range map[string]uint32{"Server listen": 21, "Http2Session connect": 22, "Http2Session request": 30,
		"Http2ServerResponse end": 19, "Http2Session close": 17, "Server close": 27} {
		if lines[name] != line {
			t.Errorf("%s: line %d, want %d", name, lines[name], line)
		}
	}
	if lost != 77 {
		t.Errorf("%d bytes died first, want 77", lost)
	}
}

// TestTracingChangesNothing: a program cannot tell whether it is watched.
func TestTracingChangesNothing(t *testing.T) {
	v, err := versions.Find("24.21.0")
	if err != nil {
		t.Fatal(err)
	}
	for _, sc := range sweep.Of(All()) {
		run := func(trace bool) (string, int) {
			var out strings.Builder
			r := Setup{Version: v, Trace: trace}.Simulate(script.Program{
				Path: "/scenarios/" + sc.Name + ".js", Source: sc.Script, FS: fstest.MapFS{}, Stdout: &out, Stderr: &out,
			})
			return out.String(), r.Result.Code
		}
		watched, code := run(true)
		alone, want := run(false)
		if watched != alone || code != want {
			t.Errorf("%s: with a trace it prints\n%s(code %d), without\n%s(code %d)", sc.Name, watched, code, alone, want)
		}
	}
}
