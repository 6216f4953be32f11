package sim

import (
	"slices"
	"testing"
	"unsafe"
)

// story emits a small trace with causes, objects and choices.
func story(c Chooser) *Trace {
	tr := NewTrace(0)
	w := NewWorld(c, tr)
	obj := w.NewObject("socket", "a", 0)
	first := w.Emit(Record{Kind: KindNote, Obj: obj, Name: w.Sym("hello")})
	prev := w.SetCause(first)
	w.Schedule(5, HandlerFunc(func(arg uint64) {
		w.Emit(Record{Kind: KindNote, Obj: obj, A: int64(arg), B: int64(w.Choose(ChooseLoss, 2, obj))})
	}), 42)
	w.SetCause(prev)
	drain(w)
	return tr
}

func TestEventInheritsCause(t *testing.T) {
	tr := story(nil)
	last := RecordID(tr.Len())
	if why := tr.Why(last); !slices.Equal(why, []RecordID{1}) {
		t.Errorf("why %v, want the note that scheduled it", why)
	}
	if r := tr.At(last); r.At != 5 || r.A != 42 || tr.String(tr.At(1).Name) != "hello" {
		t.Errorf("record %+v", r)
	}
}

func TestHashNamesTheTrace(t *testing.T) {
	if a, b := story(nil).Hash(), story(&Scripted{Choices: []int{0}}).Hash(); a != b {
		t.Errorf("the same run hashes to %x and %x", a, b)
	}
	if a, b := story(nil).Hash(), story(&Scripted{Choices: []int{1}}).Hash(); a == b {
		t.Error("different runs have one hash")
	}
	// Pinned: a saved trace must hash the same under every build and platform.
	if got, want := story(nil).Hash(), uint64(0x70570e1a9521d20); got != want {
		t.Errorf("hash %#x, want %#x", got, want)
	}
}

func TestTraceOffCostsNothing(t *testing.T) {
	w := NewWorld(nil, nil)
	if n := testing.AllocsPerRun(100, func() {
		w.Emit(Record{Kind: KindNote, Name: w.Sym("x")})
		w.NewObject("a", "b", 0)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestTraceLimit(t *testing.T) {
	tr := NewTrace(2)
	w := NewWorld(nil, tr)
	for range 3 {
		w.Emit(Record{Kind: KindNote})
	}
	if tr.Len() != 2 || !tr.Cut() {
		t.Errorf("%d records, cut %v", tr.Len(), tr.Cut())
	}
}

func TestRecordSize(t *testing.T) {
	if n := unsafe.Sizeof(Record{}); n != 56 {
		t.Errorf("a record is %d bytes; its comment says 56", n)
	}
}
