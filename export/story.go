package export

import (
	"strconv"

	"finishline/sim"
	"finishline/verdict"
)

// Story is a run as people read it: for each connection what its two sides
// did, what crossed between them, and what died on the way.
type Story struct {
	Title       string       `json:"title,omitempty"`
	Connections []Connection `json:"connections"`
	// Process is what belongs to no connection. With one connection or none it is
	// empty: everything is told there in order.
	Process []Entry `json:"process,omitempty"`
	End     string  `json:"end"`
	Code    int64   `json:"code"`
	// Verdict says what became of each exchange, and why.
	Verdict *verdict.Report `json:"verdict"`
}

// Connection is one block of the story.
type Connection struct {
	Name    string  `json:"name"`
	Entries []Entry `json:"entries"`
}

// Entry is one line of the story.
type Entry struct {
	At     sim.Time     `json:"t"` // virtual nanoseconds
	Turn   int64        `json:"turn"`
	Side   Side         `json:"side"`
	What   What         `json:"what"`
	Text   string       `json:"text"`
	Line   uint32       `json:"line,omitempty"`
	Bytes  int64        `json:"bytes,omitempty"`
	Record sim.RecordID `json:"record"` // of the trace

	label string // of a wire entry: what the bytes are
	count int    // entries that were merged into this one
}

// Side is the column that an entry stands in.
type Side string

// The sides.
const (
	Server Side = "server"
	Client Side = "client"
	Nobody Side = "process" // of neither side
)

// other is the opposite side.
func (s Side) other() Side {
	switch s {
	case Server:
		return Client
	case Client:
		return Server
	}
	return s
}

// What says what kind of line an entry is.
type What string

// The kinds of lines.
const (
	Called  What = "call"    // the script called
	Event   What = "event"   // an event that the script listens to
	Printed What = "console" // the script printed
	Wire    What = "wire"    // bytes or a flag leave Side for the other
	Arrived What = "arrived" // they arrive, if that takes time
	Read    What = "read"    // a side reads or parses
	Level   What = "level"   // what waits in buffers
	Gate    What = "gate"    // bytes died
	Trouble What = "trouble" // an exception, a lost segment, a failed call
	Turned  What = "turn"    // a timer or an immediate of the script's runs
	Moved   What = "state"   // a machine moved
)

// wire is what crosses, in words.
func (e *Entry) wire() string {
	if e.Bytes == 0 {
		return e.label
	}
	text := bytes(e.Bytes)
	if e.count > 1 {
		text += " in " + strconv.Itoa(e.count) + " segments"
	}
	if e.label != "" {
		text += ": " + e.label
	}
	return text
}

// NewStory folds a trace into its story.
func NewStory(title string, t *sim.Trace) *Story {
	f := newFold(t)
	for id := sim.RecordID(1); int(id) <= t.Len(); id++ {
		f.record(id, t.At(id))
	}
	s := &Story{Title: title, End: f.end, Code: f.code, Verdict: verdict.Of(t)}
	for _, c := range f.connections {
		for i := range c.story.Entries {
			if e := &c.story.Entries[i]; e.What == Wire {
				e.Text = e.wire()
			}
		}
	}
	for _, c := range f.connections {
		s.Connections = append(s.Connections, c.story)
	}
	s.Process = f.process
	return s
}
