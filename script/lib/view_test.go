package lib

import (
	"runtime"
	"testing"

	"github.com/dop251/goja"
)

// TestEmptyViewAtTheEnd: no pointer behind the buffer's memory is kept, which the
// collector would stop the program for.
func TestEmptyViewAtTheEnd(t *testing.T) {
	rt := goja.New()
	var kept [][]byte
	for _, c := range []struct {
		source string
		length int
	}{{"new Uint8Array(8192).subarray(8192)", 0}, {"new Uint8Array(0)", 0}, {"new Uint8Array(8192).subarray(8191)", 1}, {"new Uint8ClampedArray(3)", 3}} {
		v, err := rt.RunString(c.source)
		if err != nil {
			t.Fatal(err)
		}
		b := View(v.(*goja.Object))
		if len(b) != c.length {
			t.Errorf("%s has %d bytes, want %d", c.source, len(b), c.length)
		}
		kept = append(kept, b)
	}
	if p := kept[0]; cap(p) != 0 {
		t.Errorf("the empty view reaches %d bytes behind its memory", cap(p))
	}
	runtime.GC()
	runtime.KeepAlive(kept)
}
