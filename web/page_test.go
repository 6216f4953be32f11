package web

import (
	"fmt"
	"io"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"finishline/explore"
	"finishline/netmodel"
	"finishline/node/versions"
	"finishline/scenarios"
	"finishline/script"
)

func TestTheSeedTellsItsThreeStories(t *testing.T) {
	v := open(t, serve(t), 1456, 900)
	v.wants("the menu", v.text("title"), "Closing the session inside 'finish'")
	for _, story := range []struct{ version, tone, printed string }{
		{"18.20.8", "loss", "Client: session closed\nClient: request closed, code 8"},
		{"23.7.0", "loss", "Client: request closed, code 8\nClient: session closed"},
		{"24.21.0", "ok", "Client: status 200\nClient: end\nClient: request closed, code 0"},
	} {
		v.js("document.getElementById('version').value = '" + story.version + "'")
		v.run()
		if got := value[string](v, "document.getElementById('verdict').dataset.tone"); got != story.tone {
			t.Errorf("the verdict on %s is %q: %s", story.version, got, v.text("verdict"))
		}
		if got, want := value[string](v, "document.documentElement.dataset.run"), nativeHash(t, story.version); got != want {
			t.Errorf("on %s the trace in the browser has hash %s, natively %s", story.version, got, want)
		}
		if story.tone == "loss" {
			v.wants("the verdict on "+story.version, v.text("verdict"), "RESPONSE LOST", "session.close()", "34 bytes", "h2 session")
			v.wants("why on "+story.version, value[string](v, "document.getElementById('panel-why').textContent"), "response.end()", "34 bytes", "session.close()", "line 17")
		}
		v.wants("the console on "+story.version, v.console(), story.printed)
		v.click("tab-why")
	}
	v.clean()
}

// nativeHash is the hash of the seed's trace outside of any browser.
func nativeHash(t *testing.T, version string) string {
	v, err := versions.Find(version)
	if err != nil {
		t.Fatal(err)
	}
	r := scenarios.Setup{Version: v, Net: netmodel.Loopback, Trace: true, Explore: explore.Liberties}.Simulate(script.Program{
		Path: "/script.js", Source: scenario(t, seed).Script + "\n", FS: fstest.MapFS{}, Cwd: "/", Stdout: io.Discard, Stderr: io.Discard,
	})
	return fmt.Sprintf("%016x", r.Trace.Hash())
}

func TestEventsLeadToTheirLines(t *testing.T) {
	v := open(t, serve(t), 1456, 900)
	v.run()
	v.click("tab-events")
	v.do(chromedp.SendKeys("#event-filter", "finish"))
	row := "[...document.querySelectorAll('#event-rows .row:not([hidden])')].find((r) => r.innerText.includes(\"response emits 'finish'\"))"
	v.until(row)
	v.js(row + ".click()")
	v.until("document.getElementById('where').innerText.includes(\"emits 'finish'\")")
	at := value[float64](v, "Number(document.getElementById('scrub').value)")
	if at == 0 {
		t.Fatal("the cursor did not move to 'finish'")
	}
	v.wants("the announcement for screen readers", value[string](v, "document.getElementById('event-live').textContent"), "emits 'finish'")
	running := "document.getElementById('editor').shadowRoot.querySelector('.cm-running')?.textContent ?? ''"
	before := value[string](v, "document.getElementById('scrub').value")
	v.js("document.getElementById('event-rows').focus()")
	v.press(kb.ArrowRight)
	v.until("Number(document.getElementById('scrub').value) > " + before)
	v.press(kb.Home)
	v.until("document.getElementById('scrub').value === '1'")
	// A line leads to its events: the number of session.close() is clicked.
	v.js("[...document.getElementById('editor').shadowRoot.querySelectorAll('.cm-lineNumbers .cm-gutterElement')].find((e) => e.textContent === '17').click()")
	v.until("(" + running + ").includes('session.close()')")
	v.js("const r = document.querySelector('#event-rows'); const i = document.getElementById('event-filter'); i.value = ''; i.dispatchEvent(new Event('input'))")
	v.js("document.getElementById('editor').shadowRoot.querySelectorAll('.cm-line')[16].dispatchEvent(new MouseEvent('mousemove', { bubbles: true, composed: true, clientX: 150, clientY: document.getElementById('editor').shadowRoot.querySelectorAll('.cm-line')[16].getBoundingClientRect().y + 5 }))")
	v.until("document.querySelector('#event-rows .row.ofline')")
	for _, tab := range []struct{ id, want string }{{"wire", "HEADERS"}, {"state", "ESTABLISHED"}} {
		v.click("tab-" + tab.id)
		v.press(kb.End)
		v.until("document.getElementById('panel-" + tab.id + "').innerText.length > 100")
		if tab.id == "wire" {
			v.wants("the wire", v.text("panel-wire"), tab.want, "SYN", "client", "server")
		}
	}
	v.clean()
}

