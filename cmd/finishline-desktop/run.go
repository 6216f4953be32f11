package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"finishline/scenarios"
	"finishline/script"
	"finishline/stage/desk"
	"finishline/verdict"
)

// ended is a run that ended, or could not begin.
type ended struct {
	number int
	item   int
	name   string
	took   time.Duration
	result desk.Result
}

// start runs the chosen script beside the window, which stays alive meanwhile.
func (p *program) start() {
	p.runs++
	e := ended{number: p.runs, item: p.item}
	f := p.flags
	s := scenarios.Setup{Version: p.version, Net: p.net, Seed: 1, Trace: true,
		Limits: script.Limits{CPU: f.CPU, Virtual: f.Virtual, Memory: f.Memory << 20}}
	sc := p.scenario(p.item)
	p.desk.Note("running …")
	go func() {
		begin := time.Now()
		e.name, e.result = p.simulate(s, sc)
		e.took = time.Since(begin)
		e.result.Item, e.result.Version = e.item, s.Version.Version.String()
		p.results <- e
		p.window.Wake()
	}()
}

// simulate is not on the window's thread: it only reads what never changes.
func (p *program) simulate(s scenarios.Setup, sc *scenarios.Scenario) (name string, r desk.Result) {
	var stderr bytes.Buffer
	prog := script.Program{Args: p.flags.Args, Env: os.Environ(), FS: os.DirFS("/"), Stdout: io.Discard, Stderr: &stderr}
	if cwd, err := os.Getwd(); err == nil {
		prog.Cwd = cwd
	}
	if sc != nil {
		name, prog.Path, prog.Source = sc.Name+".js", "/scenarios/"+sc.Name+".js", sc.Script
	} else {
		name, prog.Path = filepath.Base(p.file), p.file
		if why := unreadable(p.file); why != "" {
			return name, desk.Result{Tone: desk.Bad, Headline: why, Detail: "It runs here as soon as it can be read."}
		}
	}
	run := s.Simulate(prog)
	r = desk.Result{Trace: run.Trace}
	v := verdict.Of(run.Trace)
	r.Headline, r.Detail, r.Tone = judge(run, v, stderr.String())
	r.Why = why(v)
	return name, r
}

// unreadable says what is wrong with a file, or "".
func unreadable(file string) string {
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "There is no file " + file
	case err != nil:
		return fmt.Sprintf("%s cannot be read: %v", file, errors.Unwrap(err))
	case info.IsDir():
		return file + " is a directory, not a script"
	}
	f, err := os.Open(file)
	if err != nil {
		return fmt.Sprintf("%s cannot be read: %v", file, errors.Unwrap(err))
	}
	f.Close()
	return ""
}

// judge says how a run ended: what Finishline stopped, what the script threw,
// else what became of its exchanges.
func judge(run scenarios.Run, v *verdict.Report, stderr string) (headline, detail string, tone desk.Tone) {
	if err := run.Result.Err; err != nil {
		return strings.ToUpper(err.Error()[:1]) + err.Error()[1:], "What it did until then is below.", desk.Bad
	}
	if run.Result.Code != 0 {
		if message, where := thrown(stderr); message != "" {
			return message, where, desk.Bad
		}
	}
	switch {
	case len(v.Exchanges) == 0:
		tone = desk.Plain
	case v.Outcome == verdict.Complete:
		tone = desk.Good
	default:
		tone = desk.Bad
	}
	return v.Headline, "", tone
}

// why are the steps of the exchange that the verdict is about, or of the first that has some.
func why(v *verdict.Report) (steps []verdict.Step) {
	for _, e := range v.Exchanges {
		if len(e.Why) > 0 && (steps == nil || e.Client == v.Outcome) {
			if steps = e.Why; e.Client == v.Outcome {
				break
			}
		}
	}
	return steps
}

// thrown finds the message and the place in what node prints for an uncaught exception.
func thrown(stderr string) (message, where string) {
	lines := strings.Split(stderr, "\n")
	for _, l := range lines {
		if where == "" && strings.Contains(l, ":") && (strings.HasPrefix(l, "/") || strings.HasPrefix(l, "file:") || strings.HasPrefix(l, "node:")) {
			where = l
		}
		head, _, ok := strings.Cut(l, ": ")
		head, _, _ = strings.Cut(head, " [")
		if ok && strings.HasSuffix(head, "Error") && !strings.ContainsAny(head, " \t(") {
			return l, where
		}
	}
	return "", ""
}

// finished shows a run. One that was overtaken by another is thrown away.
func (p *program) finished(e ended) {
	if e.number != p.runs {
		return
	}
	p.desk.Show(e.result)
	note := fmt.Sprintf("%s ran in %s", e.name, e.took.Round(100*time.Microsecond))
	if e.result.Trace == nil {
		note = e.name + " did not run"
	}
	p.desk.Note(note)
	if !p.asked {
		p.asked = true
		p.seekAsked()
	}
}

// seekAsked goes to the moment of --at, once, and takes the picture of --screenshot.
func (p *program) seekAsked() {
	if at, story := p.flags.At, p.desk.Stage.Story(); at != "" && story != nil {
		if id, err := story.Find(at); err != nil {
			p.desk.Note("--at: " + err.Error())
		} else {
			p.desk.Seek(id)
		}
	}
	if p.flags.Screenshot != "" {
		p.shotAndQuit(p.flags.Screenshot)
	}
}
