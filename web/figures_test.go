package web

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
)

// TestFigures measures what docs/performance.md says about the page; make bench
// runs it. Both sides of the ratio in turn, each in a browser that knows nothing yet.
func TestFigures(t *testing.T) {
	if os.Getenv("FINISHLINE_BENCH") == "" {
		t.Skip("set FINISHLINE_BENCH=1, or run `make bench`: this takes minutes")
	}
	for _, dist := range []bool{false, true} {
		t.Run(map[bool]string{false: "play", true: "dist"}[dist], func(t *testing.T) { firstText(t, dist) })
	}
	t.Run("idle", func(t *testing.T) { idle(t, serve(t)+seedLink(t)) })
}

// firstText compares the page, as make play or make dist builds it, with a bare one.
func firstText(t *testing.T, dist bool) {
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	b := builder{Options: Options{Root: root, Cache: filepath.Join(root, ".bin", map[bool]string{false: "web", true: "web-test"}[dist]), Dist: dist, Say: t.Logf}}
	site, err := Build(b.Options)
	if err != nil {
		t.Fatal(err)
	}
	served, bare := httptest.NewServer(Handler(site)), httptest.NewServer(Handler(bareSite(t, b)))
	defer served.Close()
	defer bare.Close()
	page := served.URL + "/" + seedLink(t)
	var text, compiled, ready, picture, frame []float64
	for range 5 {
		v := open(t, page, 1456, 900, `new MutationObserver(() => { if (document.documentElement.dataset.run) window.shown ??= performance.now(); }).observe(document, { subtree: true, attributes: true });`+
			`setInterval(() => { if (document.getElementById('stagetext')?.hidden) window.pictured ??= performance.now(); }, 20)`)
		v.until("window.shown && window.pictured")
		text = append(text, value[float64](v, "shown"))
		compiled = append(compiled, value[float64](v, "performance.getEntriesByName('compiled')[0].startTime"))
		ready = append(ready, value[float64](v, "performance.getEntriesByName('ready')[0].startTime"))
		picture = append(picture, value[float64](v, "pictured"))
		b := open(t, bare.URL+"/", 1456, 900)
		b.until("window.shown")
		frame = append(frame, value[float64](b, "shown"))
	}
	ratio := slices.Min(text) / slices.Min(frame) // a busy machine disturbs the quickest least
	t.Logf("first text result %.0f ms (median %.0f), of which the simulator was compiled at %.0f and ready at %.0f; picture %.0f ms", slices.Min(text), median(text), slices.Min(compiled), slices.Min(ready), slices.Min(picture))
	t.Logf("a bare Ebitengine page's first frame %.0f ms (median %.0f): ratio %.2f, of medians %.2f", slices.Min(frame), median(frame), ratio, median(text)/median(frame))
	if ratio > 1.5 {
		t.Errorf("the first text result comes %.2f times as late as a bare page's first frame, 1.5 is wanted", ratio)
	}
}

// idle measures ten seconds in which nobody does anything.
func idle(t *testing.T, url string) {
	v := open(t, url, 1456, 900)
	v.until("document.documentElement.dataset.run && document.getElementById('stagetext').hidden")
	v.do(chromedp.Sleep(3 * time.Second))
	tasks, cpu, began := v.tasks(), v.cpu(), time.Now()
	v.do(chromedp.Sleep(10 * time.Second))
	wall := time.Since(began).Seconds()
	tasks, cpu = v.tasks()-tasks, v.cpu()-cpu
	t.Logf("idle for %.1f s: the page's threads worked %.1f ms, all of the browser's processes %.1f ms (%.1f %% of a processor)",
		wall, 1000*tasks, 1000*cpu, 100*cpu/wall)
	if tasks/wall > 0.02 {
		t.Errorf("an idle page works %.1f %% of the time", 100*tasks/wall)
	}
}

// tasks is how many seconds the page's main thread has worked.
func (v visit) tasks() float64 {
	v.Helper()
	var got float64
	v.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		if _, err := cdp.Call(ctx, target, performance.Enable, performance.EnableParams{}); err != nil {
			return err
		}
		m, err := cdp.Call(ctx, target, performance.GetMetrics, cdp.Empty{})
		if err != nil {
			return err
		}
		for _, x := range m.Metrics {
			if x.Name == "TaskDuration" {
				got = x.Value
			}
		}
		return nil
	}))
	return got
}

// cpu is how many seconds of processor time the browser's processes have used:
// the one with our profile, and what descends from it.
func (v visit) cpu() float64 {
	v.Helper()
	files, _ := filepath.Glob("/proc/[0-9]*/stat")
	parent, used, ours := map[int]int{}, map[int]float64{}, map[int]bool{}
	for _, f := range files {
		stat, err := os.ReadFile(f)
		if err != nil {
			continue // it has ended
		}
		pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(f)))
		fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
		parent[pid], _ = strconv.Atoi(fields[1])
		user, _ := strconv.ParseFloat(fields[11], 64)
		system, _ := strconv.ParseFloat(fields[12], 64)
		used[pid] = (user + system) / 100 // USER_HZ is 100 everywhere
		if line, err := os.ReadFile(filepath.Join(filepath.Dir(f), "cmdline")); err == nil && bytes.Contains(line, []byte(v.profile)) {
			ours[pid] = true
		}
	}
	sum := 0.0
	for pid, s := range used { // order: a sum
		for p := pid; p > 1; p = parent[p] {
			if ours[p] {
				sum += s
				break
			}
		}
	}
	return sum
}

// seedLink makes the page run the seed as soon as it can.
func seedLink(t *testing.T) string {
	text, err := json.Marshal(map[string]string{"s": scenario(t, seed).Script, "v": seedVersion})
	if err != nil {
		t.Fatal(err)
	}
	return linkTo(t, string(text))
}

// bareSite is a page with nothing but Ebitengine, built as the playground is.
func bareSite(t *testing.T, b builder) Site {
	t.Helper()
	wasm, err := b.compile("bare", "./web/testdata/bare", "")
	if err != nil {
		t.Fatal(err)
	}
	if b.Dist {
		if wasm, err = Slim(wasm); err != nil {
			t.Fatal(err)
		}
	}
	glue, err := b.goGlue()
	if err != nil {
		t.Fatal(err)
	}
	js, err := os.ReadFile(glue)
	if err != nil {
		t.Fatal(err)
	}
	return Site{
		"bare.wasm":  wasm,
		"glue.js":    js,
		"start.js":   []byte(`const go = new Go(); WebAssembly.instantiateStreaming(fetch('bare.wasm'), go.importObject).then((r) => go.run(r.instance));`),
		"index.html": []byte(`<!doctype html><title>bare</title><link rel="preload" href="bare.wasm" as="fetch" crossorigin type="application/wasm"><script src="glue.js" defer></script><script src="start.js" defer></script>`),
	}
}

func median(x []float64) float64 {
	x = slices.Clone(x)
	slices.Sort(x)
	return x[len(x)/2]
}
