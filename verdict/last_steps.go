package verdict

import (
	"strconv"
	"strings"
)

func (f *fold) sayLosses(d *draft) {
	for _, l := range d.Died {
		amount := bytes(l.Bytes)
		if len(l.What) > 0 {
			what := l.What
			if len(what) > 3 {
				what = append(what[:2:2], "… "+strconv.Itoa(len(l.What)-2)+" more")
			}
			if amount += " (" + strings.Join(what, ", ") + ")"; l.Bytes == 0 {
				amount = strings.Join(what, ", ")
			}
		}
		verb := " die"
		if l.Bytes == 1 {
			verb = " dies"
		}
		if l.Direction == "request" {
			amount += " of the request"
		}
		d.step(f, l.Record, Death, amount+verb+" in the "+l.Station, l.Gate)
	}
}

// hears is what the client's script is told from then on.
func (f *fold) hears(d *draft) string {
	var lists [3][]heard
	switch {
	case d.up != nil:
		lists[0] = d.up.told
	case d.req != nil:
		lists[0] = d.req.told
		if d.resIn != nil {
			lists[1] = d.resIn.told
		}
	case d.client != nil && d.client.socket != 0:
		lists[0] = d.client.heard
	default:
		return ""
	}
	var names []string
	for i, list := range lists {
		for _, h := range list {
			switch name := f.text(h.name); name {
			case "end", "error", "aborted", "close":
				if h.record > d.over {
					names = append(names, []string{"'", "the response's '"}[min(i, 1)]+name+"'")
				}
			}
		}
	}
	if len(names) == 0 {
		return "; its script listens to nothing that would say so"
	}
	return "; its script is told by " + strings.Join(names, ", ")
}

// sayEnd tells how the client learned.
func (f *fold) sayEnd(d *draft) {
	c, id := d.client, d.over
	switch {
	case d.Client == Complete:
		if !d.plain() {
			d.step(f, d.wholeAt, Data, "the client has the whole response", "")
		}
	case d.Client == Pending:
		d.step(f, d.End, Death, "the run ends", "and the client still waits")
	case d.Client == Cancelled:
	case id == d.rst && d.down != nil:
		d.step(f, id, Death, "the client gets RST_STREAM "+d.down.rstOutCode, d.had()+f.hears(d))
	case d.fatal.record == id:
		d.step(f, id, Death, "the client gets GOAWAY "+d.fatal.code, d.had()+f.hears(d))
	case d.refused == id:
		d.step(f, id, Death, "the client gets GOAWAY", "its last stream is below "+strconv.FormatInt(d.Stream, 10)+f.hears(d))
	case c != nil && id == c.eof:
		d.step(f, id, Death, "the client reads the end of the connection", d.had()+f.hears(d))
	case c != nil && id == c.broken:
		d.step(f, id, Death, "the client's "+f.text(f.t.At(id).Name)+" fails: "+errno(c.errno), d.had()+f.hears(d))
	default:
		d.step(f, id, Death, "the client's side ends", d.had()+f.hears(d))
	}
}
