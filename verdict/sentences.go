package verdict

import (
	"strconv"
	"strings"

	"finishline/sim"
)

// shout is the first word of a headline.
var shout = map[Outcome]string{Complete: "COMPLETE", Cancelled: "CANCELLED", Refused: "REFUSED, SAFE TO RETRY",
	Truncated: "RESPONSE TRUNCATED", Lost: "RESPONSE LOST", Reset: "RESET", Unanswered: "NO ANSWER", Pending: "STILL WAITING"}

// headline is the worst exchange in a line, and how the others fared.
func (f *fold) headline(rep *Report) string {
	worst := rep.Worst()
	text := "NOTHING EXCHANGED"
	switch n := len(rep.Exchanges); {
	case n == 0:
	case worst.worst() == Complete:
		text = "COMPLETE: " + worst.Label + " arrived whole"
		if worst.plain() {
			text = "COMPLETE: every byte that was written was read"
		}
		if n > 1 {
			text = "COMPLETE: all " + strconv.Itoa(n) + " exchanges arrived whole"
		}
	default:
		text = worst.shout() + ": " + worst.culprit
		if n > 1 {
			text += " (" + worst.Label + "; " + tally(rep.Exchanges) + ")"
		}
	}
	for i := range rep.Processes {
		p := &rep.Processes[i]
		if p.stopped() && len(rep.Exchanges) == 0 {
			return "STOPPED: at " + p.atLimit() + ", with nothing exchanged" + p.held("; it was held by ")
		}
		if p.How == "hang" || p.stopped() {
			text += "; the process " + p.Sentence
			break
		}
	}
	return text
}

// Worst is the exchange that fared worst, the first of several; nil if there are none.
func (r *Report) Worst() *Exchange {
	var worst *Exchange
	for i := range r.Exchanges {
		if x := &r.Exchanges[i]; worst == nil || x.worst().Worse(worst.worst()) {
			worst = x
		}
	}
	return worst
}

// plain reports whether there are no messages, only bytes.
func (x *Exchange) plain() bool { return x.Protocol == "tcp" || x.Protocol == "tls" }

// worst is the outcome; of a plain connection, on which nothing answers the
// other, the worse of the two directions.
func (x *Exchange) worst() Outcome {
	if x.Client == Complete && x.plain() {
		return x.Request.Outcome
	}
	return x.Client
}

func (x *Exchange) shout() string {
	o := x.worst()
	if x.plain() {
		switch o {
		case Lost:
			return "BYTES LOST"
		case Truncated:
			return "CUT SHORT"
		}
	}
	return shout[o]
}

// tally is "2 of 3 complete".
func tally(list []Exchange) string {
	whole := 0
	for i := range list {
		if list[i].worst() == Complete {
			whole++
		}
	}
	return strconv.Itoa(whole) + " of " + strconv.Itoa(len(list)) + " complete"
}

// said fills in the sentence that says what ended the exchange.
func (f *fold) said(d *draft) string {
	who := f.who(d)
	switch d.Client {
	case Complete:
		if d.plain() {
			return f.saidUpload(d)
		}
		return "the whole response arrived"
	case Pending:
		return d.waits(f)
	case Cancelled:
		return who + " came first: " + d.had()
	case Refused:
		return f.saidRefused(d, who)
	case Truncated:
		if d.plain() && d.Received == d.Sent {
			return f.saidReset(d, who)
		}
		return who + " cut it short: " + d.had()
	case Lost:
		return f.saidLost(d, who)
	case Reset:
		return f.saidReset(d, who)
	}
	return who + " closed the " + d.channel() + " before any answer"
}

// channel is what the exchange needs to stay open.
func (d *draft) channel() string {
	if d.over == d.rst {
		return "stream"
	}
	return "connection"
}

func (f *fold) saidReset(d *draft, who string) string {
	text := who + " reset the " + d.channel()
	switch {
	case d.diedUnread:
		return who + " ended the " + d.channel() + " when all had come, but the client's script had not read it"
	case d.failedWhole:
		return text + " when all had come: the client sees an error"
	case !d.plain():
		return text + " before any answer"
	case d.Request.Outcome != Complete:
		text += "; the server had read " + of(d.Request.Received, d.Request.Sent)
	}
	if d.Received > 0 {
		text += "; the client had read all " + bytes(d.Received) + " that were sent"
	}
	return text
}

