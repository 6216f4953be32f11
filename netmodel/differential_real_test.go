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

// reality is where real programs run: in network namespaces of their own if we
// may make them, so that no other program's ports are in the way, and a new
// one every so often, before the ports that rest in TIME_WAIT become many.
type reality struct {
	ns   int // -1: the machine's own
	runs int
}

const runsPerNamespace = 200

func realNetwork(t *testing.T) *reality {
	r := &reality{ns: -1}
	if err := r.renew(); err != nil {
		t.Logf("no network namespace of our own (%v): using the machine's", err)
	}
	t.Cleanup(func() {
		if r.ns >= 0 {
			unix.Close(r.ns)
		}
	})
	return r
}

// renew makes a new namespace and leaves the old one.
func (r *reality) renew() error {
	type result struct {
		fd  int
		err error
	}
	done := make(chan result)
	go func() {
		runtime.LockOSThread() // and never unlock: the thread ends with the goroutine
		fd := -1
		err := unix.Unshare(unix.CLONE_NEWNET)
		if err == nil {
			err = loopbackUp()
		}
		if err == nil {
			err = quiet()
		}
		if err == nil {
			fd, err = unix.Open("/proc/thread-self/ns/net", unix.O_RDONLY|unix.O_CLOEXEC, 0)
		}
		done <- result{fd, err}
	}()
	made := <-done
	if made.err != nil {
		return made.err
	}
	if r.ns >= 0 {
		unix.Close(r.ns)
	}
	r.ns = made.fd
	return nil
}

// fresh begins a run and returns a port that no earlier program has left in
// TIME_WAIT.
func (r *reality) fresh() uint16 {
	r.runs++
	if r.ns >= 0 && r.runs%runsPerNamespace == 0 {
		if err := r.renew(); err != nil {
			panic(err)
		}
	}
	return 2000 + uint16(r.runs%20000)
}

// quiet turns off what depends on the wall clock or on earlier connections.
func quiet() error {
	for name, v := range map[string]string{ // order: the settings are independent
		"tcp_no_metrics_save": "1", // what is remembered about 127.0.0.1
		"tcp_early_retrans":   "0", // tail loss probes, 8 ms after the last segment
		"tcp_moderate_rcvbuf": "0", // growth, one look per measured round trip
	} {
		if err := os.WriteFile("/proc/sys/net/ipv4/"+name, []byte(v), 0o644); err != nil {
			return err
		}
	}
	return nil
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
