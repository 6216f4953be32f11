package web

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const branches = "document.getElementById('branches')"

// fork takes the first alternative of the fork dialog.
func (v visit) fork() {
	v.Helper()
	v.until("document.getElementById('forking').open")
	v.js("document.querySelector('#fork-ways button:not([disabled])').click()")
	v.until(branches + ".querySelector('tr.parting')")
}

// forked opens the seed on the version whose response arrives and leaves its run
// where a choice of the world decides about more than moments.
func forked(t *testing.T, width, height int64) visit {
	v := open(t, serve(t), width, height)
	v.js("const s = document.getElementById('version'); s.value = '24.21.0'; s.dispatchEvent(new Event('change'))")
	v.run()
	v.js("document.getElementById('tab-events').click()")
	return v
}

func TestForkingShowsBothBranchesSideBySide(t *testing.T) {
	v := forked(t, 1456, 900)
	canonical := value[string](v, "document.documentElement.dataset.run")
	// The keyboard alone: the log, a choice in it, Enter, an alternative.
	v.do(chromedp.SendKeys("#event-filter", "segment from"))
	row := "[...document.querySelectorAll('#event-rows .row:not([hidden])')]"
	v.until(row + ".length > 0")
	// chromedp sends the character of Enter even where a page took the key.
	v.js(row + ".at(-1).click()")
	v.until(row + ".at(-1).getAttribute('aria-selected') === 'true'")
	v.js("document.getElementById('event-rows').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }))")
	v.until("document.getElementById('forking').open")
	v.wants("the question", v.text("fork-question"), "When does a segment from")
	v.wants("the alternatives", v.text("fork-ways"), "as soon as it can", "this run", "later", "fork here")
	v.js("for (let i = 0; i < 20 && !document.getElementById('fork-where').textContent.startsWith('choice point 2,'); i++) document.getElementById('fork-earlier').click()")
	v.js("document.querySelector('#fork-ways button:not([disabled])').focus()")
	v.press(kb.Enter)
	v.until(branches + ".querySelector('tr.parting')")
	v.wants("the comparison", v.both(), "They part at choice point", "the canonical run", "schedule ", "Console", "Events", "before these are the same")
	if n := value[float64](v, branches+".querySelectorAll('tr.only-a, tr.only-b').length"); n == 0 {
		t.Error("no row belongs to one branch alone")
	}
	if value[float64](v, "[...document.querySelectorAll('#middle, #panels, #transport')].filter((e) => e.checkVisibility()).length") != 0 {
		t.Error("the views of one run are still there beside two")
	}
	v.shot("branches")

	// A link carries both.
	v.press("s", kb.ModifierCtrl)
	v.until("document.getElementById('sharing').open && document.getElementById('link').value.includes('#1.')")
	link := value[string](v, "document.getElementById('link').value")
	v.press(kb.Escape)
	b := open(t, link, 1456, 900)
	b.until(branches + ".querySelector('tr.parting')")
	if got, want := b.both(), v.both(); got != want {
		t.Errorf("the link shows\n%s\ninstead of\n%s", got, want)
	}
	b.clean()

	// Back to the run that was forked, with Escape; nothing ran again.
	v.press(kb.Escape)
	v.until("!document.body.hasAttribute('data-branches') && document.getElementById('panels').checkVisibility()")
	if got := value[string](v, "document.documentElement.dataset.run"); got != canonical {
		t.Errorf("behind the comparison is the run %s, not %s", got, canonical)
	}
	// And the other branch as the run that is shown.
	v.press("f")
	v.fork()
	v.js("delete document.documentElement.dataset.run; document.querySelectorAll('#branch-head button')[1].click()")
	v.until("document.documentElement.dataset.run")
	v.wants("the verdict", v.text("verdict"), "not the canonical run", "Compare with it")
	v.click("compare")
	v.until(branches + ".querySelector('tr.parting')")
	v.clean()
}

func (v visit) both() string {
	v.Helper()
	return value[string](v, branches+".innerText")
}

func TestTwoBranchesOnAPhone(t *testing.T) {
	v := forked(t, 360, 740)
	v.js("document.getElementById('fork').click()")
	v.fork()
	if got := value[float64](v, "document.documentElement.scrollWidth"); got > 360 {
		t.Errorf("two branches are %v pixels wide on a phone of 360", got)
	}
	if !strings.Contains(v.both(), "They part") {
		t.Errorf("the branches say %s", v.both())
	}
	v.js("document.getElementById('branches').scrollIntoView()")
	v.clean()
}
