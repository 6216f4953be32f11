package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"finishline/node/versions"
	"finishline/scenarios/fuzz"
	"finishline/scenarios/record"
)

type fuzzCmd struct {
	Family   []string      `help:"Families of scripts: timers, streams, net, http2, compat, http (all if none are named)." placeholder:"F,…"`
	Seeds    string        `help:"First seed and the one after the last." default:"1:100" placeholder:"A:B"`
	Versions []string      `help:"Node versions (all supported ones if none are named)." placeholder:"V,…"`
	Rotate   bool          `help:"Give each seed one of the versions in turn instead of all of them."`
	Jobs     int           `help:"How many runs of real Node at a time." default:"2"`
	Time     time.Duration `help:"Stop after so long; what it names last is where to go on." default:"60s"`
	Runs     int           `help:"Runs of real Node that must agree before a difference counts." default:"3"`
	Shrink   int           `help:"Most questions asked to shrink one difference; 0: do not shrink." default:"120"`
	Out      string        `help:"Folder for scripts that differ." placeholder:"DIR"`
	Print    bool          `help:"Only print the scripts of the seeds."`
	Cache    string        `help:"Folder of Node binaries (default: $FINISHLINE_NODES, or one in the user's cache folder)." placeholder:"DIR"`
}

type fuzzTask struct {
	family  fuzz.Family
	seed    uint64
	release versions.Release
}

func (c *fuzzCmd) Run() error {
	tasks, err := c.tasks()
	if err != nil {
		return err
	}
	if c.Print {
		for _, t := range tasks {
			if c.Rotate || t.release.Version == tasks[0].release.Version {
				fmt.Printf("// %s %d\n%s\n", t.family.Name, t.seed, t.family.Generate(t.seed))
			}
		}
		return nil
	}
	if c.Cache == "" {
		if c.Cache, err = record.DefaultCache(); err != nil {
			return err
		}
	}
	return c.work(tasks)
}

// tasks is every cell, seed by seed, so that a run cut short is a smaller run.
func (c *fuzzCmd) tasks() ([]fuzzTask, error) {
	from, to, _ := strings.Cut(c.Seeds, ":")
	a, err1 := strconv.ParseUint(from, 10, 64)
	b, err2 := strconv.ParseUint(to, 10, 64)
	if err1 != nil || err2 != nil || b <= a {
		return nil, fmt.Errorf("--seeds: %q is not a range like 1:100", c.Seeds)
	}
	families := fuzz.Families()
	if len(c.Family) > 0 {
		families = nil
		for _, n := range c.Family {
			f, err := fuzz.FamilyNamed(n)
			if err != nil {
				return nil, fmt.Errorf("--family: %w", err)
			}
			families = append(families, f)
		}
	}
	releases := versions.Releases
	if len(c.Versions) > 0 {
		releases = nil
		for _, v := range c.Versions {
			r, err := versions.Find(v)
			if err != nil {
				return nil, fmt.Errorf("--versions: %w", err)
			}
			releases = append(releases, r)
		}
	}
	var out []fuzzTask
	for seed := a; seed < b; seed++ {
		for _, f := range families {
			for i, r := range releases {
				if !c.Rotate || seed%uint64(len(releases)) == uint64(i) {
					out = append(out, fuzzTask{f, seed, r})
				}
			}
		}
	}
	return out, nil
}

// work runs the tasks until they or the time are used up.
func (c *fuzzCmd) work(tasks []fuzzTask) error {
	tmp, err := os.MkdirTemp("", "fuzz-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	end := time.Now().Add(c.Time)
	var mu sync.Mutex
	var table fuzz.Table
	var next, done, different int
	said := time.Now()
	var failed error
	var wg sync.WaitGroup
	for job := 0; job < max(1, c.Jobs); job++ {
		dir := filepath.Join(tmp, strconv.Itoa(job))
		if err := os.Mkdir(dir, 0o755); err != nil {
			return err
		}
		j := &fuzz.Judge{Dir: dir, Recorder: &record.Recorder{Cache: c.Cache, Runs: c.Runs, Timeout: 15 * time.Second,
			Log: func(f string, a ...any) { fmt.Fprintf(os.Stderr, f+"\n", a...) }}}
		wg.Add(1)
		go func() {
			defer wg.Done()
			for {
				mu.Lock()
				if next == len(tasks) || failed != nil || time.Now().After(end) {
					mu.Unlock()
					return
				}
				t := tasks[next]
				next++
				mu.Unlock()
				cell, report, err := c.one(j, t)
				mu.Lock()
				if err != nil {
					failed = err
				}
				table.Add(t.family.Name, t.release.Version.String(), cell.Verdict)
				done++
				if time.Since(said) > 10*time.Second {
					said = time.Now()
					fmt.Fprintf(os.Stderr, "%d of %d cells, %d different, now at seed %d\n", done, len(tasks), different, t.seed)
				}
				if report != "" {
					different++
					fmt.Println(report)
				}
				mu.Unlock()
			}
		}()
	}
	wg.Wait()
	fmt.Print(table.String())
	if next < len(tasks) {
		fmt.Printf("stopped before %s %d on Node %s\n", tasks[next].family.Name, tasks[next].seed, tasks[next].release.Version)
	}
	if failed == nil && different > 0 {
		return exitCode(1)
	}
	return failed
}

// one judges one cell and describes a difference.
func (c *fuzzCmd) one(j *fuzz.Judge, t fuzzTask) (fuzz.Cell, string, error) {
	tree := t.family.Generate(t.seed)
	cell, err := j.Compare(tree.String(), t.release)
	if err != nil || cell.Verdict == fuzz.Equal || cell.Verdict == fuzz.Unstable {
		return cell, "", err
	}
	small := cell
	if c.Shrink > 0 {
		if s, err := j.ShrinkDifference(tree, t.release, c.Shrink); err == nil && s.Real+s.Sim != "" {
			small = s
		}
	}
	name := fmt.Sprintf("%s-%d-%s", t.family.Name, t.seed, t.release.Version)
	if c.Out != "" {
		if err := os.MkdirAll(c.Out, 0o755); err != nil {
			return cell, "", err
		}
		if err := os.WriteFile(filepath.Join(c.Out, name+".js"), []byte(tree.String()), 0o644); err != nil {
			return cell, "", err
		}
	}
	return cell, fmt.Sprintf("=== %s %s\n%s\n%s", name, cell.Verdict, tree, fuzz.SideBySide(small.Real, small.Sim)), nil
}
