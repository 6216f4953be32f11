// Package export turns a trace into forms for people and programs. It sees a
// trace and never the runtime.
package export

import (
	"bufio"
	"encoding/json"
	"io"

	"finishline/sim"
)

// line is one record as JSON. Fields that a kind does not use are left out.
type line struct {
	ID     sim.RecordID `json:"id"`
	At     sim.Time     `json:"t"` // virtual nanoseconds
	Proc   sim.ProcID   `json:"proc,omitempty"`
	Kind   string       `json:"kind"`
	Object string       `json:"obj,omitempty"`
	Name   string       `json:"name,omitempty"`
	Text   string       `json:"text,omitempty"`
	A      int64        `json:"a,omitempty"`
	B      int64        `json:"b,omitempty"`
	Pos    string       `json:"pos,omitempty"`
	Cause  sim.RecordID `json:"cause,omitempty"`
}

// JSONLines writes one JSON object a record, in order. What A, B, Name and
// Text mean depends on the kind; package sim documents each.
func JSONLines(w io.Writer, t *sim.Trace) error {
	b := bufio.NewWriter(w)
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	for id := sim.RecordID(1); int(id) <= t.Len(); id++ {
		r := t.At(id)
		if err := enc.Encode(line{
			ID: id, At: r.At, Proc: r.Proc, Kind: r.Kind.String(), Object: objectName(t, r.Obj),
			Name: t.String(r.Name), Text: t.String(r.Text), A: r.A, B: r.B, Pos: t.String(r.Pos), Cause: r.Cause,
		}); err != nil {
			return err
		}
	}
	return b.Flush()
}

// objectName is "kind name#id": unique and readable.
func objectName(t *sim.Trace, id sim.ObjID) string {
	if id == 0 {
		return ""
	}
	o := t.Object(id)
	name := t.String(o.Kind)
	if n := t.String(o.Name); n != "" {
		name += " " + n
	}
	return name + "#" + itoa(int(id))
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}
