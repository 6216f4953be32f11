package paint

import (
	"encoding/binary"
	"fmt"
	"sort"

	"golang.org/x/image/font/sfnt"

	"finishline/scene"
)

// subset is a TrueType font with the outlines of only those characters that a
// picture uses: some ten kilobytes, so that an SVG looks the same everywhere.
// Glyphs keep their numbers, so that composite glyphs stay true; the outlines
// of the others are empty. Tables are as in ISO/IEC 14496-22.
func subset(face scene.Face, runes map[rune]bool) ([]byte, error) {
	file := face.TTF()
	f, err := sfnt.Parse(file)
	if err != nil {
		return nil, err
	}
	s := &subsetter{tables: tableDirectory(file), keep: map[uint16]bool{0: true}}
	chars := make([]rune, 0, len(runes))
	for r := range runes { // order: sorted below
		chars = append(chars, r)
	}
	sort.Slice(chars, func(i, j int) bool { return chars[i] < chars[j] })
	var buf sfnt.Buffer
	for _, r := range chars {
		if g, err := f.GlyphIndex(&buf, r); err == nil && g != 0 && r < 0xffff {
			s.chars = append(s.chars, char{uint16(r), uint16(g)})
			s.want(uint16(g))
		}
	}
	return s.write()
}

type char struct{ code, glyph uint16 }

type subsetter struct {
	tables map[string][]byte
	keep   map[uint16]bool
	last   uint16 // the highest glyph that is kept
	chars  []char // by code
}

func tableDirectory(file []byte) map[string][]byte {
	tables := map[string][]byte{}
	n := int(binary.BigEndian.Uint16(file[4:]))
	for i := range n {
		entry := file[12+16*i:]
		at, size := binary.BigEndian.Uint32(entry[8:]), binary.BigEndian.Uint32(entry[12:])
		tables[string(entry[:4])] = file[at : at+size]
	}
	return tables
}

// outline is a glyph's part of the glyf table.
func (s *subsetter) outline(g uint16) []byte {
	loca, glyf := s.tables["loca"], s.tables["glyf"]
	if s.tables["head"][51] == 0 {
		return glyf[2*int(binary.BigEndian.Uint16(loca[2*g:])) : 2*int(binary.BigEndian.Uint16(loca[2*int(g)+2:]))]
	}
	return glyf[binary.BigEndian.Uint32(loca[4*int(g):]):binary.BigEndian.Uint32(loca[4*int(g)+4:])]
}

// want keeps a glyph and those that it is composed of.
func (s *subsetter) want(g uint16) {
	if s.keep[g] {
		return
	}
	s.keep[g] = true
	s.last = max(s.last, g)
	o := s.outline(g)
	if len(o) < 10 || int16(binary.BigEndian.Uint16(o)) >= 0 {
		return
	}
	for o = o[10:]; len(o) >= 4; {
		flags := binary.BigEndian.Uint16(o)
		s.want(binary.BigEndian.Uint16(o[2:]))
		size := 6
		if flags&0x0001 != 0 { // arguments are words
			size = 8
		}
		switch {
		case flags&0x0008 != 0: // a scale
			size += 2
		case flags&0x0040 != 0: // one for each axis
			size += 4
		case flags&0x0080 != 0: // a matrix
			size += 8
		}
		if flags&0x0020 == 0 { // no more components
			return
		}
		o = o[size:]
	}
}

// outlines is the new glyf table and where each glyph lies in it.
func (s *subsetter) outlines() (glyf, loca []byte) {
	for g := uint16(0); g <= s.last; g++ {
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		if s.keep[g] {
			glyf = append(glyf, s.outline(g)...)
			for len(glyf)%4 != 0 {
				glyf = append(glyf, 0)
			}
		}
	}
	return glyf, binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
}

