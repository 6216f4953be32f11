package fuzz

import (
	"errors"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// What real Node did with the scripts of fixed seeds, from a machine with the
// binaries: `make fuzz-record` and `make fuzz-wire-record` write them anew.
const (
	slicePath = "testdata/slice.jsonl.gz"
	wirePath  = "testdata/wire.jsonl.gz" // with views
)

func readSlice(t *testing.T, path string, scripts int) (cells map[string][]Entry) {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	list, err := ReadEntries(data)
	require.NoError(t, err)
	cells, seen := map[string][]Entry{}, map[string]bool{}
	for _, e := range list {
		cells[e.Family] = append(cells[e.Family], e)
		seen[e.Script] = true
	}
	require.GreaterOrEqual(t, len(seen), scripts, "the slice has too few scripts: record more seeds")
	return cells
}

// Scripts that nobody wrote print here what they printed in real Node.
func TestRecordedSlice(t *testing.T) {
	cells := readSlice(t, slicePath, 300)
	for _, f := range Families() {
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			require.NotEmpty(t, cells[f.Name], "no script of this family was recorded")
			for _, e := range cells[f.Name] {
				if !checkEntry(t, e) {
					return
				}
			}
		})
	}
}

// They send the same, and ask the kernel for the same.
func TestRecordedWire(t *testing.T) {
	views := map[string]int{}
	for _, list := range readSlice(t, wirePath, 60) {
		for _, e := range list {
			for _, v := range e.Views {
				views[v.Name]++
			}
			if !checkEntry(t, e) {
				return
			}
		}
	}
	for _, name := range ViewNames {
		require.GreaterOrEqual(t, views[name], 60, "too few cells were recorded with this view")
	}
}

// checkEntry reports one cell that differs, and whether it makes sense to go on.
func checkEntry(t *testing.T, e Entry) bool {
	sim, err := e.Again()
	if errors.Is(err, ErrOtherGenerator) {
		t.Errorf("%v\nThe grammar was changed: record the slice again with `make fuzz-record`.", err)
		return false
	}
	require.NoError(t, err)
	same := sim.Output == e.Real && sim.Err == nil
	for _, v := range e.Views {
		if p, parts := Part(v.Real, sim.View(v.Name)); parts {
			same = false
			t.Errorf("%s: other %s than in real Node %s\n%s%s", e.Key(), v.Name, e.Version, &p, Story(sim.Trace, p.SimRecord))
		}
	}
	if same {
		return true
	}
	f, nameErr := FamilyNamed(e.Family)
	require.NoError(t, nameErr)
	t.Errorf("%s differs from what real Node %s printed (simulation's error: %v)\n%s\n%s", e.Key(), e.Version, sim.Err,
		f.Generate(e.Seed), SideBySide(e.Real, sim.Output))
	return true
}

func TestARecordingOfAnotherGeneratorIsToldApart(t *testing.T) {
	e := Entry{Family: "timers", Seed: 7, Version: "24.21.0", Script: Hash("something else"), Verdict: Equal.String()}
	_, err := e.Again()
	require.ErrorIs(t, err, ErrOtherGenerator)
	_, again := e.Rejudge()
	require.True(t, again)
}
