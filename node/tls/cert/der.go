package cert

import (
	"bytes"
	"math/big"
	"strconv"
	"strings"
)

// Tags (X.690, section 8).
const (
	tagBool, tagInteger, tagBits, tagOctets = 0x01, 0x02, 0x03, 0x04
	tagNull, tagOID, tagSequence, tagSet    = 0x05, 0x06, 0x30, 0x31
	tagUTCTime, tagGeneralizedTime          = 0x17, 0x18
	// context is added for what is told apart by its number.
	context, constructed = 0x80, 0x20
)

// Reader takes values off DER. After the first that is not as expected it fails for good.
type Reader struct {
	rest []byte
	bad  bool
}

// Read begins to read.
func Read(der []byte) *Reader { return &Reader{rest: der} }

// More reports whether there is another value.
func (r *Reader) More() bool { return !r.bad && len(r.rest) > 0 }

// is reports whether the next value has a tag.
func (r *Reader) is(tag byte) bool { return r.More() && r.rest[0] == tag }

// Next is the next value: its tag, its contents, and all of it.
func (r *Reader) Next() (tag byte, contents, whole []byte) {
	head, size, ok := header(r.rest)
	if r.bad || !ok || size > len(r.rest)-head {
		r.bad = true
		return 0, nil, nil
	}
	whole = r.rest[: head+size : head+size]
	r.rest = r.rest[head+size:]
	return whole[0], whole[head:], whole
}

// header is how long a value's tag and length are, and how long its contents.
func header(b []byte) (head, size int, ok bool) {
	if len(b) < 2 || b[0]&0x1f == 0x1f {
		return 0, 0, false
	}
	size = int(b[1])
	if size < 0x80 {
		return 2, size, true
	}
	n := size & 0x7f
	if n == 0 || n > 3 || len(b) < 2+n || b[2] == 0 {
		return 0, 0, false
	}
	size = 0
	for _, c := range b[2 : 2+n] {
		size = size<<8 | int(c)
	}
	return 2 + n, size, size >= 0x80
}

// take is the contents of the next value, which must have a tag.
func (r *Reader) take(tag byte) []byte {
	got, contents, _ := r.Next()
	if got != tag {
		r.bad = true
		return nil
	}
	return contents
}

// whole is the next value with its header.
func (r *Reader) whole(tag byte) []byte {
	got, _, whole := r.Next()
	if got != tag {
		r.bad = true
	}
	return whole
}

func (r *Reader) sequence() *Reader { return Read(r.take(tagSequence)) }

// optional is the contents of a value with a number of its own, if it is there.
func (r *Reader) optional(tag byte) (contents []byte, ok bool) {
	if !r.is(tag) {
		return nil, false
	}
	return r.take(tag), true
}

func (r *Reader) integer() *big.Int {
	b := r.take(tagInteger)
	if len(b) == 0 || len(b) > 1 && (b[0] == 0 && b[1] < 0x80 || b[0] == 0xff && b[1] >= 0x80) {
		r.bad = true
		return new(big.Int)
	}
	n := new(big.Int).SetBytes(b)
	if b[0] >= 0x80 {
		n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
	}
	return n
}

// bits is a string of whole bytes.
func (r *Reader) bits() []byte {
	b := r.take(tagBits)
	if len(b) == 0 || b[0] != 0 {
		r.bad = true
		return nil
	}
	return b[1:]
}

// algorithm is an AlgorithmIdentifier: what it is, and its parameters.
func (r *Reader) algorithm() (oid string, parameters []byte) {
	s := r.sequence()
	oid = OID(s.take(tagOID))
	if s.More() {
		_, _, parameters = s.Next()
	}
	r.bad = r.bad || s.bad
	return oid, parameters
}

// OID is an object identifier with dots.
func OID(b []byte) string {
	var parts []string
	for at := 0; at < len(b); {
		n := 0
		for {
			if at == len(b) || n > 1<<40 {
				return ""
			}
			n = n<<7 | int(b[at]&0x7f)
			at++
			if b[at-1] < 0x80 {
				break
			}
		}
		if parts == nil {
			first := min(n/40, 2)
			parts = append(parts, strconv.Itoa(first))
			n -= 40 * first
		}
		parts = append(parts, strconv.Itoa(n))
	}
	return strings.Join(parts, ".")
}

var null = []byte{tagNull, 0}

func isNull(parameters []byte) bool { return len(parameters) == 0 || bytes.Equal(parameters, null) }
