package main

import (
	"encoding/json"
	"os"
	"path"
	"strconv"
	"strings"

	"finishline/export"
	"finishline/scenarios"
)

type runCmd struct {
	traced
	JSON  bool   `name:"json" help:"Print the story as JSON."`
	Color string `help:"Colour: auto (if stdout is a terminal and NO_COLOR is not set), always or never." enum:"auto,always,never" default:"auto" placeholder:"WHEN"`
	Width int    `help:"Width in columns (the terminal's, COLUMNS, or 100)." placeholder:"N"`
}

func (c *runCmd) Run() error {
	r, err := c.run()
	if err != nil {
		return err
	}
	v, _ := c.setup()
	name := strings.TrimSuffix(path.Base(c.Name), ".js")
	if sc, err := scenarios.Find(c.Name); err == nil {
		name = sc.Name
	}
	story := export.NewStory(name+" on Node "+v.Version.Version.String(), r.Trace)
	if c.JSON {
		enc := json.NewEncoder(os.Stdout)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		err = enc.Encode(story)
	} else {
		err = story.WriteText(os.Stdout, export.Style{Width: c.width(), Color: c.color()})
	}
	if err != nil {
		return err
	}
	return limitError(r)
}

func (c *runCmd) color() bool {
	if c.Color != "auto" {
		return c.Color == "always"
	}
	return os.Getenv("NO_COLOR") == "" && terminalWidth() > 0
}

// width is the flag, the terminal's width, COLUMNS, or 100.
func (c *runCmd) width() int {
	if c.Width > 0 {
		return c.Width
	}
	if n := terminalWidth(); n > 0 {
		return n
	}
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return n
	}
	return 100
}
