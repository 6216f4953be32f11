package lib

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dop251/goja"

	"finishline/node/versions"
)

// TestRecorded evaluates the expressions of testdata/*.txt and compares with
// what real Node of every version answered (testdata/record.js).
func TestRecorded(t *testing.T) {
	files, _ := filepath.Glob("testdata/recorded/*.json")
	if len(files) == 0 {
		t.Fatal("nothing recorded")
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		t.Run(name, func(t *testing.T) { compareVersion(t, file, name) })
	}
}

func compareVersion(t *testing.T, file, version string) {
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}
	v, err := versions.Parse(version)
	if err != nil {
		t.Fatal(err)
	}
	l := testLib(v)
	answer := mustRun(t, l, "testdata/answer.js")
	equal := 0
	for _, expression := range expressions(t) {
		got := evaluate(l, answer, expression)
		if got == want[expression] {
			equal++
			continue
		}
		t.Errorf("%s\n  node: %q\n  here: %q", expression, want[expression], got)
	}
	t.Logf("%s: %d of %d equal", version, equal, len(want))
}

func testLib(v versions.Version) *Lib {
	rt := goja.New()
	l := New(rt, Host{Versions: versions.For(v), Cwd: func() string { return "/work" }})
	global := rt.GlobalObject()
	must(global.Set("global", global))
	must(global.Set("Buffer", l.Buffer()))
	must(global.Set("console", l.Console()))
	must(global.Set("process", map[string]any{"env": map[string]any{}, "argv": []string{"node"}, "pid": 1, "platform": "linux"}))
	must(global.Set("structuredClone", rt.ToValue(func(v goja.Value) goja.Value { return v })))
	return l
}

func mustRun(t *testing.T, l *Lib, file string) goja.Callable {
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	v, err := l.rt.RunScript(file, string(src))
	if err != nil {
		t.Fatal(err)
	}
	f, _ := goja.AssertFunction(v)
	return f
}

func evaluate(l *Lib, answer goja.Callable, expression string) string {
	v, err := answer(goja.Undefined(), l.rt.ToValue(expression), l.requireFunc(),
		l.rt.ToValue(func(c goja.FunctionCall) goja.Value { return l.rt.ToValue(l.Format(c.Arguments...)) }))
	if err != nil {
		return "ENGINE " + err.Error()
	}
	return v.String()
}

func expressions(t *testing.T) []string {
	files, _ := filepath.Glob("testdata/*.txt")
	var out []string
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(string(raw), "\n") {
			if line != "" && !strings.HasPrefix(line, "#") {
				out = append(out, line)
			}
		}
	}
	return out
}
