package compress

import (
	"bytes"
	"encoding/hex"
	"os"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/http2/hpack"
	"pgregory.net/rapid"
)

// TestSameOctetsAsNode: testdata holds the header blocks that a real Node client sent (18.18.2,
// 23.7.0 and 26.10.0 send the same) to a server that announced the header table size in the
// file's name. Decoding a block and compressing its fields again must give the block back.
func TestSameOctetsAsNode(t *testing.T) {
	for _, name := range []string{"none", "4096", "0", "100", "1000", "70000"} {
		raw, err := os.ReadFile("testdata/node-" + name + ".hex")
		if err != nil {
			t.Fatal(err)
		}
		d, i := NewDeflater(4096), NewInflater()
		if n, err := strconv.ParseUint(name, 10, 32); err == nil {
			d.SetPeerLimit(uint32(n))
			i.SetLimit(uint32(n))
		}
		for line, text := range strings.Fields(string(raw)) {
			block, err := hex.DecodeString(text)
			if err != nil {
				t.Fatal(err)
			}
			fields := decode(t, &i, block)
			if got := d.Append(nil, fields); !bytes.Equal(got, block) {
				t.Errorf("table size %s, request %d: octets differ\n got %x\nwant %x\n%v", name, line, got, block, fields)
			}
			if d.Size() != i.Size() {
				t.Errorf("table size %s, request %d: our table has %d octets, the reader's %d", name, line, d.Size(), i.Size())
			}
		}
	}
}

func decode(t interface{ Fatalf(string, ...any) }, i *Inflater, block []byte) (fields []hpack.HeaderField) {
	if err := i.Write(block, true, func(f hpack.HeaderField) { fields = append(fields, f) }); err != nil {
		t.Fatalf("inflate: %v", err)
	}
	return fields
}

func anyField() *rapid.Generator[hpack.HeaderField] {
	return rapid.Custom(func(t *rapid.T) hpack.HeaderField {
		return hpack.HeaderField{
			Name: rapid.SampledFrom([]string{":path", ":method", ":status", "cookie", "authorization", "x-a", "x-b",
				"content-length", "date", "set-cookie", "accept"}).Draw(t, "name"),
			Value: rapid.OneOf(rapid.SampledFrom([]string{"", "/", "GET", "200", "a", "bb"}),
				rapid.StringN(0, 60, 90), rapid.Map(rapid.IntRange(0, 3000), func(n int) string { return strings.Repeat("v", n) })).Draw(t, "value"),
			Sensitive: rapid.Bool().Draw(t, "sensitive"),
		}
	})
}

// TestOtherDecoderReadsUs: what the Deflater writes, the decoder of golang.org/x/net reads.
func TestOtherDecoderReadsUs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := NewDeflater(rapid.IntRange(0, 5000).Draw(t, "own limit"))
		var got []hpack.HeaderField
		dec := hpack.NewDecoder(4096, func(f hpack.HeaderField) { got = append(got, f) })
		dec.SetAllowedMaxDynamicTableSize(1 << 20)
		for range rapid.IntRange(1, 6).Draw(t, "blocks") {
			if rapid.Bool().Draw(t, "resize") {
				d.SetPeerLimit(uint32(rapid.IntRange(0, 6000).Draw(t, "limit")))
			}
			want := rapid.SliceOfN(anyField(), 0, 12).Draw(t, "fields")
			got = nil
			if _, err := dec.Write(d.Append(nil, want)); err != nil {
				t.Fatalf("x/net: %v", err)
			}
			if err := dec.Close(); err != nil {
				t.Fatalf("x/net: %v", err)
			}
			same(t, got, want, true)
		}
	})
}

// same compares; a field that we never index ("authorization") arrives as sensitive.
func same(t *rapid.T, got, want []hpack.HeaderField, ours bool) {
	if len(got) != len(want) {
		t.Fatalf("%d fields, want %d", len(got), len(want))
	}
	for k := range want {
		if got[k].Name != want[k].Name || got[k].Value != want[k].Value {
			t.Fatalf("field %d is %v, want %v", k, got[k], want[k])
		}
		if !ours && got[k].Sensitive != want[k].Sensitive {
			t.Fatalf("field %d: sensitive is %v", k, got[k].Sensitive)
		}
	}
}

