package scenarios

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing/fstest"

	"finishline/node/versions"
)

// Cell is one scenario in one version.
type Cell struct {
	Scenario Scenario
	Version  versions.Release
	Want     string // what real Node printed
	Got      string // what the simulation printed
	Recorded bool   // false: real Node was never recorded, or was not stable
}

// Equal reports whether the simulation agrees with real Node.
func (c Cell) Equal() bool { return c.Recorded && c.Want == c.Got }

// Verify runs scenarios in versions and compares each with its recording. Those
// that use packages need them installed.
func Verify(list []Scenario, releases []versions.Release) ([]Cell, error) {
	var cells []Cell
	for _, sc := range list {
		files, err := sc.filesFor()
		if err != nil {
			return nil, err
		}
		rec, err := sc.Recorded()
		if err != nil {
			return nil, err
		}
		for _, v := range releases {
			c := Cell{Scenario: sc, Version: v}
			c.Want, c.Recorded = rec[v.Version.String()]
			if c.Recorded {
				c.Got = Setup{Version: v}.Print(sc, files)
			}
			cells = append(cells, c)
		}
	}
	return cells, nil
}

// filesFor is what a scenario may read: nothing, or the packages.
func (s Scenario) filesFor() (fs.FS, error) {
	if !s.Packages {
		return fstest.MapFS{}, nil
	}
	dir, err := PackagesDir()
	if err != nil {
		return nil, fmt.Errorf("scenario %s: %w", s.Name, err)
	}
	return packagesAt{os.DirFS(dir)}, nil
}

// Diff shows line by line where two outputs part: "-" what real Node printed,
// "+" what the simulation printed.
func Diff(want, got string) string {
	a, b := lines(want), lines(got)
	// Longest common subsequence by dynamic programming: outputs are short.
	n, m := len(a), len(b)
	lcs := make([][]int, n+1)
	for i := range lcs {
		lcs[i] = make([]int, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			if a[i] == b[j] {
				lcs[i][j] = lcs[i+1][j+1] + 1
			} else {
				lcs[i][j] = max(lcs[i+1][j], lcs[i][j+1])
			}
		}
	}
	var out strings.Builder
	for i, j := 0, 0; i < n || j < m; {
		switch {
		case i < n && j < m && a[i] == b[j]:
			fmt.Fprintf(&out, "    %s\n", a[i])
			i, j = i+1, j+1
		case j == m || i < n && lcs[i+1][j] >= lcs[i][j+1]:
			fmt.Fprintf(&out, "  - %s\n", a[i])
			i++
		default:
			fmt.Fprintf(&out, "  + %s\n", b[j])
			j++
		}
	}
	return out.String()
}

func lines(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(s, "\n"), "\n")
}

// Matrix draws scenarios × versions: "=" equal, "x" different, "·" not recorded.
func Matrix(cells []Cell, releases []versions.Release) string {
	width := 8
	for _, c := range cells {
		width = max(width, len(c.Scenario.Name))
	}
	var out strings.Builder
	fmt.Fprintf(&out, "%-*s", width, "")
	for _, r := range releases {
		fmt.Fprintf(&out, "  %8s", r.Version)
	}
	equal, different, missing := 0, 0, 0
	for i, c := range cells {
		if i%len(releases) == 0 {
			fmt.Fprintf(&out, "\n%-*s", width, c.Scenario.Name)
		}
		mark := "x"
		switch {
		case !c.Recorded:
			mark = "·"
			missing++
		case c.Equal():
			mark = "="
			equal++
		default:
			different++
		}
		fmt.Fprintf(&out, "  %8s", mark)
	}
	fmt.Fprintf(&out, "\n\n%d cells equal, %d different, %d not recorded\n", equal, different, missing)
	return out.String()
}
