// Command finishline-desktop shows the race between end(), 'finish', close()
// and the buffers in a window: the stage of the playground with its own
// controls. It runs a script, watches its file and runs it again when it is
// saved.
package main

import (
	"fmt"
	"os"
	"time"

	"github.com/alecthomas/kong"

	_ "finishline/cmd/finishline-desktop/display" // before Ebitengine
	"finishline/netmodel"
	"finishline/node/versions"
	"finishline/scene"
)

type flags struct {
	File       string        `arg:"" optional:"" name:"file" help:"A script, or the name of a scenario; without one, the scenario about session.close() in 'finish'."`
	Args       []string      `arg:"" optional:"" passthrough:"" help:"What the script finds in process.argv."`
	Version    string        `help:"Node version to be: 23.7.0, or its beginning (18, 18.20)." default:"${version}" placeholder:"V"`
	Net        string        `help:"Network profile between the sockets: ${profiles}." default:"loopback" placeholder:"PROFILE"`
	CPU        time.Duration `name:"max-cpu" help:"Stop a script that does not yield for so long (real time)." placeholder:"10s"`
	Virtual    time.Duration `name:"max-virtual" help:"Stop a run when so much virtual time has passed." placeholder:"1h"`
	Memory     uint64        `name:"max-memory" help:"Stop a run that needs more memory (MiB)." placeholder:"512"`
	At         string        `help:"The moment to begin at: an event (finish, close …), loss, start, end, a record's number, a time (12.5ms) or the first thing that a line of the script does (:17)." placeholder:"MOMENT"`
	Theme      string        `help:"dark or light." enum:"dark,light" default:"dark" placeholder:"THEME"`
	Size       string        `help:"Size of the window." default:"1440x940" placeholder:"WxH"`
	Screenshot string        `help:"Write a picture of the window to a PNG file and quit." placeholder:"FILE"`
}

// defaultScenario is the one that the project began with.
const defaultScenario = "h2-session-close-in-finish"

func main() {
	var f flags
	k := kong.Must(&f, kong.Name("finishline-desktop"),
		kong.Description("Watch a Node script's connections begin, race and end, in a window. Press ? there for its keys."),
		kong.Vars{"version": versions.Default.String(), "profiles": netmodel.ProfileNames()})
	if _, err := k.Parse(os.Args[1:]); err != nil {
		fmt.Fprintf(os.Stderr, "finishline-desktop: %v\nRun `finishline-desktop --help` for its flags.\n", err)
		os.Exit(9) // as finishline does
	}
	if err := f.run(); err != nil {
		fmt.Fprintf(os.Stderr, "finishline-desktop: %v\n", err)
		os.Exit(1)
	}
}

func (f *flags) run() error {
	w, h, err := parseSize(f.Size)
	if err != nil {
		return err
	}
	p, err := newProgram(f)
	if err != nil {
		return err
	}
	if f.Theme == "light" {
		p.desk.SetTheme(scene.Light)
	}
	return p.show(w, h)
}

func parseSize(s string) (w, h int, err error) {
	if n, err := fmt.Sscanf(s, "%dx%d", &w, &h); n != 2 || err != nil || w < 320 || h < 240 || w > 16000 || h > 16000 {
		return 0, 0, fmt.Errorf("--size: %q is not a size like 1440x940, at least 320x240", s)
	}
	return w, h, nil
}
