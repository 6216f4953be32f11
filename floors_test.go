package finishline

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// floors is the house of docs/architecture.md: a room imports only rooms on
// lower floors, and the rooms inside the same top-level folder.
var floors = map[string]int{
	"sim": 0, "kernel": 0,
	"netmodel": 1, "live": 1, "h1": 1, "h2": 1, "share": 1,
	"node": 2, "peer": 2,
	"script": 3, "verdict": 3, "export": 3, "scene": 3,
	"scenarios": 4, "explore": 4, "stage": 4,
	"":    5, // the library for people's own tests
	"cmd": 5, "wasm": 5, "web": 5,
}

// sameFloor lists the sideways imports that the architecture names.
var sameFloor = map[string]string{
	"kernel":  "sim",       // the seam speaks in virtual time
	"explore": "scenarios", // what a run of a script is
	"export":  "verdict",   // a story ends with what became of it
	"cmd":     "web",       // the page's files, for the command that serves them
}

// seesTraceOnly are rooms that may look at a trace but never at the runtime.
var seesTraceOnly = []string{"scene", "stage", "verdict", "export"}

// onlyIn names third-party code that stays behind one door.
var onlyIn = map[string][]string{
	"github.com/dop251/goja":            {"script"},
	"github.com/evanw/esbuild":          {"script", "web"},
	"golang.org/x/net/http2":            {"h2"},
	"golang.org/x/sys/unix":             {"live", "cmd"}, // cmd asks the terminal its width
	"github.com/hajimehoshi/ebiten/v2":  {"stage", "wasm", "cmd"},
	"syscall/js":                        {"wasm"},
	"math/rand":                         {},
	"math/rand/v2":                      {},
	"github.com/stretchr/testify":       {},
	"pgregory.net/rapid":                {},
	"github.com/cockroachdb/datadriven": {},
	"github.com/alecthomas/kong":        {"cmd"},
	"golang.org/x/tools/go/analysis":    {},
	"github.com/dop251/goja_nodejs":     {"script"},
	"net":                               {"cmd"},
	"net/http":                          {"cmd", "web"},
	"os/exec":                           {"scenarios", "cmd", "web"},
}

type source struct {
	path string // relative, with slashes
	dir  string
	file *ast.File
}

func sources(t *testing.T, fset *token.FileSet) []source {
	t.Helper()
	var out []source
	err := filepath.WalkDir(".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if n := d.Name(); p != "." && (strings.HasPrefix(n, ".") || n == "testdata" || n == "node_modules" || n == "dist") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(fset, p, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		p = filepath.ToSlash(p)
		out = append(out, source{p, p[:max(0, strings.LastIndex(p, "/"))], f})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func room(dir string) string { return strings.SplitN(dir, "/", 2)[0] }

func TestImportsPointDown(t *testing.T) {
	fset := token.NewFileSet()
	for _, s := range sources(t, fset) {
		from := room(s.dir)
		floor, known := floors[from]
		if !known {
			t.Errorf("%s: %q is on no floor; name it in docs/architecture.md and here", s.path, from)
			continue
		}
		for _, im := range s.file.Imports {
			p, _ := strconv.Unquote(im.Path.Value)
			if msg := importRule(from, floor, p); msg != "" {
				t.Errorf("%s: %s", fset.Position(im.Pos()), msg)
			}
		}
	}
}

func importRule(from string, floor int, path string) string {
	if to, ok := strings.CutPrefix(path, "finishline/"); ok {
		to = room(to)
		if to == from || sameFloor[from] == to {
			return ""
		}
		if floors[to] >= floor {
			return fmt.Sprintf("%s (floor %d) imports %s (floor %d): imports point only down", from, floor, to, floors[to])
		}
		for _, r := range seesTraceOnly {
			if from == r && floors[to] > 0 && to != "scene" && to != "verdict" {
				return fmt.Sprintf("%s sees a trace, never the runtime: it may not import %s", from, to)
			}
		}
		return ""
	}
	for lib, rooms := range onlyIn {
		if path != lib && !strings.HasPrefix(path, lib+"/") {
			continue
		}
		if lib == "net" && path != "net" { // net/netip is only types
			continue
		}
		for _, r := range rooms {
			if r == from {
				return ""
			}
		}
		return fmt.Sprintf("%s may not import %s (allowed in: %v, and tests)", from, path, rooms)
	}
	return ""
}

// bannedCalls reach for time or randomness that no trace could replay.
var bannedCalls = map[string]string{
	"time.Now": "virtual time comes from sim.World", "time.Sleep": "nothing sleeps", "time.After": "timers are events",
	"time.NewTimer": "timers are events", "time.Tick": "timers are events", "time.Since": "virtual time comes from sim.World",
	"time.AfterFunc": "timers are events",
}

// realTime may look at a real clock or start a goroutine: live for its sockets,
// and the files that stop a script which never yields from outside.
func realTime(path string) bool {
	return room(path) == "live" || path == "script/budget.go" || strings.HasPrefix(path, "scenarios/record/") || floors[room(path)] >= 5
}

func TestNothingEscapesVirtualTime(t *testing.T) {
	fset := token.NewFileSet()
	for _, s := range sources(t, fset) {
		if realTime(s.path) {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				t.Errorf("%s: a goroutine: the core is one thread of events", fset.Position(n.Pos()))
			case *ast.SelectorExpr:
				if x, ok := n.X.(*ast.Ident); ok {
					if why, bad := bannedCalls[x.Name+"."+n.Sel.Name]; bad {
						t.Errorf("%s: %s.%s: %s", fset.Position(n.Pos()), x.Name, n.Sel.Name, why)
					}
				}
			}
			return true
		})
	}
}

