package web

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"sort"
	"strings"
)

// Site is a built playground: what each address answers.
type Site map[string][]byte

// Options of a build.
type Options struct {
	Root  string               // the checkout
	Cache string               // where compiled modules and compressed files are kept
	Dist  bool                 // make the modules as small as they get; it takes a minute
	Say   func(string, ...any) // told what takes long; nil: nobody is
}

// policy is the Content-Security-Policy of the page and of the picture's frame.
// CodeMirror underlines errors with data: images.
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; " +
	"connect-src 'self'; frame-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"

// Build makes the site.
func Build(o Options) (Site, error) {
	if o.Say == nil {
		o.Say = func(string, ...any) {}
	}
	b := builder{Options: o, site: Site{}, names: map[string]string{}}
	steps := []func() error{b.packages, b.modules, b.stage, b.scenarios, b.scripts, b.page, b.serviceWorker}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return b.site, nil
}

type builder struct {
	Options
	site  Site
	names map[string]string // what a file is called in the sources → in the site

	replaced string // the build flag that libraries made
}

// add puts a file into the site under a name that changes with its content.
func (b *builder) add(name string, data []byte) {
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	hashed := strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:5]) + ext
	b.names[name] = hashed
	b.site[hashed] = data
}

// fill replaces {{name}} by what the file is called.
func (b *builder) fill(text string) (string, error) {
	text = strings.ReplaceAll(text, "{{policy}}", policy)
	for {
		from := strings.Index(text, "{{")
		if from < 0 {
			return text, nil
		}
		to := from + strings.Index(text[from:], "}}")
		name, ok := b.names[text[from+2:to]]
		if !ok {
			return "", fmt.Errorf("web: the page names %s, which is not built", text[from:to+2])
		}
		text = text[:from] + name + text[to+2:]
	}
}

// packages installs what package-lock.json names, once.
func (b *builder) packages() error {
	dir := filepath.Join(b.Root, "web")
	have, _ := os.Stat(filepath.Join(dir, "node_modules", ".package-lock.json"))
	lock, err := os.Stat(filepath.Join(dir, "package-lock.json"))
	if err != nil {
		return fmt.Errorf("web: %w: run this in the checkout of finishline", err)
	}
	if have != nil && !have.ModTime().Before(lock.ModTime()) {
		return nil
	}
	if _, err := exec.LookPath("npm"); err != nil {
		return fmt.Errorf("web: the page's editor comes from the npm registry, and there is no npm here: install Node.js, or run `make deps`")
	}
	b.Say("npm ci: installing the editor")
	cmd := exec.Command("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("web: npm ci: %w\n%s", err, out)
	}
	return nil
}

// page fills in index.html, the only file whose name stays.
func (b *builder) page() error {
	for _, f := range []string{"style.css", "icon.svg"} {
		data, err := os.ReadFile(filepath.Join(b.Root, "web", "page", f))
		if err != nil {
			return fmt.Errorf("web: %w", err)
		}
		if f == "style.css" {
			if data, err = minifyCSS(data); err != nil {
				return err
			}
		}
		b.add(f, data)
	}
	html, err := os.ReadFile(filepath.Join(b.Root, "web", "page", "index.html"))
	if err != nil {
		return fmt.Errorf("web: %w", err)
	}
	text, err := b.fill(string(html))
	if err != nil {
		return err
	}
	b.site["index.html"] = []byte(text)
	return nil
}

// files are the site's names, sorted.
func (s Site) files() []string {
	names := make([]string, 0, len(s))
	for n := range s { // order: sorted below
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}
