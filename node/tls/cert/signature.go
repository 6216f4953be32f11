package cert

import (
	"bytes"
	"crypto/sha256"
	"crypto/sha512"
	"hash"
	"math/big"
)

// digest is a hash that signatures are made with.
type digest struct {
	oid  string
	make func() hash.Hash
	info []byte // DigestInfo up to the hash (RFC 8017, section 9.2, note 1)
}

func info(last, size byte) []byte {
	return []byte{0x30, 0x11 + size, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, last, 0x05, 0x00, 0x04, size}
}

var (
	sha2to256 = &digest{"2.16.840.1.101.3.4.2.1", sha256.New, info(1, 32)}
	sha2to384 = &digest{"2.16.840.1.101.3.4.2.2", sha512.New384, info(2, 48)}
	sha2to512 = &digest{"2.16.840.1.101.3.4.2.3", sha512.New, info(3, 64)}
)

func (d *digest) of(b []byte) []byte {
	h := d.make()
	h.Write(b)
	return h.Sum(nil)
}

const oidPSS = "1.2.840.113549.1.1.10"

// algorithms are those of signatures (RFC 4055, 5758, 8410). MD5 and SHA-1 are
// too weak for TLS.
func algorithm(oid string) (Kind, *digest) {
	switch oid {
	case "1.2.840.113549.1.1.11":
		return RSA, sha2to256
	case "1.2.840.113549.1.1.12":
		return RSA, sha2to384
	case "1.2.840.113549.1.1.13":
		return RSA, sha2to512
	case "1.2.840.10045.4.3.2":
		return EC, sha2to256
	case "1.2.840.10045.4.3.3":
		return EC, sha2to384
	case "1.2.840.10045.4.3.4":
		return EC, sha2to512
	case oidEd25519:
		return Ed25519, nil
	case oidPSS:
		return RSA, nil
	}
	return 0, nil
}

func (k Key) verifies(oid string, parameters, message, signature []byte) bool {
	kind, d := algorithm(oid)
	switch {
	case kind == 0 || kind != k.Kind:
		return false
	case oid == oidPSS:
		d = pssDigest(parameters)
		return d != nil && k.pssVerifies(d, d.of(message), signature)
	case kind == RSA:
		return isNull(parameters) && k.pkcs1Verifies(d, d.of(message), signature)
	case kind == EC:
		return k.Curve.ecdsaVerifies(k.Curve.point(k.Point), d.of(message), signature)
	}
	return edwardsVerifies(k.Point, message, signature)
}

// leastRSA is OpenSSL's and Go's limit, in bits.
const leastRSA = 1024

// opened is a signature to the power of the key; nil if it cannot be one.
func (k Key) opened(signature []byte) []byte {
	size := (k.N.BitLen() + 7) / 8
	s := new(big.Int).SetBytes(signature)
	if k.N.BitLen() < leastRSA || len(signature) != size || s.Cmp(k.N) >= 0 {
		return nil
	}
	return s.Exp(s, k.E, k.N).FillBytes(make([]byte, size))
}

// pkcs1Verifies: RFC 8017, section 8.2.2.
func (k Key) pkcs1Verifies(d *digest, sum, signature []byte) bool {
	got := k.opened(signature)
	padding := len(got) - 3 - len(d.info) - len(sum)
	if padding < 8 {
		return false
	}
	want := append([]byte{0, 1}, bytes.Repeat([]byte{0xff}, padding)...)
	want = append(append(append(want, 0), d.info...), sum...)
	return bytes.Equal(got, want)
}

// pssDigest: only parameters with one hash for everything and a salt of its
// size are known, which is all that TLS allows (RFC 8446, section 4.2.3).
func pssDigest(parameters []byte) *digest {
	r := Read(parameters).sequence()
	inner := func(number byte) *Reader {
		b, _ := r.optional(context | constructed | number)
		return Read(b)
	}
	h, _ := inner(0).algorithm()
	_, mask := inner(1).algorithm()
	m, _ := Read(mask).algorithm()
	salt := inner(2).integer()
	for _, d := range []*digest{sha2to256, sha2to384, sha2to512} {
		if d.oid == h && d.oid == m && salt.Cmp(big.NewInt(int64(d.make().Size()))) == 0 {
			return d
		}
	}
	return nil
}

// pssVerifies: RFC 8017, section 9.1.2.
func (k Key) pssVerifies(d *digest, sum, signature []byte) bool {
	em := k.opened(signature)
	bits := k.N.BitLen() - 1
	if em == nil {
		return false
	}
	if bits%8 == 0 {
		if em[0] != 0 {
			return false
		}
		em = em[1:]
	}
	size := len(sum)
	if len(em) < 2*size+2 || em[len(em)-1] != 0xbc {
		return false
	}
	db, h := em[:len(em)-size-1], em[len(em)-size-1:len(em)-1]
	unused := byte(0xff) >> (8*len(em) - bits)
	if db[0]&^unused != 0 {
		return false
	}
	mask := d.mask(h, len(db))
	for i := range db {
		db[i] ^= mask[i]
	}
	db[0] &= unused
	zeros := len(db) - size - 1
	if !bytes.Equal(db[:zeros], make([]byte, zeros)) || db[zeros] != 1 {
		return false
	}
	again := append(append(make([]byte, 8), sum...), db[zeros+1:]...)
	return bytes.Equal(d.of(again), h)
}

// mask is MGF1 (RFC 8017, appendix B.2.1).
func (d *digest) mask(seed []byte, size int) (out []byte) {
	for i := byte(0); len(out) < size; i++ {
		out = append(out, d.of(append(bytes.Clone(seed), 0, 0, 0, i))...)
	}
	return out[:size]
}
