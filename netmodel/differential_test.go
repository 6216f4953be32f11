//go:build linux

package netmodel

import (
	"flag"
	"fmt"
	"hash/fnv"
	"net/netip"
	"os"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"finishline/kernel"
	"finishline/live"
	"finishline/sim"
)

// TestDifferential draws programs of socket calls, runs each on the model and
// on the real loopback, and compares every result: counts, errnos, bytes,
// addresses, and the poller's reports with their order.
//
// The model has one answer; Linux has one as long as no time passes. Where a
// run differs, it is made again. A program passes when one run equals the
// model's. What was seen to make a difference, 7 times in 120,000 programs on a
// busy machine, and how each was told:
//
//   - Two acknowledgements that wait in the backlog of a socket in a call are
//     merged only if their timestamps are of the same millisecond (with merging
//     off, the model gives the other result to the byte).
//   - A tail loss probe is sent 8 ms after the last segment. Its duplicate makes
//     the receiver owe a SACK block, and its next segments are 12 bytes shorter
//     (2,634,060 bytes instead of 2,634,240: 15 segments). Off, see quiet.
//   - Receive buffers grow by what was read in a round trip, which Linux measures
//     with a clock of milliseconds. Off, see quiet and TestReceiveBufferGrows.
//   - tcp_tso_should_defer compares microseconds with the measured round trip.
//   - Under load the soft interrupt is left to ksoftirqd and comes late. Hence
//     runs after a rest.
func TestDifferential(t *testing.T) { differential(t, false) }

// TestDifferentialWithTime is TestDifferential with pauses of 20 to 350 ms, for
// delayed acknowledgements, window probes and what they set free.
func TestDifferentialWithTime(t *testing.T) {
	if testing.Short() || os.Getenv("FINISHLINE_SLOW") == "" {
		t.Skip("waits in real time: set FINISHLINE_SLOW=1")
	}
	differential(t, true)
}

func differential(t *testing.T, waits bool) {
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		flag.Set("rapid.checks", "300")
	}
	where := realNetwork(t)
	cfg := realConfig(t)
	cfg.FixedRcvBuf = where.ns >= 0
	pauses := []time.Duration{0, 0, 0, 0, 200 * time.Microsecond, 0, 500 * time.Microsecond, 1200 * time.Microsecond, 0, 1200 * time.Microsecond, 3 * time.Millisecond, 0}
	pauses = append(pauses, pauses...)
	retried := 0
	rapid.Check(t, func(t *rapid.T) {
		prog := genProgram(waits).Draw(t, "program")
		want := runModel(prog, cfg)
		var got []string
		for try := range pauses {
			if try > 3 { // the machine is busy: let it calm down
				time.Sleep(time.Duration(try) * 10 * time.Millisecond)
			}
			got = where.run(prog, pauses[try])
			i := firstDifference(want, got)
			if i < 0 {
				return
			}
			retried++
			if testing.Verbose() {
				fmt.Printf("run %d differs at call %d: model %s; Linux %s\n", try, i, at(want, i), at(got, i))
			}
		}
		i := firstDifference(want, got)
		t.Fatalf("differs at call %d\nmodel: %s\nLinux: %s\n%s", i, at(want, i), at(got, i), compared(want, got))
	})
	t.Logf("%d of the real runs were repeated", retried)
}

func at(s []string, i int) string {
	if i < len(s) {
		return s[i]
	}
	return "(nothing)"
}

func firstDifference(a, b []string) int {
	for i := range max(len(a), len(b)) {
		if at(a, i) != at(b, i) {
			return i
		}
	}
	return -1
}

func compared(want, got []string) string {
	var sb strings.Builder
	for i := range max(len(want), len(got)) {
		fmt.Fprintf(&sb, "%2d  %s\n", i, at(want, i))
		if at(want, i) != at(got, i) {
			fmt.Fprintf(&sb, "  ! %s\n", at(got, i))
		}
	}
	return sb.String()
}

// machine runs a program on one kernel.
type machine struct {
	k     kernel.Kernel
	slots []kernel.FD // -1: closed
	out   []string
	pause func()               // after every call
	sleep func(d sim.Duration) // lets time pass
	sent  byte
	fixed uint16 // what port 1 of a program stands for
}

