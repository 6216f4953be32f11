package explore

import (
	"errors"
	"io"
	"net"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"finishline/sim"
)

// proxy stands between two real processes: it delays what passes, cuts it into
// pieces and joins pieces, and passes ends and resets on. What it does follows
// from its seed; when it does it, from the machine.
type proxy struct {
	l    net.Listener
	to   string
	mu   sync.Mutex
	rng  *sim.Random
	wg   sync.WaitGroup
	slow int // the longest delay, milliseconds
}

func startProxy(t *testing.T, to string, seed uint64) *proxy {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	p := &proxy{l: l, to: to, rng: sim.NewRandom(seed)}
	p.slow = []int{0, 2, 20, 120}[p.rng.Intn(4)]
	p.wg.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			p.wg.Go(func() { p.serve(c.(*net.TCPConn)) })
		}
	})
	return p
}

func (p *proxy) close() { p.l.Close(); p.wg.Wait() }

func (p *proxy) draw(n int) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.rng.Intn(n)
}

func (p *proxy) serve(client *net.TCPConn) {
	c, err := net.Dial("tcp", p.to)
	if err != nil {
		client.SetLinger(0)
		client.Close()
		return
	}
	server := c.(*net.TCPConn)
	var wg sync.WaitGroup
	wg.Go(func() { p.pass(client, server) })
	wg.Go(func() { p.pass(server, client) })
	wg.Wait()
	client.Close()
	server.Close()
}

// pass copies one direction until its end.
func (p *proxy) pass(from, to *net.TCPConn) {
	buf := make([]byte, 64<<10)
	for {
		n, err := from.Read(buf[:1+p.draw(len(buf))])
		p.wait()
		for b := buf[:n]; len(b) > 0; {
			k := len(b)
			if p.draw(3) == 0 {
				k = 1 + p.draw(len(b))
			}
			if _, err := to.Write(b[:k]); err != nil {
				from.SetLinger(0) // what is left cannot be delivered: say so, as a kernel would
				from.Close()
				return
			}
			if b = b[k:]; len(b) > 0 {
				p.wait()
			}
		}
		switch {
		case err == nil:
		case errors.Is(err, io.EOF):
			to.CloseWrite()
			return
		default:
			if errors.Is(err, syscall.ECONNRESET) {
				to.SetLinger(0)
			}
			to.Close()
			return
		}
	}
}

func (p *proxy) wait() {
	if p.slow > 0 && p.draw(2) == 0 {
		time.Sleep(time.Duration(p.draw(p.slow*1000)) * time.Microsecond)
	}
}
