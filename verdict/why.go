package verdict

import (
	"sort"
	"strconv"
	"strings"

	"finishline/sim"
)

// explain writes the exchange's sentences: those of the data and those of what
// shut its way, in the order in which they happened.
func (f *fold) explain(d *draft) {
	d.culprit = f.said(d)
	if d.plain() && d.Client == Pending && d.Sent == d.Received {
		d.culprit = "nothing was written"
	}
	d.Summary = f.summary(d)
	f.sayData(d)
	if d.Client != Complete {
		f.sayClosing(d)
	}
	f.sayLosses(d)
	f.sayEnd(d)
	sort.SliceStable(d.Why, func(i, j int) bool { return d.Why[i].Record < d.Why[j].Record })
	d.Why = distinct(d.Why)
}

// distinct drops steps about a record that has one.
func distinct(list []Step) []Step {
	out := list[:0]
	for i, s := range list {
		if i > 0 && s.Record == list[i-1].Record {
			continue
		}
		out = append(out, s)
	}
	return out
}

// step adds a sentence about a record, with the line of the script's call if it has one.
func (d *draft) step(f *fold, id sim.RecordID, tone Tone, title, detail string) {
	if id == 0 {
		return
	}
	s := Step{Record: id, Title: title, Detail: detail, Tone: tone}
	if r := f.t.At(id); r.Line != 0 {
		s.Line = int(r.Line)
		s.File = strings.SplitN(f.text(r.Pos), ":"+strconv.Itoa(s.Line)+":", 2)[0]
	}
	d.Why = append(d.Why, s)
}

// size is how many bytes the response is on its connection, as far as it got that far.
func (d *draft) size() (first, n int64) {
	switch {
	case d.res != nil && d.res.sent:
		return d.res.from, d.res.to - d.res.from
	case d.down != nil && d.down.first >= 0:
		return d.down.first, d.down.last - d.down.first
	}
	return 0, 0
}

// sayData tells what the server did with the response.
func (f *fold) sayData(d *draft) {
	var call, finish sim.RecordID
	var taken int64
	heard := false
	switch {
	case d.res != nil:
		call, finish, taken, heard = d.res.endCall, d.res.finish, d.res.finishSent, d.res.heard
		if call == 0 && d.res.head != 0 {
			call = d.res.call // writeHead()
		}
	case d.down != nil:
		call, finish, taken, heard = d.down.endCall, d.down.finish, d.down.finishSent, d.down.heard
	case d.server != nil && d.server.wrote != 0 && d.Sent > 0:
		call = d.server.wrote
	}
	if call != 0 && d.over != 0 && call > d.over && d.Client != Complete {
		d.step(f, call, Data, f.callName(call), "it comes too late")
	} else if call != 0 {
		d.step(f, call, Data, f.callName(call), f.sent(d))
	} else if d.taken && d.reqIn != nil {
		d.step(f, d.reqIn.head, Data, "the server has the request", d.silence())
	} else if d.taken && d.down != nil && d.down.headersIn != 0 {
		d.step(f, d.down.headersIn, Data, "the server has the request", d.silence())
	}
	if finish != 0 && heard && d.Client != Complete && (d.over == 0 || finish < d.over) {
		first, n := d.size()
		reached := min(n, max(0, taken-first))
		detail := "all " + bytes(n) + " of the response had been handed to the kernel"
		switch {
		case n == 0 || reached == 0:
			detail = "it means that the response left the script; the kernel had none of it"
		case reached < n:
			detail = "it means that the response left the script; the kernel had " + of(reached, n)
		}
		d.step(f, finish, Tick, "'finish' is emitted", detail)
	}
}

// silence is what a server does that has not answered.
func (d *draft) silence() string {
	if d.Client == Pending {
		return "its handler never answers"
	}
	return "its handler has not answered yet"
}

func (f *fold) sent(d *draft) string {
	switch {
	case d.plain():
		return bytes(d.Sent) + " written by the server's side in all"
	case d.Server.Belief == Raw:
		return "a plain socket answers"
	case d.Sent == 0:
		return "a response without body"
	}
	return bytes(d.Sent) + " of body"
}

// scripts reports whether a timer that fired was set by the script.
func (f *fold) scripts(fire sim.RecordID) bool {
	arm := f.t.At(fire).Cause
	return arm != 0 && f.t.At(arm).Line != 0
}

// sayClosing tells what shut the way of the exchange.
func (f *fold) sayClosing(d *draft) {
	o := d.origin
	if d.over == 0 {
		return
	}
	switch {
	case o.call != 0:
		detail := ""
		if o.emit != 0 {
			detail = "in the listener of " + f.event(o.emit)
		}
		if side := f.side(f.t.At(o.call).Obj); side != "" {
			detail = strings.TrimSuffix("on the "+strings.TrimSuffix(side, "'s ")+"'s side, "+detail, ", ")
		}
		d.step(f, o.call, Close, f.callName(o.call), detail)
		f.sayDestroyed(d)
	case o.exit != 0:
		f.sayThrown(d, f.procOf(o.exit))
	case o.timeout != 0 && (o.timer == 0 || f.text(f.timeouts[f.t.At(o.timer).Obj]) != "keepAliveTimeout"):
		d.step(f, o.timeout, Tick, f.event(o.timeout), "nobody had spoken for so long")
	case o.timer != 0 && !f.scripts(o.timer):
		d.step(f, o.timer, Tick, "a timer fires", f.timerPhrase(o.timer))
	}
	if o.timer != 0 && o.call != 0 && f.scripts(o.timer) {
		arm := f.t.At(o.timer).Cause
		d.step(f, o.timer, Tick, "a timer fires", "set at line "+strconv.Itoa(int(f.t.At(arm).Line))+", "+ms(f.t.At(o.timer).B))
	}
	s := d.server
	if s == nil || o.local {
		return
	}
	if id := s.fin; id != 0 && id < d.over {
		d.step(f, id, Close, "the server's kernel sends FIN", "nothing more will come after it")
	}
	if id := s.rst; id != 0 && id < d.over {
		d.step(f, id, Close, "the server's kernel sends RST", "what the client has not read dies with it")
	}
}

// sayThrown tells of the exception that ended a process.
func (f *fold) sayThrown(d *draft, proc sim.ProcID) {
	if id := f.throws[proc]; id != 0 {
		r := f.t.At(id)
		d.step(f, id, Close, "uncaught "+f.text(r.Name)+": "+f.text(r.Text), "it ends the server's process")
	}
}

// sayDestroyed tells that a session was destroyed by the very call.
func (f *fold) sayDestroyed(d *draft) {
	for _, e := range []*end{d.server, d.client} {
		if e == nil || e.session == nil {
			continue
		}
		id, call := e.session.destroyed, d.origin.call
		if id == 0 || id > d.over || f.text(f.t.At(call).Name) != "close" {
			continue
		}
		switch {
		case f.t.At(id).Cause == call:
			d.step(f, id, Close, "the session is destroyed at once", "it has no open stream left to wait for")
		case f.t.At(e.session.closed).Cause == call:
			d.step(f, id, Close, "the session is destroyed", "its last stream has closed")
		}
	}
}
