package fuzz

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"finishline/node/versions"
)

func TestASeedNamesAScript(t *testing.T) {
	for _, f := range Families() {
		require.Equal(t, f.Generate(7).String(), f.Generate(7).String(), f.Name)
		require.NotEqual(t, f.Generate(7).String(), f.Generate(8).String(), f.Name)
	}
}

// A script that the engine cannot parse would be equal in every version: both
// end with code 1.
func TestEveryScriptParsesAndEnds(t *testing.T) {
	v, err := versions.Find("24.21.0")
	require.NoError(t, err)
	for _, f := range Families() {
		for seed := uint64(1); seed <= 20; seed++ {
			src := f.Generate(seed).String()
			s := Simulate("function never() {\n"+src+"}\nconsole.log('parsed');", v, false)
			require.NoError(t, s.Err, src)
			require.Equal(t, "parsed\n", s.Output, src)
		}
	}
}

func TestShrinkKeepsWhatMattersOnly(t *testing.T) {
	tree := &Tree{Kids: []*Tree{
		fixed("first;"), line("noise;"),
		{Open: "setImmediate(() => {", Close: "});", Hoist: true, Kids: []*Tree{line("noise;"), line("culprit;")}},
	}}
	Shrink(tree, 100, func(s string) bool { return strings.Contains(s, "culprit") })
	require.Equal(t, "first;\nculprit;\n", tree.String())
}