// TestWeReadOtherEncoder: what x/net writes, the Inflater reads, however it is cut.
func TestWeReadOtherEncoder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var buf bytes.Buffer
		enc := hpack.NewEncoder(&buf)
		i := NewInflater()
		for range rapid.IntRange(1, 6).Draw(t, "blocks") {
			if rapid.Bool().Draw(t, "resize") {
				enc.SetMaxDynamicTableSize(uint32(rapid.IntRange(0, 4096).Draw(t, "limit")))
			}
			want := rapid.SliceOfN(anyField(), 1, 12).Draw(t, "fields")
			buf.Reset()
			for _, f := range want {
				_ = enc.WriteField(f)
			}
			var got []hpack.HeaderField
			block := buf.Bytes()
			for len(block) > 0 {
				n := rapid.IntRange(1, len(block)).Draw(t, "cut")
				if err := i.Write(block[:n], n == len(block), func(f hpack.HeaderField) { got = append(got, f) }); err != nil {
					t.Fatalf("inflate: %v", err)
				}
				block = block[n:]
			}
			same(t, got, want, false)
		}
	})
}

// TestBrokenBlocks: each must fail, and must stay failed.
func TestBrokenBlocks(t *testing.T) {
	for why, text := range map[string]string{
		"index 0":                     "80",
		"index beyond both tables":    "ff00",
		"string longer than the rest": "4005",
		"name longer than a name":     "407fffffff7f",
		"size update above SETTINGS":  "3fe21f",
		"size update behind a field":  "8220",
		"integer that never ends":     "ffffffffffffffffffffff01",
		"Huffman with EOS":            "4084ffffffff00",
		"Huffman padding too long":    "4081ff00",
	} {
		block, _ := hex.DecodeString(text)
		i := NewInflater()
		if err := i.Write(block, true, func(hpack.HeaderField) {}); err == nil {
			t.Errorf("%s: no error", why)
		}
		if err := i.Write([]byte{0x82}, true, func(hpack.HeaderField) {}); err == nil {
			t.Errorf("%s: works again afterwards", why)
		}
	}
}

// TestShrinkMustBeAcknowledged: after our SETTINGS shrank the table, the peer's next block has to
// begin with a size update (RFC 7541 section 4.2).
func TestShrinkMustBeAcknowledged(t *testing.T) {
	i := NewInflater()
	i.SetLimit(100)
	if err := i.Write([]byte{0x82}, true, func(hpack.HeaderField) {}); err == nil {
		t.Error("a block without size update was accepted")
	}
	i = NewInflater()
	i.SetLimit(100)
	if err := i.Write([]byte{0x3f, 0x45, 0x82}, true, func(hpack.HeaderField) {}); err != nil {
		t.Errorf("a block with size update 100: %v", err)
	}
}

// FuzzInflate: no input makes it panic, and every cut decodes alike.
func FuzzInflate(f *testing.F) {
	f.Add([]byte{0x82, 0x86, 0x84, 0x41, 1, 0x78}, 3)
	f.Add([]byte{0x3f, 0xe1, 0x1f, 0x40, 1, 'a', 1, 'b'}, 1)
	f.Fuzz(func(t *testing.T, b []byte, cut int) {
		a, c := NewInflater(), NewInflater()
		var one, two []hpack.HeaderField
		errOne := a.Write(b, true, func(f hpack.HeaderField) { one = append(one, f) })
		cut = max(0, min(cut, len(b)))
		errTwo := c.Write(b[:cut], false, func(f hpack.HeaderField) { two = append(two, f) })
		if errTwo == nil {
			errTwo = c.Write(b[cut:], true, func(f hpack.HeaderField) { two = append(two, f) })
		}
		if (errOne == nil) != (errTwo == nil) || len(one) != len(two) || a.Size() != c.Size() {
			t.Fatalf("whole: %d fields, %v; cut at %d: %d fields, %v", len(one), errOne, cut, len(two), errTwo)
		}
	})
}
