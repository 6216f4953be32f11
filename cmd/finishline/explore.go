package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"finishline/explore"
	"finishline/scenarios"
	"finishline/script"
	"finishline/share"
	"finishline/verdict"
)

type exploreCmd struct {
	worldFlags
	Strategy   string        `help:"How schedules are picked: bounded (at most --departures from what Linux does), exhaustive, random or pct (random places)." enum:"bounded,exhaustive,random,pct" default:"bounded"`
	Departures int           `help:"Departures from the canonical run, for bounded and pct." default:"2" placeholder:"N"`
	Depth      int           `help:"Choice points that may depart." default:"400" placeholder:"N"`
	Schedules  int           `help:"Budget of schedules." default:"100000" placeholder:"N"`
	Time       time.Duration `help:"Budget of real time; what was found by then is printed." placeholder:"5m"`
	Workers    int           `help:"Schedules that run at the same time (default: one a processor)." placeholder:"N"`
	Shard      string        `help:"Run only part I of N, for several machines; needs --state." placeholder:"I/N"`
	State      string        `help:"File that keeps what is known: an exploration goes on from it, and 'finishline merge' reads it." placeholder:"FILE"`
	FailOn     []string      `help:"Exit with 1 if an outcome is one of these: lost, truncated, reset, unanswered, pending, refused." placeholder:"WHAT,…"`
	Likely     int           `help:"Also make N random runs on every network profile, and say how often they end how." placeholder:"N"`
	Remedies   bool          `help:"If a response can be lost, try what would save it, on all versions."`
	JSON       bool          `name:"json" help:"Print the report as JSON."`
	JUnit      string        `name:"junit" help:"Also write the report as JUnit XML." placeholder:"FILE"`
	playground
	With []string `help:"Another script, as a process on a host of its own that is called like its file. Repeatable." placeholder:"FILE"`
	File string   `arg:"" help:"Script, or name of a scenario."`
}

func (c *exploreCmd) Run() error {
	for flag, n := range map[string]int{"departures": c.Departures, "depth": c.Depth, "schedules": c.Schedules} {
		if n < 1 {
			return fmt.Errorf("--%s: %d, want at least 1", flag, n)
		}
	}
	e, err := newExploration(c)
	if err != nil {
		return err
	}
	todo, err := e.todo(c.Shard)
	if err != nil {
		return err
	}
	if err := e.run(todo); err != nil {
		return err
	}
	if c.State != "" {
		if err := e.save(c.State); err != nil {
			return err
		}
	}
	if c.Shard != "" {
		fmt.Fprintf(os.Stderr, "%d of %d tasks are done; `finishline merge` joins the shards\n", len(e.state.Done), e.plan.Tasks())
		return nil
	}
	return e.report(c.reporting())
}

func (c *exploreCmd) reporting() reporting {
	return reporting{json: c.JSON, junit: c.JUnit, failOn: c.FailOn, remedies: c.Remedies, likely: c.Likely, playground: c.base()}
}

// playground is where links lead.
type playground struct {
	Playground string `help:"Address of the playground that links lead to; none: no links." default:"${playground}" env:"FINISHLINE_PLAYGROUND" placeholder:"URL"`
}

func (p playground) base() string {
	if p.Playground == "none" {
		return ""
	}
	return p.Playground
}

// exploration is one under way.
type exploration struct {
	cmd    *exploreCmd
	script *explore.Script
	plan   *explore.Plan
	state  *explore.State
	ran    atomic.Int64
	stop   atomic.Bool
	began  time.Time
}

// stopped reports whether the person has had enough, or the time is up.
func (e *exploration) stopped() bool {
	return e.stop.Load() || e.cmd.Time > 0 && time.Since(e.began) > e.cmd.Time
}

// late reports whether looking at what was found must end too: it may take a
// tenth of the time, or a second, longer.
func (e *exploration) late() bool {
	budget := e.cmd.Time
	return budget > 0 && time.Since(e.began) > budget+max(budget/10, time.Second)
}

func newExploration(c *exploreCmd) (*exploration, error) {
	s, err := c.setup()
	if err != nil {
		return nil, err
	}
	if len(s.Choices) > 0 {
		return nil, errors.New("--choices: an exploration makes its own; `finishline run` takes them")
	}
	for _, f := range c.FailOn {
		if !slices.Contains(verdict.Outcomes(), verdict.Outcome(f)) {
			return nil, fmt.Errorf("--fail-on: no outcome is called %q; there are %v", f, verdict.Outcomes())
		}
	}
	if base := c.base(); base != "" {
		if err := share.CheckBase(base); err != nil {
			return nil, fmt.Errorf("--playground: %w", err)
		}
	}
	liberties, _ := explore.ParseLiberties(c.Liberties) // setup would have refused them
	s.Explore, s.Cache, s.Limits = liberties, new(script.Cache), explore.Limits(s.Limits)
	e := &exploration{cmd: c, script: &explore.Script{Setup: s}, began: time.Now()}
	if e.script.Members, err = exploredPrograms(c.File, c.With); err != nil {
		return nil, err
	}
	o := e.options()
	o.Ran = func() { e.ran.Add(1) }
	o.Stop = e.stopped
	if e.plan, err = explore.NewPlan(e.script, o); err != nil {
		return nil, err
	}
	h := e.script.Header(c.File, o)
	h.With = c.With
	e.state = explore.NewState(h, e.plan)
	return e, e.load(c.State)
}

