package web

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/stretchr/testify/require"
)

// FINISHLINE_BROWSER=1 go test ./web -run TestNothingGrows -update writes the
// sizes anew; docs/performance.md says what they may be at most.
var update = flag.Bool("update", false, "write testdata/sizes.txt")

// growth is by how much a file may grow until somebody looks at why.
const growth = 1.03

// What a visitor downloads is compressed here at a lower level than `make dist`
// uses, which takes minutes.
const quickly = 5

func TestNothingGrows(t *testing.T) {
	s := site(t)
	now := map[string]int{}
	for _, name := range s.files() {
		var packed bytes.Buffer
		w := brotli.NewWriterOptions(&packed, brotli.WriterOptions{Quality: quickly, LGWin: 24})
		_, err := w.Write(s[name])
		require.NoError(t, err)
		require.NoError(t, w.Close())
		base, rest, _ := strings.Cut(name, ".")
		now[base+filepath.Ext(rest)] += packed.Len()
	}
	file := filepath.Join("testdata", "sizes.txt")
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(sizesText(now)), 0o666))
	}
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	known := map[string]int{}
	for line := range strings.Lines(string(text)) {
		var name string
		var size int
		_, err := fmt.Sscan(line, &size, &name)
		require.NoError(t, err, line)
		known[name] = size
	}
	for name, size := range now { // order: each is checked
		// A file of a kilobyte may grow by some hundred bytes.
		if most := int(growth*float64(known[name])) + 300; size > most {
			t.Errorf("%s has %d bytes, compressed; it had %d. If it is worth it, run this test with -update and say so in docs/performance.md", name, size, known[name])
		}
	}
}

func sizesText(sizes map[string]int) string {
	var lines []string
	for name, size := range sizes { // order: sorted below
		lines = append(lines, fmt.Sprintf("%8d %s\n", size, name))
	}
	sort.Sort(sort.Reverse(sort.StringSlice(lines)))
	return strings.Join(lines, "")
}
