package main

import (
	"fmt"
	"os"
	"path"
	"slices"

	"finishline/node/versions"
	"finishline/scenarios"
)

type verifyCmd struct {
	Versions []string `help:"Node versions (all supported ones if none are named)." placeholder:"V,…"`
	Quiet    bool     `short:"q" help:"Only the matrix, no diffs."`
	Hashes   bool     `help:"Print the trace hash of every cell instead; each is run twice."`
	Except   []string `help:"Scenarios to leave out: names or patterns." placeholder:"NAME,…"`
	Packages bool     `help:"Also those that use packages from the npm registry (--no-packages: leave them out)." default:"true" negatable:""`
	Names    []string `arg:"" optional:"" help:"Scenarios: names or patterns like '6*' (all if none are named)."`
}

func (c *verifyCmd) Run() error {
	list, err := pick(c.Names)
	if err != nil {
		return err
	}
	if len(c.Names) == 0 && c.Packages && !c.Hashes {
		list = append(list, scenarios.WithPackages()...)
	}
	list = slices.DeleteFunc(list, func(s scenarios.Scenario) bool {
		return slices.ContainsFunc(c.Except, func(p string) bool { ok, _ := path.Match(p, s.Name); return ok })
	})
	releases := versions.Releases
	if len(c.Versions) > 0 {
		releases = nil
		for _, v := range c.Versions {
			r, err := versions.Find(v)
			if err != nil {
				return fmt.Errorf("--versions: %w", err)
			}
			releases = append(releases, r)
		}
	}
	if c.Hashes {
		return scenarios.Hashes(os.Stdout, list, releases)
	}
	cells, err := scenarios.Verify(list, releases)
	if err != nil {
		return err
	}
	different := 0
	for _, cell := range cells {
		if !cell.Recorded || cell.Equal() {
			continue
		}
		different++
		if !c.Quiet {
			fmt.Printf("%s on Node %s (- real, + simulated)\n%s\n", cell.Scenario.Name, cell.Version.Version, scenarios.Diff(cell.Want, cell.Got))
		}
	}
	fmt.Print(scenarios.Matrix(cells, releases))
	if different > 0 {
		return exitCode(1)
	}
	return nil
}

// pick finds scenarios by name or pattern.
func pick(names []string) ([]scenarios.Scenario, error) {
	if len(names) == 0 {
		return scenarios.All(), nil
	}
	all := append(scenarios.All(), scenarios.WithPackages()...)
	var out []scenarios.Scenario
	for _, n := range names {
		found := false
		for _, s := range all {
			if ok, _ := path.Match(n, s.Name); ok {
				out = append(out, s)
				found = true
			}
		}
		if !found {
			s, err := scenarios.Find(n)
			if err != nil {
				return nil, err
			}
			out = append(out, s)
		}
	}
	return out, nil
}

type scenariosCmd struct{}

func (scenariosCmd) Run() error {
	for _, s := range append(scenarios.All(), scenarios.WithPackages()...) {
		fmt.Printf("%-36s %s\n", s.Name, s.Title)
	}
	return nil
}

type versionsCmd struct {
	Table bool `help:"Print the table of what differs, with its sources."`
}

func (c versionsCmd) Run() error {
	if c.Table {
		for _, f := range versions.Facts() {
			fmt.Printf("%s  (%s)\n    %s\n    source: %s\n", f.Name, f.Range, f.What, f.Source)
		}
		return nil
	}
	for _, r := range versions.Releases {
		fmt.Printf("%-8s  libuv %-7s nghttp2 %-7s llhttp %s\n", r.Version, r.UV, r.NGHTTP2, r.LLHTTP)
	}
	return nil
}
