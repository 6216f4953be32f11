package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"finishline/node/versions"
	"finishline/scenarios"
	"finishline/scenarios/record"
)

type recordCmd struct {
	Versions []string      `help:"Exact Node versions (all supported ones if none are named)." placeholder:"V,…"`
	Runs     int           `help:"Runs that must print the same for the output to be kept." default:"5"`
	Timeout  time.Duration `help:"Longest a run may take." default:"20s"`
	Cache    string        `help:"Folder of Node binaries (default: $FINISHLINE_NODES, or one in the user's cache folder)." placeholder:"DIR"`
	Files    []string      `arg:"" help:"Scripts; each recording goes to recorded/NAME.txt beside its script." type:"existingfile"`
}

func (c *recordCmd) Run() error {
	if c.Runs < 1 {
		return fmt.Errorf("--runs: want at least 1, not %d", c.Runs)
	}
	rec := &record.Recorder{Cache: c.Cache, Runs: c.Runs, Timeout: c.Timeout, Log: func(f string, a ...any) { fmt.Fprintf(os.Stderr, f+"\n", a...) }}
	if rec.Cache == "" {
		var err error
		if rec.Cache, err = record.DefaultCache(); err != nil {
			return err
		}
	}
	list := c.Versions
	if len(list) == 0 {
		for _, r := range versions.Releases {
			list = append(list, r.Version.String())
		}
	}
	for _, f := range c.Files {
		if err := recordFile(rec, f, list); err != nil {
			return err
		}
	}
	return nil
}

// recordFile adds what the versions print to the file's recording.
func recordFile(rec *record.Recorder, file string, list []string) error {
	name := strings.TrimSuffix(filepath.Base(file), ".js")
	dst := filepath.Join(filepath.Dir(file), "recorded", name+".txt")
	r := scenarios.Recording{}
	if old, err := os.ReadFile(dst); err == nil {
		if r, err = scenarios.ParseRecording(string(old)); err != nil {
			return fmt.Errorf("%s: %w", dst, err)
		}
	}
	for _, v := range list {
		out, stable, err := rec.Stable(v, file)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		if !stable {
			delete(r, v)
			fmt.Fprintf(os.Stderr, "%s: Node %s does not print the same every time; not recorded\n", name, v)
			continue
		}
		r[v] = out
	}
	if err := os.MkdirAll(filepath.Dir(dst), 0o755); err != nil {
		return err
	}
	return os.WriteFile(dst, []byte(r.String()), 0o644)
}
