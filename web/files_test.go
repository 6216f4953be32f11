package web

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const fileTabs = "document.querySelectorAll('#files [role=tab]')"

// takeScenario takes a text from the menu.
func (v visit) takeScenario(words string) {
	v.Helper()
	v.js("delete document.documentElement.dataset.run")
	v.click("scenario")
	v.until("document.getElementById('scenarios').open")
	v.do(chromedp.SendKeys("#scenario-search", words))
	v.js("document.querySelector('#scenario-list [aria-selected=true]').click()")
	v.until("document.documentElement.dataset.run")
}

func TestTwoFilesAreTwoProcesses(t *testing.T) {
	v := open(t, serve(t), 1456, 900)
	v.js("const s = document.getElementById('version'); s.value = '23.7.0'; s.dispatchEvent(new Event('change'))")
	v.takeScenario("finish between two hosts")
	v.wants("the tabs", value[string](v, "document.getElementById('files').innerText"), "server.js", "client.js")
	v.wants("the layout", value[string](v, "document.getElementById('layout').selectedOptions[0].text"), "2 processes")
	v.wants("the verdict", v.text("verdict"), "RESPONSE LOST", "session.close()")
	v.wants("why", v.text("panel-why"), "server.js:10", "server", "client")
	v.wants("the console", v.console(), "server | listening", "client | request closed, code 8", "client | session closed")
	v.until("document.getElementById('stagetext').hidden")
	v.shot("two-processes")

	// A step in the other file brings it to the front.
	v.click("tab-events")
	v.do(chromedp.SendKeys("#event-filter", "client.js"))
	v.js("document.activeElement.blur(); [...document.querySelectorAll('#event-rows .row:not([hidden])')].find((r) => r.innerText.includes('client.js:')).click()")
	v.until(fileTabs + "[1].getAttribute('aria-selected') === 'true'")
	v.wants("the editor", value[string](v, "document.getElementById('editor').shadowRoot.querySelector('.cm-running')?.textContent ?? ''"), "client")

	// The same in one process: the host has both names.
	v.js("delete document.documentElement.dataset.run; const l = document.getElementById('layout'); l.value = 'one'; l.dispatchEvent(new Event('change'))")
	v.until("document.documentElement.dataset.run")
	v.wants("the verdict in one process", v.text("verdict"), "RESPONSE LOST")
	if got := v.console(); strings.Contains(got, "server |") || !strings.Contains(got, "listening") {
		t.Errorf("one process prints\n%s", got)
	}

	// A link carries files and layout.
	v.press("s", kb.ModifierCtrl)
	v.until("document.getElementById('sharing').open && document.getElementById('link').value.includes('#1.')")
	b := open(t, value[string](v, "document.getElementById('link').value"), 1456, 900)
	b.until("document.documentElement.dataset.run")
	if got, want := value[string](b, "document.documentElement.dataset.run"), value[string](v, "document.documentElement.dataset.run"); got != want {
		t.Errorf("the link's run is %s, not %s", got, want)
	}
	b.clean()
	v.clean()
}

func TestFilesAreAddedNamedAndRemoved(t *testing.T) {
	v := open(t, serve(t), 1456, 900)
	v.typeScript("require('node:http').createServer((q, r) => r.end('hi')).listen(80);\n")
	v.click("add-file")
	v.until(fileTabs + ".length === 2")
	v.typeScript("require('node:http').get('http://script/', (r) => r.on('data', (d) => console.log('got ' + d)));\nthrow_();\n")
	v.run()
	v.wants("the lens", v.text("lens"), "client.js, line 2: throw_ is not defined")
	v.typeScript("require('node:http').get('http://back/', { agent: false }, (r) => r.on('data', (d) => console.log('got ' + d)));\n")
	// The first is renamed with the keyboard.
	v.js(fileTabs + "[1].focus()")
	v.press(kb.ArrowLeft)
	v.until(fileTabs + "[0].getAttribute('aria-selected') === 'true'")
	v.press(kb.F2)
	v.until("document.getElementById('naming').open")
	v.js("document.getElementById('file-name').value = 'client.mjs'; document.getElementById('rename-file').click()")
	v.wants("what is wrong", v.text("file-wrong"), "client.js is on the host “client” already")
	v.js("document.getElementById('file-name').value = 'back.js'; document.getElementById('rename-file').click()")
	v.until(fileTabs + "[0].textContent === 'back.js'")
	v.run()
	v.wants("the console", v.console(), "client | got hi")

	// A pasted text with its headers becomes files; a file that another one loads is no process.
	v.typeScript("// file: a.js\nconsole.log(require('./b').b);\n// file: b.js\nexports.b = 'from b';\n")
	v.until(fileTabs + ".length === 3") // it took the place of back.js
	v.run()
	v.wants("the console", v.console(), "a | from b")
	v.js(fileTabs + "[2].click()")
	v.js(fileTabs + "[2].click()")
	v.until("document.getElementById('naming').open")
	v.click("remove-file")
	v.until(fileTabs + ".length === 2")
	v.click("scenario") // what was removed is in the history
	v.wants("the menu", v.text("scenario-list"), "client.js, removed")
	v.clean()
}
