package script

import (
	"net/netip"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"finishline/netmodel"
	"finishline/sim"
)

// TestCache runs sources from a cache: what they print, the places in stacks
// included, is the same.
func TestCache(t *testing.T) {
	files := fstest.MapFS{
		"s/plain.js":   {Data: []byte("let n = 0;\nconsole.log(++n, new Error('x').stack.split('\\n')[1]);")},
		"s/lowered.js": {Data: []byte("async function* g() { yield 1 }\n(async () => { for await (const x of g()) console.log(x, new Error('x').stack.split('\\n')[1]); })();")},
	}
	for name := range files { // order: each is a test of its own
		cache := new(Cache)
		run := func(c *Cache) string {
			var out strings.Builder
			w := sim.NewWorld(nil, nil)
			r := Run(Program{Path: "/" + name, FS: files, Stdout: &out, Stderr: &out, Cache: c}, w, netmodel.New(w, netmodel.Config{}).NewHost("h", netip.Addr{}).NewProcess("node"))
			require.NoError(t, r.Err)
			return out.String()
		}
		want := run(nil)
		require.Contains(t, want, "1 ")
		require.Equal(t, want, run(cache))
		require.Equal(t, want, run(cache))
	}
}
