package fuzz

import (
	"errors"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// slicePath holds what real Node printed for a fixed range of seeds, from a
// machine with the binaries: `make fuzz-record` writes it anew.
const slicePath = "testdata/slice.jsonl.gz"

// Scripts that nobody wrote print here what they printed in real Node.
func TestRecordedSlice(t *testing.T) {
	data, err := os.ReadFile(slicePath)
	require.NoError(t, err)
	list, err := ReadEntries(data)
	require.NoError(t, err)
	cells, scripts := map[string][]Entry{}, map[string]bool{}
	for _, e := range list {
		cells[e.Family] = append(cells[e.Family], e)
		scripts[e.Script] = true
	}
	require.GreaterOrEqual(t, len(scripts), 300, "the slice has too few scripts: record more seeds")
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

// checkEntry reports one cell that differs, and whether it makes sense to go on.
func checkEntry(t *testing.T, e Entry) bool {
	sim, err := e.Again()
	switch {
	case errors.Is(err, ErrOtherGenerator):
		t.Errorf("%v\nThe grammar was changed: record the slice again with `make fuzz-record`.", err)
		return false
	case sim == e.Real && err == nil:
		return true
	}
	f, nameErr := FamilyNamed(e.Family)
	require.NoError(t, nameErr)
	t.Errorf("%s differs from what real Node %s printed (simulation's error: %v)\n%s\n%s", e.Key(), e.Version, err,
		f.Generate(e.Seed), SideBySide(e.Real, sim))
	return true
}

func TestARecordingOfAnotherGeneratorIsToldApart(t *testing.T) {
	e := Entry{Family: "timers", Seed: 7, Version: "24.21.0", Script: Hash("something else"), Verdict: Equal.String()}
	_, err := e.Again()
	require.ErrorIs(t, err, ErrOtherGenerator)
	_, again := e.Rejudge()
	require.True(t, again)
}
