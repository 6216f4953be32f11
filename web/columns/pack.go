package columns

import (
	"encoding/binary"
	"errors"
	"sort"
)

// Pack takes a module apart.
func Pack(module []byte) ([]byte, error) {
	var t taken
	if err := t.module(module); err != nil {
		return nil, err
	}
	p := packer{alphabet: alphabet{index: map[shape]byte{}}}
	count := map[shape]int{}
	if err := p.walk(t.code, func(t token) {
		if fused, ok := t.fuse(); ok {
			count[fused.shape]++
		}
		count[t.shape] += mostSymbols << 20 // every shape as it is must be there
	}); err != nil {
		return nil, err
	}
	if err := p.choose(count); err != nil {
		return nil, err
	}
	p.columns[others] = t.others
	if err := p.walk(t.code, p.emit); err != nil {
		return nil, err
	}
	return p.file(len(module)), nil
}

const magic = "\x00col"

// IsPacked reports whether a file was made by Pack.
func IsPacked(b []byte) bool { return len(b) >= len(magic) && string(b[:len(magic)]) == magic }

type packer struct {
	alphabet
	columns [Columns][]byte
}

func (p *packer) emit(t token) {
	if fused, ok := t.fuse(); ok {
		if _, ok := p.index[fused.shape]; ok {
			t = fused
		}
	}
	p.columns[symbols] = append(p.columns[symbols], p.index[t.shape])
	for i, part := range t.shape {
		p.columns[part.column] = append(p.columns[part.column], t.args[i]...)
	}
}

// walk goes through the functions of a code section.
func (p *packer) walk(section []byte, see func(token)) error {
	r := reader{b: section}
	f := function{}
	p.columns[locals], p.columns[tables] = nil, nil
	for n := r.uint(); f.index < int(n) && r.err == nil; f.index++ {
		body := reader{b: r.bytes(r.uint())}
		for n := body.uint(); n > 0 && body.err == nil; n-- {
			body.uint()
			body.byte()
		}
		p.columns[locals] = append(p.columns[locals], body.b[:body.p]...)
		f.code, f.at, f.depth = f.code[:0], 0, 1
		f.resume.reset()
		for body.p < len(body.b) && body.err == nil {
			f.code = append(f.code, body.instruction())
		}
		if body.err != nil {
			return body.err
		}
		for f.at < len(f.code) {
			see(f.token())
		}
		if f.resume.table != nil {
			p.columns[tables] = f.resume.append(p.columns[tables])
		}
	}
	return r.err
}

// choose takes the most frequent shapes into the alphabet.
func (p *packer) choose(count map[shape]int) error {
	for s := range count { // order: sorted below
		p.order = append(p.order, s)
	}
	sort.Slice(p.order, func(i, j int) bool {
		a, b := p.order[i], p.order[j]
		if count[a] != count[b] {
			return count[a] > count[b]
		}
		return less(a, b)
	})
	if len(p.order) > mostSymbols {
		if count[p.order[mostSymbols]] >= mostSymbols<<20 {
			return errors.New("columns: the module has more kinds of instructions than one byte can tell apart: make package columns fuse fewer")
		}
		p.order = p.order[:mostSymbols]
	}
	for i, s := range p.order {
		p.index[s] = byte(i)
	}
	return nil
}

func less(a, b shape) bool {
	for i := range a {
		if a[i].text != b[i].text {
			return a[i].text < b[i].text
		}
		if a[i].kind != b[i].kind {
			return a[i].kind < b[i].kind
		}
		if a[i].column != b[i].column {
			return a[i].column < b[i].column
		}
	}
	return false
}

func (p *packer) file(size int) []byte {
	out := binary.AppendUvarint([]byte(magic), uint64(size))
	out = binary.AppendUvarint(out, Columns)
	for _, c := range p.columns {
		out = binary.AppendUvarint(out, uint64(len(c)))
	}
	out = p.alphabet.append(out)
	for _, c := range p.columns {
		out = append(out, c...)
	}
	return out
}
