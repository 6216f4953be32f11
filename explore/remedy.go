package explore

import (
	"fmt"
	"slices"
	"strings"

	"finishline/script"
	"finishline/sim"
	"finishline/verdict"
)

// Remedy is a change of the script at the call that overtakes a response.
type Remedy struct {
	Name string `json:"name"`
	Code string `json:"code,omitempty"` // what stands there instead of the call
	Why  string `json:"why,omitempty"`  // why it cannot be applied here
	text string // the script with it
}

// Site is where a script loses a response: the call that shuts its way, and the
// call that sends the response, if the trace knows it.
type Site struct {
	Line    int             `json:"line"`
	Call    string          `json:"call"`
	shut    script.CallSite // the call that overtakes
	end     script.CallSite // the call that ends the response
	hasEnd  bool
	h2      bool
	outcome verdict.Outcome
}

// ErrNoSite says that no call of the script is to blame.
type ErrNoSite struct{ why string }

func (e ErrNoSite) Error() string { return "no remedy is tried: " + e.why }

// FindSite finds the call to change in the script that lies at path, from a traced run that lost something.
func FindSite(t *sim.Trace, rep *verdict.Report, path string, src *script.Source, text string) (*Site, error) {
	for i := range rep.Exchanges {
		x := &rep.Exchanges[i]
		if x.Client == verdict.Complete || x.Client == verdict.Cancelled || x.Client == verdict.Refused {
			continue
		}
		s := &Site{h2: x.Protocol == "h2", outcome: x.Client}
		found := false
		for j := len(x.Why) - 1; j >= 0; j-- {
			step := &x.Why[j]
			call, file, line, column := callBehind(t, step.Record)
			if call == "" || file != path {
				continue // nobody's, or that of another script
			}
			c, ok := src.CallAt(line, column, call)
			switch {
			case !ok:
			case step.Tone == verdict.Data && !s.hasEnd && call == "end":
				s.end, s.hasEnd = c, true
			case (step.Tone == verdict.Close || step.Tone == verdict.Death) && !found && shuts[call]:
				s.shut, s.Line, s.Call, found = c, line, text[c.From:c.To], true
			}
		}
		if found {
			return s, nil
		}
	}
	return nil, ErrNoSite{"the loss does not go back to a call like close(), end(), destroy() or exit() in the main script"}
}

// shuts are the methods that a remedy puts off.
var shuts = map[string]bool{"close": true, "end": true, "destroy": true, "destroySoon": true, "exit": true, "resetAndDestroy": true,
	"closeAllConnections": true, "closeIdleConnections": true, "kill": true}

// callBehind is the call of the script that made a record happen, the record
// itself included.
func callBehind(t *sim.Trace, id sim.RecordID) (method, file string, line, column int) {
	for ; id != 0; id = t.At(id).Cause {
		r := t.At(id)
		if r.Kind == sim.KindCall && r.Line != 0 {
			pos := t.String(r.Pos)
			_, _ = fmt.Sscanf(pos[strings.LastIndexByte(pos, ':')+1:], "%d", &column)
			file, _, _ = strings.Cut(pos, ":")
			method = t.String(r.Name)
			return method[strings.LastIndexByte(method, '.')+1:], file, int(r.Line), column
		}
	}
	return "", "", 0, 0
}

// Remedies writes the fixed list of changes for a site.
func Remedies(src *script.Source, text string, s *Site) []Remedy {
	call := text[s.shut.From:s.shut.To]
	res := s.end.Receiver
	sees := s.hasEnd && (s.end.Root == "" || src.Same(s.end.Root, s.end.From, s.shut.From))
	seenFromEnd := s.hasEnd && (s.shut.Root == "" || src.Same(s.shut.Root, s.shut.From, s.end.From))
	server := s.shut.Method == "close" && !s.h2
	replace := func(name, code string, ok bool, why string) Remedy {
		if !ok {
			return Remedy{Name: name, Why: why}
		}
		return Remedy{Name: name, Code: code, text: text[:s.shut.From] + code + text[s.shut.To:]}
	}
	const noEnd = "the call that ends the response is not in reach there"
	out := []Remedy{
		replace("process.nextTick", "process.nextTick(() => "+call+")", true, ""),
		s.afterEnd(text, call, seenFromEnd),
		replace("setImmediate", "setImmediate(() => "+call+")", true, ""),
		replace("when the response closes", res+".once('close', () => "+call+")", sees && !within(s.end, s.shut), noEnd),
		s.endCallback(text, call, seenFromEnd),
		replace("goaway() and a timeout", "("+s.shut.Receiver+".goaway(), setTimeout(() => "+call+", 100))",
			s.h2 && (s.shut.Method == "close" || s.shut.Method == "destroy"), "only an HTTP/2 session has goaway()"),
		s.connectionClose(text),
		replace("server.closeIdleConnections()", "("+call+", "+s.shut.Receiver+".closeIdleConnections())", server, "only an HTTP/1 server has closeIdleConnections()"),
	}
	return out
}

func within(inner, outer script.CallSite) bool {
	return outer.From <= inner.From && inner.To <= outer.To
}

// afterEnd moves the call behind end(), one tick later: what an article on
// graceful HTTP/2 shutdown recommends (the project's first seed).
func (s *Site) afterEnd(text, call string, ok bool) Remedy {
	r := Remedy{Name: "end(), then process.nextTick"}
	if !ok || within(s.shut, s.end) || within(s.end, s.shut) {
		r.Why = "the call cannot be moved there"
		return r
	}
	r.Code = "(" + text[s.end.From:s.end.To] + ", process.nextTick(() => " + call + "))"
	r.text = apply(text, []edit{{s.shut.From, s.shut.To, "void 0"}, {s.end.From, s.end.To, r.Code}})
	return r
}

// endCallback moves the call into the callback of end().
func (s *Site) endCallback(text, call string, ok bool) Remedy {
	r := Remedy{Name: "in the callback of end()"}
	if !ok || within(s.shut, s.end) || within(s.end, s.shut) {
		r.Why = "the call cannot be moved there"
		return r
	}
	comma := ""
	if len(s.end.Args) > 0 {
		comma = ", "
	}
	cb := comma + "() => " + call
	r.Code = text[s.end.From:s.end.Close] + cb + ")"
	edits := []edit{{s.shut.From, s.shut.To, "void 0"}, {s.end.Close, s.end.Close, cb}}
	r.text = apply(text, edits)
	return r
}

// connectionClose tells an HTTP/1 client that this is the last response.
func (s *Site) connectionClose(text string) Remedy {
	r := Remedy{Name: "Connection: close"}
	if s.h2 || !s.hasEnd {
		r.Why = "HTTP/2 has no such header"
		if !s.h2 {
			r.Why = "the call that ends the response is not known"
		}
		return r
	}
	end := text[s.end.From:s.end.To]
	r.Code = "(" + s.end.Receiver + ".headersSent || " + s.end.Receiver + ".setHeader('Connection', 'close'), " + end + ")"
	r.text = apply(text, []edit{{s.end.From, s.end.To, r.Code}})
	return r
}

// edit replaces a part of a text.
type edit struct {
	from, to int
	with     string
}

// apply makes edits that do not overlap.
func apply(text string, edits []edit) string {
	slices.SortFunc(edits, func(a, b edit) int { return b.from - a.from })
	for _, e := range edits {
		text = text[:e.from] + e.with + text[e.to:]
	}
	return text
}
