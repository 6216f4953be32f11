//go:build linux

package netmodel

import (
	"fmt"
	"net"
	"os"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"finishline/kernel"
	"finishline/live"
)

// reality is where real programs run: a network namespace of their own if we
// may make one, so that no other program's ports are in the way.
type reality struct {
	ns   int
	port uint16 // the last one given to a program to bind by number
}

// fresh is a port that no earlier program has left in TIME_WAIT.
func (r *reality) fresh() uint16 {
	r.port = (r.port + 1) % 20000
	return 2000 + r.port
}

func realNetwork(t *testing.T) *reality {
	r := &reality{ns: -1}
	done := make(chan error)
	go func() {
		runtime.LockOSThread() // and never unlock: the thread ends with the goroutine
		if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
			done <- err
			return
		}
		if err := loopbackUp(); err != nil {
			done <- err
			return
		}
		fd, err := unix.Open("/proc/thread-self/ns/net", unix.O_RDONLY|unix.O_CLOEXEC, 0)
		r.ns = fd
		done <- err
	}()
	if err := <-done; err != nil {
		t.Logf("no network namespace of our own (%v): using the machine's", err)
	}
	t.Cleanup(func() {
		if r.ns >= 0 {
			unix.Close(r.ns)
		}
	})
	return r
}

func loopbackUp() error {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM, 0)
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	ifr, err := unix.NewIfreq("lo")
	if err != nil {
		return err
	}
	ifr.SetUint16(uint16(net.FlagUp))
	return unix.IoctlIfreq(fd, unix.SIOCSIFFLAGS, ifr)
}

// onFreshThread runs f on a thread that has never written to a socket: how
// Linux lays out written data begins anew with each thread (task_frag).
func (r *reality) onFreshThread(f func()) {
	done := make(chan any)
	go func() {
		defer func() { done <- recover() }()
		runtime.LockOSThread()
		if r.ns >= 0 {
			if err := unix.Setns(r.ns, unix.CLONE_NEWNET); err != nil {
				panic(err)
			}
		}
		f()
	}()
	if p := <-done; p != nil {
		panic(p)
	}
}

// realConfig is the machine's settings, which the model must share.
func realConfig(t *testing.T) Config {
	var c Config
	for name, b := range map[string]*Buffers{"tcp_rmem": &c.RcvBuf, "tcp_wmem": &c.SndBuf} {
		text, err := os.ReadFile("/proc/sys/net/ipv4/" + name)
		if err != nil {
			t.Skip(err)
		}
		if _, err := fmt.Sscan(strings.TrimSpace(string(text)), &b.Min, &b.Default, &b.Max); err != nil {
			t.Fatal(err)
		}
	}
	for name, v := range map[string]*int{"rmem_max": &c.RcvBufMax, "wmem_max": &c.SndBufMax} {
		if text, err := os.ReadFile("/proc/sys/net/core/" + name); err == nil {
			fmt.Sscan(string(text), v)
		}
	}
	return c
}

// cubic makes sockets with Linux's default congestion control, whatever this
// machine's is: BBR sizes the send buffer differently and paces by the clock.
type cubic struct{ *live.Kernel }

func (c *cubic) Socket(v6 bool) (kernel.FD, kernel.Errno) {
	fd, errno := c.Kernel.Socket(v6)
	if errno == 0 {
		unix.SetsockoptString(int(fd), unix.IPPROTO_TCP, unix.TCP_CONGESTION, "cubic")
	}
	return fd, errno
}
