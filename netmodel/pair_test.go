package netmodel

import (
	"net/netip"
	"slices"
	"testing"

	"finishline/kernel"
	"finishline/sim"
)

func pairOf(t *testing.T) (p *Process, a, b kernel.FD) {
	t.Helper()
	p = New(sim.NewWorld(nil, nil), Config{}).NewHost("host", netip.Addr{}).NewProcess("p")
	a, b, errno := p.Pair()
	if errno != 0 {
		t.Fatal(errno)
	}
	return p, a, b
}

// TestPairTakesWhatLinuxTakes: the figures are those of write(2) of a million
// bytes into a fresh socket pair on Linux 6.18.
func TestPairTakesWhatLinuxTakes(t *testing.T) {
	for _, c := range []struct{ sndbuf, want int }{{0, 219264}, {65536, 146176}} {
		p, a, b := pairOf(t)
		if c.sndbuf > 0 {
			p.SetOption(a, kernel.SoSndBuf, c.sndbuf)
		}
		big := [][]byte{make([]byte, 1_000_000)}
		if n, errno := p.Writev(a, big); n != c.want || errno != 0 {
			t.Errorf("SO_SNDBUF %d: wrote %d (%v), want %d", c.sndbuf, n, errno, c.want)
		}
		if _, errno := p.Writev(a, big); errno != kernel.EAGAIN {
			t.Errorf("a full pair says %v", errno)
		}
		p.Watch(a, kernel.Out)
		if p.Runnable() {
			t.Error("a full pair is writable")
		}
		buf := make([]byte, c.want)
		if n, _ := p.Read(b, buf); n != c.want || !p.Runnable() {
			t.Errorf("read %d of %d, writable again: %v", n, c.want, p.Runnable())
		}
	}
}

func TestPairEnds(t *testing.T) {
	p, a, b := pairOf(t)
	p.Writev(a, [][]byte{[]byte("last words")})
	p.Close(a)
	buf := make([]byte, 64)
	if n, errno := p.Read(b, buf); string(buf[:n]) != "last words" || errno != 0 {
		t.Errorf("read %q, %v", buf[:n], errno)
	}
	if n, errno := p.Read(b, buf); n != 0 || errno != 0 {
		t.Errorf("then %d, %v, want the end", n, errno)
	}
	if _, errno := p.Writev(b, [][]byte{{1}}); errno != kernel.EPIPE {
		t.Errorf("writing to nobody: %v", errno)
	}

	p, a, b = pairOf(t)
	p.Writev(b, [][]byte{[]byte("unread")})
	p.Close(a)
	if _, errno := p.Read(b, buf); errno != kernel.ECONNRESET {
		t.Errorf("the other end closed with bytes unread: %v", errno)
	}
}

// TestPassedSocketLives: a listener that was sent belongs to both; a message
// that nobody reads takes what it holds with it.
func TestPassedSocketLives(t *testing.T) {
	p, a, b := pairOf(t)
	child := p.Fork("child", []kernel.FD{-1, -1, -1, b}).(*Process)
	p.Close(b)
	l, _ := p.Socket(false)
	p.Bind(l, netip.MustParseAddrPort("127.0.0.1:80"))
	p.Listen(l, 5)
	p.WritePassing(a, [][]byte{[]byte("one")}, l)
	p.WritePassing(a, [][]byte{[]byte("two")}, l)
	p.Close(l)

	buf := make([]byte, 64)
	n, got, errno := child.ReadPassing(3, buf)
	if string(buf[:n]) != "one" || got != 4 || errno != 0 {
		t.Fatalf("read %q with descriptor %d, %v; a read stops behind a descriptor", buf[:n], got, errno)
	}
	child.Watch(got, kernel.In)
	c, _ := p.Socket(false)
	p.Connect(c, netip.MustParseAddrPort("127.0.0.1:80"))
	if fd, errno := child.Accept(got); fd < 0 || errno != 0 {
		t.Errorf("accept in the child: %d, %v", fd, errno)
	}
	child.Close(got)
	c, _ = p.Socket(false)
	p.Connect(c, netip.MustParseAddrPort("127.0.0.1:80"))
	if errno := p.SocketError(c); errno != 0 {
		t.Errorf("the unread message holds the listener, but connect says %v", errno)
	}
	child.Exit()
	c, _ = p.Socket(false)
	p.Connect(c, netip.MustParseAddrPort("127.0.0.1:80"))
	if errno := p.SocketError(c); errno != kernel.ECONNREFUSED {
		t.Errorf("after the last holder's end connect says %v", errno)
	}
}

// TestExitClosesLastFirst: as seen with a killed server's six connections.
func TestExitClosesLastFirst(t *testing.T) {
	p, _, _ := pairOf(t)
	var theirs, ours []kernel.FD
	for range 4 {
		a, b, _ := p.Pair()
		ours, theirs = append(ours, a), append(theirs, b)
	}
	child := p.Fork("child", append([]kernel.FD{-1, -1, -1}, theirs...))
	for i, fd := range theirs {
		p.Close(fd)
		p.Watch(ours[i], kernel.In)
	}
	child.Exit()
	out := make([]kernel.Ready, 8)
	var order []kernel.FD
	for _, r := range out[:p.Poll(out)] {
		order = append(order, r.FD)
	}
	slices.Reverse(ours)
	if !slices.Equal(order, ours) {
		t.Errorf("ends were seen in the order %v, want %v", order, ours)
	}
}
