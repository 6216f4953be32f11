package scene_test

import (
	"io"
	"testing"
	"testing/fstest"

	"finishline/netmodel"
	"finishline/node/versions"
	"finishline/scenarios"
	"finishline/scene"
	"finishline/script"
	"finishline/sim"
)

// TestChoicesAreOnTheTimeline: where the world chose there is a dot to click,
// filled where it chose otherwise than it does of itself.
func TestChoicesAreOnTheTimeline(t *testing.T) {
	sc, err := scenarios.Find("h2-session-close-in-finish")
	if err != nil {
		t.Fatal(err)
	}
	v, err := versions.Find("24.21.0")
	if err != nil {
		t.Fatal(err)
	}
	asked := scenarios.Setup{Version: v, Net: netmodel.Loopback, Trace: true, Choices: []int{0, 0, 1},
		Explore: netmodel.ExploreWrite | netmodel.ExploreRead | netmodel.ExploreReady | netmodel.ExploreDelivery}
	tr := asked.Simulate(script.Program{Path: "/script.js", Source: sc.Script, FS: fstest.MapFS{}, Stdout: io.Discard, Stderr: io.Discard}).Trace
	var picture scene.Scene
	scene.New(tr).Build(scene.View{W: 1280, H: 900, Cursor: sim.RecordID(tr.Len())}, &picture)
	dots, filled := 0, 0
	for i := range picture.Shapes {
		h := &picture.Shapes[i]
		if h.Kind != scene.Dot || !h.Hit || h.Record == 0 || tr.At(h.Record).Kind != sim.KindChoice {
			continue
		}
		dots++
		if tr.At(h.Record).A != 0 {
			filled++
			if h.Role == scene.RoleStation {
				t.Error("the dot of a departure is not filled")
			}
		}
	}
	if dots < 5 || filled != 1 {
		t.Errorf("%d dots, %d of departures", dots, filled)
	}
}

// TestWhatIsToldBesideIsNotRepeated: a page that says what was lost has no second banner in the picture.
func TestWhatIsToldBesideIsNotRepeated(t *testing.T) {
	s := scene.New(run(t, "h2-session-close-in-finish", "23.7.0", "loopback"))
	var picture scene.Scene
	at := scene.View{W: 1280, H: 900, Cursor: sim.RecordID(s.Trace().Len())}
	if s.Build(at, &picture); !bannered(&picture) {
		t.Fatal("the loss has no banner")
	}
	at.Told = true
	if s.Build(at, &picture); bannered(&picture) {
		t.Error("the loss is told twice")
	}
}