// cmap maps codes to glyphs, one segment for each (format 4).
func (s *subsetter) cmap() []byte {
	n := len(s.chars) + 1
	size := 16 + 8*n
	be := binary.BigEndian
	b := be.AppendUint16(nil, 0)
	b = be.AppendUint16(b, 1)
	b = be.AppendUint16(be.AppendUint16(b, 3), 1) // Windows, Unicode BMP
	b = be.AppendUint32(b, 12)
	b = be.AppendUint16(be.AppendUint16(be.AppendUint16(b, 4), uint16(size)), 0)
	b = be.AppendUint16(b, uint16(2*n))
	b = appendSearch(b, n, 2)
	for _, c := range s.chars {
		b = be.AppendUint16(b, c.code)
	}
	b = be.AppendUint16(be.AppendUint16(b, 0xffff), 0)
	for _, c := range s.chars {
		b = be.AppendUint16(b, c.code)
	}
	b = be.AppendUint16(b, 0xffff)
	for _, c := range s.chars {
		b = be.AppendUint16(b, c.glyph-c.code)
	}
	b = be.AppendUint16(b, 1)
	return append(b, make([]byte, 2*n)...)
}

// appendSearch writes searchRange, entrySelector and rangeShift for n entries.
func appendSearch(b []byte, n, unit int) []byte {
	exp := 0
	for 2<<exp <= n {
		exp++
	}
	r := unit << exp
	b = binary.BigEndian.AppendUint16(b, uint16(r))
	b = binary.BigEndian.AppendUint16(b, uint16(exp))
	return binary.BigEndian.AppendUint16(b, uint16(unit*n-r))
}

// shortened is a table of numbers about the font whose count of glyphs is smaller now.
func (s *subsetter) shortened() (maxp, hhea, hmtx, head []byte) {
	n := s.last + 1
	maxp = append([]byte(nil), s.tables["maxp"]...)
	binary.BigEndian.PutUint16(maxp[4:], n)
	hhea = append([]byte(nil), s.tables["hhea"]...)
	metrics := min(binary.BigEndian.Uint16(hhea[34:]), n)
	binary.BigEndian.PutUint16(hhea[34:], metrics)
	hmtx = s.tables["hmtx"][:4*int(metrics)+2*int(n-metrics)]
	head = append([]byte(nil), s.tables["head"]...)
	head[51] = 1 // loca has long offsets
	clear(head[8:12])
	return maxp, hhea, hmtx, head
}

func (s *subsetter) write() ([]byte, error) {
	out := map[string][]byte{"cmap": s.cmap()}
	out["glyf"], out["loca"] = s.outlines()
	out["maxp"], out["hhea"], out["hmtx"], out["head"] = s.shortened()
	for _, name := range []string{"OS/2", "cvt ", "fpgm", "prep"} {
		if t := s.tables[name]; t != nil {
			out[name] = t
		}
	}
	out["name"] = []byte{0, 0, 0, 0, 0, 6}
	post := append([]byte(nil), s.tables["post"]...)
	if len(post) < 32 {
		return nil, fmt.Errorf("the font has no post table")
	}
	out["post"] = append([]byte{0, 3, 0, 0}, post[4:32]...) // version 3: no names of glyphs
	return assemble(out), nil
}

// assemble lays tables out behind a directory with their checksums.
func assemble(tables map[string][]byte) []byte {
	names := make([]string, 0, len(tables))
	for n := range tables { // order: sorted below
		names = append(names, n)
	}
	sort.Strings(names)
	b := []byte{0, 1, 0, 0}
	b = binary.BigEndian.AppendUint16(b, uint16(len(names)))
	b = appendSearch(b, len(names), 16)
	at := len(b) + 16*len(names)
	var body []byte
	head := 0
	for _, n := range names {
		t := tables[n]
		if n == "head" {
			head = at + len(body)
		}
		b = append(b, n...)
		b = binary.BigEndian.AppendUint32(b, checksum(t))
		b = binary.BigEndian.AppendUint32(b, uint32(at+len(body)))
		b = binary.BigEndian.AppendUint32(b, uint32(len(t)))
		body = append(body, t...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	b = append(b, body...)
	binary.BigEndian.PutUint32(b[head+8:], 0xb1b0afba-checksum(b))
	return b
}

func checksum(t []byte) (sum uint32) {
	for ; len(t) >= 4; t = t[4:] {
		sum += binary.BigEndian.Uint32(t)
	}
	var rest [4]byte
	copy(rest[:], t)
	return sum + binary.BigEndian.Uint32(rest[:])
}
