//go:build !js

package main

import (
	"context"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"finishline/node/versions"
	"finishline/scenarios"
	"finishline/script"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// policy is what any page of ours allows. Ebitengine styles its canvas through
// the object model, which no policy forbids.
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'; frame-src 'self'"

// outer is a page around the stage, taller than the window.
const outer = `<!doctype html><html lang="en"><title>outer</title><link rel="stylesheet" href="outer.css">
<input id="field" value="typed here"><iframe id="stage" title="stage" src="stage.html"></iframe><p id="tall"></p><script src="outer.js"></script>`

const outerCSS = `html, body { margin: 0 } iframe { border: 0; width: 100%; height: 320px; display: block } #tall { height: 2000px }`

const outerJS = `
window.said = []; window.keys = [];
addEventListener('securitypolicyviolation', (e) => said.push('csp ' + e.violatedDirective));
document.addEventListener('keydown', (e) => keys.push(e.key + ' on ' + e.target.id));
const frame = document.getElementById('stage');
frame.addEventListener('load', () => {
  const s = frame.contentWindow.finishlineStage;
  for (const n of ['oncursor', 'onselect', 'onhover', 'onplay', 'onfocus', 'onerror']) s[n] = (v) => said.push(n + ' ' + v);
  s.onheight = (h) => { frame.style.height = h + 'px'; said.push('onheight ' + h); };
  frame.contentWindow.addEventListener('securitypolicyviolation', (e) => said.push('csp ' + e.violatedDirective));
  s.ready = () => said.push('ready');
  if (s.isReady) s.ready();
  window.stage = s;
});`

// built compiles the module once and serves it with the page around it.
func built(t *testing.T) http.Handler {
	t.Helper()
	dir := t.TempDir()
	build := exec.Command("go", "build", "-ldflags=-s -w", "-o", filepath.Join(dir, "stage.wasm"), ".")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{
		"/stage.html": "stage.html", "/stage.css": "stage.css", "/stage.js": "stage.js", "/stage.wasm": filepath.Join(dir, "stage.wasm"),
		"/wasm_exec.js": filepath.Join(strings.TrimSpace(string(root)), "lib/wasm/wasm_exec.js"),
	}
	texts := map[string][2]string{"/": {"text/html", outer}, "/outer.css": {"text/css", outerCSS}, "/outer.js": {"text/javascript", outerJS}}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		if t, ok := texts[r.URL.Path]; ok {
			w.Header().Set("Content-Type", t[0])
			fmt.Fprint(w, t[1])
			return
		}
		if f, ok := files[r.URL.Path]; ok {
			http.ServeFile(w, r, f)
			return
		}
		http.NotFound(w, r)
	})
}

// seedTrace is the trace of the seed's script, as the worker sends it.
func seedTrace(t *testing.T) string {
	t.Helper()
	s, err := scenarios.Find("h2-session-close-in-finish")
	if err != nil {
		t.Fatal(err)
	}
	v, err := versions.Find("23.7.0")
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	r := scenarios.Setup{Version: v, Trace: true}.Simulate(script.Program{Path: "/s.js", Source: s.Script, Cwd: "/", Stdout: &out, Stderr: &out})
	return base64.StdEncoding.EncodeToString(r.Trace.Encode())
}

func browser(t *testing.T, more ...chromedp.ExecAllocatorOption) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal("chromium is not installed (Debian: apt-get install chromium)")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WindowSize(1200, 1000),
		chromedp.Flag("headless", "new"), chromedp.Flag("use-gl", "angle"), chromedp.Flag("use-angle", "swiftshader"),
		chromedp.Flag("enable-unsafe-swiftshader", true), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), append(opts, more...)...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 4*time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// page is the outer page with the stage in it.
type page struct {
	*testing.T
	ctx context.Context
}

func visit(t *testing.T, more ...chromedp.ExecAllocatorOption) page {
	t.Helper()
	if os.Getenv("FINISHLINE_BROWSER") == "" {
		t.Skip("starts a browser; `make stage-test` runs it (FINISHLINE_BROWSER=1)")
	}
	srv := httptest.NewServer(built(t))
	t.Cleanup(srv.Close)
	p := page{t, browser(t, more...)}
	p.do(chromedp.Navigate(srv.URL))
	return p
}

// open also loads the seed's trace.
func open(t *testing.T) page {
	t.Helper()
	p := visit(t)
	p.until("window.said && said.includes('ready')")
	p.run(fmt.Sprintf("stage.load(Uint8Array.from(atob(%q), c => c.charCodeAt(0)))", seedTrace(t)))
	p.until("stage.state().frames > 0 && stage.state().records > 100 && frame.clientHeight > 500")
	return p
}

func (p page) do(a ...chromedp.Action[chromedp.Void]) {
	p.Helper()
	if err := chromedp.Do(p.ctx, a...); err != nil {
		p.Fatal(err)
	}
}

// run runs statements in the page.
func (p page) run(js string) {
	p.Helper()
	p.do(chromedp.Evaluate[chromedp.Void]("void (() => {" + js + "})()"))
}

func value[T any](p page, js string) T {
	p.Helper()
	v, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](js))
	if err != nil {
		p.Fatalf("%s: %v", js, err)
	}
	return v
}

func (p page) number(js string) float64 { p.Helper(); return value[float64](p, js) }

func (p page) until(js string) {
	p.Helper()
	if _, err := chromedp.Run(p.ctx, chromedp.Poll[any](js, chromedp.WithPollingInterval(50*time.Millisecond))); err != nil {
		p.Fatalf("%s never came true: %v\n%s", js, err, value[string](p, "JSON.stringify(window.said) + (window.stage && stage.state ? JSON.stringify(stage.state()) : '')"))
	}
}

func (p page) mouse(m input.DispatchMouseEventParams) {
	p.Helper()
	p.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, input.DispatchMouseEvent, m)
		return err
	}))
}

// shot keeps a picture for a person to look at.
func (p page) shot(name string) {
	dir := os.Getenv("FINISHLINE_SHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644)
	}
	if err != nil {
		p.Fatal(err)
	}
}
