package cert

import (
	"errors"
	"math/big"
)

// Kind of a key.
type Kind byte

// Kinds of keys; 0 is any other.
const (
	RSA Kind = iota + 1
	EC
	Ed25519
)

// Key is a public key.
type Key struct {
	Kind  Kind
	N, E  *big.Int // RSA
	Curve *Curve   // EC
	Point []byte   // EC: the point, uncompressed; Ed25519: the key
}

// Equal reports whether two keys are the same.
func (k Key) Equal(o Key) bool {
	switch {
	case k.Kind != o.Kind:
		return false
	case k.Kind == RSA:
		return k.N.Cmp(o.N) == 0 && k.E.Cmp(o.E) == 0
	}
	return k.Curve == o.Curve && string(k.Point) == string(o.Point)
}

// Algorithms of keys (RFC 3279, 5480, 8410).
const (
	oidRSA     = "1.2.840.113549.1.1.1"
	oidEC      = "1.2.840.10045.2.1"
	oidEd25519 = "1.3.101.112"
)

var errKey = errors.New("cert: a key of an unknown kind")

// publicKey reads a SubjectPublicKeyInfo.
func publicKey(der []byte) (k Key, err error) {
	r := Read(der).sequence()
	oid, parameters := r.algorithm()
	key := r.bits()
	if r.bad {
		return k, errMalformed
	}
	switch oid {
	case oidRSA:
		return rsaKey(Read(key).sequence())
	case oidEC:
		return ecKey(parameters, key)
	case oidEd25519:
		if len(key) != 32 {
			return k, errMalformed
		}
		return Key{Kind: Ed25519, Point: key}, nil
	}
	return k, errKey
}

func rsaKey(r *Reader) (Key, error) {
	k := Key{Kind: RSA, N: r.integer(), E: r.integer()}
	if r.bad || k.N.Sign() <= 0 || k.E.Sign() <= 0 || k.E.BitLen() > 31 {
		return Key{}, errMalformed
	}
	return k, nil
}

func ecKey(parameters, point []byte) (Key, error) {
	c := curveOf(parameters)
	if c == nil {
		return Key{}, errKey
	}
	if c.point(point) == nil {
		return Key{}, errMalformed
	}
	return Key{Kind: EC, Curve: c, Point: point}, nil
}

// PublicHalf reads a private key, in PKCS #8, PKCS #1 or SEC 1, for its public half.
func PublicHalf(der []byte) (Key, error) {
	r := Read(der).sequence()
	r.integer() // the version
	switch {
	case r.bad:
		return Key{}, errMalformed
	case r.is(tagInteger): // PKCS #1 (RFC 8017, appendix A.1.2)
		return rsaKey(r)
	case r.is(tagOctets): // SEC 1 (RFC 5915)
		return ecHalf(nil, r)
	}
	oid, parameters := r.algorithm() // PKCS #8 (RFC 5958)
	inner := Read(r.take(tagOctets))
	if r.bad {
		return Key{}, errMalformed
	}
	switch oid {
	case oidRSA:
		s := inner.sequence()
		s.integer()
		return rsaKey(s)
	case oidEC:
		s := inner.sequence()
		s.integer()
		return ecHalf(parameters, s)
	case oidEd25519:
		seed := inner.take(tagOctets)
		if inner.bad || len(seed) != 32 {
			return Key{}, errMalformed
		}
		return Key{Kind: Ed25519, Point: edwardsPublic(seed)}, nil
	}
	return Key{}, errKey
}

// ecHalf computes the public point: the one that may be in the key is not needed.
func ecHalf(parameters []byte, r *Reader) (Key, error) {
	scalar := new(big.Int).SetBytes(r.take(tagOctets))
	if named, ok := r.optional(context | constructed); ok && parameters == nil {
		parameters = named
	}
	c := curveOf(parameters)
	if c == nil {
		return Key{}, errKey
	}
	if r.bad || scalar.Sign() <= 0 || scalar.Cmp(c.n) >= 0 {
		return Key{}, errMalformed
	}
	return Key{Kind: EC, Curve: c, Point: c.bytes(c.multiply(c.base(), scalar))}, nil
}
