package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"finishline/node/versions"
	"finishline/scenarios"
	"finishline/script"
)

// aliveCase is a script of testdata/why-alive as it is told: the golden is
// NAME.txt. go test ./cmd/finishline -run WhyAlive -update writes them anew.
type aliveCase struct {
	script, version string
	width           int
	at              time.Duration
}

func (c aliveCase) golden() string {
	name := c.script
	if c.width != 100 {
		name += "-narrow"
	}
	if c.at != 0 {
		name += "-at-" + c.at.String()
	}
	return filepath.Join("testdata", "why-alive", name+".txt")
}

func (c aliveCase) simulate(t *testing.T) (scenarios.Setup, script.Program, scenarios.Run) {
	t.Helper()
	v, err := versions.Find(c.version)
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile(filepath.Join("testdata", "why-alive", c.script+".js"))
	if err != nil {
		t.Fatal(err)
	}
	s := scenarios.Setup{Version: v, Trace: true, Limits: script.Limits{Virtual: time.Minute}}
	p := script.Program{Path: "/" + c.script + ".js", Source: string(source), Stdout: io.Discard, Stderr: io.Discard}
	return s, p, s.Simulate(p)
}

func TestWhyAlive(t *testing.T) {
	for _, c := range []aliveCase{
		{script: "timers", version: "24.21.0", at: 2 * time.Second},
		{script: "keep-alive", version: "18.20.8"},
		{script: "keep-alive-timeout", version: "18.20.8", at: time.Millisecond},
		{script: "unread", version: "18.20.8", at: time.Second},
		{script: "natural", version: "24.21.0"},
		{script: "exit", version: "24.21.0"},
		{script: "session", version: "24.21.0"},
		{script: "session", version: "24.21.0", width: 44},
		{script: "many", version: "24.21.0"},
		{script: "half-open", version: "24.21.0"},
		{script: "connecting", version: "24.21.0", at: time.Second},
	} {
		if c.width == 0 {
			c.width = 100
		}
		t.Run(filepath.Base(c.golden()), func(t *testing.T) {
			_, _, r := c.simulate(t)
			var got bytes.Buffer
			newAliveReport(c.script+" on Node "+c.version, r.Trace, recordAt(r.Trace, c.at)).write(&got, c.width, false)
			if *update {
				if err := os.WriteFile(c.golden(), got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(c.golden())
			if err != nil || string(want) != got.String() {
				t.Errorf("%s differs (go test ./cmd/finishline -run WhyAlive -update, then read the diff):\n%s", c.golden(), scenarios.Diff(string(want), got.String()))
			}
		})
	}
}

// TestWhyAliveWaits: a run that Finishline had to end says what held it.
func TestWhyAliveWaits(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{"session", "2 things keep the process alive"},
		{"timers", "clearInterval()"},
	} {
		s, p, r := aliveCase{script: c.script, version: "24.21.0"}.simulate(t)
		if r.Result.Err == nil {
			t.Fatalf("%s ended by itself", c.script)
		}
		var out strings.Builder
		explainWait(&out, s, p, r.Result)
		if !strings.Contains(out.String(), c.want) {
			t.Errorf("%s: want %q in\n%s", c.script, c.want, out.String())
		}
	}
}

// TestWhyAliveIsQuiet: a script that ended by itself, or threw, needs no words.
func TestWhyAliveIsQuiet(t *testing.T) {
	s, p, r := aliveCase{script: "natural", version: "24.21.0"}.simulate(t)
	var out strings.Builder
	explainWait(&out, s, p, r.Result)
	r.Result.Err = errors.New("something else")
	explainWait(&out, s, p, r.Result)
	if out.Len() > 0 {
		t.Errorf("it says %q", out.String())
	}
}

func TestWhyAliveJSON(t *testing.T) {
	_, _, r := aliveCase{script: "keep-alive", version: "18.20.8"}.simulate(t)
	b, err := json.Marshal(newAliveReport("x", r.Trace, 0))
	if err != nil {
		t.Fatal(err)
	}
	var back struct {
		Processes []struct {
			How     string
			Holders []struct {
				Kind, What, File string
				Line             int
				Release          []string
			}
		}
	}
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	if len(back.Processes) != 1 || back.Processes[0].How != "hang" || len(back.Processes[0].Holders) != 1 {
		t.Fatalf("want one process that hangs with one holder, got %s", b)
	}
	if h := back.Processes[0].Holders[0]; h.Kind != "connection" || h.File != "/keep-alive.js" || h.Line != 9 || len(h.Release) == 0 {
		t.Errorf("holder: %+v", h)
	}
}
