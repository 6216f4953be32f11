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
	screen
	JSON bool `name:"json" help:"Print the story and the verdict as JSON."`
}

// screen is how text is laid out.
type screen struct {
	Color string `help:"Colour: auto (if stdout is a terminal and NO_COLOR is not set), always or never." enum:"auto,always,never" default:"auto" placeholder:"WHEN"`
	Width int    `help:"Width in columns (the terminal's, COLUMNS, or 100)." placeholder:"N"`
}

func (c *runCmd) Run() error {
	r, err := c.run()
	if err != nil {
		return err
	}
	story := export.NewStory(c.title(), r.Trace)
	if c.JSON {
		err = printJSON(story)
	} else {
		err = story.WriteText(os.Stdout, c.style())
	}
	if err != nil {
		return err
	}
	if r.Result.Err != nil && !c.JSON {
		explainTrace(os.Stdout, r.Trace, c.width())
	}
	return limitError(r)
}

// title is what the run is called: the script and the version.
func (c *traced) title() string {
	v, _ := c.setup()
	name := strings.TrimSuffix(path.Base(c.Name), ".js")
	if sc, err := scenarios.Find(c.Name); err == nil {
		name = sc.Name
	}
	return name + " on Node " + v.Version.Version.String()
}

func printJSON(v any) error {
	enc := json.NewEncoder(os.Stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

func (c *screen) style() export.Style { return export.Style{Width: c.width(), Color: c.color()} }

func (c *screen) color() bool {
	if c.Color != "auto" {
		return c.Color == "always"
	}
	return os.Getenv("NO_COLOR") == "" && terminalWidth() > 0
}

// width is the flag, the terminal's width, COLUMNS, or 100.
func (c *screen) width() int {
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
