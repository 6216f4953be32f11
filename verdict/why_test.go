package verdict_test

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"finishline/scenarios"
	"finishline/script"
	"finishline/sim"
	"finishline/verdict"
)

func find(t *testing.T, name string) scenarios.Scenario {
	t.Helper()
	sc, err := scenarios.Find(name)
	require.NoError(t, err)
	return sc
}

// TestTheSeed is the question that began the project: the same script, three versions.
func TestTheSeed(t *testing.T) {
	src := find(t, "h2-session-close-in-finish").Script
	for _, version := range []string{"18.20.8", "23.7.0"} {
		rep := judge(t, src, version)
		require.Equal(t, verdict.Lost, rep.Outcome)
		require.Equal(t, "RESPONSE LOST: the server's session.close() (line 17) overtook 34 bytes still in the h2 session", rep.Headline)
		x := rep.Exchanges[0]
		require.Equal(t, verdict.Finished, x.Server.Belief)
		require.Len(t, x.Died, 1)
		require.Equal(t, []string{"HEADERS 1"}, x.Died[0].What)
	}
	rep := judge(t, src, "24.21.0")
	require.Equal(t, verdict.Complete, rep.Outcome)
	require.Empty(t, rep.Exchanges[0].Died)
}

// explained are runs whose explanations have been read, of every family.
var explained = []struct{ scenario, version string }{
	{"h2-session-close-in-finish", "23.7.0"},
	{"h2-session-close-next-tick", "18.20.8"},
	{"98-h1-server-close-after-big-end", "24.21.0"},
	{"21-h1-pipeline-connection-close", "24.21.0"},
	{"14-h1-keepalive-timeout-race-busy", "24.21.0"},
	{"16-h1-server-timeout-pending-response", "24.21.0"},
	{"37-h1-client-timeout", "24.21.0"},
	{"38-h1-close-with-backlog", "26.10.0"},
	{"54-rst-unread-data", "24.21.0"},
	{"46-net-destroy-pending-write", "24.21.0"},
	{"64-h2-request-vs-session-close", "24.21.0"},
	{"68-h2-socket-destroy", "24.21.0"},
	{"71-h2-server-stream-destroy", "24.21.0"},
	{"84-h2-exit-after-end", "24.21.0"},
	{"87-h2-request-before-connect", "24.21.0"},
	{"96-h2-frames-stream-close", "26.10.0"},
	{"h2-goaway-refused-stream", "24.21.0"},
	{"h2-throw-in-handler", "24.21.0"},
}

// TestWhy holds explanations, sentence by sentence, against those that have been read.
func TestWhy(t *testing.T) {
	for _, c := range explained {
		t.Run(c.scenario+"-"+c.version, func(t *testing.T) {
			rep := judge(t, find(t, c.scenario).Script, c.version)
			var b strings.Builder
			fmt.Fprintln(&b, rep.Headline)
			for _, x := range rep.Exchanges {
				fmt.Fprintf(&b, "\n%s\n", x.Summary)
				for _, s := range x.Why {
					fmt.Fprintf(&b, "  %-5s %s", s.Tone, s.Title)
					if s.Line != 0 {
						fmt.Fprintf(&b, " :%d", s.Line)
					}
					if s.Detail != "" {
						fmt.Fprintf(&b, " -- %s", s.Detail)
					}
					b.WriteByte('\n')
				}
			}
			for _, p := range rep.Processes {
				fmt.Fprintf(&b, "\nthe process %s\n", p.Sentence)
			}
			file := filepath.Join("testdata", "why", c.scenario+"-"+c.version+".txt")
			if *update {
				require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
				require.NoError(t, os.WriteFile(file, []byte(b.String()), 0o644))
				return
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err)
			require.Equal(t, string(want), b.String())
		})
	}
}

// TestEveryStepHasItsRecord: a step leads to a record of the trace, in order,
// and says something.
func TestEveryStepHasItsRecord(t *testing.T) {
	for _, sc := range scenarios.All() {
		rep := judge(t, sc.Script, "24.21.0")
		require.NotEmpty(t, rep.Headline)
		for _, x := range rep.Exchanges {
			require.NotEmpty(t, x.Summary)
			last := sim.RecordID(0)
			for _, s := range x.Why {
				require.Greater(t, s.Record, last, "%s: %s", sc.Name, s.Title)
				require.NotEmpty(t, s.Title)
				require.NotContains(t, s.Title+s.Detail, "%!")
				last = s.Record
			}
		}
	}
}

