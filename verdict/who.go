package verdict

import (
	"strconv"

	"finishline/sim"
)

// who is what ended the exchange: a call of the script's, or else what is known.
func (f *fold) who(d *draft) string {
	o := d.origin
	switch {
	case o.call != 0:
		if r := f.t.At(o.call); d.res != nil && f.class[r.Obj] == serverResponse && r.Obj != d.res.obj {
			return f.callPhrase(o.call) + " of another response"
		}
		return f.callPhrase(o.call)
	case d.fatal.record != 0:
		return "an error of the server's session (GOAWAY " + d.fatal.code + ")"
	case d.complaint() != "":
		return "an error of the client's session (GOAWAY " + d.complaint() + ")"
	case o.exit != 0:
		return "the end of the server's process (" + f.exited(f.procOf(o.exit)).How + ")"
	case o.timer != 0 && f.text(f.timeouts[f.t.At(o.timer).Obj]) == "keepAliveTimeout":
		return f.timerPhrase(o.timer)
	case o.timeout != 0:
		return "a timeout of the " + f.side(f.t.At(o.timeout).Obj) + f.receiver(f.t.At(o.timeout).Obj)
	case o.timer != 0 && !f.scripts(o.timer):
		return f.timerPhrase(o.timer)
	case o.local:
		return "the client's side"
	}
	return "the server's side"
}

// timerPhrase names a timer of the library's that fired.
func (f *fold) timerPhrase(fire sim.RecordID) string {
	r := f.t.At(fire)
	switch f.text(f.timeouts[r.Obj]) {
	case "keepAliveTimeout":
		return "the server's keep-alive timeout (" + ms(r.B) + ")"
	case "timeout":
		return "the timeout of a socket (" + ms(r.B) + ")"
	}
	return "a timer of Node's own (" + ms(r.B) + ")"
}

// complaint is the error code with which the client's session said goodbye before
// this was over.
func (d *draft) complaint() string {
	if d.client == nil || d.client.session == nil {
		return ""
	}
	for _, g := range d.client.session.farewells {
		if g.code != "NO_ERROR" && g.record <= d.over {
			return g.code
		}
	}
	return ""
}

func ms(n int64) string { return strconv.FormatInt(n, 10) + " ms" }
