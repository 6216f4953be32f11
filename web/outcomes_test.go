package web

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// explored opens the seed on a version and explores it.
func explored(t *testing.T, version string) visit {
	v := open(t, serve(t), 1456, 900)
	v.js("const s = document.getElementById('version'); s.value = '" + version + "'; s.dispatchEvent(new Event('change'))")
	v.run()
	v.click("explore")
	v.until("document.getElementById('explore-live').textContent.includes('canonical run has')")
	return v
}

const outcomes = "document.querySelectorAll('#panel-outcomes .outcome')"

func TestExploringFindsOtherEndsAndShowsOne(t *testing.T) {
	v := explored(t, "24.21.0")
	if n := value[float64](v, outcomes+".length"); n < 2 {
		t.Fatalf("%v outcomes on 24.21.0:\n%s", n, v.text("panel-outcomes"))
	}
	v.wants("the answer", v.text("explore-answer"), "No response is lost", "proved")
	v.wants("the list", v.text("panel-outcomes"), "COMPLETE", "canonical run", "prints otherwise: Server: session closed", "if a segment")
	canonical := value[string](v, "document.documentElement.dataset.run")
	printed := v.console()
	v.click("tab-outcomes")

	// The second is chosen with the keyboard.
	schedule := value[string](v, outcomes+"[1].dataset.schedule")
	v.js("delete document.documentElement.dataset.run; " + outcomes + "[1].focus()")
	v.press(kb.Enter)
	v.until("document.documentElement.dataset.run")
	v.wants("the verdict", v.text("verdict"), "schedule "+schedule, "not the canonical run")
	if value[string](v, "document.documentElement.dataset.run") == canonical {
		t.Error("the trace of the second outcome is that of the canonical run")
	}
	if got := value[string](v, outcomes+"[1].getAttribute('aria-current')"); got != "true" {
		t.Error("the outcome that is shown is not marked")
	}
	other := v.console()
	if other == printed {
		t.Errorf("schedule %s prints what the canonical run prints:\n%s", schedule, other)
	}

	// The link carries it.
	v.press("s", kb.ModifierCtrl)
	v.until("document.getElementById('sharing').open && document.getElementById('link').value.includes('#1.')")
	link := value[string](v, "document.getElementById('link').value")
	b := open(t, link, 1456, 900)
	b.until("document.documentElement.dataset.run")
	b.wants("the verdict behind the link", b.text("verdict"), "schedule "+schedule)
	if got := b.console(); got != other {
		t.Errorf("the link prints\n%s\ninstead of\n%s", got, other)
	}

	v.press(kb.Escape)
	v.js("delete document.documentElement.dataset.run")
	v.click("canonical")
	v.until("document.documentElement.dataset.run === " + quote(canonical))
	if got := v.text("verdict"); strings.Contains(got, "schedule") {
		t.Errorf("the canonical run is called a schedule: %s", got)
	}
	// What is found belongs to one script.
	v.typeScript("console.log('another')")
	v.click("tab-outcomes")
	v.until(outcomes + "[1].disabled")
	v.wants("the list", v.text("panel-outcomes"), "explore again")
	v.clean()
}

func TestExploringALossLeadsToWhatWouldSaveIt(t *testing.T) {
	v := explored(t, "23.7.0")
	v.wants("the answer", v.text("explore-answer"), "lost already in the canonical run", "100 %")
	if got := value[string](v, outcomes+"[0].dataset.tone"); got != "loss" {
		t.Errorf("the outcome has the tone %q:\n%s", got, v.text("panel-outcomes"))
	}
	v.click("remedies")
	v.until("document.querySelector('#remedy-table table')")
	cells := func(row string) string {
		return value[string](v, "[...document.querySelectorAll('#remedy-table tbody tr')].filter((r) => r.cells[0].firstChild.textContent === "+quote(row)+").map((r) => [...r.cells].slice(1).map((c) => c.textContent).join(' ')).join('; ')")
	}
	if got, want := cells("setImmediate"), strings.TrimSpace(strings.Repeat("safe ", 8)); got != want {
		t.Errorf("setImmediate: %q, want %q", got, want)
	}
	if got, want := cells("process.nextTick"), "lost lost safe safe lost safe safe safe"; got != want {
		t.Errorf("process.nextTick: %q, want %q", got, want)
	}
	v.shot("outcomes")
	v.clean()
}

func TestALinkWithTheScheduleOfAnotherScriptSaysSo(t *testing.T) {
	url := serve(t)
	for _, c := range []struct{ choices, notice, verdict string }{
		{`"3=1"`, "none of this script", "schedule 3=1"},
		{`[0,0,1]`, "none of this script", "schedule 2=1"},
		{`"<b>=1"`, "choices make no sense", "Ready"},
		{`[0,0,"1,4"]`, "choices make no sense", "Ready"},
	} {
		v := open(t, url+linkTo(t, `{"s":"console.log(1)","v":"24.21.0","c":`+c.choices+`}`), 1200, 800)
		v.until("document.getElementById('notices').innerText")
		v.wants("the notice for "+c.choices, v.text("notices"), c.notice)
		v.until("!document.getElementById('verdict').innerText.includes('Running')")
		v.wants("the verdict for "+c.choices, v.text("verdict"), c.verdict)
	}
}

// linkTo is the fragment of a link that says this.
func linkTo(t *testing.T, what string) string {
	t.Helper()
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(what)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return "#1." + base64.RawURLEncoding.EncodeToString(b.Bytes())
}

func TestAnExplorationIsStopped(t *testing.T) {
	v := open(t, serve(t), 1456, 900)
	v.typeScript("for (;;);\n")
	v.click("explore")
	v.until("document.getElementById('explore').textContent === 'Stop exploring'")
	v.typeScript("console.log('the page is alive')")
	v.run()
	v.wants("the console", v.console(), "the page is alive")
	v.click("explore")
	v.until("document.getElementById('explore-live').textContent.includes('You stopped it')")
	v.click("explore")
	v.until("document.getElementById('explore-live').textContent.includes('canonical run has')")
	v.clean()
}
