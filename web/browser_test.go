package web

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"finishline/scenarios"
)

// builtSite is the site as `make dist` makes it, without the compressed files.
var builtSite = sync.OnceValues(func() (Site, error) {
	root, err := filepath.Abs("..")
	if err != nil {
		return nil, err
	}
	return Build(Options{Root: root, Cache: filepath.Join(root, ".bin", "web-test"), Dist: true})
})

func site(t *testing.T) Site {
	t.Helper()
	if os.Getenv("FINISHLINE_BROWSER") == "" {
		t.Skip("set FINISHLINE_BROWSER=1, or run `make browser`: this compiles the modules and starts a browser")
	}
	s, err := builtSite()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// visit is a visit of the playground in a browser of its own, with an empty profile.
type visit struct {
	*testing.T
	ctx     context.Context
	profile string // its folder
}

// before runs in every document before its own scripts. When text replaces lines
// of a contenteditable, Chromium itself makes an element with a style attribute,
// which the policy forbids it: nobody misses that one.
const before = `window.violations = []; addEventListener('securitypolicyviolation', (e) => e.violatedDirective === 'style-src-attr' || violations.push(e.violatedDirective + ' ' + e.blockedURI + ' at ' + e.sourceFile + ':' + e.lineNumber + ':' + e.columnNumber));`

// open starts a browser. scripts run in every document before its own.
func open(t *testing.T, url string, width, height int64, scripts ...string) visit {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal("chromium is not installed (Debian: apt-get install chromium; `make deps` does it as root)")
	}
	profile := t.TempDir()
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.UserDataDir(profile), chromedp.NoSandbox,
		chromedp.WindowSize(int(width), int(height)), chromedp.Flag("headless", "new"), chromedp.Flag("disable-gpu", true), chromedp.Flag("use-gl", "angle"),
		chromedp.Flag("use-angle", "swiftshader"), chromedp.Flag("enable-unsafe-swiftshader", true), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 12*time.Minute)
	t.Cleanup(cancel)
	v := visit{t, ctx, profile}
	for _, s := range append([]string{before}, scripts...) {
		v.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			_, err := cdp.Call(ctx, target, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: s})
			return err
		}))
	}
	v.do(chromedp.EmulateViewport(width, height), chromedp.Navigate(url))
	v.until("document.documentElement.dataset.ready === 'true'")
	return v
}

// serve is the site on a server that ends with the test.
func serve(t *testing.T) string {
	t.Helper()
	srv := httptest.NewServer(Handler(site(t)))
	t.Cleanup(srv.Close)
	return srv.URL + "/"
}

func (v visit) do(a ...chromedp.Action[chromedp.Void]) {
	v.Helper()
	if err := chromedp.Do(v.ctx, a...); err != nil {
		v.Fatal(err)
	}
}

func value[T any](v visit, js string) T {
	v.Helper()
	x, err := chromedp.Run(v.ctx, chromedp.Evaluate[T](js))
	if err != nil {
		v.Fatalf("%s: %v", js, err)
	}
	return x
}

// js runs statements in the page.
func (v visit) js(statements string) {
	v.Helper()
	v.do(chromedp.Evaluate[chromedp.Void]("void (() => {" + statements + "})()"))
}

// until waits for something to be true in the page.
func (v visit) until(js string) {
	v.Helper()
	// Generous: on a busy machine everything takes ten times as long.
	if _, err := chromedp.Run(v.ctx, chromedp.Poll[any](js, chromedp.WithPollingInterval(30*time.Millisecond), chromedp.WithPollingTimeout(4*time.Minute))); err != nil {
		v.Fatalf("%s never came true: %v\nthe page says:\n%s", js, err, value[string](v, "document.body.innerText"))
	}
}

func (v visit) text(id string) string {
	v.Helper()
	return value[string](v, fmt.Sprintf("document.getElementById(%q).innerText", id))
}

func (v visit) click(id string) { v.Helper(); v.do(chromedp.Click("#" + id)) }

// press presses a key; ctrl, shift as bits of kb.Modifier.
func (v visit) press(key string, modifiers ...kb.Modifier) {
	v.Helper()
	v.do(chromedp.KeyEvent(key, chromedp.KeyModifiers(modifiers...)))
}

// typeScript replaces the editor's text by typing.
func (v visit) typeScript(source string) {
	v.Helper()
	v.js("document.getElementById('editor').shadowRoot.querySelector('.cm-content').focus()")
	v.press("a", kb.ModifierCtrl)
	v.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, input.InsertText, input.InsertTextParams{Text: source})
		return err
	}))
}

// run runs what is in the editor and waits for the verdict.
func (v visit) run() {
	v.Helper()
	v.js("delete document.documentElement.dataset.run")
	v.press(kb.Enter, kb.ModifierCtrl)
	v.until("document.documentElement.dataset.run")
}

// console is what the script printed; its tab is opened for that.
func (v visit) console() string {
	v.Helper()
	v.click("tab-console")
	return v.text("console-text")
}

func (v visit) wants(what, got string, parts ...string) {
	v.Helper()
	for _, p := range parts {
		if !strings.Contains(got, p) {
			v.Errorf("%s is\n%s\nand does not contain %q", what, got, p)
		}
	}
}

// clean checks that nothing offended the content security policy.
func (v visit) clean() {
	v.Helper()
	if got := value[string](v, "violations.concat(document.getElementById('stage').contentWindow.violations ?? []).join('; ')"); got != "" {
		v.Errorf("the content security policy was violated: %s", got)
	}
}

// shot keeps a picture of the page: in docs when FINISHLINE_SHOTS names it.
func (v visit) shot(name string) {
	v.Helper()
	dir := os.Getenv("FINISHLINE_SHOTS")
	if dir == "" {
		return
	}
	v.do(chromedp.Sleep(400 * time.Millisecond)) // the frame after the last change
	png, err := chromedp.Run(v.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "playground-"+name+".png"), png, 0o666)
	}
	if err != nil {
		v.Fatal(err)
	}
}

func scenario(t *testing.T, name string) scenarios.Scenario {
	t.Helper()
	s, err := scenarios.Find(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
