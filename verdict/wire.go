package verdict

import (
	"strings"

	"finishline/sim"
)

// syscall counts what passes between a program and its kernel.
func (f *fold) syscall(id sim.RecordID, r *sim.Record) {
	e := f.endOf[r.Obj]
	if e == nil {
		return
	}
	switch name := f.text(r.Name); {
	case name == "read" && r.A > 0:
		e.read += r.A
		e.reads = append(e.reads, level{e.read, id})
	case name == "read" && r.A == 0:
		if e.eof == 0 {
			e.eof = id
		}
	case name == "write" && r.A > 0:
		e.taken += r.A
	case name == "connect":
		e.asked = id
		fallthrough
	case name == "read" || name == "write" || name == "getsockopt":
		if r.A < 0 && r.A != -eagain && r.A != -einprogress && e.broken == 0 {
			e.broken, e.errno = id, -r.A
		}
	case name == "close":
		if e.gone == 0 {
			e.gone = id
		}
	}
}

// Errnos that end nothing.
const (
	eagain      = 11
	einprogress = 115
)

func (f *fold) segment(id sim.RecordID, r *sim.Record) {
	e := f.endOf[r.Obj]
	flags := f.text(r.Name)
	if r.Kind == sim.KindSegmentDelivered {
		if flags == "SYN ACK" && r.Cause != 0 {
			f.pair(id, r.Obj, f.t.At(r.Cause).Obj)
		}
		return
	}
	switch {
	case e == nil:
	case strings.Contains(flags, "RST"):
		if e.rst == 0 {
			e.rst = id
		}
	case strings.Contains(flags, "FIN"):
		if e.fin == 0 {
			e.fin = id
		}
	}
}

// pair learns which two sockets are the ends of one connection.
func (f *fold) pair(id sim.RecordID, client, server sim.ObjID) {
	c, s := f.endOf[client], f.endOf[server]
	if c == nil {
		c = f.newEnd(client)
	}
	if s == nil {
		s = f.newEnd(server)
	}
	c.kernel, s.kernel = client, server
	c.peer, s.peer, s.server = s, c, true
	c.connected = id
}
