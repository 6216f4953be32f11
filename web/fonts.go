package web

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"
)

// plainFonts puts plainer fonts into a copy of x/image.
func plainFonts(dir string) error {
	for name, font := range map[string][]byte{"gobold": gobold.TTF, "gomono": gomono.TTF, "goregular": goregular.TTF} { // order: each a file of its own
		plain, err := plainFont(font)
		if err != nil {
			return fmt.Errorf("web: %s: %w", name, err)
		}
		to := filepath.Join(dir, "font", "gofont", name)
		if err := os.WriteFile(filepath.Join(to, "font.ttf"), plain, 0o666); err != nil {
			return fmt.Errorf("web: %w", err)
		}
		text := "package " + name + "\n\nimport _ \"embed\"\n\n//go:embed font.ttf\nvar TTF []byte\n"
		if err := os.WriteFile(filepath.Join(to, "data.go"), []byte(text), 0o666); err != nil {
			return fmt.Errorf("web: %w", err)
		}
	}
	return nil
}

// hinting are the tables of a TrueType font that tell a rasterizer how to move
// points onto pixels, and names: Go's rasterizer (x/image/font/sfnt) reads none of them.
var hinting = map[string]bool{"cvt ": true, "fpgm": true, "prep": true, "gasp": true, "name": true}

// plainFont takes out of a TrueType font what Go's rasterizer does not look at:
// these tables, the instructions of every glyph, and the glyphs' names. That is
// half of what a visitor would download of it.
func plainFont(font []byte) ([]byte, error) {
	tables, err := fontTables(font)
	if err != nil {
		return nil, err
	}
	for name := range hinting { // order: each is taken out
		delete(tables, name)
	}
	if post := tables["post"]; len(post) >= 32 {
		tables["post"] = binary.BigEndian.AppendUint32(nil, 0x00030000) // without names
		tables["post"] = append(tables["post"], post[4:32]...)
	}
	if err := plainGlyphs(tables); err != nil {
		return nil, err
	}
	return writeFont(font[:4], tables), nil
}

var errFont = errors.New("this is not a TrueType font as package sfnt reads them")

func fontTables(font []byte) (map[string][]byte, error) {
	if len(font) < 12 {
		return nil, errFont
	}
	tables := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(font[4:])) {
		if len(font) < 28+16*i {
			return nil, errFont
		}
		d := font[12+16*i:]
		from, size := int(binary.BigEndian.Uint32(d[8:])), int(binary.BigEndian.Uint32(d[12:]))
		if from+size > len(font) {
			return nil, errFont
		}
		tables[string(d[:4])] = font[from : from+size : from+size]
	}
	for _, name := range []string{"glyf", "loca", "head", "maxp"} {
		if len(tables[name]) < 6 {
			return nil, fmt.Errorf("%w: it has no table %s", errFont, name)
		}
	}
	return tables, nil
}

// plainGlyphs rewrites the outlines without instructions, and the table that
// says where each begins.
func plainGlyphs(tables map[string][]byte) error {
	loca, glyf := tables["loca"], tables["glyf"]
	long := tables["head"][51] == 1
	at := func(i int) int {
		if long {
			return int(binary.BigEndian.Uint32(loca[4*i:]))
		}
		return 2 * int(binary.BigEndian.Uint16(loca[2*i:]))
	}
	var outlines, places []byte
	for i := range int(binary.BigEndian.Uint16(tables["maxp"][4:])) + 1 {
		if long {
			places = binary.BigEndian.AppendUint32(places, uint32(len(outlines)))
		} else {
			places = binary.BigEndian.AppendUint16(places, uint16(len(outlines)/2))
		}
		if len(places) == len(loca) {
			break
		}
		from, to := at(i), at(i+1)
		if from > to || to > len(glyf) {
			return errFont
		}
		g, err := plainGlyph(glyf[from:to])
		if err != nil {
			return fmt.Errorf("glyph %d: %w", i, err)
		}
		outlines = append(outlines, g...)
		for len(outlines)%4 != 0 {
			outlines = append(outlines, 0)
		}
	}
	tables["loca"], tables["glyf"] = places, outlines
	return nil
}

// Flags of a part of a composite glyph (OpenType specification, glyf).
const (
	argsAreWords, aScale, moreParts, twoScales, fourScales, hasInstructions = 0x1, 0x8, 0x20, 0x40, 0x80, 0x100
)

func plainGlyph(g []byte) ([]byte, error) {
	if len(g) == 0 {
		return nil, nil
	}
	if len(g) < 12 {
		return nil, errFont
	}
	if contours := int16(binary.BigEndian.Uint16(g)); contours >= 0 {
		at := 10 + 2*int(contours)
		if at+2 > len(g) {
			return nil, errFont
		}
		points := at + 2 + int(binary.BigEndian.Uint16(g[at:]))
		if points > len(g) {
			return nil, errFont
		}
		return append(append(g[:at:at], 0, 0), g[points:]...), nil
	}
	g = append([]byte(nil), g...)
	for at := 10; at+4 <= len(g); {
		flags := binary.BigEndian.Uint16(g[at:])
		binary.BigEndian.PutUint16(g[at:], flags&^hasInstructions)
		at += 6
		for bit, size := range map[uint16]int{argsAreWords: 2, aScale: 2, twoScales: 4, fourScales: 8} { // order: a sum
			if flags&bit != 0 {
				at += size
			}
		}
		if flags&moreParts == 0 {
			return g[:min(at, len(g))], nil
		}
	}
	return nil, errFont
}

func writeFont(version []byte, tables map[string][]byte) []byte {
	var names []string
	for name := range tables { // order: sorted below
		names = append(names, name)
	}
	sort.Strings(names)
	out := append([]byte(nil), version...)
	out = binary.BigEndian.AppendUint16(out, uint16(len(names)))
	out = append(out, make([]byte, 6+16*len(names))...) // what speeds up a search is not read
	for i, name := range names {
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
		d := out[12+16*i:]
		copy(d, name)
		binary.BigEndian.PutUint32(d[8:], uint32(len(out)))
		binary.BigEndian.PutUint32(d[12:], uint32(len(tables[name])))
		out = append(out, tables[name]...)
	}
	return out
}
