package fuzz

import (
	"fmt"
	"net/netip"
	"strings"

	"finishline/sim"
)

// Call is one thing that a process asked of the kernel about a TCP socket, or a
// write to standard output (standard error names files and native frames).
// What strace saw of real Node and what the trace of the simulation says become
// the same list of calls; everything that is compared beyond the output is a
// fold over it.
//
// Left out are calls that a model of the kernel has no reason to know
// (getsockname, epoll_ctl, fcntl) and the vector of a writev: write and writev
// are both "write".
type Call struct {
	Name   string // socket, setsockopt, bind, listen, connect, accept, getsockopt, read, write, shutdown, close; out
	Sock   int    // which socket, numbered from 1 in the order in which they were made; 0: none
	Made   int    // accept: the new socket
	Arg    string // address, option, or what was printed
	Size   int64  // bytes, backlog or value that were asked for
	Result int64  // or a negative errno
	Data   string // what was read or written
	Record sim.RecordID
}

// ofTrace lists the calls of the trace's first process.
func ofTrace(t *sim.Trace) []Call {
	var out []Call
	socks := map[sim.ObjID]int{}
	for id := sim.RecordID(1); int(id) <= t.Len(); id++ {
		r := t.At(id)
		if r.Proc != 1 {
			continue
		}
		switch r.Kind {
		case sim.KindConsole:
			if r.A == 1 {
				out = append(out, Call{Name: "out", Arg: t.String(r.Text), Record: id})
			}
		case sim.KindSyscall:
			if strings.HasPrefix(t.String(t.Object(r.Obj).Name), "tcp#") {
				out = append(out, tracedCall(t, id, socks))
			}
		}
	}
	return out
}

func tracedCall(t *sim.Trace, id sim.RecordID, socks map[sim.ObjID]int) Call {
	r := t.At(id)
	c := Call{Name: t.String(r.Name), Size: r.B, Result: r.A, Record: id}
	switch c.Name {
	case "socket":
		c.Result = 0
		socks[r.Obj] = len(socks) + 1
	case "accept":
		c.Size = 0
		if c.Result >= 0 {
			c.Result = 0
			socks[sim.ObjID(r.B)] = len(socks) + 1
			c.Made = len(socks)
		}
	case "bind", "connect":
		c.Arg = address(t.String(r.Text))
	case "setsockopt":
		c.Arg = t.String(r.Text)
	case "getsockopt":
		c.Arg = "SO_ERROR"
		if c.Result < 0 { // the option's value, not the call's result
			c.Size, c.Result = -c.Result, 0
		}
	case "read", "write":
		if c.Result > 0 {
			c.Data = t.String(r.Text)
		}
	}
	c.Sock = socks[r.Obj]
	return c
}

// ephemeral is the first of the ports that Linux hands out.
const ephemeral = 32768

// address hides a port that no two runs share.
func address(s string) string {
	a, err := netip.ParseAddrPort(s)
	if err != nil {
		return fmt.Sprintf("%q", s)
	}
	if a.Port() < ephemeral {
		return s
	}
	return strings.TrimSuffix(s, fmt.Sprint(a.Port())) + "PORT"
}

// names says what every socket is: a listener, one that connects, or one that
// was accepted, each numbered in the order in which they were made.
func names(calls []Call) []string {
	role := []string{""}
	for _, c := range calls {
		switch c.Name {
		case "socket":
			role = append(role, "socket")
		case "listen":
			role[c.Sock] = "listener"
		case "connect":
			role[c.Sock] = "client"
		case "accept":
			if c.Made > 0 {
				role = append(role, "accepted")
			}
		}
	}
	count := map[string]int{}
	for i, r := range role {
		if i > 0 {
			count[r]++
			role[i] = fmt.Sprint(r, " ", count[r])
		}
	}
	return role
}
