package http

import (
	"testing"

	"finishline/node/realm"
	"finishline/sim"
)

func TestHasWord(t *testing.T) {
	for _, x := range []struct {
		text, word string
		want       bool
	}{
		{"close", "close", true}, {"Foo, CLOSE", "close", true}, {"closed", "close", false}, {"un_close", "close", false},
		{"closed, close", "close", true}, {"", "close", false}, {"100-continue", "100-continue", true},
	} {
		if got := hasWord(x.text, x.word); got != x.want {
			t.Errorf("hasWord(%q, %q) = %v", x.text, x.word, got)
		}
	}
}

func TestInvalidChar(t *testing.T) {
	for s, want := range map[string]bool{"plain": false, "tab\there": false, "caf\u00e9": false, "\u0100": true, "a\nb": true, "\x7f": true, "": false} {
		if got := invalidChar(s, false); got != want {
			t.Errorf("invalidChar(%q) = %v", s, got)
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, x := range []struct {
		v    realm.Value
		want string
	}{{int64(5), "5"}, {1.5, "1.5"}, {" 12 ", "12"}, {"", "0"}, {"x", "NaN"}, {nil, "NaN"}, {realm.Null, "0"}, {true, "1"}} {
		if got := number(toNumber(x.v)); got != x.want {
			t.Errorf("toNumber(%v) = %s, want %s", x.v, got, x.want)
		}
	}
}

// Connections stand in the order in which their messages began, idle ones first.
func TestConnectionsOrder(t *testing.T) {
	c := &connections{}
	ps := make([]*Parser, 4)
	for i := range ps {
		ps[i] = &Parser{seq: i, busy: i%2 == 0, started: sim.Time(100 - i)}
		c.push(ps[i])
	}
	for i, want := range []int{1, 3, 2, 0} {
		if c.all[i] != ps[want] {
			t.Errorf("all[%d] is %d, want %d", i, c.all[i].seq, want)
		}
	}
	if len(c.active) != 2 || len(c.idle(false)) != 2 || len(c.idle(true)) != 4 {
		t.Error("active or idle is wrong")
	}
	c.remove(ps[2])
	if len(c.all) != 3 || len(c.active) != 1 {
		t.Error("remove left something")
	}
}
