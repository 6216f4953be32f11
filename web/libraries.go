package web

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
)

// change is a place in a library's source where what no script can reach hangs
// on to what a visitor would have to download. It must be found as it is, so that
// a new release that differs fails here and not in a visitor's browser.
type change struct{ module, file, from, to, why string }

const goja, esbuild = "github.com/dop251/goja", "github.com/evanw/esbuild"

var changes = []change{
	{goja, "object_goreflect.go", "return o.methodsValue.Method(idx)", "_ = idx",
		"a method found by a name at run time makes the linker keep every method of every type; values that scripts see never wrap Go objects"},
	{goja, "object_goreflect.go", "		method := t.Method(i)\n		name := method.Name\n", "		var method reflect.Method\n		name := method.Name\n",
		"the same; no name is exported then, so the list of methods is empty"},
	{goja, "builtin_string.go", "	\"golang.org/x/text/collate\"\n	\"golang.org/x/text/language\"\n", "",
		"the collation of all of Unicode, over a megabyte: script/locale.go has put its own localeCompare in the place of goja's"},
	{goja, "builtin_string.go", "func (r *Runtime) collator() *collate.Collator {\n	collator := r._collator\n	if collator == nil {\n		collator = collate.New(language.Und)\n		r._collator = collator\n	}\n	return collator\n}\n", "", "the same"},
	{goja, "builtin_string.go", "r.collator().CompareString(this, that)", "strings.Compare(this, that)", "the same"},
	{goja, "runtime.go", "	\"golang.org/x/text/collate\"\n", "", "the same"},
	{goja, "runtime.go", "	_collator       *collate.Collator\n", "", "the same"},
	{esbuild, "internal/bundler/bundler.go", "	\"net/http\"\n", "", "a web server, TLS and X.509 for one guess at a file's type, which only a bundler of files makes"},
	{esbuild, "internal/bundler/bundler.go", "mimeType = http.DetectContentType([]byte(contents))", "mimeType = \"application/octet-stream\"", "the same"},
}

// libraries makes copies of the libraries with these changes and a go.mod that
// names them, and returns the build flag for that.
func (b *builder) libraries() (string, error) {
	replace := ""
	for _, module := range []string{goja, esbuild} {
		list := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", module)
		list.Dir = b.Root
		out, err := list.Output()
		if err != nil {
			return "", fmt.Errorf("web: go list %s: %w: `go mod download` may help", module, err)
		}
		to := filepath.Join(b.Cache, "lib", path.Base(module))
		if err := copySources(strings.TrimSpace(string(out)), to); err != nil {
			return "", fmt.Errorf("web: copying %s: %w", module, err)
		}
		for _, c := range changes {
			if c.module == module {
				if err := c.apply(to); err != nil {
					return "", err
				}
			}
		}
		replace += fmt.Sprintf("\nreplace %s => %s\n", module, to)
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
	if err := os.WriteFile(name, append(mod, replace...), 0o666); err != nil {
		return "", fmt.Errorf("web: %w", err)
	}
	if err := os.WriteFile(filepath.Join(b.Cache, "slim.sum"), sum, 0o666); err != nil {
		return "", fmt.Errorf("web: %w", err)
	}
	return "-modfile=" + name, nil
}

func (c change) apply(dir string) error {
	name := filepath.Join(dir, c.file)
	data, err := os.ReadFile(name)
	if err != nil {
		return fmt.Errorf("web: %w", err)
	}
	if bytes.Count(data, []byte(c.from)) != 1 {
		return fmt.Errorf("web: %s of %s does not have %q once: the change for the browser must be looked at again (%s)", c.file, c.module, c.from, c.why)
	}
	if err := os.WriteFile(name, bytes.Replace(data, []byte(c.from), []byte(c.to), 1), 0o666); err != nil {
		return fmt.Errorf("web: %w", err)
	}
	return nil
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
