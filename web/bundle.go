package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"finishline/netmodel"
	"finishline/node/versions"
	"finishline/scenarios"
)

// seed is the script that a new visitor finds in the editor, and the version in
// which it loses its response.
const seed, seedVersion = "h2-session-close-in-finish", "23.7.0"

func (b *builder) bundle(name string, change func(*api.BuildOptions)) ([]byte, error) {
	o := api.BuildOptions{
		EntryPoints: []string{filepath.Join(b.Root, "web", "page", name)},
		Bundle:      true, MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true,
		Format: api.FormatIIFE, Target: api.ES2022, Charset: api.CharsetUTF8, LegalComments: api.LegalCommentsEndOfFile,
		AbsWorkingDir: filepath.Join(b.Root, "web"), LogLevel: api.LogLevelSilent,
	}
	if change != nil {
		change(&o)
	}
	r := api.Build(o)
	if len(r.Errors) > 0 {
		return nil, errors.New("web: " + strings.Join(api.FormatMessages(r.Errors, api.FormatMessagesOptions{}), ""))
	}
	return r.OutputFiles[0].Contents, nil
}

// scripts bundles the page's script and the worker's, which begins with Go's own glue.
func (b *builder) scripts() error {
	main, err := b.bundle("main.ts", nil)
	if err != nil {
		return err
	}
	b.add("main.js", main)
	glue, err := b.goGlue()
	if err != nil {
		return err
	}
	worker, err := b.bundle("worker.ts", func(o *api.BuildOptions) { o.Inject = []string{glue} })
	if err != nil {
		return err
	}
	b.add("worker.js", worker)
	return nil
}

// serviceWorker is last: it lists everything.
func (b *builder) serviceWorker() error {
	files, err := json.Marshal(append([]string{"./"}, b.site.files()...))
	if err != nil {
		return err
	}
	version, err := json.Marshal(contentHash(files, b.site["index.html"]))
	if err != nil {
		return err
	}
	sw, err := b.bundle("sw.ts", func(o *api.BuildOptions) {
		o.Define = map[string]string{"FILES": string(files), "VERSION": string(version)}
	})
	if err != nil {
		return err
	}
	b.site["sw.js"] = sw
	return nil
}

func minifyCSS(data []byte) ([]byte, error) {
	r := api.Transform(string(data), api.TransformOptions{Loader: api.LoaderCSS, MinifyWhitespace: true, MinifySyntax: true})
	if len(r.Errors) > 0 {
		return nil, fmt.Errorf("web: style.css: %s", r.Errors[0].Text)
	}
	return r.Code, nil
}

// scenarios writes what the page offers before the simulator has loaded.
func (b *builder) scenarios() error {
	type scenario struct {
		Name   string `json:"name"`
		Title  string `json:"title"`
		Notice string `json:"notice"`
		Source string `json:"source"`
		Script string `json:"script"`
	}
	type profile struct {
		Name  string `json:"name"`
		About string `json:"about"`
	}
	var boot struct {
		Versions  []string   `json:"versions"`
		Version   string     `json:"version"`
		Profiles  []profile  `json:"profiles"`
		Seed      string     `json:"seed"`
		Scenarios []scenario `json:"scenarios"`
	}
	boot.Seed, boot.Version = seed, seedVersion
	for _, r := range versions.Releases {
		boot.Versions = append(boot.Versions, r.Version.String())
	}
	for _, p := range netmodel.Profiles() {
		boot.Profiles = append(boot.Profiles, profile{p.Name, about(p)})
	}
	pairs, err := b.pairs()
	if err != nil {
		return err
	}
	for _, s := range append(scenarios.All(), pairs...) {
		boot.Scenarios = append(boot.Scenarios, scenario{s.Name, s.Title, s.Notice, s.Source, s.Script})
	}
	data, err := json.Marshal(boot)
	if err != nil {
		return err
	}
	b.add("scenarios.json", data)
	return nil
}

// pairs are texts of several files (web/page/files.ts), each a process of its own.
func (b *builder) pairs() ([]scenarios.Scenario, error) {
	names, err := filepath.Glob(filepath.Join(b.Root, "web", "pairs", "*.js"))
	if err != nil {
		return nil, err
	}
	var out []scenarios.Scenario
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("web: %w", err)
		}
		out = append(out, scenarios.Parse("pair-"+strings.TrimSuffix(filepath.Base(name), ".js"), string(text)))
	}
	return out, nil
}

// about says what a network does.
func about(p netmodel.Profile) string {
	if p.Latency == 0 {
		return "one machine: bytes arrive at once"
	}
	text := fmt.Sprintf("%g ms one way", float64(p.Latency)/1e6)
	if p.Bandwidth > 0 {
		text += fmt.Sprintf(", %g Mbit/s", float64(p.Bandwidth)*8/1e6)
	}
	if p.SndBuf > 0 || p.RcvBuf > 0 {
		text += ", small socket buffers"
	}
	if p.ReadRate > 0 {
		text += fmt.Sprintf(", programs that read %g kB/s", float64(p.ReadRate)/1e3)
	}
	if p.Loss > 0 {
		text += fmt.Sprintf(", %g %% of the segments lost", p.Loss*100)
	}
	return text
}

// goGlue is the script that runs Go's modules in a browser.
func (b *builder) goGlue() (string, error) {
	root, err := goEnv("GOROOT")
	if err != nil {
		return "", err
	}
	for _, dir := range []string{"lib/wasm", "misc/wasm"} {
		if name := filepath.Join(root, dir, "wasm_exec.js"); exists(name) {
			return name, nil
		}
	}
	return "", fmt.Errorf("web: the Go installation in %s has no wasm_exec.js", root)
}

func exists(name string) bool { _, err := os.Stat(name); return err == nil }