func TestWaitingWithSetImmediateSavesTheResponse(t *testing.T) {
	v := open(t, serve(t), 1456, 900)
	v.run()
	v.wants("the verdict", v.text("verdict"), "RESPONSE LOST")
	fixed := strings.Replace(scenario(t, seed).Script, "session.close();", "setImmediate(() => session.close());", 1)
	v.typeScript(fixed)
	v.run()
	v.wants("the console", v.console(), "Client: status 200", "Client: end")
	if got := value[string](v, "document.getElementById('verdict').dataset.tone"); got != "ok" {
		t.Errorf("the verdict is %q: %s", got, v.text("verdict"))
	}
	v.until("document.getElementById('saved').innerText.includes('autosaved')")
}

func TestAServerThatNobodyClosesIsNamed(t *testing.T) {
	v := open(t, serve(t), 1456, 900)
	v.typeScript("const http = require('node:http');\n\nhttp.createServer().listen(8080, () => console.log('listening'));\n")
	v.run()
	v.wants("the verdict", v.text("verdict"), "STOPPED", "at its virtual time limit of 1h", "held by server")
	v.wants("why", v.text("panel-why"), "held by server", "line 3")
}

func TestALinkHoldsEverything(t *testing.T) {
	url := serve(t)
	a := open(t, url, 1456, 900)
	source := "// größer ✓ 𝛑\nconsole.log('grüße', process.version);\nsetTimeout(() => console.log('später'), 5);\n"
	a.js("document.getElementById('version').value = '20.20.2'; document.getElementById('net').value = 'wan'")
	a.typeScript(source)
	a.run()
	a.press(kb.Home)
	a.press(kb.ArrowRight)
	cursor := value[string](a, "document.getElementById('scrub').value")
	if got := value[string](a, "location.hash"); got != "" {
		t.Errorf("the address changed without a share: %s", got)
	}
	a.press("s", kb.ModifierCtrl)
	a.until("document.getElementById('sharing').open && document.getElementById('link').value.includes('#1.')")
	link := value[string](a, "document.getElementById('link').value")
	b := open(t, link, 1456, 900)
	b.until("document.documentElement.dataset.run")
	b.wants("the console", b.console(), "grüße v20.20.2", "später")
	if got := value[string](b, "document.getElementById('net').value"); got != "wan" {
		t.Errorf("the network is %s", got)
	}
	b.until("document.getElementById('scrub').value === '" + cursor + "'")

	// Opening a link in the middle of one's own work keeps that.
	b.typeScript("console.log('my own work')")
	b.js("location.hash = " + quote(link[strings.Index(link, "#"):]+"") + "; dispatchEvent(new Event('hashchange'))")
	b.until("document.getElementById('notices').innerText.includes('yours')")
	b.js("document.querySelector('#notices button').click()")
	b.until("document.getElementById('scenarios').open")
	b.do(chromedp.SendKeys("#scenario-search", "my own work"))
	b.press(kb.Enter)
	b.until("document.getElementById('editor').shadowRoot.querySelector('.cm-content').textContent.includes('my own work')")
	b.clean()
}

func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "\\'") + "'" }

func TestAnEndlessLoopIsStoppedWithinTwoSeconds(t *testing.T) {
	v := open(t, serve(t), 1456, 900)
	v.typeScript("console.log('before');\nfor (;;);\n")
	v.press(kb.Enter, kb.ModifierCtrl)
	v.until("document.getElementById('console-text').textContent.includes('before')")
	began := time.Now()
	v.click("run") // says Stop now
	v.until("document.getElementById('verdict').innerText.includes('Stopped')")
	if d := time.Since(began); d > 2*time.Second {
		t.Errorf("stopping took %v", d)
	}
	v.wants("the console", v.console(), "before", "you stopped the run")
	v.typeScript("console.log('again')")
	v.run()
	v.wants("the console", v.console(), "again")
}

