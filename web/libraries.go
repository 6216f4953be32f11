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

// libraries makes copies of the libraries with these changes and plainer fonts,
// and a go.mod that names them, and returns the build flag for that.
func (b *builder) libraries() (string, error) {
	if b.replaced != "" {
		return b.replaced, nil
	}
	replace := ""
	for _, module := range []string{goja, esbuild, ximage, xtext} {
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
		if module == ximage {
			if err := plainFonts(to); err != nil {
				return "", err
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
	b.replaced = "-modfile=" + name
	return b.replaced, nil
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

// unused are large folders of x/text without anything that the playground needs.
var unused = map[string]bool{"collate": true, "currency": true, "date": true, "feature": true, "language/display": true, "message": true,
	"encoding/japanese": true, "encoding/korean": true, "encoding/simplifiedchinese": true, "encoding/traditionalchinese": true}

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
			if d.Name() == "testdata" || unused[filepath.ToSlash(rel)] || strings.HasPrefix(d.Name(), ".") && rel != "." {
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
