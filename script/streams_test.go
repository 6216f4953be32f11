package script

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestStreamScripts runs node/stream/testdata against what real Node printed:
// real.json, made by record.py there, holds what three runs agreed on.
func TestStreamScripts(t *testing.T) {
	dir := filepath.Join("..", "node", "stream", "testdata")
	text, err := os.ReadFile(filepath.Join(dir, "real.json"))
	noError(t, err)
	var real map[string]map[string]struct {
		Out  string
		Code int
	}
	noError(t, json.Unmarshal(text, &real))
	scripts, _ := filepath.Glob(filepath.Join(dir, "*.js"))
	for _, file := range scripts {
		name := strings.TrimSuffix(filepath.Base(file), ".js")
		src, err := os.ReadFile(file)
		noError(t, err)
		if len(real[name]) == 0 {
			t.Errorf("%s was not recorded", name)
		}
		for version, want := range real[name] {
			t.Run(name+"/"+version, func(t *testing.T) {
				got := runScript(t, version, string(src))
				if got.out != want.Out || got.code != want.Code {
					t.Errorf("code %d, want %d; first difference:\n%s\n%s", got.code, want.Code, firstDifference(want.Out, got.out), got.err)
				}
			})
		}
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := 0; i < len(w) || i < len(g); i++ {
		a, b := "(end)", "(end)"
		if i < len(w) {
			a = w[i]
		}
		if i < len(g) {
			b = g[i]
		}
		if a != b {
			return "line " + itoa(i+1) + "\nwant " + a + "\ngot  " + b
		}
	}
	return "none"
}