func (m *machine) say(format string, args ...any) {
	m.out = append(m.out, fmt.Sprintf(format, args...))
}

// slot picks a socket that is open, or reports false.
func (m *machine) slot(i int) (int, kernel.FD, bool) {
	n := len(m.slots)
	for j := range n {
		if s := (i + j) % n; m.slots[s] >= 0 {
			return s, m.slots[s], true
		}
	}
	return 0, 0, false
}

func (m *machine) name(fd kernel.FD) int {
	for i, f := range m.slots {
		if f == fd {
			return i
		}
	}
	return -1
}

// place is an address that means the same on both kernels: port 0, a port that
// is nobody's (1), or the one that a socket of the program is bound to.
func (m *machine) place(ip netip.Addr, port int) netip.AddrPort {
	switch port {
	case 0:
		return netip.AddrPortFrom(ip, 0)
	case 1:
		return netip.AddrPortFrom(ip, m.fixed)
	}
	if _, fd, ok := m.slot(port - 2); ok {
		a, _ := m.k.LocalAddr(fd)
		return netip.AddrPortFrom(ip, a.Port())
	}
	return netip.AddrPortFrom(ip, m.fixed)
}

// shown is an address without its port number, which differs.
func (m *machine) shown(a netip.AddrPort, errno kernel.Errno) string {
	if errno != 0 {
		return errno.Name()
	}
	port := "some"
	if a.Port() == 0 {
		port = "0"
	}
	return fmt.Sprintf("%s:%s", a.Addr(), port)
}

func (m *machine) write(slot int, fd kernel.FD, n, parts int) {
	var bufs [][]byte
	for i := range parts {
		b := make([]byte, n/parts)
		for j := range b {
			b[j] = m.sent + byte(i) + byte(j/251)
		}
		bufs = append(bufs, b)
	}
	m.sent += 7
	got, errno := m.k.Writev(fd, bufs)
	m.say("write %d, %d bytes in %d: %s", slot, n, parts, outcome(got, errno))
}

func (m *machine) read(slot int, fd kernel.FD, n int) {
	b := make([]byte, n)
	got, errno := m.k.Read(fd, b)
	h := fnv.New32a()
	h.Write(b[:got])
	m.say("read %d, %d bytes: %s %08x", slot, n, outcome(got, errno), h.Sum32())
}

func (m *machine) poll(n int) {
	out := make([]kernel.Ready, n)
	k := m.k.Poll(out)
	var sb strings.Builder
	for _, r := range out[:k] {
		fmt.Fprintf(&sb, " %d:%s", m.name(r.FD), bitNames(r.Events))
	}
	m.say("poll %d:%s", n, sb.String())
}

// wait lets time pass, as a program does that sleeps for d.
func (m *machine) wait(d sim.Duration) {
	m.say("wait %v", d)
	m.sleep(d)
}

// run runs the program and then closes what it left open.
func (m *machine) run(prog []step) []string {
	for _, st := range prog {
		st.do(m)
		m.pause()
	}
	for i, fd := range m.slots {
		if fd >= 0 {
			m.say("close %d: %s", i, m.k.Close(fd).Name())
			m.slots[i] = -1
			m.pause()
			m.poll(16)
		}
	}
	return m.out
}

func runModel(prog []step, cfg Config) []string {
	n := New(sim.NewWorld(nil, nil), cfg)
	p := n.NewHost("host", netip.Addr{}).NewProcess("program")
	m := &machine{k: p, fixed: 1000, pause: func() {}, sleep: func(d sim.Duration) {
		until := n.w.Now().Add(d)
		for n.w.Step(until) {
		}
		n.w.AdvanceTo(until)
	}}
	return m.run(prog)
}

func (r *reality) run(prog []step, pause time.Duration) []string {
	var out []string
	port := r.fresh()
	r.onFreshThread(func() {
		k, err := live.New()
		if err != nil {
			panic(err)
		}
		defer k.Shut()
		m := &machine{k: &cubic{k}, fixed: port, sleep: time.Sleep, pause: func() {
			if pause > 0 {
				time.Sleep(pause)
			}
		}}
		out = m.run(prog)
	})
	return out
}
