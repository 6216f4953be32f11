package export

import (
	"strconv"
	"strings"

	"finishline/sim"
)

// frameName is "HEADERS 1 END_STREAM".
func (f *fold) frameName(r *sim.Record) string {
	name := f.text(r.Name) + number(r.A)
	switch text := f.text(r.Text); {
	case text == "":
	case f.text(r.Name) == "GOAWAY":
		_, code, _ := strings.Cut(strings.TrimPrefix(text, "last "), " ")
		name += " " + code
	default:
		name += " " + text
	}
	return name
}

// number is a stream's, behind the name of a frame; that of the connection is left out.
func number(stream int64) string {
	if stream == 0 {
		return ""
	}
	return " " + strconv.FormatInt(stream, 10)
}

func (f *fold) frame(id sim.RecordID, r *sim.Record) {
	p := f.place(r.Obj)
	if p.conn < 0 {
		return
	}
	c := f.connections[p.conn]
	s := c.sides[p.side]
	switch r.Kind {
	case sim.KindFrameSerialized:
		s.frames = append(s.frames, f.frameName(r))
	case sim.KindFrameHanded:
		s.bytes = append(s.bytes, s.frames...)
		s.frames = nil
	case sim.KindFrameParsed:
		f.put(id, p, Entry{What: Read, Text: f.frameName(r), Bytes: r.B})
	case sim.KindFrameDropped:
		f.put(id, p, Entry{What: Gate, Text: f.text(r.Name) + number(r.A) + " is not sent: " + f.text(r.Text), Bytes: r.B})
	}
}

// list is a list of frames in a few words: those of the same name together.
func list(names []string) string {
	text := ""
	for i, n := range names {
		if i == 0 {
			text = n
			continue
		}
		text = addItem(text, n)
	}
	return text
}

func (f *fold) segment(id sim.RecordID, r *sim.Record) {
	p, flags := f.place(r.Obj), f.text(r.Name)
	if r.Kind != sim.KindSegmentSent {
		f.arrival(id, r, p, flags)
		return
	}
	if p.conn < 0 {
		return
	}
	s := f.connections[p.conn].sides[p.side]
	e := Entry{What: Wire, Bytes: r.B}
	switch {
	case strings.Contains(flags, "RST"):
		e.label = "RST"
	case strings.Contains(flags, "SYN"):
		e.label = flags
	case strings.Contains(flags, "FIN"):
		e.label = "FIN"
	case r.B == 0:
		return
	}
	if r.B > 0 {
		s.sent = max(s.sent, r.A+r.B-1) // what is sent again counts once
		if l := list(s.bytes); l != "" {
			e.label = strings.TrimPrefix(e.label+", "+l, ", ")
		}
		s.bytes = nil
	}
	f.put(id, p, e)
}

// arrival tells of a segment that took time, or did not come.
func (f *fold) arrival(id sim.RecordID, r *sim.Record, p place, flags string) {
	var sent *sim.Record
	if r.Cause != 0 {
		sent = f.t.At(r.Cause)
	}
	if r.Kind == sim.KindSegmentDropped {
		if p.conn < 0 && sent != nil {
			p = f.place(sent.Obj)
		}
		f.put(id, p, Entry{What: Trouble, Text: flags + " " + bytes(r.B) + " lost on the wire: " + f.text(r.Text), Bytes: r.B})
		return
	}
	if sent == nil {
		return
	}
	if sent.At == r.At || r.B == 0 && flags == "ACK" {
		return
	}
	text := flags + " arrives"
	if r.B > 0 {
		text = bytes(r.B) + " arrive"
	}
	if p.conn < 0 {
		from := f.place(sent.Obj)
		p = place{from.conn, from.side.other()}
	}
	f.put(id, p, Entry{What: Arrived, Text: text})
}

// syscall tells of those that fail or are taken in part, and counts what is read.
func (f *fold) syscall(id sim.RecordID, r *sim.Record) {
	p := f.place(r.Obj)
	if p.conn < 0 {
		return
	}
	s := f.connections[p.conn].sides[p.side]
	switch name := f.text(r.Name); {
	case name == "write" && r.A == r.B:
		s.wrote += r.A
	case name == "read" && r.A == 0:
		f.put(id, p, Entry{What: Read, Text: "end of file"})
	case name == "write" && (r.A == -eagain || r.A >= 0 && r.A < r.B):
		s.wrote += max(r.A, 0)
		f.put(id, p, Entry{What: Level, Text: "the kernel takes " + bytes(max(r.A, 0)) + " of " + bytes(r.B)})
	case name == "shutdown" && r.A < 0: // the connection has ended meanwhile: nobody minds
	case r.A < 0 && r.A != -eagain && r.A != -einprogress:
		f.put(id, p, Entry{What: Trouble, Text: name + " fails: " + errno(-r.A)})
	}
}

// Errnos that are part of ordinary life.
const (
	eagain      = 11
	einprogress = 115
)

// errno names the errors that a socket meets.
func errno(n int64) string {
	switch n {
	case 32:
		return "EPIPE"
	case 104:
		return "ECONNRESET"
	case 110:
		return "ETIMEDOUT"
	case 111:
		return "ECONNREFUSED"
	case 107:
		return "ENOTCONN"
	case 98:
		return "EADDRINUSE"
	}
	return "errno " + strconv.FormatInt(n, 10)
}

// bytes is an amount for people.
func bytes(n int64) string {
	switch {
	case n == 1:
		return "1 byte"
	case n < 10_000:
		return strconv.FormatInt(n, 10) + " bytes"
	case n < 10<<20:
		return strconv.FormatInt((n+512)>>10, 10) + " KiB"
	}
	return strconv.FormatInt((n+1<<19)>>20, 10) + " MiB"
}
