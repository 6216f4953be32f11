package main

import (
	"fmt"
	"os"

	"finishline/export"
	"finishline/verdict"
)

type whyCmd struct {
	traced
	screen
	JSON bool `name:"json" help:"Print the verdict as JSON."`
}

// Run prints what became of every exchange and why; the story is left out.
func (c *whyCmd) Run() error {
	r, err := c.run()
	if err != nil {
		return err
	}
	rep := verdict.Of(r.Trace)
	if c.JSON {
		err = printJSON(rep)
	} else {
		fmt.Println(c.title())
		err = export.WriteVerdict(os.Stdout, rep, c.style())
	}
	if err != nil {
		return err
	}
	return limitError(r)
}
