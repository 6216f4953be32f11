package main

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"finishline"
)

type testCmd struct {
	netFlags
	JUnit string   `name:"junit" help:"Also write the results as JUnit XML." placeholder:"FILE"`
	Paths []string `arg:"" help:"Folders and scripts. A script is a test if its head, or a file beside it called NAME.expect, says what is expected."`
}

// testFile is a script with expectations.
type testFile struct {
	name   string
	script finishline.Script
	expect finishline.Expectations
	err    error
}

// Run prints TAP version 14 (testanything.org): a test point per script and version.
func (c *testCmd) Run() error {
	files, err := testFiles(c.Paths)
	if err != nil {
		return err
	}
	network, err := c.profile()
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return errors.New("no script there says what is expected: begin one with a comment like `// expect: complete`")
	}
	fmt.Println("TAP version 14")
	suite := junitSuite{Name: "finishline test"}
	for _, f := range files {
		if c.given() {
			f.expect.Net = network.Name
		}
		results := []finishline.Result{{Failures: []string{fmt.Sprint(f.err)}}}
		if f.err == nil {
			results = f.script.Check(f.expect)
		}
		for _, r := range results {
			suite.point(f.name, r)
		}
	}
	fmt.Printf("1..%d\n", suite.Tests)
	if c.JUnit != "" {
		if err := suite.write(c.JUnit); err != nil {
			return fmt.Errorf("--junit: %w", err)
		}
	}
	if suite.Failures > 0 {
		return exitCode(1)
	}
	return nil
}

// point prints a test point and books it.
func (s *junitSuite) point(file string, r finishline.Result) {
	name := file
	if r.Version != "" {
		name += " on Node " + r.Version
	}
	s.Tests++
	c := junitCase{Class: file, Name: name}
	if r.Failures == nil {
		fmt.Printf("ok %d - %s\n", s.Tests, name)
		s.Cases = append(s.Cases, c)
		return
	}
	s.Failures++
	text := strings.Join(r.Failures, "\n")
	c.Failure = &junitFailure{Message: r.Failures[0], Text: text}
	s.Cases = append(s.Cases, c)
	fmt.Printf("not ok %d - %s\n  ---\n  message: |\n    %s\n  ...\n", s.Tests, name, strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n    "))
}

func (s *junitSuite) write(file string) error {
	b, err := xml.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append([]byte(xml.Header), append(b, '\n')...), 0o644)
}

// testFiles finds the scripts with expectations. A script that was named itself
// must have some.
func testFiles(paths []string) ([]testFile, error) {
	var out []testFile
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			f, found, err := readTest(path)
			if err == nil && !found {
				err = fmt.Errorf("%s does not say what is expected: begin it with a comment like `// expect: complete`", path)
			}
			if err != nil {
				return nil, err
			}
			out = append(out, f)
			continue
		}
		err = filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && d.Name() == "node_modules":
				return fs.SkipDir
			case d.IsDir() || filepath.Ext(p) != ".js" && filepath.Ext(p) != ".mjs" && filepath.Ext(p) != ".cjs":
				return nil
			}
			f, found, err := readTest(p)
			if found {
				out = append(out, f)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// readTest reads a script and what is expected of it. A wrong expectation is
// the test's failure.
func readTest(path string) (f testFile, found bool, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return f, false, err
	}
	f.name = path
	if f.script, err = finishline.Load(path); err != nil {
		return f, false, err
	}
	beside, err := os.ReadFile(strings.TrimSuffix(path, filepath.Ext(path)) + ".expect")
	switch {
	case err == nil:
		f.expect, found, f.err = finishline.ParseExpectationsFile(string(beside))
		if !found && f.err == nil {
			f.err = errors.New("the file beside it expects nothing")
		}
		return f, true, nil
	case !errors.Is(err, fs.ErrNotExist):
		return f, false, err
	}
	f.expect, found, f.err = finishline.ParseExpectations(string(text))
	return f, found || f.err != nil, nil
}
