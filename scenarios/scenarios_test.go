package scenarios

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"finishline/node/versions"
	"finishline/scenarios/sweep"
)

// later says why a scenario cannot run yet, "" if it can.
func later(sc Scenario) string {
	if strings.Contains(sc.Script, "child_process") {
		return "it starts processes; child_process is not there yet"
	}
	return ""
}

// TestRealNodeAgrees holds every scenario in every version against what real
// Node printed, as `make verify` does.
func TestRealNodeAgrees(t *testing.T) {
	for _, sc := range sweep.Of(All()) {
		t.Run(sc.Name, func(t *testing.T) {
			if why := later(sc); why != "" {
				t.Skip(why)
			}
			cells, err := Verify([]Scenario{sc}, versions.Releases)
			require.NoError(t, err)
			for _, c := range cells {
				if c.Recorded && !c.Equal() {
					t.Errorf("Node %s (- real, + simulated)\n%s", c.Version.Version, Diff(c.Want, c.Got))
				}
			}
		})
	}
}

func TestEveryScenarioIsDescribedAndRecorded(t *testing.T) {
	known := map[string]bool{}
	for _, sc := range All() {
		known[sc.Name] = true
		require.NotEqual(t, sc.Name, sc.Title, "%s has no title", sc.Name)
		require.NotEmpty(t, sc.Notice, "%s does not say what to notice", sc.Name)
		require.NotEmpty(t, sc.Source, "%s does not say where it comes from", sc.Name)
		r, err := sc.Recorded()
		require.NoError(t, err)
		require.NotEmpty(t, r, "%s was never recorded", sc.Name)
	}
	recorded, err := fs.Glob(files, "recorded/*.txt")
	require.NoError(t, err)
	for _, f := range recorded {
		name := strings.TrimSuffix(strings.TrimPrefix(f, "recorded/"), ".txt")
		require.True(t, known[name], "recorded/%s.txt has no script", name)
	}
}

func TestRecordingSurvivesItsText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := rapid.SampledFrom([]string{"", "a", "  indented", "--- 18.0.0", "[exit 1]", "é"})
		r := Recording{}
		for _, v := range []string{"18.18.2", "20.20.2", "24.21.0"} {
			lines := rapid.SliceOfN(line, 0, 4).Draw(t, v)
			out := ""
			for _, l := range lines {
				out += l + "\n"
			}
			r[v] = out
		}
		back, err := ParseRecording(r.String())
		require.NoError(t, err)
		require.Equal(t, r, back)
	})
}

func TestParseRecordingNamesTheLine(t *testing.T) {
	_, err := ParseRecording("  output first\n")
	require.ErrorContains(t, err, "line 1")
	_, err = ParseRecording("--- 18.18.2\nnot indented\n")
	require.ErrorContains(t, err, "line 2")
}

func TestFindNamesTheWayOut(t *testing.T) {
	_, err := Find("nothing-like-it")
	require.ErrorContains(t, err, "finishline scenarios")
	_, err = Find("h2")
	require.ErrorContains(t, err, "name one")
}

// TestSameTraceTwice runs some scenarios twice; `make wasm` compares all of
// them with a WASM build.
func TestSameTraceTwice(t *testing.T) {
	for _, name := range []string{"40-tick-between-timers", "44-read-batching", "63-h2-session-close-big-response", "h2-session-close-in-finish"} {
		sc, err := Find(name)
		require.NoError(t, err)
		for _, v := range versions.Releases {
			_, n, err := Setup{Version: v}.Hash(sc)
			require.NoError(t, err)
			require.Greater(t, n, 20)
		}
	}
}
