package scene_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"finishline/scene"
)

// go test ./scene -update writes the pictures anew; review them as a diff.
var update = flag.Bool("update", false, "write the golden pictures in testdata")

// moments are pictures that people look at. The timeline is left out: where
// records lie on it changes with every record that the trace gains.
var moments = []struct {
	scenario, version, at string
	width                 float32
}{
	{"h2-session-close-in-finish", "18.20.8", "loss", 1280},
	{"h2-session-close-in-finish", "23.7.0", "finish", 1280},
	{"h2-session-close-in-finish", "23.7.0", "loss", 1280},
	{"h2-session-close-in-finish", "23.7.0", "loss", 360},
	{"h2-session-close-in-finish", "24.21.0", "GOAWAY", 960},
	{"h2-session-close-in-finish", "24.21.0", "end", 1280},
	{"01-h1-res-finish-close", "24.21.0", "finish", 1280},
	{"02-h1-res-close-keepalive", "24.21.0", "loss", 960},
	{"46-net-destroy-pending-write", "24.21.0", "loss", 1280},
	{"54-rst-unread-data", "24.21.0", "loss", 780},
	{"63-h2-session-close-big-response", "23.7.0", "close", 1280},
	{"86-h2-two-streams-interleave", "24.21.0", "finish", 1280},
	{"fuzz-main-throws", "24.21.0", "loss", 780},
	{"40-tick-between-timers", "24.21.0", "end", 360},
}

func TestPictures(t *testing.T) {
	for _, m := range moments {
		name := fmt.Sprintf("%s-%s-%s-%g", m.scenario, m.version, m.at, m.width)
		t.Run(name, func(t *testing.T) {
			s := scene.New(run(t, m.scenario, m.version, "loopback"))
			cursor, err := s.Find(m.at)
			if err != nil {
				t.Fatal(err)
			}
			var sc scene.Scene
			s.Build(scene.View{W: m.width, Cursor: cursor}, &sc)
			golden(t, name, picture(&sc, sc.Plot.Y-30))
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".txt")
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
		t.Errorf("the picture differs from %s (go test ./scene -update, then read the diff):\n%s", file, difference(string(want), got))
	}
}

// difference is the first lines that differ.
func difference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("line %d\n- %s\n+ %s", i+1, a[i], b[i])
		}
	}
	return fmt.Sprintf("%d lines, now %d", len(a), len(b))
}

// counted are numbers that every new record changes.
var counted = regexp.MustCompile(`record \d+/\d+`)

// picture is a scene as text: a line for every shape above bottom that says something.
func picture(sc *scene.Scene, bottom float32) string {
	var b strings.Builder
	for i := range sc.Shapes {
		h := &sc.Shapes[i]
		if h.Y >= bottom {
			continue
		}
		switch h.Kind {
		case scene.Text:
			fmt.Fprintf(&b, "%4.0f,%-4.0f %s %q\n", h.X, h.Y, h.Role, counted.ReplaceAllString(h.Text, "record"))
		case scene.Box:
			if h.Hit || h.Stroke == scene.RoleStationActive {
				fmt.Fprintf(&b, "%4.0f,%-4.0f box %.0f×%.0f %s/%s\n", h.X, h.Y, h.W, h.H, h.Role, h.Stroke)
			}
		case scene.Line:
			if h.Hit {
				fmt.Fprintf(&b, "%4.0f,%-4.0f gate %s\n", h.X, h.Y, h.Role)
			}
		case scene.Cross, scene.Dot:
			fmt.Fprintf(&b, "%4.0f,%-4.0f %s %s/%s\n", h.X, h.Y, [...]string{scene.Cross: "cross", scene.Dot: "dot"}[h.Kind], h.Role, h.Stroke)
		}
	}
	return b.String()
}