// TestNoMapOrder finds every iteration over a map below floor 4. Go randomizes
// it on purpose, so each must say why its order reaches nothing: a comment that
// begins with "order:" on the line above or at its end.
func TestNoMapOrder(t *testing.T) {
	fset := token.NewFileSet()
	byDir := map[string][]source{}
	for _, s := range sources(t, fset) {
		if floors[room(s.dir)] < 4 && buildsHere(s.file) {
			byDir[s.dir] = append(byDir[s.dir], s)
		}
	}
	conf := types.Config{Importer: importer.ForCompiler(fset, "gc", exportData(t)), Error: func(error) {}}
	for dir, list := range byDir {
		files := make([]*ast.File, len(list))
		for i, s := range list {
			files[i] = s.file
		}
		info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
		conf.Check("finishline/"+dir, fset, files, info) //nolint:errcheck // vet reports type errors
		for _, f := range files {
			reportMapRanges(t, fset, f, info)
		}
	}
}

func buildsHere(f *ast.File) bool {
	for _, g := range f.Comments {
		for _, c := range g.List {
			if c.Pos() < f.Package && strings.HasPrefix(c.Text, "//go:build") && (strings.Contains(c.Text, "!linux") || strings.Contains(c.Text, "js")) {
				return false
			}
		}
	}
	return true
}

func reportMapRanges(t *testing.T, fset *token.FileSet, f *ast.File, info *types.Info) {
	excused := map[int]bool{}
	for _, g := range f.Comments {
		for _, c := range g.List {
			if strings.HasPrefix(c.Text, "// order:") {
				line := fset.Position(c.Pos()).Line
				excused[line], excused[line+1] = true, true
			}
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		r, ok := n.(*ast.RangeStmt)
		if !ok {
			return true
		}
		tv, ok := info.Types[r.X]
		if !ok || tv.Type == nil {
			return true
		}
		if _, isMap := tv.Type.Underlying().(*types.Map); isMap && !excused[fset.Position(r.Pos()).Line] {
			t.Errorf("%s: iterates over a map; sort first, or say with '// order: …' why its order reaches nothing", fset.Position(r.Pos()))
		}
		return true
	})
}

// exportData finds compiled packages through the go command's build cache.
func exportData(t *testing.T) importer.Lookup {
	t.Helper()
	out, err := exec.Command("go", "list", "-export", "-deps", "-f", "{{.ImportPath}}={{.Export}}", "./...").Output()
	if err != nil {
		t.Fatalf("go list -export: %v", err)
	}
	files := map[string]string{}
	for _, line := range strings.Split(string(out), "\n") {
		if p, f, ok := strings.Cut(line, "="); ok && f != "" {
			files[p] = f
		}
	}
	return func(path string) (io.ReadCloser, error) {
		f, ok := files[path]
		if !ok {
			return nil, fmt.Errorf("no export data for %s", path)
		}
		return os.Open(f)
	}
}

// TestLongFilesAndFunctions only lists: each is a question whether it is one concern.
func TestLongFilesAndFunctions(t *testing.T) {
	fset := token.NewFileSet()
	for _, s := range sources(t, fset) {
		if n := fset.Position(s.file.End()).Line; n > 400 {
			t.Logf("long file: %s (%d lines)", s.path, n)
		}
		for _, d := range s.file.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if n := fset.Position(fn.End()).Line - fset.Position(fn.Pos()).Line; n > 70 {
				t.Logf("long function: %s %s (%d lines)", s.path, fn.Name.Name, n)
			}
		}
	}
}
