package fuzz

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing/fstest"
	"time"

	"finishline/node/versions"
	"finishline/scenarios"
	"finishline/script"
	"finishline/sim"
)

// Simulated is what the simulation makes of a script.
type Simulated struct {
	Output string     // as scenarios.Output has it, with the reason if the simulation gave up
	Err    error      // that reason
	Trace  *sim.Trace // if views were asked for

	talk *conversation
}

// Bounds of a script that does not end: one that shrinking took its end from. As
// they grow, scripts end within a virtual second; those that somebody wrote may
// wait for a keep-alive timeout or two.
const (
	traceLimit   = 3_000_000
	virtualLimit = 15 * time.Second
	memoryLimit  = 512 << 20
)

// Simulate runs a script in the simulation, with a trace if it will be asked
// for views.
func Simulate(src string, v versions.Release, views bool) (s Simulated) {
	var b strings.Builder
	s.Err = func() (err error) {
		defer func() {
			if r := recover(); r != nil {
				err = fmt.Errorf("panic: %v", r)
			}
		}()
		setup := scenarios.Setup{Version: v, Trace: views, Payload: views}
		setup.Limits = script.Limits{Records: traceLimit, Virtual: virtualLimit, Memory: memoryLimit}
		r := setup.Simulate(script.Program{
			Path: "/fuzz/script.js", Source: src, FS: fstest.MapFS{}, Cwd: "/fuzz", Stdout: &b, Stderr: io.Discard,
		})
		s.Trace = r.Trace
		s.Output = scenarios.Output(b.String(), r.Result.Code)
		return r.Result.Err
	}()
	if s.Err != nil {
		s.Output += "[" + s.Err.Error() + "]\n"
	}
	// A script that never ends in the model is no fault of it, only an output.
	if errors.Is(s.Err, script.ErrHangs) {
		s.Err = nil
	}
	return s
}

// View is one of the ViewNames of the run.
func (s *Simulated) View(name string) []ViewLine {
	if s.Trace == nil {
		return nil
	}
	if s.talk == nil {
		s.talk = converse(ofTrace(s.Trace))
	}
	return s.talk.view(name)
}

// aspects is the output, and the views that are asked for.
func (s *Simulated) aspects(views []string) []string {
	out := []string{s.Output}
	for _, v := range views {
		out = append(out, texts(s.View(v)))
	}
	return out
}
