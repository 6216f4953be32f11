//go:build linux

package live

import (
	"net/netip"
	"testing"
	"time"

	"finishline/kernel"
	"finishline/sim"
)

var home = netip.MustParseAddr("127.0.0.1")

func newKernel(t *testing.T) *Kernel {
	t.Helper()
	k, err := New()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { k.Shut() })
	return k
}

func must(t *testing.T, errno kernel.Errno) {
	t.Helper()
	if errno != 0 {
		t.Fatal(errno)
	}
}

// pair is a connection: listener, client, server.
func pair(t *testing.T, k *Kernel, v6 bool, ip netip.Addr) (l, c, s kernel.FD) {
	t.Helper()
	l, e := k.Socket(v6)
	must(t, e)
	must(t, k.Bind(l, netip.AddrPortFrom(ip, 0)))
	must(t, k.Listen(l, 10))
	at, e := k.LocalAddr(l)
	must(t, e)
	k.Watch(l, kernel.In)
	c, e = k.Socket(v6)
	must(t, e)
	if e := k.Connect(c, at); e != kernel.EINPROGRESS && e != 0 {
		t.Fatal(e)
	}
	if !k.Wait(k.Now().Add(5 * time.Second)) {
		t.Fatal("nothing can happen")
	}
	s, e = k.Accept(l)
	must(t, e)
	t.Cleanup(func() { k.Close(l); k.Close(c); k.Close(s) })
	return l, c, s
}

func TestExchange(t *testing.T) {
	for _, v6 := range []bool{false, true} {
		k := newKernel(t)
		ip := home
		if v6 {
			ip = netip.IPv6Loopback()
		}
		l, c, s := pair(t, k, v6, ip)
		k.Watch(l, 0)
		k.Watch(s, kernel.In|kernel.RdHup)
		if n, e := k.Writev(c, [][]byte{[]byte("hel"), []byte("lo")}); n != 5 || e != 0 {
			t.Fatal(n, e)
		}
		must(t, k.Shutdown(c, kernel.ShutWr))
		k.Wait(k.Now().Add(5 * time.Second))
		var out [4]kernel.Ready
		if n := k.Poll(out[:]); n != 1 || out[0].FD != s || out[0].Events&kernel.In == 0 {
			t.Fatalf("poll: %v", out[:n])
		}
		buf := make([]byte, 10)
		if n, e := k.Read(s, buf); string(buf[:n]) != "hello" || e != 0 {
			t.Fatal(n, e)
		}
		if n, e := k.Read(s, buf); n != 0 || e != 0 {
			t.Fatal(n, e)
		}
		if peer, _ := k.PeerAddr(s); peer.Addr() != ip {
			t.Errorf("peer %v", peer)
		}
	}
}

func TestRefusedWriteGivesNoSignal(t *testing.T) {
	k := newKernel(t)
	_, c, s := pair(t, k, false, home)
	must(t, k.SetOption(c, kernel.SoLinger, 0))
	must(t, k.Close(c))
	if _, e := k.Writev(s, [][]byte{{1}}); e != kernel.ECONNRESET {
		t.Errorf("first write: %v", e)
	}
	if _, e := k.Writev(s, [][]byte{{1}}); e != kernel.EPIPE {
		t.Errorf("second write: %v", e)
	}
}

func TestWaitKeepsDeadlineAndOrder(t *testing.T) {
	k := newKernel(t)
	if k.Wait(sim.Never) {
		t.Error("with nothing watched, nothing can happen")
	}
	_, c, s := pair(t, k, false, home)
	k.Watch(c, kernel.Out)
	k.Watch(s, kernel.Out)
	var a, b [4]kernel.Ready
	n := k.Poll(a[:])
	k.Wait(k.Now().Add(time.Second)) // must not turn the ready list
	if m := k.Poll(b[:]); m != n || a != b {
		t.Errorf("order %v, then %v", a[:n], b[:m])
	}
	k.Watch(c, 0)
	k.Watch(s, kernel.In)
	from := k.Now()
	k.Wait(from.Add(20 * time.Millisecond))
	if d := k.Now().Sub(from); d < 20*time.Millisecond {
		t.Errorf("woken after %v", d)
	}
}

func TestBadDescriptor(t *testing.T) {
	k := newKernel(t)
	if _, e := k.Read(-1, make([]byte, 1)); e != kernel.EBADF {
		t.Error(e)
	}
	if e := k.Bind(-1, netip.AddrPortFrom(home, 0)); e != kernel.EBADF {
		t.Error(e)
	}
}