func TestAPhone(t *testing.T) {
	v := open(t, serve(t), 360, 740)
	v.run()
	if got := value[float64](v, "document.documentElement.scrollWidth"); got > 360 {
		t.Errorf("the page is %v pixels wide on a phone of 360", got)
	}
	v.wants("the verdict", v.text("verdict"), "RESPONSE LOST")
	outside := value[string](v, `[...document.querySelectorAll('button, select, input')].filter((e) => e.checkVisibility() && !e.closest('.rows') &&
		(e.getBoundingClientRect().right > 361 || e.getBoundingClientRect().left < -1) && !e.closest('[role=tablist]')).map((e) => e.id || e.textContent).join(', ')`)
	if outside != "" {
		t.Errorf("out of reach on a phone: %s", outside)
	}
	v.click("forward")
	v.js("document.getElementById('tab-console').scrollIntoView(); document.getElementById('tab-console').click()")
	v.wants("the console", v.text("console-text"), "Server: finish")
	v.until("document.getElementById('stagetext').hidden")
	v.js("document.getElementById('tab-outcomes').click(); document.getElementById('explore-here').click()")
	v.until("document.getElementById('remedies').checkVisibility() && !document.getElementById('remedies').disabled")
	v.js("document.getElementById('remedies').click()")
	v.until("document.querySelector('#remedy-table table')")
	if got := value[float64](v, "document.documentElement.scrollWidth"); got > 360 {
		t.Errorf("with the outcomes, the page is %v pixels wide on a phone of 360", got)
	}
	v.js("document.getElementById('tab-why').click(); scrollTo(0, document.getElementById('middle').offsetTop - 8)")
	v.shot("phone")
	v.clean()
}

func TestTheKeyboardIsEnough(t *testing.T) {
	v := open(t, serve(t), 1456, 900)
	v.run() // Ctrl+Enter in the editor
	scrub := "Number(document.getElementById('scrub').value)"
	v.press(" ") // types
	v.until("document.getElementById('editor').shadowRoot.querySelector('.cm-content').textContent.startsWith(' ')")
	v.press(kb.Backspace)
	v.press(kb.Escape) // out of the editor
	v.press(kb.End)
	v.until(scrub + " === Number(document.getElementById('scrub').max)")
	v.press(kb.Home)
	v.until(scrub + " === 1")
	v.press(kb.ArrowRight)
	v.until(scrub + " === 2")
	v.press(kb.ArrowRight, kb.ModifierShift)
	v.until(scrub + " > 10")
	first := value[float64](v, scrub)
	v.press(kb.ArrowRight, kb.ModifierShift)
	v.until(scrub + " > 100")
	v.press(kb.ArrowLeft, kb.ModifierShift)
	v.until(scrub + " <= 100")
	if got := value[float64](v, scrub); got != first {
		t.Errorf("one iteration on and one back leads to record %v instead of %v", got, first)
	}
	v.js("document.activeElement.blur()")
	v.press(" ")
	v.until("document.getElementById('play').getAttribute('aria-label') === 'Pause'")
	v.until(scrub + " > " + value[string](v, "String("+scrub+")"))
	v.press(" ")
	v.until("document.getElementById('play').getAttribute('aria-label') === 'Play'")
	v.press("?", kb.ModifierShift)
	v.until("document.getElementById('helping').open")
	v.press(kb.Escape)
	v.until("!document.getElementById('helping').open")
	// Tab reaches every control.
	reached := map[string]bool{}
	v.js("document.getElementById('scenario').focus()")
	for range 60 {
		reached[value[string](v, "document.activeElement.id")] = true
		v.press(kb.Tab)
	}
	for _, id := range []string{"scenario", "version", "net", "layout", "run", "explore", "share", "theme", "help", "file-0", "add-file", "editor", "tab-why", "fork", "first", "back", "play", "forward", "last", "scrub", "unit", "speed"} {
		if !reached[id] {
			t.Errorf("Tab does not reach #%s", id)
		}
	}
}

func TestEverythingWorksWithoutANetwork(t *testing.T) {
	srv := httptest.NewServer(Handler(site(t)))
	defer srv.Close()
	v := open(t, srv.URL+"/", 1456, 900)
	v.until("navigator.serviceWorker.controller")
	srv.CloseClientConnections()
	srv.Close() // nobody answers any more
	v.do(chromedp.Reload())
	v.until("document.documentElement.dataset.ready === 'true'")
	v.run()
	v.wants("the verdict", v.text("verdict"), "RESPONSE LOST")
	v.until("document.getElementById('stagetext').hidden") // the picture, too
	// What a script needs besides is there as well.
	v.typeScript("async function* n() { yield 1; yield 2; }\n(async () => { for await (const x of n()) console.log('got', x); })();\n")
	v.run()
	v.wants("the console", v.console(), "got 1", "got 2")
}
