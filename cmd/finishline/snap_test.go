package main

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func snapOf(scenario, moment, out string) *snapCmd {
	return &snapCmd{
		traced: traced{worldFlags: worldFlags{Version: "23.7.0", netFlags: netFlags{Net: "loopback"}, Seed: 1}, Name: scenario},
		Moment: moment, Out: out, Width: 640, Scale: 1, Theme: "light",
	}
}

// TestSnap draws the loss that the project began with, in both forms.
func TestSnap(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"x.svg", "x.png"} {
		if err := snapOf("h2-session-close-in-finish", "loss", filepath.Join(dir, name)).Run(); err != nil {
			t.Fatal(err)
		}
	}
	svg, err := os.ReadFile(filepath.Join(dir, "x.svg"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<svg ", "77 B lost", "session.close() :17", "on Node 23.7.0"} {
		if !bytes.Contains(svg, []byte(want)) {
			t.Errorf("the SVG does not say %q", want)
		}
	}
	f, err := os.Open(filepath.Join(dir, "x.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if img, err := png.Decode(f); err != nil || img.Bounds().Dx() != 640 {
		t.Errorf("the PNG is %v (%v)", img, err)
	}
}

// TestSnapSaysWhatIsWrong: which flag, and what it may be.
func TestSnapSaysWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	good := func() *snapCmd {
		return snapOf("h2-session-close-in-finish", "loss", filepath.Join(dir, "x.svg"))
	}
	for want, spoil := range map[string]func(*snapCmd){
		"--width":                       func(c *snapCmd) { c.Width = 3 },
		"--scale":                       func(c *snapCmd) { c.Scale = 0 },
		`ends in neither .svg nor .png`: func(c *snapCmd) { c.Out = filepath.Join(dir, "x.jpg") },
		`nothing called "nonsense"`:     func(c *snapCmd) { c.Moment = "nonsense" },
		"there is no connection 9":      func(c *snapCmd) { c.Focus = 9 },
		"--version":                     func(c *snapCmd) { c.Version = "1.0" },
	} {
		c := good()
		spoil(c)
		if err := c.Run(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error is %v; it should say %s", err, want)
		}
	}
}
