package web

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

func TestMistakesAreShownWhereTheyAre(t *testing.T) {
	v := open(t, serve(t), 1456, 900)
	for _, c := range []struct{ name, source, lens, verdict string }{
		{"a syntax error", "const a = 1;\nconst b = ;\n", "Line 2: Unexpected token ';'", "SyntaxError"},
		{"an exception", "function boom() {\n  nothing();\n}\nboom();\n", "Line 2: nothing is not defined", "ReferenceError"},
		{"an unsupported API", "const a = 1;\nrequire('node:vm').createContext({});\nrequire('node:worker_threads').Worker && new (require('node:worker_threads').Worker)('x.js');\n", "", ""},
	} {
		v.typeScript(c.source)
		v.run()
		if c.lens == "" {
			if v.text("lens") == "" && v.console() == "" {
				t.Errorf("%s is passed over in silence", c.name)
			}
			continue
		}
		v.wants("the lens of "+c.name, v.text("lens"), c.lens)
		v.wants("the verdict of "+c.name, v.text("verdict"), c.verdict)
		if value[float64](v, "document.getElementById('editor').shadowRoot.querySelectorAll('.cm-lintRange-error').length") == 0 {
			t.Errorf("%s is not underlined", c.name)
		}
		v.wants("the editor", value[string](v, "document.getElementById('editor').shadowRoot.querySelector('.cm-content').innerText"), c.source[:10])
	}
	v.typeScript("function f() { f(); }\nf();\n")
	v.run()
	v.wants("the console of a recursion", v.console(), "RangeError: Maximum call stack size exceeded")
}

func TestABrokenLinkSaysSo(t *testing.T) {
	url := serve(t)
	for link, want := range map[string]string{
		"#1.AAAA":                             "damaged",
		"#nothing":                            "damaged",
		"#2.AAAA":                             "newer page",
		"#1.q1bKS1WyUspIzcnJV7JSKs8vyklRqgUA": "damaged", // cut short
	} {
		v := open(t, url+link, 1200, 800)
		v.wants("the notice for "+link, v.text("notices"), "cannot be opened", want)
		v.run() // and the page works
		v.wants("the verdict", v.text("verdict"), "RESPONSE LOST")
	}
}

func TestABrowserWithoutWebAssembly(t *testing.T) {
	v := open(t, serve(t), 1200, 800, "delete window.WebAssembly")
	v.until("document.getElementById('verdict').innerText.includes('WebAssembly')")
	v.wants("the verdict", v.text("verdict"), "Cannot run", "Try a current")
	v.typeScript("console.log('kept')")
	v.until("localStorage.getItem('finishline.text')?.includes('kept')")
}

func TestABrowserWithoutWebGL(t *testing.T) {
	v := open(t, serve(t), 1200, 800, "HTMLCanvasElement.prototype.getContext = () => null")
	v.until("document.getElementById('stagetext').innerText.includes('WebGL')")
	v.run()
	v.wants("the verdict", v.text("verdict"), "RESPONSE LOST")
}

func TestAKilledWorkerIsReplaced(t *testing.T) {
	v := open(t, serve(t), 1200, 800, "const W = Worker; window.Worker = function (u) { const w = new W(u); window.theWorker = w; return w; }")
	v.typeScript("console.log('before');\nfor (;;);\n")
	v.press(kb.Enter, kb.ModifierCtrl)
	v.until("document.getElementById('console-text').textContent.includes('before')")
	v.js("theWorker.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }))")
	v.until("document.getElementById('verdict').innerText.includes('out of memory')")
	v.wants("the verdict", v.text("verdict"), "Stopped", "Your script is untouched")
	v.typeScript("console.log('again')")
	v.run()
	v.wants("the console", v.console(), "again")
}

func TestAxeFindsNothing(t *testing.T) {
	axe, err := os.ReadFile(filepath.Join("node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Skip("axe-core is not installed: npm ci in web/")
	}
	v := open(t, serve(t), 1456, 900)
	v.js(string(axe))
	check := func(where string) {
		t.Helper()
		v.js("window.found = null; axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], iframes: false }).then((r) => { window.found = r.violations.map((x) => x.id + ': ' + x.help + ' ' + x.nodes.map((n) => n.target.flat().join(' ') + ' (' + n.failureSummary.split('\\n')[1]?.trim() + ')').slice(0, 3).join(', ')).join('\\n'); }, (e) => { window.found = String(e); })")
		v.until("window.found !== null")
		if got := value[string](v, "window.found"); got != "" {
			t.Errorf("axe finds, in %s:\n%s", where, got)
		}
	}
	check("the page before a run")
	v.run()
	v.until("document.getElementById('stagetext').hidden")
	for _, theme := range []string{"light", "dark"} {
		if value[string](v, "document.documentElement.dataset.theme") != theme {
			v.click("theme")
		}
		for _, tab := range []string{"events", "why", "wire", "state", "console"} {
			v.click("tab-" + tab)
			check("the tab " + tab + ", " + theme)
		}
	}
	v.click("explore")
	v.until("document.getElementById('explore-live').textContent.includes('canonical run has')")
	check("the outcomes")
	v.js("document.getElementById('version').value = '24.21.0'; document.getElementById('version').dispatchEvent(new Event('change'))")
	check("outcomes of another version")
	v.click("explore")
	v.until("document.querySelectorAll('#panel-outcomes .outcome').length > 1 && document.getElementById('explore').textContent === 'Explore'")
	v.js("document.querySelectorAll('#panel-outcomes .outcome')[1].click()")
	v.until("document.getElementById('canonical')")
	check("a schedule")
	v.js("document.getElementById('version').value = '23.7.0'; document.getElementById('version').dispatchEvent(new Event('change'))")
	v.click("explore")
	v.until("document.getElementById('remedies').checkVisibility() && !document.getElementById('remedies').disabled")
	v.js("document.getElementById('remedies').click()") // the list above it may still grow
	v.until("document.querySelector('#remedy-table table')")
	check("the remedies")
	for id, dialog := range map[string]string{"scenario": "scenarios", "share": "sharing", "help": "helping", "fork": "forking", "file-0": "naming"} {
		v.click(id)
		v.until("document.getElementById('" + dialog + "').open")
		check("the dialog " + dialog)
		v.press(kb.Escape)
	}
	v.click("add-file")
	check("two files")
	v.js("document.querySelector('#files [aria-selected=true]').click(); document.getElementById('remove-file').click()")
	v.run()
	v.click("fork")
	v.fork()
	for _, theme := range []string{"light", "dark"} {
		if value[string](v, "document.documentElement.dataset.theme") != theme {
			v.click("theme")
		}
		check("two branches, " + theme)
	}
}
