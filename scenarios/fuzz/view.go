package fuzz

import (
	"fmt"
	"strings"

	"finishline/sim"
)

// ViewNames are the ways of looking at a run that its output does not show:
// what went over every connection in each direction, and what the process asked
// the kernel, in its order.
var ViewNames = []string{"frames", "syscalls"}

// ViewLine is one line of a view; Record is where the trace says so.
type ViewLine struct {
	Text   string
	Record sim.RecordID
}

// conversation is a list of calls with what they carried taken apart.
type conversation struct {
	calls []Call
	names []string
	wrote []*way // by socket
	read  []*way
}

func converse(calls []Call) *conversation {
	c := &conversation{calls: calls, names: names(calls)}
	for range c.names {
		c.wrote, c.read = append(c.wrote, &way{}), append(c.read, &way{})
	}
	for _, x := range calls {
		switch x.Name {
		case "write":
			c.wrote[x.Sock].data.WriteString(x.Data)
		case "read":
			c.read[x.Sock].data.WriteString(x.Data)
		}
	}
	for i := range c.names {
		w, r := c.wrote[i], c.read[i]
		w.take(strings.HasPrefix(r.data.String(), preface))
		r.take(strings.HasPrefix(w.data.String(), preface))
	}
	return c
}

// view is the view of that name.
func (c *conversation) view(name string) []ViewLine {
	if name == "frames" {
		return c.frames()
	}
	return c.syscalls()
}

// frames lists what every socket wrote: one direction after the other, in the
// order in which the sockets were made. How writes cut it is left to syscalls.
func (c *conversation) frames() (out []ViewLine) {
	for i, name := range c.names {
		var first sim.RecordID
		at := 0
		items := c.wrote[i].items
		var list []ViewLine
		for _, x := range c.calls {
			if x.Sock != i || x.Name != "write" {
				continue
			}
			if first == 0 {
				first = x.Record
			}
			for ; len(items) > 0 && items[0].from < at+len(x.Data); items = items[1:] {
				list = append(list, ViewLine{"  " + items[0].text, x.Record})
			}
			at += len(x.Data)
		}
		if len(list) > 0 {
			out = append(append(out, ViewLine{name + " writes", first}), list...)
		}
	}
	return out
}

// syscalls lists the calls in their order, writes to standard output between
// them. Closes at the very end are left out: real Node closes what is still
// open when it ends, a process alone in its simulated world just ends.
func (c *conversation) syscalls() (out []ViewLine) {
	end := len(c.calls)
	for end > 0 && c.calls[end-1].Name == "close" {
		end--
	}
	wrote, read := make([]int, len(c.names)), make([]int, len(c.names))
	for _, x := range c.calls[:end] {
		var text string
		switch x.Name {
		case "out":
			text = x.Name + " " + shown(x.Arg)
		case "write":
			n := c.wrote[x.Sock].between(wrote[x.Sock], wrote[x.Sock]+len(x.Data))
			wrote[x.Sock] += len(x.Data)
			text = c.names[x.Sock] + " write " + fmt.Sprint(n+int(x.Size)-len(x.Data)) + took(x, n)
		case "read":
			n := c.read[x.Sock].between(read[x.Sock], read[x.Sock]+len(x.Data))
			read[x.Sock] += len(x.Data)
			text = c.names[x.Sock] + " read " + fmt.Sprint(x.Size) + took(x, n)
		default:
			text = c.plain(x)
		}
		out = append(out, ViewLine{text, x.Record})
	}
	return out
}

// took is how much a read or write moved.
func took(x Call, n int) string {
	if x.Result < 0 {
		return " = " + errnoName(x.Result)
	}
	return fmt.Sprint(" = ", n)
}

// plain is a call that moves no data.
func (c *conversation) plain(x Call) string {
	text := c.names[x.Sock] + " " + x.Name
	if x.Arg != "" {
		text += " " + x.Arg
	}
	switch x.Name {
	case "listen", "setsockopt", "getsockopt":
		text += fmt.Sprint(" ", x.Size)
	case "shutdown":
		text += [...]string{" SHUT_RD", " SHUT_WR", " SHUT_RDWR"}[x.Size]
	case "accept":
		if x.Made > 0 {
			return text + " = " + c.names[x.Made]
		}
	}
	if x.Result < 0 {
		text += " = " + errnoName(x.Result)
	}
	return text
}

// texts is a view without its records: what is kept and compared.
func texts(list []ViewLine) string {
	var b strings.Builder
	for _, l := range list {
		b.WriteString(l.Text + "\n")
	}
	return b.String()
}
