package web

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

// Slim takes out of a module compiled by Go what only a traceback of Go's own
// would show: custom sections, file names, function names and line tables. What
// remains of the tables (stack sizes, pointer maps) is what the runtime needs.
// It also writes the memory's first contents in few segments: the linker writes
// a hundred thousand, whose headers do not compress. Together this saves a
// quarter of what a visitor downloads; wasm-opt, which was tried, makes modules
// smaller, and their compressed form larger.
//
// The layout of the tables is that of Go 1.20 to 1.26 (runtime/symtab.go:
// pcHeader, _func); a module that has another is an error, and nothing is guessed.
func Slim(module []byte) ([]byte, error) {
	if len(module) < 8 || string(module[:4]) != "\x00asm" {
		return nil, errors.New("web: slim: this is not a WebAssembly module")
	}
	out := append(make([]byte, 0, len(module)), module[:8]...)
	r := reader{b: module, p: 8}
	for r.p < len(r.b) && r.err == nil {
		id, body := r.byte(), r.bytes(r.uint())
		switch {
		case r.err != nil || id == sectionCustom:
			continue
		case id == sectionData:
			var err error
			if body, err = slimData(body); err != nil {
				return nil, err
			}
		}
		out = binary.AppendUvarint(append(out, id), uint64(len(body)))
		out = append(out, body...)
	}
	return out, r.err
}

const (
	sectionCustom = 0
	sectionData   = 11
	// mostMemory is more than the data of any module of ours.
	mostMemory = 256 << 20
)

func slimData(section []byte) ([]byte, error) {
	memory, err := image(section)
	if err != nil {
		return nil, err
	}
	if err := blankTables(memory); err != nil {
		return nil, err
	}
	return segments(memory), nil
}

// image is the memory that the segments of a data section make.
func image(section []byte) ([]byte, error) {
	r := reader{b: section}
	var memory []byte
	for n := r.uint(); n > 0 && r.err == nil; n-- {
		flags, op := r.uint(), r.byte()
		at := r.sint()
		end := r.byte()
		data := r.bytes(r.uint())
		if flags != 0 || op != opI32Const || end != opEnd || at < 0 || at+int64(len(data)) > mostMemory {
			return nil, errors.New("web: slim: a data segment is not as Go's linker writes them")
		}
		if need := int(at) + len(data); need > len(memory) {
			memory = append(memory, make([]byte, need-len(memory))...)
		}
		copy(memory[at:], data)
	}
	return memory, r.err
}

const (
	opI32Const = 0x41
	opEnd      = 0x0b
	// gap is how many zeros are worth a new segment: they compress to nothing.
	gap = 256
)

func segments(memory []byte) []byte {
	var body []byte
	count := 0
	zeros := make([]byte, gap)
	for at := 0; at < len(memory); {
		if memory[at] == 0 {
			at++
			continue
		}
		size := bytes.Index(memory[at:], zeros)
		if size < 0 {
			size = len(bytes.TrimRight(memory[at:], "\x00"))
		}
		body = appendSint(append(body, 0, opI32Const), int64(at))
		body = binary.AppendUvarint(append(body, opEnd), uint64(size))
		body = append(body, memory[at:at+size]...)
		count++
		at += size
	}
	return append(binary.AppendUvarint(nil, uint64(count)), body...)
}

// pclntab is Go's table of functions inside memory.
type pclntab struct {
	b                                     []byte // from its header on
	funcs                                 int
	names, units, files, values, function int // offsets of its parts
}

var pcHeader = []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8}

