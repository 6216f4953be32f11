package scenarios

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"finishline/node/versions"
)

// unseen is a folder of small scripts as people write them when they try a Node
// out: puzzles of order, prints of Node's own objects, error messages, stacks.
// They lie beside package script, which they test; they are here because a
// Recording is.
const unseen = "../script/testdata/scripts"

// TestUnseenScripts holds each of them in every version against what real Node
// printed.
func TestUnseenScripts(t *testing.T) {
	scripts, err := filepath.Glob(unseen + "/*.js")
	require.NoError(t, err)
	require.NotEmpty(t, scripts)
	for _, file := range scripts {
		name := strings.TrimSuffix(filepath.Base(file), ".js")
		t.Run(name, func(t *testing.T) {
			source, err := os.ReadFile(file)
			require.NoError(t, err)
			recorded, err := os.ReadFile(unseen + "/recorded/" + name + ".txt")
			require.NoError(t, err, "never recorded")
			r, err := ParseRecording(string(recorded))
			require.NoError(t, err)
			sc := Scenario{Name: name, Script: string(source)}
			files := fstest.MapFS{"scenarios/" + name + ".js": {Data: source}}
			for _, v := range versions.Releases {
				want, ok := r[v.Version.String()]
				if !ok {
					continue
				}
				if got := (Setup{Version: v}).Print(sc, files); got != want {
					t.Errorf("Node %s (- real, + simulated)\n%s", v.Version, Diff(want, got))
				}
			}
		})
	}
}
