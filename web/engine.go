package web

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// slimEngine is goja without what no script can reach, which the linker cannot
// know. Each change names what it takes away; it must be found in the source, so
// a new goja that is different fails here and not in a visitor's browser.
var slimEngine = []struct{ file, from, to, why string }{
	{"object_goreflect.go", "return o.methodsValue.Method(idx)", "_ = idx",
		"a method found by a name at run time makes the linker keep every method of every type; values that scripts see never wrap Go objects"},
	{"object_goreflect.go", "		method := t.Method(i)\n		name := method.Name\n", "		var method reflect.Method\n		name := method.Name\n",
		"the same; no name is exported then, so the list of methods is empty"},
}

// engine makes a copy of goja with these changes and a go.mod that names it,
// and returns the build flag for that.
func (b *builder) engine() (string, error) {
	list := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/dop251/goja")
	list.Dir = b.Root
	out, err := list.Output()
	if err != nil {
		return "", fmt.Errorf("web: go list goja: %w: `go mod download` may help", err)
	}
	from, to := strings.TrimSpace(string(out)), filepath.Join(b.Cache, "goja")
	if err := copySources(from, to); err != nil {
		return "", fmt.Errorf("web: copying goja: %w", err)
	}
	for _, c := range slimEngine {
		name := filepath.Join(to, c.file)
		data, err := os.ReadFile(name)
		if err != nil {
			return "", fmt.Errorf("web: %w", err)
		}
		if bytes.Count(data, []byte(c.from)) != 1 {
			return "", fmt.Errorf("web: goja's %s does not have %q once: look at slimEngine (%s)", c.file, c.from, c.why)
		}
		if err := os.WriteFile(name, bytes.Replace(data, []byte(c.from), []byte(c.to), 1), 0o666); err != nil {
			return "", fmt.Errorf("web: %w", err)
		}
	}
	mod, err := os.ReadFile(filepath.Join(b.Root, "go.mod"))
	if err != nil {
		return "", fmt.Errorf("web: %w", err)
	}
	sum, err := os.ReadFile(filepath.Join(b.Root, "go.sum"))
	if err != nil {
		return "", fmt.Errorf("web: %w", err)
	}
	name := filepath.Join(b.Cache, "slim.mod")
	mod = fmt.Appendf(mod, "\nreplace github.com/dop251/goja => %s\n", to)
	if err := os.WriteFile(name, mod, 0o666); err != nil {
		return "", fmt.Errorf("web: %w", err)
	}
	if err := os.WriteFile(filepath.Join(b.Cache, "slim.sum"), sum, 0o666); err != nil {
		return "", fmt.Errorf("web: %w", err)
	}
	return "-modfile=" + name, nil
}

// copySources copies a module without its tests.
func copySources(from, to string) error {
	return filepath.WalkDir(from, func(p string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, p)
		if err != nil {
			return err
		}
		if d.IsDir() {
			if d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && rel != "." {
				return filepath.SkipDir
			}
			return os.MkdirAll(filepath.Join(to, rel), 0o777)
		}
		keep := strings.HasSuffix(rel, ".go") && !strings.HasSuffix(rel, "_test.go") || rel == "go.mod" || strings.HasSuffix(rel, ".s")
		if !keep {
			return nil
		}
		data, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), data, 0o666)
	})
}
