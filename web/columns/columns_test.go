package columns

import (
	"bytes"
	"encoding/binary"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/dop251/goja"
	"github.com/evanw/esbuild/pkg/api"
	"github.com/stretchr/testify/require"
)

// program has what Go's compiler writes by a rule, and what it does not: calls in
// ifs, loops, interfaces, floating point, goroutines.
const program = `package main

type shape interface{ area() float64 }
type square struct{ side float64 }

func (s square) area() float64 { return s.side * s.side }

func main() {
	c := make(chan float64)
	shapes := map[string]shape{"a": square{1.5}, "b": square{2}}
	go func() {
		defer close(c)
		for _, s := range shapes {
			c <- s.area()
		}
	}()
	total := float32(0)
	for a := range c {
		total += float32(a)
	}
	if total != 6.25 {
		panic("wrong")
	}
}
`

func compiled(t *testing.T) []byte {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "main.go"), []byte(program), 0o666))
	build := exec.Command("go", "build", "-gcflags=all=-l", "-ldflags=-s -w", "-o", "main.wasm", "main.go")
	build.Dir, build.Env = dir, append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOFLAGS=")
	out, err := build.CombinedOutput()
	require.NoError(t, err, string(out))
	module, err := os.ReadFile(filepath.Join(dir, "main.wasm"))
	require.NoError(t, err)
	return module
}

// The page's half of the format puts the module together again.
func TestThePageGetsTheModuleBack(t *testing.T) {
	module := compiled(t)
	packed, err := Pack(module)
	require.NoError(t, err)
	require.Less(t, len(packed), len(module))
	again, err := Pack(module)
	require.NoError(t, err)
	require.True(t, bytes.Equal(packed, again), "the same module is taken apart in the same way")

	page := api.Build(api.BuildOptions{EntryPoints: []string{"../page/columns.ts"}, Bundle: true, Format: api.FormatIIFE, GlobalName: "columns", Target: api.ES2017})
	require.Empty(t, page.Errors)
	vm := goja.New()
	_, err = vm.RunString(string(page.OutputFiles[0].Contents))
	require.NoError(t, err)
	require.NoError(t, vm.Set("file", vm.NewArrayBuffer(packed)))
	v, err := vm.RunString("columns.isApart(new Uint8Array(file)) ? columns.join(new Uint8Array(file)).buffer : null")
	require.NoError(t, err)
	joined, ok := v.Export().(goja.ArrayBuffer)
	require.True(t, ok)
	require.True(t, bytes.Equal(module, joined.Bytes()), "the module is another one")
}

// What a rule says is not in the columns: one that no longer fits Go's compiler
// would show here before it shows in what visitors download.
func TestTheRulesFitTheCompiler(t *testing.T) {
	module := compiled(t)
	var m taken
	require.NoError(t, m.module(module))
	p := packer{}
	shapes := map[kind]int{}
	require.NoError(t, p.walk(m.code, func(s token) {
		for i, part := range s.shape {
			if part.kind == returned {
				shapes[returned]++
				if s.args[i][0] == 0 {
					shapes[number]++
				}
			}
		}
	}))
	require.Greater(t, shapes[returned], 2000, "calls are recognized")
	require.Greater(t, shapes[number]*10, shapes[returned]*7, "most calls return to where the rule says")
	byRule := bytes.Count(p.columns[tables], []byte{0})
	require.Greater(t, byRule, 1000, "most tables of resume points are as the rule says")
}

func TestPackRefusesWhatItDoesNotKnow(t *testing.T) {
	code := func(body string) []byte {
		return []byte("\x00asm\x01\x00\x00\x00\x0a" + string(rune(len(body)+3)) + "\x01" + string(rune(len(body)+1)) + "\x00" + body)
	}
	for name, module := range map[string][]byte{
		"a module cut short":        []byte("\x00asm\x01\x00\x00\x00\x0a\x7f"),
		"an instruction cut short":  code("\x41"),
		"an unknown instruction":    code("\x06\x40\x0b"),
		"a block of a type by name": code("\x02\x00\x0b\x0b"),
		"a vector":                  code("\xfd\x0c\x0b"),
	} {
		_, err := Pack(module)
		require.ErrorContains(t, err, "columns:", name)
	}
}

// The table of functions as the linker lays it out, for three functions that
// differ in how many words follow.
func TestTheTableOfFunctionsIsRecognized(t *testing.T) {
	section := []byte("before")
	place := uint32((3 + 1) * entrySize)
	var table, structs []byte
	for i, words := range []byte{0, 3, 2} {
		for len(structs)%alignment != 0 {
			structs = append(structs, 0)
		}
		table = binary.LittleEndian.AppendUint32(table, firstFunction+uint32(i))
		table = binary.LittleEndian.AppendUint32(table, place+uint32(len(structs)))
		f := binary.LittleEndian.AppendUint32(nil, firstFunction+uint32(i))
		f = append(f, bytes.Repeat([]byte{7}, funcSize-4)...)
		binary.LittleEndian.PutUint32(f[funcNpc:], uint32(i)%2)
		f[funcNfuncs] = words - byte(i)%2
		structs = append(append(structs, f...), bytes.Repeat([]byte{byte(9)}, wordSize*int(words))...)
	}
	table = binary.LittleEndian.AppendUint32(table, firstFunction+3)
	table = append(append(table, 0, 0, 0, 0), structs...)
	section = append(append(section, table...), "behind"...)

	var m taken
	m.data(section)
	m.flush()
	require.Equal(t, "before", string(m.others[2:8]))
	require.Equal(t, []byte{functions, 3}, m.others[8:10])
	require.Equal(t, "behind", string(m.others[len(m.others)-6:]))

	section[len("before")+entrySize] ^= 1 // a function out of its order
	m = taken{}
	m.data(section)
	m.flush()
	require.True(t, bytes.HasSuffix(m.others, section), "what is no such table stays as it is")
}
