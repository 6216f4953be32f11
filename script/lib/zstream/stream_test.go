package zstream

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// feed writes data in pieces and gathers what comes out.
func feed(s Stream, data []byte, piece int) ([]byte, error) {
	var out []byte
	for len(data) > piece {
		got, _, err := s.Write(data[:piece], NoFlush)
		if out = append(out, got...); err != nil {
			return out, err
		}
		data = data[piece:]
	}
	got, _, err := s.Write(data, Finish)
	return append(out, got...), err
}

func TestAnySplitGivesTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOf(rapid.SampledFrom([]string{"finish", "close", "end", "x", "\x00\xff", strings.Repeat("ab", 300)})).Draw(t, "words")
		text := []byte(strings.Join(words, rapid.SampledFrom([]string{"", " "}).Draw(t, "between")))
		level := rapid.IntRange(-1, 9).Draw(t, "level")
		piece := rapid.IntRange(1, 40).Draw(t, "piece")
		for pack, unpack := range map[Mode]Mode{Deflate: Inflate, Gzip: Gunzip, DeflateRaw: InflateRaw} {
			packed, err := feed(New(pack, level, 0), text, 1+piece*7)
			if err != nil {
				t.Fatal(err)
			}
			got, err := feed(New(unpack, 0, 0), packed, piece)
			if err != nil || !bytes.Equal(got, text) {
				t.Fatalf("mode %d: %d bytes of %d, %v", unpack, len(got), len(text), err)
			}
		}
	})
}

// TestGoReadsIt: the framing is what Go's own readers expect, and the other way round.
func TestGoReadsIt(t *testing.T) {
	text := bytes.Repeat([]byte("the race between end() and the flush "), 4000)
	packed, _ := feed(New(Gzip, -1, 0), text, 999)
	g, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(g); err != nil || !bytes.Equal(got, text) {
		t.Error("gzip:", err)
	}
	packed, _ = feed(New(Deflate, 9, 0), text, 999)
	z, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(z); err != nil || !bytes.Equal(got, text) {
		t.Error("zlib:", err)
	}
	var two bytes.Buffer
	for i := 0; i < 2; i++ {
		w := gzip.NewWriter(&two)
		w.Name, w.Comment, w.Extra = "a", "b", []byte("xyz")
		w.Write(text)
		w.Close()
	}
	got, err := feed(New(Unzip, 0, 0), append(two.Bytes(), 0, 0, 7), 1000)
	if err != nil || !bytes.Equal(got, append(text, text...)) {
		t.Errorf("two members: %d bytes, %v", len(got), err)
	}
}

func TestBadInput(t *testing.T) {
	good, _ := feed(New(Gzip, -1, 0), []byte("hello"), 100)
	flip := func(i int, x byte) string { b := bytes.Clone(good); b[i] ^= x; return string(b) }
	for _, c := range []struct {
		mode Mode
		in   string
		want string
	}{
		{Gunzip, "nothing", "incorrect header check Z_DATA_ERROR -3"},
		{Gunzip, string(good[:len(good)-9]), "unexpected end of file Z_BUF_ERROR -5"},
		{Gunzip, flip(len(good)-8, 1), "incorrect data check Z_DATA_ERROR -3"},
		{Gunzip, flip(len(good)-1, 1), "incorrect length check Z_DATA_ERROR -3"},
		{Gunzip, string(good) + "garbage", "incorrect header check Z_DATA_ERROR -3"},
		{Gunzip, "", "unexpected end of file Z_BUF_ERROR -5"},
		{Inflate, "\x79\x9c", "incorrect header check Z_DATA_ERROR -3"},
		{Inflate, "\x77\x85", "unknown compression method Z_DATA_ERROR -3"},
		{InflateRaw, "\x07", "invalid block type Z_DATA_ERROR -3"},
		{InflateRaw, "\x01\x01\x00\x00\x00", "invalid stored block lengths Z_DATA_ERROR -3"},
		{InflateRaw, "\x03\x02\x00", "invalid distance too far back Z_DATA_ERROR -3"},
	} {
		_, err := feed(New(c.mode, 0, 0), []byte(c.in), 3)
		got := "no error"
		if e, ok := err.(*Error); ok {
			got = fmt.Sprint(e.Message, " ", e.Code, " ", e.Errno)
		}
		if got != c.want {
			t.Errorf("%q: %s, want %s", c.in, got, c.want)
		}
	}
}

func FuzzInflate(f *testing.F) {
	good, _ := feed(New(DeflateRaw, -1, 0), bytes.Repeat([]byte("seed "), 50), 100)
	f.Add(good)
	f.Fuzz(func(t *testing.T, in []byte) {
		whole, err1 := feed(New(InflateRaw, 0, 0), in, len(in)+1)
		parts, err2 := feed(New(InflateRaw, 0, 0), in, 1)
		if (err1 == nil) != (err2 == nil) || err1 == nil && !bytes.Equal(whole, parts) {
			t.Fatalf("whole: %d bytes, %v; byte by byte: %d bytes, %v", len(whole), err1, len(parts), err2)
		}
	})
}
