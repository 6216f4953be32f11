package record

import (
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync/atomic"
)

//go:embed clock.c.txt
var clockSource string

// Clock puts real Node on a clock of its own, for scripts whose timers lie closer
// together than a busy machine can keep apart. See clock.c.txt.
type Clock struct {
	library string
	runs    atomic.Uint32
}

// clockScales are how much processor time counts, by turns: what is printed under each
// of them does not depend on the machine.
var clockScales = [...]float64{0.05, 0.12, 0.25}

// NewClock compiles the clock into dir; it needs a C compiler.
func NewClock(dir string) (*Clock, error) {
	source, library := filepath.Join(dir, "clock.c"), filepath.Join(dir, "clock.so")
	if err := os.WriteFile(source, []byte(clockSource), 0o644); err != nil {
		return nil, err
	}
	if out, err := exec.Command("cc", "-O2", "-shared", "-fPIC", "-o", library, source).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("--clock needs a C compiler (Debian: apt-get install gcc libc6-dev): %w: %s", err, out)
	}
	return &Clock{library: library}, nil
}

// environ is what a run needs to have the clock.
func (c *Clock) environ() []string {
	scale := clockScales[c.runs.Add(1)%uint32(len(clockScales))]
	return []string{"LD_PRELOAD=" + c.library, "FINISHLINE_CLOCK=" + strconv.FormatFloat(scale, 'g', -1, 64)}
}
