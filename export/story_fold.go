package export

import (
	"strconv"
	"strings"

	"finishline/sim"
)

// fold walks a trace once and writes the story's entries.
type fold struct {
	*objects
	connections []*chapter
	process     []Entry
	turn        int64
	blocked     sim.RecordID       // the loop waits since
	dead        map[sim.ObjID]bool // streams whose buffers were discarded
	thrown      sim.Time           // when an exception last reached the top
	end         string
	code        int64
}

// chapter is a connection while its story is being written.
type chapter struct {
	story Connection
	sides map[Side]*sideState
}

// sideState is what the story remembers of one side of a connection.
type sideState struct {
	frames []string // serialized, not handed over yet
	bytes  []string // handed over: what the next segments carry
	levels map[string]level
	order  []string // of levels
	shut   sim.RecordID
	wrote  int64 // payload bytes that the kernel took
	sent   int64 // payload bytes that left
}

type level struct {
	bytes int64
	told  int64 // the most that was told of since it was last empty
}

func newFold(t *sim.Trace) *fold {
	f := &fold{objects: newObjects(t), dead: map[sim.ObjID]bool{}}
	for _, n := range f.names {
		f.connections = append(f.connections, &chapter{story: Connection{Name: n},
			sides: map[Side]*sideState{Server: newSide(), Client: newSide(), Nobody: newSide()}})
	}
	return f
}

func newSide() *sideState { return &sideState{levels: map[string]level{}} }

func (f *fold) text(s sim.Sym) string { return f.t.String(s) }

// put appends an entry where it belongs.
func (f *fold) put(id sim.RecordID, p place, e Entry) {
	r := f.t.At(id)
	e.At, e.Turn, e.Side, e.Record, e.count = r.At, f.turn, p.side, id, 1
	list := &f.process
	switch {
	case p.conn >= 0:
		list = &f.connections[p.conn].story.Entries
	case len(f.connections) == 1:
		list = &f.connections[0].story.Entries
	}
	if n := len(*list); n > 0 && merge(&(*list)[n-1], &e) {
		return
	}
	*list = append(*list, e)
}

// merge adds e to the line before if the two say the same.
func merge(last, e *Entry) bool {
	if last.What != e.What || last.Side != e.Side || last.Turn != e.Turn || last.At != e.At {
		return false
	}
	switch e.What {
	case Wire:
		if e.label != "" || e.Bytes == 0 || last.Bytes == 0 {
			return false
		}
		last.Bytes += e.Bytes
		last.count++
		return true
	case Read:
		last.Bytes += e.Bytes
		last.Text = addItem(last.Text, e.Text)
		return true
	}
	return false
}

// addItem appends to a list like "DATA 1 ×3, HEADERS 3".
func addItem(list, item string) string {
	last := list
	if i := strings.LastIndex(list, ", "); i >= 0 {
		last = list[i+2:]
	}
	name, count := last, 1
	if i := strings.LastIndex(last, " ×"); i >= 0 {
		name = last[:i]
		count, _ = strconv.Atoi(last[i+len(" ×"):])
	}
	if name != item {
		return list + ", " + item
	}
	return strings.TrimSuffix(list, last) + name + " ×" + strconv.Itoa(count+1)
}

// record tells one record.
func (f *fold) record(id sim.RecordID, r *sim.Record) {
	if f.blocked != 0 && r.At.Sub(f.t.At(f.blocked).At) >= stall {
		f.rest(id - 1)
		f.blocked = 0
	}
	switch r.Kind {
	case sim.KindIteration:
		f.turn = r.A
	case sim.KindCall:
		f.call(id, r)
	case sim.KindEmit:
		f.emit(id, r)
	case sim.KindConsole:
		for _, l := range strings.Split(strings.TrimSuffix(f.text(r.Text), "\n"), "\n") {
			f.put(id, f.placeOf(r), Entry{What: Printed, Text: l})
		}
	case sim.KindDequeue, sim.KindTimer:
		f.turned(id, r)
	case sim.KindFrameSerialized, sim.KindFrameParsed, sim.KindFrameDropped, sim.KindFrameHanded, sim.KindFrameQueued:
		if kind := f.kind(r.Obj); kind == "h2session" || kind == "h2stream" {
			f.frame(id, r)
		} else {
			f.message(id, r)
		}
	case sim.KindSegmentSent, sim.KindSegmentDelivered, sim.KindSegmentDropped:
		f.segment(id, r)
	case sim.KindSyscall:
		f.syscall(id, r)
	case sim.KindLevel, sim.KindSocketBuffer:
		f.level(r)
	case sim.KindBlock:
		f.blocked = id
	case sim.KindState:
		f.state(id, r)
	case sim.KindGate:
		f.gate(id, r)
	case sim.KindThrow:
		f.thrown = r.At
		f.put(id, f.placeOf(r), Entry{What: Trouble, Text: "uncaught " + f.text(r.Name) + ": " + f.text(r.Text)})
	case sim.KindExit:
		f.exit(r)
		if f.text(r.Name) != "natural" {
			f.loseAtExit(id)
		}
	}
}

func (f *fold) call(id sim.RecordID, r *sim.Record) {
	name := f.label(r.Obj)
	if name == "" {
		return
	}
	switch method := f.text(r.Name); {
	case method == "connect" && name == "session":
		name = "http2"
	case name == "request" && (method == "get" || method == "request"):
		name = "http"
	}
	f.put(id, f.placeOf(r), Entry{What: Called, Text: name + "." + f.text(r.Name) + "(" + f.text(r.Text) + ")", Line: r.Line})
}

func (f *fold) emit(id sim.RecordID, r *sim.Record) {
	p, name := f.placeOf(r), f.text(r.Name)
	if r.B == 0 || name == "newListener" || name == "removeListener" {
		return
	}
	who := f.label(r.Obj)
	if who == "" {
		who = "process"
	}
	f.put(id, p, Entry{What: Event, Text: who + " emits '" + name + "'"})
}

// turned tells of timers and immediates that the script set.
func (f *fold) turned(id sim.RecordID, r *sim.Record) {
	what := ""
	switch f.text(r.Name) {
	case "fire":
		what = "timer"
	case "immediate":
		what = "immediate"
	}
	if what == "" || r.Cause == 0 {
		return
	}
	if by := f.t.At(r.Cause); by.Line != 0 {
		f.put(id, f.placeOf(by), Entry{What: Turned, Text: "line " + strconv.Itoa(int(by.Line)) + "'s " + what + " runs", Line: by.Line})
	}
}

func (f *fold) exit(r *sim.Record) {
	f.code = r.A
	switch how := f.text(r.Name); how {
	case "natural":
		f.end = "Nothing was left to do: the process ended by itself"
	case "process.exit":
		f.end = "The process ended by process.exit()"
		if r.A != 0 && f.thrown == r.At {
			f.end = "The process ended by an uncaught exception"
		}
	case "signal":
		f.end = "The process was ended by " + f.text(r.Text)
	case "hang":
		f.end = "The process waits for something that can never happen: real Node would hang here"
	default:
		f.end = "The process was ended: " + how
	}
	if r.A != 0 || f.text(r.Name) != "hang" {
		f.end += ", exit code " + strconv.FormatInt(r.A, 10)
	}
	f.end += "."
}