func (f *fold) saidRefused(d *draft, who string) string {
	switch {
	case d.connFailed():
		return "the connection was not made (" + errno(d.client.errno) + "): no program saw the request"
	case d.refused != 0 && d.up != nil && d.refused == d.up.rstIn:
		return "the server refused stream " + strconv.FormatInt(d.Stream, 10) + " (REFUSED_STREAM)"
	case d.refused != 0:
		text := "the server's GOAWAY says that it did not take stream " + strconv.FormatInt(d.Stream, 10) + " up"
		if d.origin.call != 0 {
			text += ", after " + who
		}
		return text
	case d.Protocol == "h2" && d.up != nil && d.up.first < 0:
		return who + " came before the request could be sent"
	}
	if c := d.client; c != nil && c.tls && d.origin.call == 0 {
		return "the TLS connection ended before the server's program read the request"
	}
	return who + " closed the connection before the server's program read the request"
}

func (f *fold) saidLost(d *draft, who string) string {
	for _, l := range d.Died {
		if l.Direction != "response" {
			continue
		}
		amount := bytes(d.lost)
		if d.lost == 0 {
			amount = strings.Join(l.What, ", ")
		}
		return who + " overtook " + amount + " still in the " + l.Station
	}
	return who + " came before the response had left"
}

func (f *fold) saidUpload(d *draft) string {
	if d.Request.Outcome == Complete {
		return "every byte that was written was read"
	}
	var clues []sim.RecordID
	for _, l := range d.Died {
		clues = append(clues, l.Record)
	}
	for _, e := range []*end{d.server, d.client} {
		if e != nil {
			clues = append(clues, e.gone)
		}
	}
	for _, id := range clues {
		if id != 0 {
			if o := f.origin(id); o.call != 0 {
				d.step(f, o.call, Close, f.callName(o.call), "")
				return f.callPhrase(o.call) + ": of what the client wrote, the server read " + of(d.Request.Received, d.Request.Sent)
			}
		}
	}
	return "of what the client wrote, the server read " + of(d.Request.Received, d.Request.Sent)
}

// had is what had come by then.
func (d *draft) had() string {
	switch {
	case d.plain():
		if d.Sent == 0 {
			return "nothing had been sent"
		}
		return of(d.Received, d.Sent) + " had been read"
	case !d.some:
		return "no part of the response had come"
	case d.wholeAt != 0 && d.wholeAt > d.over:
		return "the rest came too late"
	case d.Received > 0 && d.Received >= d.Sent:
		return bytes(d.Received) + " of body had come, all that was sent by then, but no end"
	case d.Sent > d.Received || d.Received > 0:
		return of(d.Received, max(d.Sent, d.Received)) + " of body had come"
	}
	return "the headers had come, no body"
}

// summary is the exchange in a line.
func (f *fold) summary(d *draft) string {
	text := d.Label + ": "
	if b := beliefs[d.Server.Belief]; b != "" && !d.plain() {
		text += "the server " + b + "; "
	}
	switch {
	case d.plain():
	case d.Client == Complete:
		text += "the client got it whole"
		if d.Received > 0 {
			text += ", " + bytes(d.Received) + " of body"
		}
		switch r := d.Request; {
		case r.Outcome != Truncated && r.Outcome != Lost:
		case r.Received < r.Sent:
			text += "; of the request's body only " + of(r.Received, r.Sent) + " came"
		default:
			text += "; the request's end never came"
		}
		return text
	case d.some:
		text += "the client got a part; "
	default:
		text += "the client got nothing; "
	}
	return text + d.culprit
}

var beliefs = map[Belief]string{Raw: "is a plain socket", Unseen: "never saw the request", Silent: "did not answer",
	Started: "began to answer", Ended: "called end()", Finished: "finished", Aborted: "was cut off"}
