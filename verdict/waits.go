package verdict

import "strings"

// waits says what a client that still waits is waiting for.
func (d *draft) waits(f *fold) string {
	text := d.waitsFor()
	for _, p := range f.exits {
		if p.How != "natural" && p.How != "hang" && !p.stopped() && (p.Proc == d.ServerProc || p.Proc == d.ClientProc) {
			end, _, _ := strings.Cut(p.Sentence, ", exit code")
			return text + "; then the process " + end
		}
	}
	return text
}

func (d *draft) waitsFor() string {
	c, s := d.client, d.server
	switch {
	case c == nil && s == nil:
		if d.Protocol == "h2" {
			return "the request waits in its session"
		}
		return "the request never got a socket"
	case c != nil && c.connected == 0:
		return "the connection was never made"
	case d.up != nil && d.up.first < 0 && d.down == nil:
		return "the request waits in the client's session"
	case s == nil:
		return "nobody in this trace answers"
	case s.socket == 0:
		return "the server never accepted the connection"
	}
	if n, where := d.stuck(); n > 0 {
		return bytes(n) + " of the response wait in the " + where
	}
	if d.plain() {
		return bytes(d.Sent-d.Received) + " were not read"
	}
	switch d.Server.Belief {
	case Unseen:
		return "the server's program has not seen the request"
	case Silent:
		return "the server has the request and does not answer"
	case Started:
		return "the server began to answer and never called end()"
	case Raw:
		return "the server is a plain socket and did not answer in full"
	}
	return "the response is on its way"
}

// stuck is where the most of the response waits.
func (d *draft) stuck() (int64, string) {
	c, s := d.client, d.server
	best, where := int64(0), ""
	try := func(n int64, station string) {
		if n > best {
			best, where = n, station
		}
	}
	if h := d.down; h != nil {
		try(h.writable, atStream)
		try(h.queued, atQueue)
	}
	if m := d.res; m != nil {
		try(m.waiting, atMessage)
	}
	try(s.writable, atSocket)
	try(s.queued, atUV)
	if c != nil {
		try(s.taken-c.read, "kernel")
	}
	return best, where
}

// stillWaiting notes where the run ended for an exchange that did not.
func (d *draft) stillWaiting(f *fold) {
	for _, p := range f.exits {
		if p.Proc == d.ClientProc || d.ClientProc == 0 {
			d.End = p.Record
		}
	}
}
