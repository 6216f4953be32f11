//go:build linux

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// finishline runs the command in a folder of the test's and returns what it
// printed and how it ended.
func runCommand(t *testing.T, dir string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs strings.Builder
	c := exec.Command(finishlineBinary(t), args...)
	c.Dir, c.Stdout, c.Stderr = dir, &out, &errs
	if err := c.Run(); err != nil {
		require.IsType(t, &exec.ExitError{}, err)
	}
	return out.String(), errs.String(), c.ProcessState.ExitCode()
}

const seed = "h2-session-close-in-finish"

// TestShardsAndMerge: two shards, merged, print what one exploration prints; an
// exploration goes on from its state.
func TestShardsAndMerge(t *testing.T) {
	dir := t.TempDir()
	whole, _, code := runCommand(t, dir, "explore", seed, "--version", "24")
	require.Equal(t, 0, code)
	require.Contains(t, whole, "proved")
	for _, shard := range []string{"1/2", "2/2"} {
		out, errs, code := runCommand(t, dir, "explore", seed, "--version", "24", "--shard", shard, "--state", "part-"+shard[:1]+".json")
		require.Equal(t, 0, code, errs)
		require.Empty(t, out)
	}
	merged, errs, code := runCommand(t, dir, "merge", "part-1.json", "part-2.json")
	require.Equal(t, 0, code, errs)
	require.Equal(t, whole, merged)

	half, _, _ := runCommand(t, dir, "merge", "part-1.json")
	require.Contains(t, half, "16 of 32 tasks have not been run")
	again, errs, code := runCommand(t, dir, "explore", seed, "--version", "24", "--state", "part-1.json")
	require.Equal(t, 0, code, errs)
	require.Equal(t, whole, again)
}

// TestExploreFails: --fail-on sets the exit code, and JUnit's report names the schedule.
func TestExploreFails(t *testing.T) {
	dir := t.TempDir()
	out, errs, code := runCommand(t, dir, "explore", seed, "--version", "23", "--departures", "1", "--fail-on", "lost,truncated", "--junit", "r.xml")
	require.Equal(t, 1, code, errs)
	require.Contains(t, out, "RESPONSE LOST")
	xml, err := os.ReadFile(filepath.Join(dir, "r.xml"))
	require.NoError(t, err)
	require.Contains(t, string(xml), "<failure message=\"RESPONSE LOST")
	out, _, code = runCommand(t, dir, "explore", seed, "--version", "24", "--departures", "1", "--fail-on", "lost", "--json")
	require.Equal(t, 0, code)
	require.Contains(t, out, `"outcomes": [`)
}

// TestScheduleIsReplayed: the command that a report prints tells the same run.
func TestScheduleIsReplayed(t *testing.T) {
	dir := t.TempDir()
	out, _, _ := runCommand(t, dir, "explore", seed, "--version", "24", "--departures", "1")
	_, out, found := strings.Cut(out[strings.Index(out, "  2  "):], "again: finishline run ")
	require.True(t, found, out)
	command := strings.Fields(strings.SplitN(out, "\n", 2)[0])
	plain, _, _ := runCommand(t, dir, "node", "--version", "24", mustScenario(t, dir))
	command[len(command)-1] = mustScenario(t, dir)
	other, errs, code := runCommand(t, dir, append([]string{"node"}, command...)...)
	require.Equal(t, 0, code, errs)
	require.NotEqual(t, plain, other)
}

// mustScenario writes the seed's script into the folder.
func mustScenario(t *testing.T, dir string) string {
	t.Helper()
	text, err := os.ReadFile("../../scenarios/" + seed + ".js")
	require.NoError(t, err)
	file := filepath.Join(dir, seed+".js")
	require.NoError(t, os.WriteFile(file, text, 0o644))
	return file
}

func TestExploreSaysWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "bad.json"), []byte("{"), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "other.json"), []byte(`{"exploration":{"file":"x"}}`), 0o644))
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"explore", "nothing.js"}, `no file and no scenario is called "nothing"`},
		{[]string{"explore", seed, "--fail-on", "sad"}, `--fail-on: no outcome is called "sad"`},
		{[]string{"explore", seed, "--shard", "3/2", "--state", "x"}, `--shard: "3/2" is not I/N`},
		{[]string{"explore", seed, "--shard", "1/2"}, "needs --state FILE"},
		{[]string{"explore", seed, "--state", "bad.json"}, "not an exploration's state"},
		{[]string{"explore", seed, "--state", "other.json"}, "different scripts, versions or bounds"},
		{[]string{"explore", seed, "--liberties", "fly"}, `--liberties: no liberty is called "fly"; there are write, read`},
		{[]string{"explore", seed, "--choices", "1=1"}, "an exploration makes its own"},
		{[]string{"explore", seed, "--departures", "0", "--strategy", "pct"}, "departures"},
		{[]string{"run", seed, "--choices", "1=x"}, `--choices: "1=x" is neither`},
		{[]string{"run", seed, "--choices", "0=7"}, "the schedule belongs to another script"},
		{[]string{"run", seed, "--choices", "5000=1"}, "the schedule belongs to another script"},
		{[]string{"merge", "nothing.json"}, "nothing.json"},
		{[]string{"merge", "bad.json"}, "not an exploration's state"},
	} {
		_, errs, code := runCommand(t, dir, c.args...)
		require.NotEqual(t, 0, code, c.args)
		require.Contains(t, errs, c.want, c.args)
		require.Equal(t, 1, strings.Count(strings.TrimSpace(errs), "\n")+1, "one message: %s", errs)
	}
}