func findTables(memory []byte) (pclntab, error) {
	unknown := errors.New("web: slim: Go's function table is not laid out as in Go 1.20 to 1.26: teach blankTables the new layout, or do not call Slim")
	at := bytes.Index(memory, pcHeader)
	if at < 0 || at+72 > len(memory) || bytes.Contains(memory[at+1:], pcHeader) {
		return pclntab{}, unknown
	}
	t := pclntab{b: memory[at:]}
	var word [8]int
	for i := range word {
		v := binary.LittleEndian.Uint64(t.b[8+8*i:])
		if v > uint64(len(t.b)) {
			return pclntab{}, unknown
		}
		word[i] = int(v)
	}
	t.funcs, t.names, t.units, t.files, t.values, t.function = word[0], word[3], word[4], word[5], word[6], word[7]
	if t.funcs == 0 || t.names < 72 || t.units < t.names || t.files < t.units || t.values < t.files || t.function < t.values || t.function+8*t.funcs+4 > len(t.b) {
		return pclntab{}, unknown
	}
	return t, nil
}

// Offsets in runtime._func.
const (
	funcName   = 4
	funcPcsp   = 16
	funcPcfile = 20
	funcPcln   = 24
	funcNpc    = 28
	funcUnit   = 32
	funcStart  = 36
	funcPcdata = 44
)

// blankTables zeroes what only tracebacks read. A table of values belongs to
// the runtime if any function uses it for stack sizes or pointer maps.
func blankTables(memory []byte) error {
	t, err := findTables(memory)
	if err != nil {
		return err
	}
	needed := make([]bool, t.function-t.values)
	starts := make([]bool, t.function-t.values)
	u32 := func(at int) int { return int(binary.LittleEndian.Uint32(t.b[at:])) }
	for i := range t.funcs {
		f := t.function + u32(t.function+8*i+4)
		if f+funcPcdata > len(t.b) || f+funcPcdata+4*u32(f+funcNpc) > len(t.b) {
			return fmt.Errorf("web: slim: function %d of Go's table lies outside of it", i)
		}
		keep := []int{u32(f + funcPcsp)}
		for k := range u32(f + funcNpc) {
			keep = append(keep, u32(f+funcPcdata+4*k))
		}
		for k, v := range append(keep, u32(f+funcPcfile), u32(f+funcPcln)) {
			if v >= len(starts) {
				return fmt.Errorf("web: slim: function %d of Go's table has values outside of it", i)
			}
			starts[v] = true
			needed[v] = needed[v] || k < len(keep)
		}
		for _, field := range []int{funcName, funcPcfile, funcPcln, funcUnit, funcStart} {
			binary.LittleEndian.PutUint32(t.b[f+field:], 0)
		}
	}
	clear(t.b[t.names:t.values])
	keep := true // the first byte stands for "no table"
	for i := range starts {
		if starts[i] {
			keep = needed[i]
		}
		if !keep {
			t.b[t.values+i] = 0
		}
	}
	return nil
}

// reader takes WebAssembly's numbers off bytes. After the first error it reads zeros.
type reader struct {
	b   []byte
	p   int
	err error
}

func (r *reader) byte() byte {
	if b := r.bytes(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *reader) bytes(n uint64) []byte {
	if r.err != nil || n > uint64(len(r.b)-r.p) {
		r.err = errors.New("web: slim: the module ends too early")
		return nil
	}
	r.p += int(n)
	return r.b[r.p-int(n) : r.p]
}

func (r *reader) uint() (v uint64) {
	for shift := 0; shift < 64; shift += 7 {
		b := r.byte()
		v |= uint64(b&0x7f) << shift
		if b < 0x80 {
			break
		}
	}
	return v
}

func (r *reader) sint() (v int64) {
	for shift := 0; shift < 64; {
		b := r.byte()
		v |= int64(b&0x7f) << shift
		shift += 7
		if b < 0x80 {
			if b&0x40 != 0 && shift < 64 {
				v -= 1 << shift
			}
			break
		}
	}
	return v
}

func appendSint(b []byte, v int64) []byte {
	for {
		low := byte(v & 0x7f)
		v >>= 7
		if v == 0 && low&0x40 == 0 || v == -1 && low&0x40 != 0 {
			return append(b, low)
		}
		b = append(b, low|0x80)
	}
}
