package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"finishline/scenarios/fuzz"
	"finishline/scenarios/record"
)

// fuzzRun is one use of the command: the cells that are left, and what became
// of the others.
type fuzzRun struct {
	*fuzzCmd
	mu     sync.Mutex
	ledger *fuzz.Ledger           // nil without --state
	table  fuzz.Table             // of the output
	views  map[string]*fuzz.Table // of the views
	kinds  map[string]int         // differences of views that look alike
	tasks  []fuzzTask
	next   int

	done, different int
	said            time.Time
	failed          error
}

func newFuzzRun(c *fuzzCmd) *fuzzRun {
	r := &fuzzRun{fuzzCmd: c, said: time.Now(), views: map[string]*fuzz.Table{}, kinds: map[string]int{}}
	for _, v := range c.views() {
		r.views[v] = &fuzz.Table{}
	}
	return r
}

// work judges the cells until they or the time are used up.
func (r *fuzzRun) work(tasks []fuzzTask) error {
	r.tasks = tasks
	if r.State != "" {
		if err := r.resume(); err != nil {
			return err
		}
		defer r.ledger.Close()
	}
	tmp, err := os.MkdirTemp("", "fuzz-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	var clock *record.Clock
	if r.Clock {
		if clock, err = record.NewClock(tmp); err != nil {
			return err
		}
	}
	end := time.Now().Add(r.Time)
	var wg sync.WaitGroup
	for job := 0; job < max(1, r.Jobs); job++ {
		dir := filepath.Join(tmp, strconv.Itoa(job))
		if err := os.Mkdir(dir, 0o755); err != nil {
			return err
		}
		j := &fuzz.Judge{Dir: dir, Views: r.fuzzCmd.views(), Enough: func() bool { return time.Now().After(end) },
			Recorder: &record.Recorder{Cache: r.Cache, Runs: r.Runs, Timeout: 15 * time.Second, Clock: clock,
				Log: func(f string, a ...any) { fmt.Fprintf(os.Stderr, f+"\n", a...) }}}
		wg.Add(1)
		go func() {
			defer wg.Done()
			for t, ok := r.take(end); ok; t, ok = r.take(end) {
				entry, found, err := r.one(j, t)
				r.count(t, entry, found, err)
			}
		}()
	}
	wg.Wait()
	return r.conclude()
}

// resume takes over the cells of the state file: the simulation is asked about
// each again, real Node only where that leaves a doubt.
func (r *fuzzRun) resume() (err error) {
	if r.ledger, err = fuzz.OpenLedger(r.State); err != nil {
		return fmt.Errorf("--state: %w", err)
	}
	left := r.tasks[:0]
	mended := 0
	for _, t := range r.tasks {
		key := fuzz.Entry{Family: t.family, Seed: t.seed, Version: t.release.Version.String()}.Key()
		e, ok := r.ledger.Find(key, fuzz.Hash(t.tree().String()))
		again := true
		was := e
		if ok {
			e, again = e.Rejudge(r.fuzzCmd.views()...)
		}
		if again || r.Again && e.Differs() {
			left = append(left, t)
			continue
		}
		if !e.SameVerdicts(was) {
			mended++
			if err := r.ledger.Add(e); err != nil {
				return err
			}
		}
		r.tally(e)
		if e.Differs() {
			r.different++
			fmt.Printf("still %s: %s\n", e.Verdicts(), key)
		}
	}
	fmt.Fprintf(os.Stderr, "%s: %d of %d cells are done (%d with another verdict than before)\n", r.State, len(r.tasks)-len(left), len(r.tasks), mended)
	r.tasks = left
	return nil
}

// take gives out the next cell while there is time.
func (r *fuzzRun) take(end time.Time) (fuzzTask, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.next == len(r.tasks) || r.failed != nil || time.Now().After(end) {
		return fuzzTask{}, false
	}
	r.next++
	return r.tasks[r.next-1], true
}

// tally counts a cell in the tables.
func (r *fuzzRun) tally(e fuzz.Entry) {
	add := func(t *fuzz.Table, verdict string) {
		if v, err := fuzz.VerdictNamed(verdict); err == nil {
			t.Add(e.Family, e.Version, v)
		}
	}
	add(&r.table, e.Verdict)
	for _, v := range e.Views {
		if t := r.views[v.Name]; t != nil {
			add(t, v.Verdict)
		}
	}
}

// count keeps what became of a cell.
func (r *fuzzRun) count(t fuzzTask, e fuzz.Entry, found findings, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err == nil && r.ledger != nil {
		if was, ok := r.ledger.Find(e.Key(), e.Script); ok {
			e.Doubt(was)
		}
		err = r.ledger.Add(e)
	}
	if err != nil {
		r.failed = err
		return
	}
	r.tally(e)
	r.done++
	if found.report != "" {
		r.different++
		fmt.Println(found.report)
	}
	for _, k := range found.kinds {
		r.kinds[k]++
	}
	if time.Since(r.said) > 10*time.Second {
		r.said = time.Now()
		fmt.Fprintf(os.Stderr, "%d of %d cells, %d different, now at seed %d\n", r.done, len(r.tasks), r.different, t.seed)
	}
}

// conclude prints the table and writes the slice.
func (r *fuzzRun) conclude() error {
	fmt.Print(r.table.String())
	for _, v := range r.fuzzCmd.views() {
		fmt.Printf("\n%s:\n\n%s", v, r.views[v])
	}
	r.printKinds()
	if r.next < len(r.tasks) {
		t := r.tasks[r.next]
		fmt.Printf("stopped before %s %d on Node %s, %d cells left", t.family, t.seed, t.release.Version, len(r.tasks)-r.next)
		if r.State != "" {
			fmt.Printf("; the same command goes on there")
		}
		fmt.Println()
	}
	if r.failed != nil {
		return r.failed
	}
	if r.Record != "" {
		return r.writeSlice()
	}
	if r.different > 0 {
		return exitCode(1)
	}
	return nil
}

func (r *fuzzRun) writeSlice() error {
	list := fuzz.Slice(r.ledger.Entries(), r.Scripts)
	data, err := fuzz.PackEntries(list)
	if err != nil {
		return err
	}
	if err := os.WriteFile(r.Record, data, 0o644); err != nil {
		return fmt.Errorf("--record: %w", err)
	}
	fmt.Printf("%s: %d cells, %d bytes\n", r.Record, len(list), len(data))
	return nil
}
