package netmodel

import (
	"net/netip"
	"testing"

	"finishline/kernel"
	"finishline/sim"
)

var lo = netip.MustParseAddr("127.0.0.1")

func TestSmoke(t *testing.T) {
	tr := sim.NewTrace(0)
	w := sim.NewWorld(nil, tr)
	n := New(w, Config{})
	p := n.NewHost("h", netip.Addr{}).NewProcess("p")
	l, _ := p.Socket(false)
	if e := p.Bind(l, netip.AddrPortFrom(lo, 80)); e != 0 {
		t.Fatal(e)
	}
	if e := p.Listen(l, 511); e != 0 {
		t.Fatal(e)
	}
	p.Watch(l, kernel.In)
	c, _ := p.Socket(false)
	if e := p.Connect(c, netip.AddrPortFrom(lo, 80)); e != kernel.EINPROGRESS {
		t.Fatal(e)
	}
	p.Watch(c, kernel.Out|kernel.In)
	var out [16]kernel.Ready
	k := p.Poll(out[:])
	t.Log(out[:k])
	a, e := p.Accept(l)
	if e != 0 {
		t.Fatal(e)
	}
	if n, e := p.Writev(c, [][]byte{[]byte("hello")}); n != 5 || e != 0 {
		t.Fatal(n, e)
	}
	buf := make([]byte, 1000)
	if n, e := p.Read(a, buf); n != 5 || e != 0 {
		t.Fatal(n, e)
	}
	big := make([]byte, 8<<20)
	m, e := p.Writev(c, [][]byte{big})
	t.Log("big", m, e)
	got := 0
	bb := make([]byte, 65536)
	for got < m {
		n, e := p.Read(a, bb)
		got += n
		if e != 0 {
			t.Log(e, got)
			if !p.Wait(w.Now() + 1e9) {
				t.Fatal("stuck")
			}
		}
	}
	p.Close(c)
	if n, e := p.Read(a, buf); n != 0 || e != 0 {
		t.Fatal(n, e)
	}
	p.Close(a)
	for i := 1; i <= tr.Len(); i++ {
		r := tr.At(sim.RecordID(i))
		if i < 60 || i > tr.Len()-20 {
			t.Log(i, r.At, r.Kind, r.Obj, tr.String(r.Name), r.A, r.B, tr.String(r.Text), "<-", r.Cause)
		}
	}
}
