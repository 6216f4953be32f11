package explore

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"finishline/netmodel"
	"finishline/node/versions"
	"finishline/scenarios"
	"finishline/scenarios/record"
	"finishline/script"
)

var realityVersions = []string{"18.20.8", "20.20.2", "23.7.0", "24.21.0"}

// seen are outcomes of real runs: pair of scripts → version → outcome → how often.
type seen map[string]map[string]map[string]int

const realityFile = "testdata/reality/seen.json"

// TestReality: every outcome that was seen in real runs, with a proxy between
// two real processes that delays and cuts, is among the outcomes that
// exploration finds. The real runs are recorded; `make reality` makes new ones.
func TestReality(t *testing.T) {
	if os.Getenv("FINISHLINE_REALITY_CHECK") == "" {
		t.Skip("takes a minute: `make reality-check`, part of `make test`")
	}
	real := readSeen(t)
	for _, name := range pairs(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.NotEmpty(t, real[name], "no real runs are recorded: make reality")
			for _, v := range realityVersions {
				possible := modelOutcomes(t, name, v)
				for outcome, n := range real[name][v] { // order: each is checked by itself
					if !possible[outcome] {
						t.Errorf("on %s real Node ended %d times in a way that exploration did not find:\n%s\n%d other ways were found", v, n, outcome, len(possible))
					}
				}
			}
		})
	}
}

func readSeen(t *testing.T) seen {
	s := seen{}
	b, err := os.ReadFile(realityFile)
	if os.IsNotExist(err) {
		return s
	}
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(b, &s))
	return s
}

// pairs lists the folders of a server.js and a client.js.
func pairs(t *testing.T) (names []string) {
	list, err := filepath.Glob("testdata/reality/*/server.js")
	require.NoError(t, err)
	for _, f := range list {
		names = append(names, filepath.Base(filepath.Dir(f)))
	}
	require.GreaterOrEqual(t, len(names), 12)
	return names
}

// pair is a server and a client on hosts of their own, with the sockets of one
// machine between them, as the real processes have them.
func pair(t testing.TB, name, version string) *Script {
	v, err := versions.Find(version)
	require.NoError(t, err)
	loopback := netmodel.Loopback
	loopback.Name = "one machine"
	s := &Script{Setup: scenarios.Setup{Version: v, Net: loopback, Seed: 1, Cache: new(script.Cache), Explore: Liberties}}
	for _, host := range []string{"server", "client"} {
		text, err := os.ReadFile("testdata/reality/" + name + "/" + host + ".js")
		require.NoError(t, err)
		s.Members = append(s.Members, scenarios.Member{Host: host, Program: script.Program{Path: "/" + host + ".js", Source: string(text), FS: os.DirFS("/")}})
	}
	return s
}

// modelOutcomes are the ways in which the two programs can end here.
func modelOutcomes(t *testing.T, name, version string) map[string]bool {
	s := pair(t, name, version)
	s.Setup.Explore |= netmodel.ExploreLatency | netmodel.ExploreStall
	out := map[string]bool{}
	for _, o := range []Options{{Strategy: Bounded, Departures: 1, MaxRuns: 400}, {Strategy: PCT, Departures: 4, MaxRuns: 300, Seed: 1}, {Strategy: Random, MaxRuns: 200, Seed: 1}} {
		for _, c := range explore(t, s, o, forward).Whole().Classes {
			out[realityOutcome(c.Result.Processes[0], c.Result.Processes[1])] = true
		}
	}
	return out
}

// realityOutcome is what is compared: what the two printed, each by itself, and
// their exit codes.
func realityOutcome(server, client ProcessResult) string {
	return fmt.Sprintf("server: %s, code %d\nclient: %s, code %d", oneLine(server.Stdout), server.Code, oneLine(client.Stdout), client.Code)
}

func oneLine(s string) string { return strings.ReplaceAll(strings.TrimSpace(s), "\n", "; ") }

// TestRecordReality makes real runs: FINISHLINE_REALITY is how many of each pair
// on each version. Half of them share one stressed CPU.
func TestRecordReality(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("FINISHLINE_REALITY"))
	if n == 0 {
		t.Skip("real runs are made by `make reality`")
	}
	cache, err := record.DefaultCache()
	require.NoError(t, err)
	rec := &record.Recorder{Cache: cache, Log: t.Logf}
	all := readSeen(t)
	stop := stress(t)
	defer stop()
	base := uint64(time.Now().UnixNano()) // real runs need not repeat: what they show is what counts
	for _, name := range pairs(t) {
		for _, v := range realityVersions {
			bin, err := rec.Binary(v)
			require.NoError(t, err)
			if all[name] == nil {
				all[name] = map[string]map[string]int{}
			}
			if all[name][v] == nil {
				all[name][v] = map[string]int{}
			}
			for i := range n {
				if outcome, ok := realRun(t, bin, name, base+uint64(i), i%2 == 0); ok {
					all[name][v][outcome]++
				}
			}
		}
		b, err := json.MarshalIndent(all, "", " ")
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(realityFile, append(b, '\n'), 0o644))
	}
}

// stress keeps the first CPU busy.
func stress(t *testing.T) func() {
	c := exec.Command("taskset", "-c", "0", "sh", "-c", "while :; do :; done")
	if err := c.Start(); err != nil {
		t.Logf("no stress: %v", err)
		return func() {}
	}
	return func() { c.Process.Kill(); c.Wait() }
}

// realRun runs a server and a client with a proxy between them.
func realRun(t *testing.T, bin, name string, seed uint64, pinned bool) (string, bool) {
	port := freePort(t)
	p := startProxy(t, "127.0.0.1:"+port, seed)
	defer p.close()
	_, proxyPort, _ := net.SplitHostPort(p.l.Addr().String())
	server := nodeProcess(bin, name, "server", pinned, "PORT="+port)
	pipe, err := server.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, server.Start())
	kill := time.AfterFunc(20*time.Second, func() { server.Process.Kill() })
	defer kill.Stop()
	lines := bufio.NewReader(pipe)
	first, err := lines.ReadString('\n')
	require.NoError(t, err, "%s: the server did not start", name)
	client := nodeProcess(bin, name, "client", pinned, "PORT="+proxyPort, "HOST=127.0.0.1")
	out, err := client.Output()
	require.NotNil(t, client.ProcessState, "%v", err)
	rest, _ := io.ReadAll(lines)
	server.Wait()
	if !kill.Stop() {
		t.Logf("%s: a server had to be killed; the run does not count", name)
		return "", false
	}
	return realityOutcome(
		ProcessResult{Stdout: first + string(rest), Code: server.ProcessState.ExitCode()},
		ProcessResult{Stdout: string(bytes.TrimSpace(out)), Code: client.ProcessState.ExitCode()}), true
}

func nodeProcess(bin, name, script string, pinned bool, env ...string) *exec.Cmd {
	args := []string{bin, script + ".js"}
	if pinned {
		args = append([]string{"taskset", "-c", "0"}, args...)
	}
	c := exec.Command(args[0], args[1:]...)
	c.Dir = "testdata/reality/" + name
	c.Env = slices.Concat(os.Environ(), env)
	return c
}

func freePort(t *testing.T) string {
	l, err := net.Listen("tcp", ":0")
	require.NoError(t, err)
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}
