package netmodel

import (
	"testing"

	"finishline/kernel"
	"finishline/sim"
)

func dump(t *testing.T, tr *sim.Trace) {
	for i := 17; i <= tr.Len(); i++ {
		r := tr.At(sim.RecordID(i))
		t.Log(i, r.At, r.Kind, r.Obj, tr.String(r.Name), r.A, r.B, tr.String(r.Text), "<-", r.Cause)
	}
}

func TestDbg(t *testing.T) {
	tr := sim.NewTrace(0)
	w := newWorld(t, tr, Config{RcvBuf: Buffers{4096, 131072, 33554432}})
	p := w.p
	p.SetOption(w.server, kernel.SoRcvBuf, 0)
	p.Writev(w.client, [][]byte{make([]byte, 32742)})
	p.Close(w.client)
	dump(t, tr)
}