// TestHang: a process that never exits is told of with what holds it.
func TestHang(t *testing.T) {
	rep := judge(t, `const net = require('net');
const s = net.createServer((c) => { c.write('hi'); });
s.listen(0, '127.0.0.1', () => net.connect(s.address().port, '127.0.0.1').resume());`, "24.21.0")
	require.Len(t, rep.Processes, 1)
	p := rep.Processes[0]
	require.False(t, p.Exits)
	require.NotEmpty(t, p.Holds)
	require.Contains(t, rep.Headline, "never exits: held by server listening on 127.0.0.1")
}

// TestJudgingChangesNothing: the trace is read, not written; twice is the same.
func TestJudgingChangesNothing(t *testing.T) {
	r := scenarios.Setup{Version: release(t, "24.21.0"), Trace: true}.Simulate(script.Program{
		Path: "/scenarios/script.js", Source: find(t, "21-h1-pipeline").Script, FS: fstest.MapFS{}, Stdout: io.Discard, Stderr: io.Discard,
	})
	before := r.Trace.Hash()
	a, err := json.Marshal(verdict.Of(r.Trace))
	require.NoError(t, err)
	b, err := json.Marshal(verdict.Of(r.Trace))
	require.NoError(t, err)
	require.JSONEq(t, string(a), string(b))
	require.Equal(t, before, r.Trace.Hash())
}

func TestNothing(t *testing.T) {
	rep := verdict.Of(sim.NewTrace(0))
	require.Equal(t, "NOTHING EXCHANGED", rep.Headline)
	require.Equal(t, verdict.Complete, rep.Outcome)
}

// TestALimitIsNamed: of a run that a limit ends, the first thing to say is which.
func TestALimitIsNamed(t *testing.T) {
	setup := scenarios.Setup{Version: release(t, "24.21.0"), Trace: true}
	setup.Limits.Virtual = time.Second
	r := setup.Simulate(script.Program{Path: "/script.js", Source: "setInterval(() => {}, 100);", FS: fstest.MapFS{}, Stdout: io.Discard, Stderr: io.Discard})
	rep := verdict.Of(r.Trace)
	require.Contains(t, rep.Headline, "STOPPED: at its virtual time limit of 1s, with nothing exchanged; it was held by ")
	require.Contains(t, rep.Processes[0].Sentence, "was stopped at its virtual time limit of 1s")
}

// TestCutTraces: a trace that a limit cut short, anywhere, is judged without a panic.
func TestCutTraces(t *testing.T) {
	r := scenarios.Setup{Version: release(t, "24.21.0"), Trace: true}.Simulate(script.Program{
		Path: "/scenarios/script.js", Source: find(t, "h2-goaway-refused-stream").Script, FS: fstest.MapFS{}, Stdout: io.Discard, Stderr: io.Discard,
	})
	for limit := 1; limit < r.Trace.Len(); limit += 7 {
		require.NotPanics(t, func() { verdict.Of(cut(r.Trace, limit)) }, "after %d records", limit)
	}
}

// cut is a trace's first records, with all of its objects.
func cut(t *sim.Trace, n int) *sim.Trace {
	out := sim.NewTrace(0)
	w := sim.NewWorld(&sim.Scripted{}, out)
	for id := sim.ObjID(1); int(id) <= t.Objects(); id++ {
		o := t.Object(id)
		prev := w.SetProc(o.Proc)
		w.NewObject(t.String(o.Kind), t.String(o.Name), o.Parent)
		w.SetProc(prev)
	}
	for id := sim.RecordID(1); int(id) <= n; id++ {
		r := *t.At(id)
		r.Name, r.Text, r.Pos = w.Sym(t.String(r.Name)), w.Sym(t.String(r.Text)), w.Sym(t.String(r.Pos))
		prev := w.SetProc(r.Proc)
		w.Emit(r)
		w.SetProc(prev)
	}
	return out
}
