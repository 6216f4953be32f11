package script

import (
	"strings"
	"testing"

	"github.com/dop251/goja"
)

// TestSpreadInOptionalChain: the engine alone would leave a mark on its stack.
func TestSpreadInOptionalChain(t *testing.T) {
	r := runScript(t, "24.21.0", `
		const o = undefined, f = undefined, a = ['x', 'y'], there = { f(...args) { return [this === there, ...args]; } };
		console.log([o?.f(...a), f?.(...a), 1], there?.f(...a), there.f?.(...a), there?.['f'](0, ...a));
		(async () => { for await (const x of [1]) console.log(o?.f(...a), x); })();
	`)
	if want := "[ undefined, undefined, 1 ] [ true, 'x', 'y' ] [ true, 'x', 'y' ] [ true, 0, 'x', 'y' ]\nundefined 1\n"; r.out != want {
		t.Errorf("printed %q %s, want %q", r.out, r.err, want)
	}
}

// TestOwnSourcesHaveNoSuchCall: the library's own JavaScript is not lowered.
func TestOwnSourcesHaveNoSuchCall(t *testing.T) {
	files, err := jsSources.ReadDir("js")
	noError(t, err)
	for _, f := range files {
		src, err := jsSources.ReadFile("js/" + f.Name())
		noError(t, err)
		p, err := goja.Parse(f.Name(), "(function (exports, load, native) {"+string(src)+"\n})")
		noError(t, err)
		if err := checkChains(string(src), p); err != nil {
			t.Errorf("js/%s has %s", f.Name(), err)
		}
	}
	if len(files) == 0 || !strings.HasSuffix(files[0].Name(), ".js") {
		t.Errorf("no sources found in %v", files)
	}
}
