package scenarios_test

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"sort"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"finishline/node/versions"
	"finishline/scenarios"
	"finishline/scenarios/record"
	"finishline/script"
)

// TestRatio is part of `make bench`: the cost of one whole run of the seed's
// script here, from source, against one iteration of the same script inside a
// warm real Node process, in turn, so that both see the same machine.
func TestRatio(t *testing.T) {
	if os.Getenv("FINISHLINE_BENCH") == "" {
		t.Skip("a benchmark: make bench")
	}
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // as cmd/finishline sets it
	cache, err := record.DefaultCache()
	require.NoError(t, err)
	rec := &record.Recorder{Cache: cache, Log: t.Logf}
	sc, err := scenarios.Find("h2-session-close-in-finish")
	require.NoError(t, err)
	v, err := versions.Find("24.21.0")
	require.NoError(t, err)
	bin, err := rec.Binary(v.Version.String())
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "seed.js")
	require.NoError(t, os.WriteFile(file, []byte(sc.Script), 0o644))

	var real, traced, plain, again []float64
	// Few iterations: each leaves a socket in TIME_WAIT for a minute, and once
	// thousands have gathered Linux takes milliseconds to find a free port.
	for round := 0; round < 3; round++ {
		out, err := exec.Command(bin, "testdata/warm.js", file, "300").Output()
		require.NoError(t, err)
		us, err := strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
		require.NoError(t, err)
		real = append(real, us)
		traced = append(traced, perRun(scenarios.Setup{Version: v, Trace: true}, sc))
		plain = append(plain, perRun(scenarios.Setup{Version: v}, sc))
		again = append(again, perRun(scenarios.Setup{Version: v, Trace: true, Cache: new(script.Cache)}, sc))
	}
	t.Logf("real Node, warm, per iteration: median %.0f µs", median(real))
	t.Logf("simulated from source, trace on: median %.0f µs, ratio %.2f", median(traced), median(traced)/median(real))
	t.Logf("simulated from source, trace off: median %.0f µs, ratio %.2f", median(plain), median(plain)/median(real))
	// warm.js compiles the script once, so this is the like-for-like figure.
	t.Logf("simulated, compiled once, trace on: median %.0f µs, ratio %.2f", median(again), median(again)/median(real))
}

// TestRatioHTTP1 is the same for one keep-alive request and its response, both
// handlers in JavaScript.
func TestRatioHTTP1(t *testing.T) {
	if os.Getenv("FINISHLINE_BENCH") == "" {
		t.Skip("a benchmark: make bench")
	}
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // as cmd/finishline sets it
	cache, err := record.DefaultCache()
	require.NoError(t, err)
	v, err := versions.Find("24.21.0")
	require.NoError(t, err)
	bin, err := (&record.Recorder{Cache: cache, Log: t.Logf}).Binary(v.Version.String())
	require.NoError(t, err)
	text, err := os.ReadFile("testdata/keepalive.js")
	require.NoError(t, err)
	simulate := func(requests int) cost {
		from := sofar(t)
		r := scenarios.Setup{Version: v}.Simulate(script.Program{Path: "/keepalive.js", Source: string(text), FS: fstest.MapFS{},
			Args: []string{strconv.Itoa(requests)}, Stdout: io.Discard, Stderr: io.Discard})
		require.Zero(t, r.Result.Code)
		return sofar(t).since(from)
	}
	node := func(requests int) cost {
		start := time.Now()
		cmd := exec.Command(bin, "testdata/keepalive.js", strconv.Itoa(requests))
		require.NoError(t, cmd.Run())
		return cost{us(time.Since(start)), us(cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime())}
	}
	var wall, cpu [2][]float64
	for round := 0; round < 3; round++ {
		for i, run := range []func(int) cost{node, simulate} {
			// Start-up and warm-up are in both, and cancel out.
			each := run(8000).since(run(2000))
			wall[i], cpu[i] = append(wall[i], each.wall/6000), append(cpu[i], each.cpu/6000)
		}
	}
	t.Logf("HTTP/1, one keep-alive exchange: real Node %.0f µs, simulated %.0f µs, ratio %.2f", median(wall[0]), median(wall[1]), median(wall[1])/median(wall[0]))
	t.Logf("the same in processor time: real Node %.0f µs, simulated %.0f µs, ratio %.2f", median(cpu[0]), median(cpu[1]), median(cpu[1])/median(cpu[0]))
}

// cost is what something took, in microseconds. On a busy machine only
// processor time means much.
type cost struct{ wall, cpu float64 }

func us(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e3 }

// sofar is what this process has taken since some fixed moment.
func sofar(t *testing.T) cost {
	var r syscall.Rusage
	require.NoError(t, syscall.Getrusage(syscall.RUSAGE_SELF, &r))
	return cost{us(time.Since(began)), us(time.Duration(r.Utime.Nano() + r.Stime.Nano()))}
}

var began = time.Now()

func (c cost) since(from cost) cost { return cost{c.wall - from.wall, c.cpu - from.cpu} }

// perRun is microseconds per run, over half a second.
func perRun(s scenarios.Setup, sc scenarios.Scenario) float64 {
	n := 0
	start := time.Now()
	for ; time.Since(start) < 500*time.Millisecond; n++ {
		s.Simulate(script.Program{Path: "/s/" + sc.Name + ".js", Source: sc.Script, FS: fstest.MapFS{}, Stdout: io.Discard, Stderr: io.Discard})
	}
	return float64(time.Since(start).Microseconds()) / float64(n)
}

func median(x []float64) float64 {
	sort.Float64s(x)
	return x[len(x)/2]
}
