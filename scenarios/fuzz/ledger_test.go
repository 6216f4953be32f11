package fuzz

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func entry(seed uint64, v Verdict, real string) Entry {
	return Entry{Family: "timers", Seed: seed, Version: "24.21.0", Script: "s", Verdict: v.String(), Real: real}
}

func TestALedgerGoesOnWhereARunWasKilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state")
	l, err := OpenLedger(path)
	require.NoError(t, err)
	require.NoError(t, l.Add(entry(1, Equal, "one\n")))
	require.NoError(t, l.Add(entry(2, Different, "two\n")))
	require.NoError(t, l.Close())
	whole, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, whole[:len(whole)-4], 0o644)) // killed in the middle of the second line

	l, err = OpenLedger(path)
	require.NoError(t, err)
	require.Equal(t, []Entry{entry(1, Equal, "one\n")}, l.Entries())
	require.NoError(t, l.Add(entry(2, Different, "two\n")))
	require.NoError(t, l.Add(entry(1, Unstable, "")))
	require.NoError(t, l.Close())

	l, err = OpenLedger(path)
	require.NoError(t, err)
	require.Equal(t, []Entry{entry(1, Unstable, ""), entry(2, Different, "two\n")}, l.Entries(), "the later entry of a cell counts")
	_, known := l.Find(entry(2, Different, "").Key(), "another script")
	require.False(t, known, "a cell of another generator is not done")
	require.NoError(t, l.Close())
}

func TestRejudgeAsksRealNodeOnlyInDoubt(t *testing.T) {
	f, err := FamilyNamed("timers")
	require.NoError(t, err)
	e := Entry{Family: "timers", Seed: 7, Version: "24.21.0", Script: Hash(f.Generate(7).String())}
	s, err := e.Again()
	require.NoError(t, err)
	sim := s.Output
	for _, c := range []struct {
		why   string
		was   Verdict
		real  string
		now   Verdict
		again bool
	}{
		{"equal as before", Equal, sim, Equal, false},
		{"mended", Different, sim, Equal, false},
		{"not mended", Different, "another\n", Different, false},
		{"was equal to a single run of real Node", Equal, "another\n", Equal, true},
		{"never comparable", Unstable, "", Unstable, false},
	} {
		e.Verdict, e.Real = c.was.String(), c.real
		now, again := e.Rejudge()
		require.Equal(t, c.now.String(), now.Verdict, c.why)
		require.Equal(t, c.again, again, c.why)
	}
}

func TestASliceIsPackedTheSameEveryTime(t *testing.T) {
	list := []Entry{entry(1, Equal, "a\n"), entry(2, Different, "b\n"), entry(3, Equal, "c\n"), entry(4, Equal, "d\n")}
	slice := Slice(list, 2)
	require.Equal(t, []Entry{list[0], list[2]}, slice)
	one, err := PackEntries(slice)
	require.NoError(t, err)
	two, err := PackEntries(slice)
	require.NoError(t, err)
	require.Equal(t, one, two)
	back, err := ReadEntries(one)
	require.NoError(t, err)
	require.Equal(t, slice, back)
}
