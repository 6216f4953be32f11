package export_test

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"finishline/export"
	"finishline/node/versions"
	"finishline/scenarios"
	"finishline/script"
	"finishline/verdict"
)

// go test ./export -update writes the stories anew; review them as a diff.
var update = flag.Bool("update", false, "write the golden stories in testdata")

func story(t *testing.T, name, version string) *export.Story {
	t.Helper()
	sc, err := scenarios.Find(name)
	if err != nil {
		t.Fatal(err)
	}
	v, err := versions.Find(version)
	if err != nil {
		t.Fatal(err)
	}
	r := scenarios.Setup{Version: v, Trace: true}.Simulate(script.Program{
		Path: "/scenarios/" + sc.Name + ".js", Source: sc.Script, FS: fstest.MapFS{}, Stdout: io.Discard, Stderr: io.Discard,
	})
	return export.NewStory(sc.Name+" on Node "+version, r.Trace)
}

func text(t *testing.T, s *export.Story, style export.Style) string {
	t.Helper()
	var b strings.Builder
	if err := s.WriteText(&b, style); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestStories compares whole stories with what somebody has read and found good.
func TestStories(t *testing.T) {
	for _, c := range []struct {
		scenario, version string
		width             int
	}{
		{"h2-session-close-in-finish", "23.7.0", 100},
		{"h2-session-close-in-finish", "24.21.0", 100},
		{"63-h2-session-close-big-response", "23.7.0", 80},
		{"54-rst-unread-data", "24.21.0", 140},
		{"h2-never-reads", "23.7.0", 60},
	} {
		t.Run(c.scenario+"-"+c.version, func(t *testing.T) {
			got := text(t, story(t, c.scenario, c.version), export.Style{Width: c.width})
			file := filepath.Join("testdata", fmt.Sprintf("%s-%s-%d.txt", c.scenario, c.version, c.width))
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("the story differs from %s (go test ./export -update, then read the diff):\n%s", file, firstDifference(string(want), got))
			}
		})
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("line %d\n- %s\n+ %s", i+1, w[i], g[i])
		}
	}
	return fmt.Sprintf("%d lines, not %d", len(g), len(w))
}

var escape = regexp.MustCompile("\x1b\\[[0-9;]*m")

// TestEveryStoryFits prints the story of every scenario, narrow and wide: no
// line is longer than the terminal, and colour changes nothing but colour.
func TestEveryStoryFits(t *testing.T) {
	for _, sc := range scenarios.All() {
		t.Run(sc.Name, func(t *testing.T) {
			s := story(t, sc.Name, "23.7.0")
			for _, width := range []int{60, 83, 140} {
				plain := text(t, s, export.Style{Width: width})
				for i, l := range strings.Split(plain, "\n") {
					if n := utf8.RuneCountInString(l); n > width {
						t.Errorf("width %d, line %d has %d columns: %q", width, i+1, n, l)
					}
				}
				if painted := text(t, s, export.Style{Width: width, Color: true}); escape.ReplaceAllString(painted, "") != plain {
					t.Errorf("width %d: colour changes the text", width)
				}
			}
		})
	}
}

// TestWhatDied pins the seed's answer: which bytes died, where, and by which line.
func TestWhatDied(t *testing.T) {
	s := story(t, "h2-session-close-in-finish", "23.7.0")
	if len(s.Connections) != 1 || len(s.Verdict.Exchanges) != 1 {
		t.Fatalf("%d connections, %d exchanges", len(s.Connections), len(s.Verdict.Exchanges))
	}
	x := s.Verdict.Exchanges[0]
	if x.Server.Belief != verdict.Finished || x.Client != verdict.Lost || len(x.Died) != 1 || x.Died[0].Bytes != 34 || !strings.Contains(x.Summary, "line 17") {
		t.Errorf("%+v", x)
	}
	x = story(t, "h2-session-close-in-finish", "24.21.0").Verdict.Exchanges[0]
	if x.Server.Belief != verdict.Finished || x.Client != verdict.Complete || len(x.Died) != 0 {
		t.Errorf("%+v", x)
	}
}
