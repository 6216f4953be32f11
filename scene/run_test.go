package scene_test

import (
	"io"
	"os"
	"testing"

	"finishline/netmodel"
	"finishline/node/versions"
	"finishline/scenarios"
	"finishline/scenarios/sweep"
	"finishline/scene"
	"finishline/script"
	"finishline/sim"
)

// run is the trace of a scenario.
func run(t testing.TB, name, version, net string) *sim.Trace {
	t.Helper()
	sc, err := scenarios.Find(name)
	if err != nil {
		t.Fatal(err)
	}
	return runSource(t, name, sc.Script, version, net)
}

func runSource(t testing.TB, name, source, version, net string) *sim.Trace {
	t.Helper()
	v, err := versions.Find(version)
	if err != nil {
		t.Fatal(err)
	}
	profile, ok := netmodel.ProfileNamed(net)
	if !ok {
		t.Fatalf("no network profile %q", net)
	}
	r := scenarios.Setup{Version: v, Net: profile, Seed: 1, Trace: true}.Simulate(script.Program{
		Path: "/scenarios/" + name + ".js", Source: source, FS: os.DirFS("/"), Cwd: "/scenarios",
		Stdout: io.Discard, Stderr: io.Discard,
	})
	return r.Trace
}

// each visits the story of every scenario.
func each(t *testing.T, visit func(name string, s *scene.Story)) {
	t.Helper()
	for _, sc := range sweep.Of(scenarios.All()) {
		visit(sc.Name, scene.New(runSource(t, sc.Name, sc.Script, "24", "loopback")))
	}
}
