package verdict_test

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"finishline/scenarios"
	"finishline/script"
	"finishline/verdict"
)

// go test ./verdict -run Table -update writes the table anew; review it as a
// diff: each verdict stands below what real Node was recorded to print.
var update = flag.Bool("update", false, "write the reviewed verdicts in testdata/table")

// judge runs a script and judges it.
func judge(t testing.TB, src, version string) *verdict.Report {
	t.Helper()
	r := scenarios.Setup{Version: release(t, version), Trace: true}.Simulate(script.Program{
		Path: "/scenarios/script.js", Source: src, FS: fstest.MapFS{}, Stdout: io.Discard, Stderr: io.Discard,
	})
	return verdict.Of(r.Trace)
}

// row is a report in the words of the table.
func row(rep *verdict.Report) string {
	var b strings.Builder
	fmt.Fprintf(&b, "  %s\n", rep.Headline)
	for i := range rep.Exchanges {
		x := &rep.Exchanges[i]
		fmt.Fprintf(&b, "    %s %s: server %s, client %s", x.Protocol, x.Label, x.Server.Belief, x.Client)
		if x.Sent+x.Received > 0 {
			fmt.Fprintf(&b, " %d/%d", x.Received, x.Sent)
		}
		if r := x.Request; r.Outcome != verdict.Complete || r.Sent > 0 {
			fmt.Fprintf(&b, "; request %s %d/%d", r.Outcome, r.Received, r.Sent)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// table is a scenario's verdicts, versions with the same output and the same
// verdict together.
func table(t *testing.T, sc scenarios.Scenario) string {
	rec, err := sc.Recorded()
	require.NoError(t, err)
	var order []string
	versions := map[string][]string{}
	for _, v := range oracleVersions {
		real, ok := rec[v]
		if !ok {
			continue
		}
		var text strings.Builder
		for _, l := range strings.Split(strings.TrimSuffix(real, "\n"), "\n") {
			fmt.Fprintf(&text, "  | %s\n", l)
		}
		text.WriteString(row(judge(t, sc.Script, v)))
		if versions[text.String()] == nil {
			order = append(order, text.String())
		}
		versions[text.String()] = append(versions[text.String()], v)
	}
	var b strings.Builder
	for _, text := range order {
		fmt.Fprintf(&b, "--- %s\n%s", strings.Join(versions[text], " "), text)
	}
	return strings.ReplaceAll(b.String(), " \n", "\n")
}

// TestTable holds every scenario's verdict against the reviewed one.
func TestTable(t *testing.T) {
	for _, sc := range scenarios.All() {
		t.Run(sc.Name, func(t *testing.T) {
			got := table(t, sc)
			file := filepath.Join("testdata", "table", sc.Name+".txt")
			if *update {
				require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
				require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
				return
			}
			want, err := os.ReadFile(file)
			if os.IsNotExist(err) {
				t.Skip("not reviewed yet: go test ./verdict -run Table -update, then read what it wrote")
			}
			require.NoError(t, err)
			require.Equal(t, string(want), got)
		})
	}
	files, err := filepath.Glob("testdata/table/*.txt")
	require.NoError(t, err)
	for _, file := range files {
		_, err := scenarios.Find(filepath.Base(strings.TrimSuffix(file, ".txt")))
		require.NoError(t, err, "%s is of no scenario", file)
	}
}
