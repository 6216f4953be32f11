package sched

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// run lets the scheduler send frames of 100 octets until every body is sent, and gives the order.
func run(s Scheduler, nodes []*Node, octets []int) string {
	left := map[*Node]int{}
	for i, n := range nodes {
		left[n] = octets[i]
		s.Ready(n)
	}
	var order []string
	for n := s.Next(); n != nil; n = s.Next() {
		now := min(100, left[n])
		left[n] -= now
		s.Wrote(n, now)
		order = append(order, fmt.Sprint(n.id))
		if left[n] == 0 {
			s.Blocked(n)
		}
	}
	return strings.Join(order, " ")
}

func TestEqualsTakeTurnsInTheTree(t *testing.T) {
	var tree Tree
	nodes := []*Node{{}, {}, {}}
	for i, n := range nodes {
		tree.Open(n, uint32(2*i+1), Spec{Weight: 16})
	}
	if got, want := run(&tree, nodes, []int{300, 300, 50}), "1 3 5 1 3 1 3"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestWeightsShareTheTree(t *testing.T) {
	var tree Tree
	heavy, light := &Node{}, &Node{}
	tree.Open(heavy, 1, Spec{Weight: 48})
	tree.Open(light, 3, Spec{Weight: 16})
	if got, want := run(&tree, []*Node{heavy, light}, []int{600, 200}), "1 3 1 1 3 1 1 1"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestParentGoesFirstAndPassesItsTurnDown(t *testing.T) {
	var tree Tree
	parent, child := &Node{}, &Node{}
	tree.Open(parent, 1, Spec{Weight: 16})
	tree.Open(child, 3, Spec{Dependency: 1, Weight: 16})
	tree.Ready(child)
	if tree.Next() != child {
		t.Error("a child of a silent parent waits")
	}
	tree.Ready(parent)
	if tree.Next() != parent {
		t.Error("the child goes before its parent")
	}
	tree.Blocked(parent)
	if tree.Next() != child {
		t.Error("a blocked parent blocks its child")
	}
}

func TestLevels(t *testing.T) {
	for _, c := range []struct {
		why    string
		urgent []uint8
		inc    []bool
		want   string
	}{
		{"the older goes until it is done", []uint8{3, 3}, []bool{false, false}, "1 1 1 3 3 3"},
		{"the more urgent goes first", []uint8{3, 1}, []bool{false, false}, "3 3 3 1 1 1"},
		{"incremental streams take turns", []uint8{3, 3}, []bool{true, true}, "1 3 1 3 1 3"},
	} {
		var l Levels
		nodes := []*Node{{}, {}}
		for i, n := range nodes {
			l.Open(n, uint32(2*i+1), Spec{})
			l.SetUrgency(n, c.urgent[i], c.inc[i])
		}
		if got := run(&l, nodes, []int{300, 300}); got != c.want {
			t.Errorf("%s: got %s, want %s", c.why, got, c.want)
		}
	}
}

// TestTreeKeepsItsShape opens, closes, moves, wakes and blocks streams at random: afterwards every
// list agrees with every link, and whoever is ready gets its turn.
func TestTreeKeepsItsShape(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var tree Tree
		var open []*Node
		next := uint32(1)
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			spec := Spec{
				Dependency: rapid.Uint32Range(0, 30).Draw(t, "on"), Weight: rapid.IntRange(1, 256).Draw(t, "weight"),
				Exclusive: rapid.Bool().Draw(t, "exclusive"),
			}
			spec.DependencyIsIdle = spec.Dependency > next
			what := rapid.IntRange(0, 5).Draw(t, "what")
			if what == 0 || len(open) == 0 {
				n := &Node{}
				tree.Open(n, next, spec)
				open, next = append(open, n), next+2
				continue
			}
			n := rapid.SampledFrom(open).Draw(t, "stream")
			switch what {
			case 1:
				tree.Close(n)
				open = slices.DeleteFunc(open, func(o *Node) bool { return o == n })
			case 2:
				if spec.Dependency != n.id {
					tree.Reprioritize(n.id, spec)
				}
			case 3:
				tree.Ready(n)
			case 4:
				tree.Blocked(n)
			case 5:
				if m := tree.Next(); m != nil {
					tree.Wrote(m, 100)
				}
			}
			check(t, &tree.root)
		}
		ready := 0
		for _, n := range open {
			if n.active {
				ready++
			}
		}
		served := 0
		for n := tree.Next(); n != nil; n = tree.Next() {
			tree.Wrote(n, 10)
			tree.Blocked(n)
			served++
		}
		if served != ready {
			t.Fatalf("%d of %d ready streams were served", served, ready)
		}
	})
}

func check(t *rapid.T, n *Node) {
	sum, queued := 0, 0
	for _, k := range n.kids {
		if k.parent != n {
			t.Fatalf("%d is a child of %d but does not know", k.id, n.id)
		}
		sum += k.weight
		busy := k.active || len(k.queue) > 0
		if k.queued != busy || k.queued != slices.Contains(n.queue, k) {
			t.Fatalf("%d: queued %v, busy %v, in its parent's queue %v", k.id, k.queued, busy, slices.Contains(n.queue, k))
		}
		if k.queued {
			queued++
		}
		check(t, k)
	}
	if sum != n.kidWeight || queued != len(n.queue) {
		t.Fatalf("%d: children weigh %d, noted %d; %d queued of %d", n.id, sum, n.kidWeight, queued, len(n.queue))
	}
}
