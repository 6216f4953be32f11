package sim

import (
	"container/heap"
	"slices"
	"testing"
)

// tape is a handler that writes down what it is woken with.
type tape struct {
	w   *World
	got []uint64
	at  []Time
}

func (t *tape) HandleEvent(arg uint64) {
	t.got = append(t.got, arg)
	t.at = append(t.at, t.w.Now())
}

func drain(w *World) {
	for w.Step(Never) {
	}
}

func TestEventsComeByTimeThenSequence(t *testing.T) {
	w := NewWorld(nil, nil)
	tp := &tape{w: w}
	for i, at := range []Time{30, 10, 20, 10, 0, 20, 10} {
		w.Schedule(at, tp, uint64(i))
	}
	drain(w)
	if want := []uint64{4, 1, 3, 6, 2, 5, 0}; !slices.Equal(tp.got, want) {
		t.Errorf("order %v, want %v", tp.got, want)
	}
	if want := []Time{0, 10, 10, 10, 20, 20, 30}; !slices.Equal(tp.at, want) {
		t.Errorf("times %v, want %v", tp.at, want)
	}
}

func TestPastEventsHappenNow(t *testing.T) {
	w := NewWorld(nil, nil)
	tp := &tape{w: w}
	w.Spend(100)
	w.Schedule(50, tp, 1)
	if got := w.NextAt(); got != 100 {
		t.Errorf("next at %d, want 100", got)
	}
}

func TestStepStopsAtItsLimit(t *testing.T) {
	w := NewWorld(nil, nil)
	tp := &tape{w: w}
	w.Schedule(10, tp, 1)
	if w.Step(9) || w.Now() != 0 {
		t.Error("an event after the limit was handled, or the clock moved")
	}
	if !w.Step(10) || w.Now() != 10 {
		t.Error("an event at the limit was not handled")
	}
}

func TestCancel(t *testing.T) {
	w := NewWorld(nil, nil)
	tp := &tape{w: w}
	first := w.Schedule(1, tp, 1)
	second := w.Schedule(2, tp, 2)
	third := w.Schedule(3, tp, 3)
	w.Cancel(first)
	w.Cancel(second)
	w.Cancel(second) // twice is once
	if w.Pending() != 1 || w.NextAt() != 3 {
		t.Errorf("pending %d, next at %d", w.Pending(), w.NextAt())
	}
	drain(w)
	w.Cancel(third) // it was handled: nothing happens
	again := w.Schedule(4, tp, 4)
	w.Cancel(third)
	drain(w)
	if want := []uint64{3, 4}; !slices.Equal(tp.got, want) || again == third {
		t.Errorf("handled %v, want %v", tp.got, want)
	}
}

func TestCancelledTimersLeaveNothingBehind(t *testing.T) {
	w := NewWorld(nil, nil)
	tp := &tape{w: w}
	for range 100_000 {
		w.Cancel(w.Schedule(1000, tp, 0))
	}
	if n := cap(w.queue.heap) + cap(w.queue.events); n > 1000 {
		t.Errorf("%d places for no pending event", n)
	}
}

// reference is the queue as anyone would write it first.
type reference []refEvent

type refEvent struct {
	at   Time
	seq  int
	arg  uint64
	id   EventID
	dead bool
}

func (r *reference) next() (refEvent, bool) {
	best := -1
	for i, e := range *r {
		if !e.dead && (best < 0 || e.at < (*r)[best].at || e.at == (*r)[best].at && e.seq < (*r)[best].seq) {
			best = i
		}
	}
	if best < 0 {
		return refEvent{}, false
	}
	e := (*r)[best]
	(*r)[best].dead = true
	return e, true
}

