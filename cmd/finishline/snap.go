package main

import (
	"bytes"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"finishline/scene"
	"finishline/scene/paint"
	"finishline/sim"
)

// snapCmd draws one moment of a run: what people paste into bug reports.
type snapCmd struct {
	traced
	Moment string  `name:"at" help:"The moment: an event (finish, close …), loss, start, end, a record's number, a time (12.5ms) or the first thing that a line of the script does (:17)." default:"loss" placeholder:"MOMENT"`
	Out    string  `short:"o" help:"File to write: .svg or .png." default:"finishline.svg" placeholder:"FILE"`
	Width  float32 `help:"Width in CSS pixels: 360 is a phone, 1280 a slide." default:"1280" placeholder:"N"`
	Height float32 `help:"Height to fill if the picture needs less (0: what it needs)." default:"0" placeholder:"N"`
	Scale  float32 `help:"Pixels of a PNG for each CSS pixel." default:"2" placeholder:"N"`
	Theme  string  `help:"dark or light." enum:"dark,light" default:"dark" placeholder:"THEME"`
	Focus  int     `help:"Number of the connection to show (0: the one that the moment is about)." default:"0" placeholder:"N"`
}

func (c *snapCmd) Run() error {
	if c.Width < 240 || c.Width > 8000 {
		return fmt.Errorf("--width: %g is not between 240 and 8000", c.Width)
	}
	if c.Scale <= 0 || c.Scale > 8 {
		return fmt.Errorf("--scale: %g is not between 0 and 8", c.Scale)
	}
	r, err := c.run()
	if err != nil {
		return err
	}
	story := scene.New(r.Trace)
	cursor, err := story.Find(c.Moment)
	if err != nil {
		return fmt.Errorf("--at: %w", err)
	}
	view := scene.View{W: c.Width, H: c.Height, Cursor: cursor, ReducedMotion: true}
	if c.Theme == "light" {
		view.Theme = scene.Light
	}
	if view.Focus, err = c.connection(story); err != nil {
		return err
	}
	var sc scene.Scene
	story.Build(view, &sc)
	if err := c.write(&sc, view.Theme, cursor); err != nil {
		return err
	}
	return limitError(r)
}

func (c *snapCmd) connection(s *scene.Story) (sim.ObjID, error) {
	list := s.Connections()
	if c.Focus == 0 {
		return 0, nil
	}
	if c.Focus < 0 || c.Focus > len(list) {
		return 0, fmt.Errorf("--focus: there is no connection %d; the run has %d", c.Focus, len(list))
	}
	return list[c.Focus-1], nil
}

func (c *snapCmd) write(sc *scene.Scene, theme scene.Theme, cursor sim.RecordID) error {
	v, err := c.setup()
	if err != nil {
		return err
	}
	name := strings.TrimSuffix(path.Base(filepath.ToSlash(c.Name)), ".js")
	title := fmt.Sprintf("%s on Node %s, record %d", name, v.Version.Version, cursor)
	var out bytes.Buffer
	switch ext := strings.ToLower(filepath.Ext(c.Out)); ext {
	case ".svg":
		err = paint.SVG(&out, sc, theme, title)
	case ".png":
		err = paint.PNG(&out, sc, theme, c.Scale)
	default:
		return fmt.Errorf("--out: %q ends in neither .svg nor .png", c.Out)
	}
	if err != nil {
		return err
	}
	return os.WriteFile(c.Out, out.Bytes(), 0o644)
}
