package sim

import (
	"fmt"
	"slices"
	"testing"
)

// tree is a world with three choices, of which the third is there only after
// some of the others.
func tree(c Chooser) string {
	w := NewWorld(c, nil)
	a := w.Choose(ChooseWrite, 3, 0)
	b := w.Choose(ChooseReady, 2, 0)
	if a == 2 && b == 0 {
		return fmt.Sprint(a, b)
	}
	return fmt.Sprint(a, b, w.Choose(ChooseLoss, 2, 0), w.Choose(ChooseRead, 1, 0))
}

func TestExhaustiveVisitsEveryLeafOnce(t *testing.T) {
	e := &Exhaustive{}
	var leaves []string
	for {
		leaf := tree(e)
		leaves = append(leaves, leaf)
		if again := tree(&Scripted{Choices: e.Choices()}); again != leaf {
			t.Errorf("choices %v give %q when replayed, %q at first", e.Choices(), again, leaf)
		}
		if !e.Next() {
			break
		}
	}
	want := []string{"0 0 0 0", "0 0 1 0", "0 1 0 0", "0 1 1 0", "1 0 0 0", "1 0 1 0", "1 1 0 0", "1 1 1 0",
		"2 0", "2 1 0 0", "2 1 1 0"}
	if !slices.Equal(leaves, want) {
		t.Errorf("leaves %q, want %q", leaves, want)
	}
}

func TestCanonicalIsTheFirstLeaf(t *testing.T) {
	if a, b := tree(nil), tree(&Exhaustive{}); a != b {
		t.Errorf("canonical %q, first of the exhaustive %q", a, b)
	}
}

func TestRecordedRunReplays(t *testing.T) {
	for seed := range uint64(50) {
		r := &Recorder{Chooser: NewRandom(seed)}
		first := tree(r)
		if again := tree(&Scripted{Choices: r.Choices}); again != first {
			t.Errorf("seed %d: %q, replayed %q", seed, first, again)
		}
	}
}

func TestForeignChoicesPanic(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("choices of another run were taken")
		}
	}()
	tree(&Scripted{Choices: []int{0, 2}})
}

func TestRandomDependsOnlyOnItsSeed(t *testing.T) {
	a, b := NewRandom(7), NewRandom(7)
	for i := range 100 {
		if x, y := a.Uint64(), b.Uint64(); x != y {
			t.Fatalf("draw %d: %d and %d", i, x, y)
		}
	}
	// The reference sequence of SplitMix64 from seed 1234567.
	r := NewRandom(1234567)
	for _, want := range []uint64{6457827717110365317, 3203168211198807973, 9817491932198370423} {
		if got := r.Uint64(); got != want {
			t.Errorf("got %d, want %d", got, want)
		}
	}
}
