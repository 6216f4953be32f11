package scenarios

import (
	"io"
	"testing"
	"testing/fstest"

	"finishline/node/versions"
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
	for _, sc := range All() {
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
	for id := sim.RecordID(1); int(id) <= tr.Len(); id++ {
		r := tr.At(id)
		if r.Cause >= id {
			t.Errorf("record %d (%s): its cause is record %d", id, r.Kind, r.Cause)
		}
		if want := tr.Object(r.Obj).Proc; r.Proc != want && r.Obj != 0 || r.Proc == 0 && tr.String(tr.Object(r.Obj).Kind) != "host" {
			t.Errorf("record %d (%s of %s): process %d, its object's is %d", id, r.Kind, tr.String(tr.Object(r.Obj).Kind), r.Proc, want)
		}
		switch r.Kind {
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
	if last := tr.At(sim.RecordID(tr.Len())); last.Kind != sim.KindExit {
		t.Errorf("the last record is %s", last.Kind)
	} else if tr.String(last.Name) == "natural" && len(open) > 0 {
		t.Errorf("entered and never left: %v", open)
	}
}