// FuzzQueue plays schedules, cancellations and steps on the queue and on a
// plain slice.
func FuzzQueue(f *testing.F) {
	f.Add([]byte{1, 200, 3, 255, 4, 4, 4, 0, 128, 9})
	f.Add([]byte("schedule and cancel, schedule and cancel"))
	f.Fuzz(func(t *testing.T, prog []byte) {
		w := NewWorld(nil, nil)
		tp := &tape{w: w}
		var ref reference
		var want []uint64
		for i, b := range prog {
			switch {
			case b < 160: // schedule
				at := max(w.Now(), w.Now()+Time(b%16)-2)
				id := w.Schedule(at, tp, uint64(i))
				ref = append(ref, refEvent{at: at, seq: i, arg: uint64(i), id: id})
			case b < 210 && len(ref) > 0: // cancel any, pending or not
				k := int(b) * 7 % len(ref)
				w.Cancel(ref[k].id)
				ref[k].dead = true
			default:
				e, ok := ref.next()
				if w.Step(Never) != ok {
					t.Fatalf("step %d: events left: %v", i, ok)
				}
				if ok {
					want = append(want, e.arg)
				}
			}
		}
		for e, ok := ref.next(); ok; e, ok = ref.next() {
			want = append(want, e.arg)
		}
		drain(w)
		if !slices.Equal(tp.got, want) {
			t.Fatalf("order %v, want %v", tp.got, want)
		}
	})
}

func TestSchedulingAllocatesNothing(t *testing.T) {
	w := NewWorld(nil, nil)
	h := &again{w: w, left: 1 << 30}
	for i := range 1000 {
		w.Schedule(Time(i), h, 0)
	}
	if n := testing.AllocsPerRun(10_000, func() { w.Step(Never) }); n != 0 {
		t.Errorf("%v allocations per event", n)
	}
}

// again schedules itself anew, a pseudo-random while later.
type again struct {
	w    *World
	left int
}

func (h *again) HandleEvent(arg uint64) {
	if h.left--; h.left > 0 {
		h.w.Schedule(h.w.Now()+Time(arg%1000), h, arg*6364136223846793005+1442695040888963407)
	}
}

// BenchmarkQueue schedules and dispatches one event with 1,000 pending; the
// second case does it with container/heap and pointers, as a textbook would.
func BenchmarkQueue(b *testing.B) {
	b.Run("sim", func(b *testing.B) {
		w := NewWorld(nil, nil)
		h := &again{w: w, left: 1 << 60}
		for i := range 1000 {
			w.Schedule(Time(i), h, uint64(i))
		}
		b.ReportAllocs()
		for b.Loop() {
			w.Step(Never)
		}
	})
	b.Run("container-heap", func(b *testing.B) {
		q := &textbook{}
		h := &againTextbook{q: q}
		for i := range 1000 {
			heap.Push(q, &textbookEvent{at: Time(i), seq: i, h: h, arg: uint64(i)})
		}
		q.seq = 1000
		b.ReportAllocs()
		for b.Loop() {
			e := heap.Pop(q).(*textbookEvent)
			q.now = e.at
			e.h.HandleEvent(e.arg)
		}
	})
}

type textbookEvent struct {
	at  Time
	seq int
	h   Handler
	arg uint64
}

type textbook struct {
	events []*textbookEvent
	now    Time
	seq    int
}

func (q *textbook) Len() int { return len(q.events) }
func (q *textbook) Less(i, j int) bool {
	a, b := q.events[i], q.events[j]
	return a.at < b.at || a.at == b.at && a.seq < b.seq
}
func (q *textbook) Swap(i, j int) { q.events[i], q.events[j] = q.events[j], q.events[i] }
func (q *textbook) Push(x any)    { q.events = append(q.events, x.(*textbookEvent)) }
func (q *textbook) Pop() any {
	n := len(q.events) - 1
	e := q.events[n]
	q.events = q.events[:n]
	return e
}

type againTextbook struct{ q *textbook }

func (h *againTextbook) HandleEvent(arg uint64) {
	h.q.seq++
	heap.Push(h.q, &textbookEvent{at: h.q.now + Time(arg%1000), seq: h.q.seq, h: h, arg: arg*6364136223846793005 + 1442695040888963407})
}
