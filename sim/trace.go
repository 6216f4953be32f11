package sim

// RecordID names a record of a trace; 0 names none.
type RecordID uint32

// ObjID names an object of a trace; 0 names none.
type ObjID uint32

// ProcID names a simulated process; 0 is the world itself.
type ProcID uint16

// Sym is an interned string; 0 is the empty string.
type Sym uint32

// Record is one thing that happened. What A, B, Name and Text hold depends on
// the kind; see the kinds. It is 56 bytes, so that a million of them fit a
// browser tab.
type Record struct {
	At    Time
	A, B  int64
	Cause RecordID // the record that made this one happen
	Obj   ObjID    // what it is about
	Name  Sym
	Text  Sym
	Pos   Sym // "file:line:column" in the script, if it has one
	Line  uint32
	Kind  Kind
	Proc  ProcID
}

// Object is something that records are about: a socket, a stream, a loop.
type Object struct {
	Kind   Sym
	Name   Sym
	Parent ObjID
	Proc   ProcID
}

// Trace is an append-only log. Everything that people see is a fold over it.
type Trace struct {
	blocks  [][]Record // all but the last are full, and stay where they are
	n       int        // records, the unused one at 0 included
	objects []Object
	strings []string
	syms    map[string]Sym
	limit   int
	cut     bool
}

// NewTrace returns an empty trace that keeps at most limit records (0: no
// limit); past it, records are dropped and Cut reports true.
func NewTrace(limit int) *Trace {
	return &Trace{
		blocks:  [][]Record{make([]Record, 1, 512)},
		n:       1,
		objects: make([]Object, 1, 32),
		strings: append(make([]string, 0, 256), ""),
		syms:    make(map[string]Sym, 192),
		limit:   limit,
	}
}

func (t *Trace) add(r Record) RecordID {
	if t.limit > 0 && t.n > t.limit {
		t.cut = true
		return 0
	}
	last := &t.blocks[len(t.blocks)-1]
	if len(*last) == blockRecordsMax {
		t.blocks = append(t.blocks, make([]Record, 0, blockRecordsMax))
		last = &t.blocks[len(t.blocks)-1]
	}
	*last = append(*last, r)
	t.n++
	return RecordID(t.n - 1)
}

// blockRecordsMax is how many records lie in one piece of memory: a trace that
// grows does not move what it has.
const blockRecordsMax = 1 << 12

func (t *Trace) newObject(o Object) ObjID {
	t.objects = append(t.objects, o)
	return ObjID(len(t.objects) - 1)
}

// Sym interns s.
func (t *Trace) Sym(s string) Sym {
	if s == "" {
		return 0
	}
	if id, ok := t.syms[s]; ok {
		return id
	}
	id := Sym(len(t.strings))
	t.strings = append(t.strings, s)
	t.syms[s] = id
	return id
}

// SymBytes interns the text in b, which is only copied if it is new.
func (t *Trace) SymBytes(b []byte) Sym {
	if id, ok := t.syms[string(b)]; ok {
		return id
	}
	return t.Sym(string(b))
}

// String is the text of an interned string.
func (t *Trace) String(s Sym) string { return t.strings[s] }

// Len is the number of records; they are named 1 to Len.
func (t *Trace) Len() int { return t.n - 1 }

// At returns record id. The pointer is good until the next record is added.
func (t *Trace) At(id RecordID) *Record { return &t.blocks[id/blockRecordsMax][id%blockRecordsMax] }

// Objects is the number of objects; they are named 1 to Objects.
func (t *Trace) Objects() int { return len(t.objects) - 1 }

// Object returns object id.
func (t *Trace) Object(id ObjID) Object { return t.objects[id] }

// Cut reports whether the limit dropped records.
func (t *Trace) Cut() bool { return t.cut }

// Why returns the chain of causes of id, nearest first, id itself excluded.
func (t *Trace) Why(id RecordID) []RecordID {
	var chain []RecordID
	for id = t.At(id).Cause; id != 0; id = t.At(id).Cause {
		chain = append(chain, id)
	}
	return chain
}

// Hash is a stable 64-bit hash (FNV-1a) over every record, object and string:
// equal traces, natively and under WASM, have equal hashes.
func (t *Trace) Hash() uint64 {
	h := fnv(14695981039346656037)
	for id := range RecordID(t.n) {
		r := t.At(id)
		h.u64(uint64(r.At))
		h.u64(uint64(r.A))
		h.u64(uint64(r.B))
		h.u64(uint64(r.Cause)<<32 | uint64(r.Obj))
		h.u64(uint64(r.Name)<<32 | uint64(r.Text))
		h.u64(uint64(r.Pos)<<32 | uint64(r.Line))
		h.u64(uint64(r.Kind)<<16 | uint64(r.Proc))
	}
	for _, o := range t.objects {
		h.u64(uint64(o.Kind)<<32 | uint64(o.Name))
		h.u64(uint64(o.Parent)<<16 | uint64(o.Proc))
	}
	for _, s := range t.strings {
		h.str(s)
	}
	return uint64(h)
}

type fnv uint64

func (h *fnv) byte(b byte) { *h = (*h ^ fnv(b)) * 1099511628211 }

func (h *fnv) u64(v uint64) {
	for i := 0; i < 64; i += 8 {
		h.byte(byte(v >> i))
	}
}

func (h *fnv) str(s string) {
	for i := 0; i < len(s); i++ {
		h.byte(s[i])
	}
	h.byte(0)
}
