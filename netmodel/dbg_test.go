package netmodel

import (
	"net/netip"
	"testing"

	"finishline/kernel"
	"finishline/sim"
)

func dump(t *testing.T, tr *sim.Trace) {
	for i := 1; i <= tr.Len(); i++ {
		r := tr.At(sim.RecordID(i))
		t.Log(i, r.At, r.Kind, r.Obj, tr.String(r.Name), r.A, r.B, tr.String(r.Text), "<-", r.Cause)
	}
}

func TestDbg(t *testing.T) {
	tr := sim.NewTrace(0)
	n := New(sim.NewWorld(nil, tr), Config{RcvBuf: Buffers{4096, 131072, 33554432}})
	p := n.NewHost("h", netip.Addr{}).NewProcess("p")
	l, _ := p.Socket(false)
	p.Bind(l, netip.AddrPortFrom(lo, 80))
	p.Listen(l, 511)
	c, _ := p.Socket(false)
	p.Connect(c, netip.AddrPortFrom(lo, 80))
	a, _ := p.Accept(l)
	big := make([]byte, 8<<20)
	p.Writev(a, [][]byte{big[:2]})
	p.Writev(c, [][]byte{big[:21827], big[:21827], big[:21827]})
	p.Close(c)
	p.Watch(a, kernel.In)
	dump(t, tr)
}
