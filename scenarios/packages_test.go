package scenarios

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"finishline/node/versions"
)

// TestPackages looks at one version; finishline verify at all of them.
func TestPackages(t *testing.T) {
	if _, err := PackagesDir(); err != nil {
		t.Skip(err)
	}
	release, err := versions.Find("24.21.0")
	if err != nil {
		t.Fatal(err)
	}
	list := WithPackages()
	if len(list) < 15 {
		t.Fatalf("only %d scenarios use packages", len(list))
	}
	cells, err := Verify(list, []versions.Release{release})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cells {
		if !c.Recorded {
			t.Errorf("%s is not recorded on Node %s", c.Scenario.Name, c.Version.Version)
		} else if !c.Equal() {
			t.Errorf("%s on Node %s (- real, + simulated)\n%s", c.Scenario.Name, c.Version.Version, Diff(c.Want, c.Got))
		}
	}
}

// TestPackagesMissing: what is missing is named, and the way out.
func TestPackagesMissing(t *testing.T) {
	dir := t.TempDir()
	write := func(file, text string) {
		t.Helper()
		file = filepath.Join(dir, file)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv(PackagesVariable, dir)
	write("package.json", `{"dependencies": {"stoppable": "1.1.0", "old": "npm:express@4.22.3"}}`)
	write("node_modules/old/package.json", `{"version": "4.0.0"}`)
	_, err := PackagesDir()
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{dir, "stoppable", "old 4.22.3 (there is 4.0.0)", "npm ci", PackagesVariable} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in %q", want, err)
		}
	}
	write("node_modules/old/package.json", `{"version": "4.22.3"}`)
	write("node_modules/stoppable/package.json", `{"version": "1.1.0"}`)
	if got, err := PackagesDir(); err != nil || got != dir {
		t.Errorf("%q, %v", got, err)
	}
}
