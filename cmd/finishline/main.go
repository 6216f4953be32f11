// Command finishline runs Node scripts in virtual time and shows the race
// between end(), 'finish', close() and the buffers.
package main

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"strings"

	"github.com/alecthomas/kong"

	"finishline/explore"
	"finishline/netmodel"
	"finishline/node/versions"
	"finishline/share"
)

type commands struct {
	Node      nodeCmd      `cmd:"" help:"Run a script as node would: same output, same exit code, in virtual time."`
	Run       runCmd       `cmd:"" help:"Run a script or a scenario and print the story of its connections."`
	Why       whyCmd       `cmd:"" help:"Run a script or a scenario and say of every request what the client got, and why."`
	Explore   exploreCmd   `cmd:"" help:"Run a script under every order that the world may choose, and say what can be lost."`
	Merge     mergeCmd     `cmd:"" help:"Join the shards of an exploration into one report."`
	WhyAlive  whyAliveCmd  `cmd:"" help:"Say what keeps a script's processes alive, since when, and what would release it."`
	Test      testCmd      `cmd:"" help:"Check scripts that say in their head what is expected of them."`
	Trace     traceCmd     `cmd:"" help:"Run a script or a scenario and dump its trace as JSON lines."`
	Snap      snapCmd      `cmd:"" help:"Draw one moment of a run as SVG or PNG."`
	Verify    verifyCmd    `cmd:"" help:"Compare the simulation with what real Node was recorded to print."`
	Record    recordCmd    `cmd:"" help:"Record what real Node prints for a script."`
	Fuzz      fuzzCmd      `cmd:"" help:"Compare random scripts with real Node and shrink what differs."`
	Scenarios scenariosCmd `cmd:"" help:"List the scenarios that come with finishline."`
	Versions  versionsCmd  `cmd:"" help:"List the Node versions and what differs between them."`
}

// exitCode is an error that is nothing but the exit code of a script.
type exitCode int

func (e exitCode) Error() string { return fmt.Sprintf("exit code %d", int(e)) }

func main() {
	debug.SetGCPercent(400) // runs are short and small: time matters more than memory
	var c commands
	k := kong.Must(&c,
		kong.Name("finishline"),
		kong.Description("A small Node.js whose operating system is a deterministic simulator."),
		kong.Vars{"playground": share.Base, "version": versions.Default.String(), "profiles": netmodel.ProfileNames(),
			"liberties": strings.Join(explore.LibertyHelp(), "; "), "defaultLiberties": strings.Join(explore.NamesOf(explore.Liberties), ",")},
	)
	ctx, err := k.Parse(os.Args[1:])
	if err != nil {
		fmt.Fprintf(os.Stderr, "finishline: %v\nRun `finishline --help` for the commands and their flags.\n", err)
		os.Exit(9) // Node's code for a bad command line
	}
	err = ctx.Run()
	var code exitCode
	switch {
	case errors.As(err, &code):
		os.Exit(int(code))
	case err != nil:
		fmt.Fprintf(os.Stderr, "finishline: %v\n", err)
		os.Exit(1)
	}
}
