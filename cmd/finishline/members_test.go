package main

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestSplitFiles(t *testing.T) {
	dir := t.TempDir()
	file := func(name string) string {
		f := filepath.Join(dir, name)
		if err := os.WriteFile(f, nil, 0o644); err != nil {
			t.Fatal(err)
		}
		return f
	}
	a, b := file("a.js"), file("b.mjs")
	files, rest := splitFiles([]string{a, b, "x", a})
	if !slices.Equal(files, []string{a, b}) || !slices.Equal(rest, []string{"x", a}) {
		t.Errorf("files %q, arguments %q", files, rest)
	}
	if files, rest := splitFiles([]string{filepath.Join(dir, "none.js")}); len(files) != 0 || len(rest) != 1 {
		t.Errorf("a script that is not there is an argument: %q, %q", files, rest)
	}
	none := func(string, int) io.Writer { return io.Discard }
	if _, err := members([]string{a, file("A.cjs")}, nil, none); err == nil || !strings.Contains(err.Error(), `the host "a"`) {
		t.Errorf("two files of one name: %v", err)
	}
}

func TestLabelledLines(t *testing.T) {
	var out strings.Builder
	l := &labelled{to: &out, label: "srv | "}
	for _, s := range []string{"one\ntw", "o\n", "\n", "end"} {
		if n, err := io.WriteString(l, s); n != len(s) || err != nil {
			t.Errorf("%q: wrote %d, %v", s, n, err)
		}
	}
	if got := out.String(); got != "srv | one\nsrv | two\nsrv | \nsrv | end" {
		t.Errorf("%q", got)
	}
}
