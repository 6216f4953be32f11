package netmodel

import (
	"bytes"
	"testing"

	"finishline/kernel"
	"finishline/sim"
)

// exchange is a small program: the client sends a request and half-closes, the
// server answers when it has all, both close. It returns what each end read.
func exchange(t *testing.T, c sim.Chooser, tr *sim.Trace, explore Explore) (request, response []byte) {
	w := &world{World: sim.NewWorld(c, tr)}
	w.n = New(w.World, Config{Explore: explore})
	w.p = w.n.NewHost("host", addrNone).NewProcess("program")
	w.listen(t)
	w.connect(t)
	p := w.p
	ask, answer := []byte("ask"), []byte("answers")
	p.Watch(w.client, kernel.Out)
	p.Watch(w.server, kernel.In)
	events := make([]kernel.Ready, 8)
	buf := make([]byte, 100)
	for p.Wait(w.Now() + 10e9) {
		n := p.Poll(events)
		if n == 0 {
			return
		}
		for _, r := range events[:n] {
			switch {
			case r.FD == w.client && len(ask) > 0:
				k, _ := p.Writev(w.client, [][]byte{ask})
				if ask = ask[k:]; len(ask) == 0 {
					p.Shutdown(w.client, kernel.ShutWr)
					p.Watch(w.client, kernel.In)
				}
			case r.FD == w.client:
				k, e := p.Read(w.client, buf)
				response = append(response, buf[:k]...)
				if e == 0 && k == 0 {
					p.Close(w.client)
				}
			case r.Events&kernel.In != 0 && string(request) != "ask.":
				k, e := p.Read(w.server, buf)
				request = append(request, buf[:k]...)
				if e == 0 && k == 0 {
					request = append(request, '.')
					p.Watch(w.server, kernel.Out)
				}
			default:
				k, _ := p.Writev(w.server, [][]byte{answer})
				if answer = answer[k:]; len(answer) == 0 {
					p.Close(w.server)
				}
			}
		}
	}
	return
}

// TestEveryWorldDeliversEverything walks all runs of a small exchange and checks
// that none loses a byte.
func TestEveryWorldDeliversEverything(t *testing.T) {
	e := &sim.Exhaustive{}
	runs := 0
	for ; runs < 20_000; runs++ {
		request, response := exchange(t, e, nil, ExploreWrite|ExploreRead|ExploreReady|ExploreDelivery)
		if string(request) != "ask." || !bytes.Equal(response, []byte("answers")) {
			t.Fatalf("choices %v: the server got %q, the client %q", e.Choices(), request, response)
		}
		if !e.Next() {
			break
		}
	}
	if runs < 40 || runs == 20_000 {
		t.Errorf("%d runs: the liberties are not offered, or without end", runs)
	}
	t.Logf("%d runs", runs)
}

func TestCanonicalAsksNothing(t *testing.T) {
	r := &sim.Recorder{Chooser: sim.Canonical{}}
	exchange(t, r, nil, 0)
	if len(r.Choices) != 0 {
		t.Errorf("%d questions without a flag", len(r.Choices))
	}
}

func TestReplayIsTheSameToTheByte(t *testing.T) {
	for seed := range uint64(30) {
		all := ExploreWrite | ExploreRead | ExploreReady | ExploreDelivery
		first, second := sim.NewTrace(0), sim.NewTrace(0)
		r := &sim.Recorder{Chooser: sim.NewRandom(seed)}
		exchange(t, r, first, all)
		exchange(t, &sim.Scripted{Choices: r.Choices}, second, all)
		if first.Hash() != second.Hash() || first.Len() != second.Len() {
			t.Errorf("seed %d: %d records, replayed %d", seed, first.Len(), second.Len())
		}
	}
}

func TestEverySegmentHasItsCause(t *testing.T) {
	tr := sim.NewTrace(0)
	exchange(t, nil, tr, 0)
	for i := 1; i <= tr.Len(); i++ {
		r := tr.At(sim.RecordID(i))
		switch r.Kind {
		case sim.KindSegmentDelivered:
			if c := tr.At(r.Cause); r.Cause == 0 || c.Kind != sim.KindSegmentSent || c.A != r.A || c.B != r.B {
				t.Errorf("record %d: delivered, but its cause is %d", i, r.Cause)
			}
		case sim.KindSegmentSent, sim.KindState:
			if r.Cause == 0 {
				t.Errorf("record %d (%s %s) has no cause", i, r.Kind, tr.String(r.Name))
			}
		}
	}
}
