package h1

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
	"pgregory.net/rapid"
)

// TestConn tells the stories in testdata/conn: a line is a side, an event and
// promises; the answer is every transition and how both sides stand.
// Update with: go test ./h1 -run TestConn -rewrite
func TestConn(t *testing.T) {
	datadriven.RunTest(t, "testdata/conn", func(t *testing.T, d *datadriven.TestData) string {
		var out strings.Builder
		switch d.Cmd {
		case "table":
			return tableText()
		case "conn":
			us := Client
			if d.HasArg("server") {
				us = Server
			}
			c := NewConn(us, func(tr Transition) { fmt.Fprintf(&out, "  %s\n", tr) })
			for line := range strings.Lines(d.Input) {
				fmt.Fprint(&out, line)
				if !strings.HasSuffix(line, "\n") {
					fmt.Fprintln(&out)
				}
				if err := connLine(c, strings.Fields(line)); err != nil {
					fmt.Fprintf(&out, "  %v\n", err)
				}
			}
			fmt.Fprintf(&out, "= client %s, server %s, waiting %d\n", c.Side(Client), c.Side(Server), c.Waiting())
		default:
			t.Fatalf("unknown command %s", d.Cmd)
		}
		return out.String()
	})
}

func connLine(c *Conn, words []string) error {
	if words[0] == "next" {
		if !c.NextCycle() {
			return fmt.Errorf("not now")
		}
		return nil
	}
	var p Promise
	for _, w := range words[2:] {
		p.Close = p.Close || w == "close"
		p.Switch = p.Switch || w == "switch"
	}
	for e := range events {
		if e.String() == words[1] {
			if (words[0] == "client") == (c.us == Client) {
				return c.Send(e, p)
			}
			return c.Receive(e, p)
		}
	}
	return fmt.Errorf("no event %s", words[1])
}

func tableText() string {
	var out strings.Builder
	for _, side := range []Role{Client, Server} {
		for s := sideIllegal + 1; s < sideStates; s++ {
			for e := range events {
				if to := moves[side][s][e]; to != sideIllegal {
					fmt.Fprintf(&out, "%s %s: %s → %s\n", side, s, e, to)
				}
			}
		}
	}
	for _, r := range rules {
		fmt.Fprintf(&out, "%s %s → %s: %s\n", r.side, r.from, r.to, r.cause)
	}
	return out.String()
}

// TestConnProperties: whatever happens, a side that has ended never speaks
// again, the rules settle, and both sides of a story agree as long as nothing
// of it can cross on the way.
func TestConnProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var last Transition
		client := NewConn(Client, func(tr Transition) {
			if tr.From == Closed && tr.To != Failed || tr.From == Failed || tr.From == MustClose && tr.To != Closed && tr.To != Failed {
				t.Fatalf("%v", tr)
			}
			last = tr
		})
		server := NewConn(Server, nil)
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			side := Role(rapid.IntRange(0, 1).Draw(t, "side"))
			e := Event(rapid.IntRange(0, int(events)-1).Draw(t, "event"))
			p := Promise{Close: rapid.Bool().Draw(t, "close"), Switch: rapid.Bool().Draw(t, "switch")}
			if moves[side][client.side[side]][e] == sideIllegal && rapid.IntRange(0, 9).Draw(t, "illegal") > 0 {
				continue
			}
			a := client.do(side, e, p)
			b := server.do(side, e, p)
			if a != nil || b != nil {
				return // the blame differs, and so does what follows
			}
			seen := client.side[Client] < MustClose && client.side[Server] < MustClose && client.conds&condServerCloses == 0
			if seen && client.side != server.side {
				t.Fatalf("%v, %v after %v %v, %v", client.side, server.side, side, e, last)
			}
			if client.waiting < 0 || client.waiting > 0 != (client.conds&condWaiting != 0) {
				t.Fatalf("waiting %d, conditions %b", client.waiting, client.conds)
			}
			if client.side[Client] == Switched && client.side[Server] == Done {
				t.Fatalf("half a switch: %v", client.side)
			}
			if rapid.Bool().Draw(t, "next") && seen && client.NextCycle() != server.NextCycle() {
				t.Fatal("only one of them begins anew")
			}
		}
	})
}
