package fuzz

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"
)

// item is a part of what went one way over a connection: a frame, a line, a
// TLS record.
type item struct {
	text  string
	from  int // first octet
	size  int // octets on the wire
	canon int // octets it would have if dates and ports were always as long
}

// items takes the octets of one direction apart. answers says that the other
// direction begins as an HTTP/2 client does.
func items(data string, answers bool) []item {
	switch {
	case strings.HasPrefix(data, preface):
		return append([]item{{text: "PREFACE", size: len(preface), canon: len(preface)}}, frames(data, len(preface))...)
	case answers:
		return frames(data, 0)
	case strings.HasPrefix(data, "\x16\x03"):
		return tlsRecords(data)
	}
	return lines(data)
}

// A record of TLS 1.3 with an ECDSA signature on P-256 is as long as the two
// numbers of the signature happen to be.
const signedFrom, signedTo = 99, 102

// tlsRecords says how long the records are: what is in them is enciphered.
func tlsRecords(data string) (out []item) {
	for from := 0; from < len(data); {
		n := len(data) - from
		if n >= 5 {
			n = min(n, 5+int(data[from+3])<<8+int(data[from+4]))
		}
		it := item{fmt.Sprintf("TLS record %d, %d octets", data[from], n), from, n, n}
		if data[from] == 23 && n >= signedFrom && n <= signedTo {
			it.text, it.canon = fmt.Sprintf("TLS record 23, %d to %d octets", signedFrom, signedTo), signedTo
		}
		out = append(out, it)
		from += n
	}
	return out
}

// lines is for everything that is not framed.
func lines(data string) (out []item) {
	for from := 0; from < len(data); {
		n := strings.IndexByte(data[from:], '\n') + 1
		if n == 0 {
			n = len(data) - from
		}
		out = append(out, item{shown(data[from : from+n]), from, n, n})
		from += n
	}
	return out
}

var (
	dated  = regexp.MustCompile(`[A-Z][a-z][a-z], \d\d [A-Z][a-z][a-z] \d{4} \d\d:\d\d:\d\d GMT`)
	ported = regexp.MustCompile(`:[3-6]\d{4}\b`)
)

// timeless hides what no two runs share: the date, and ports that the kernel picked.
func timeless(s string) string {
	if strings.Contains(s, "GMT") {
		s = dated.ReplaceAllString(s, "DATE")
	}
	return ported.ReplaceAllString(s, ":PORT")
}

// shown is octets for people: short ones as they are, long ones by what they
// are made of, so that different octets are different texts.
func shown(s string) string {
	s = timeless(s)
	if n := len(s); n > 16 && strings.Count(s, s[:1]) == n {
		return fmt.Sprintf("%d × %q", n, s[:1])
	}
	if len(s) <= 80 {
		return fmt.Sprintf("%q", s)
	}
	sum := sha256.Sum256([]byte(s))
	return fmt.Sprintf("%d octets %q… %s", len(s), s[:24], hex.EncodeToString(sum[:4]))
}

// way is one direction of a connection as one of its ends saw it: what it
// wrote, or what it read.
type way struct {
	data  strings.Builder
	items []item
	canon []int // how long everything before items[i] would be
}

func (w *way) take(answers bool) {
	w.items = items(w.data.String(), answers)
	w.canon = make([]int, len(w.items)+1)
	for i, it := range w.items {
		w.canon[i+1] = w.canon[i] + it.canon
	}
}

// between is how many octets there would be from one place to another if
// dates and ports were always as long.
func (w *way) between(from, to int) int { return w.canonical(to) - w.canonical(from) }

func (w *way) canonical(at int) int {
	for i, it := range w.items {
		if at < it.from+it.size {
			return w.canon[i] + min(at-it.from, it.canon)
		}
	}
	return w.canon[len(w.items)]
}