// exploredPrograms loads the programs with their sources, which name an
// exploration: one that goes on must find them unchanged.
func exploredPrograms(file string, with []string) ([]scenarios.Member, error) {
	var list []scenarios.Member
	if len(with) == 0 {
		pr, err := programOrScenario(file, nil)
		if err != nil {
			return nil, err
		}
		list = []scenarios.Member{{Program: pr}}
	} else {
		var err error
		if list, err = members(append([]string{file}, with...), nil, func(string, int) io.Writer { return io.Discard }); err != nil {
			return nil, err
		}
	}
	for i := range list {
		p := &list[i].Program
		if p.Source != "" {
			continue
		}
		text, err := fs.ReadFile(p.FS, strings.TrimPrefix(filepath.ToSlash(p.Path), "/"))
		if err != nil {
			return nil, err
		}
		p.Source = string(text) + "\n" // an empty source would mean "read it from the files"
	}
	return list, nil
}

// options are the bounds of the walk.
func (e *exploration) options() explore.Options {
	c := e.cmd
	return explore.Options{Strategy: explore.Strategy(c.Strategy), Departures: c.Departures, MaxDepth: c.Depth, MaxRuns: c.Schedules, Seed: e.script.Setup.Seed}
}

// load goes on from a saved state, if there is one.
func (e *exploration) load(file string) error {
	if file == "" {
		return nil
	}
	saved, err := readState(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = e.state.Join(saved)
	}
	if err != nil {
		return fmt.Errorf("--state: %s: %w; name another file to begin anew", file, err)
	}
	return nil
}

func readState(file string) (*explore.State, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	s := new(explore.State)
	if err := json.Unmarshal(b, s); err != nil {
		return nil, fmt.Errorf("not an exploration's state: %w", err)
	}
	return s, nil
}

// save writes the state beside its place and moves it there, so that a crash
// leaves the old one.
func (e *exploration) save(file string) error {
	b, err := json.Marshal(e.state)
	if err != nil {
		return err
	}
	if err := os.WriteFile(file+".new", b, 0o644); err != nil {
		return fmt.Errorf("--state: %w", err)
	}
	return os.Rename(file+".new", file)
}

// todo lists the tasks that are this shard's and not yet done.
func (e *exploration) todo(shard string) ([]int, error) {
	i, n := 0, 1
	if shard != "" {
		a, b, ok := strings.Cut(shard, "/")
		var err1, err2 error
		i, err1 = strconv.Atoi(a)
		n, err2 = strconv.Atoi(b)
		if !ok || err1 != nil || err2 != nil || n < 1 || i < 1 || i > n {
			return nil, fmt.Errorf("--shard: %q is not I/N with I from 1 to N, like 1/4", shard)
		}
		if e.cmd.State == "" {
			return nil, errors.New("--shard: needs --state FILE, where the shard leaves what it found")
		}
		i--
	}
	return slices.DeleteFunc(e.state.Missing(), func(t int) bool { return t%n != i }), nil
}

// run makes the tasks, several at a time, until they are done, the time is up
// or the person has had enough.
func (e *exploration) run(todo []int) error {
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt)
	defer cancel()
	if e.cmd.Time > 0 {
		ctx, cancel = context.WithDeadline(ctx, e.began.Add(e.cmd.Time))
		defer cancel()
	}
	defer context.AfterFunc(ctx, func() { e.stop.Store(true) })()
	workers := e.cmd.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	tasks := make(chan int, len(todo))
	for _, t := range todo {
		tasks <- t
	}
	close(tasks)
	stopProgress := e.progress(len(todo))
	defer stopProgress()
	var (
		wg    sync.WaitGroup
		mu    sync.Mutex
		first error
	)
	cutParts := make(map[int]*explore.Part)
	for range workers {
		wg.Go(func() {
			for t := range tasks {
				r := *e.script
				part, err := e.plan.Run(t, &r)
				mu.Lock()
				switch {
				case err != nil:
					first = err
					e.stop.Store(true)
				case e.stopped():
					cutParts[t] = part
				default:
					e.state.Done[t] = part
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if first == nil && e.stopped() && e.cmd.State != "" {
		first = e.save(e.cmd.State) // without the tasks that were cut: they will be run whole
	}
	for t, p := range cutParts { // order: into a map again
		e.state.Done[t] = p
	}
	return first
}

// progress shows how far an exploration is, where there is a terminal.
func (e *exploration) progress(tasks int) (stop func()) {
	if terminalWidth() == 0 || e.cmd.JSON {
		return func() {}
	}
	done := make(chan struct{})
	start := time.Now()
	var wg sync.WaitGroup
	wg.Go(func() {
		tick := time.NewTicker(200 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-done:
				fmt.Fprint(os.Stderr, "\r\x1b[K")
				return
			case <-tick.C:
				n := e.ran.Load()
				rate := float64(n) / time.Since(start).Seconds()
				fmt.Fprintf(os.Stderr, "\r\x1b[K%d schedules, %.0f a second; at most %s more (Ctrl-C prints what is known)", n, rate,
					(time.Duration(float64(max(0, int64(e.cmd.Schedules)-n))/max(rate, 1)) * time.Second).Round(time.Second))
			}
		}
	})
	return func() { close(done); wg.Wait() }
}
