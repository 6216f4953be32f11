package fuzz

import (
	"testing"

	"github.com/stretchr/testify/require"

	"finishline/sim"
)

func lineList(texts ...string) (out []ViewLine) {
	for i, s := range texts {
		out = append(out, ViewLine{Text: s, Record: 10 * (1 + sim.RecordID(i))})
	}
	return out
}

func TestWhereTwoViewsPart(t *testing.T) {
	for _, c := range []struct {
		why, real string
		view      []ViewLine
		parts     bool
		kind      string
		record    sim.RecordID
	}{
		{"nothing on either side", "", nil, false, "", 0},
		{"equal", "a 1\nb 2\n", lineList("a 1", "b 2"), false, "", 0},
		{"in the middle", "a 1\nb 2\nc\n", lineList("a 1", "b 3", "c"), true, "b N | b N", 20},
		{"the simulation stops early", "a 1\nb \"x\"\n", lineList("a 1"), true, "b N | (nothing)", 10},
		{"the simulation goes on", "a 1\n", lineList("a 1", "b"), true, "(nothing) | b", 20},
		{"real Node did nothing", "", lineList("a 1"), true, "(nothing) | a N", 10},
	} {
		p, parts := Part(c.real, c.view)
		require.Equal(t, c.parts, parts, c.why)
		if parts {
			require.Equal(t, c.kind, p.Kind(), c.why)
			require.Equal(t, c.record, p.SimRecord, c.why)
		}
	}
}
