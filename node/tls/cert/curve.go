package cert

import (
	"math/big"
	"sync"
)

// Curve is one of NIST's: y² = x³ - 3x + b over a field of p, with a base point
// of order n (FIPS 186-4, appendix D.1.2).
type Curve struct {
	Name       string // NIST's
	ASN1       string // OpenSSL's
	Bits       int
	oid        string
	p, n, b    *big.Int
	baseX      *big.Int
	baseY      *big.Int
	fieldBytes int
}

func newCurve(name, asn1, oid string, bits int, p, n, b, x, y string) *Curve {
	return &Curve{Name: name, ASN1: asn1, Bits: bits, oid: oid, p: hexNumber(p), n: hexNumber(n), b: hexNumber(b), baseX: hexNumber(x), baseY: hexNumber(y), fieldBytes: (bits + 7) / 8}
}

func hexNumber(s string) *big.Int {
	n, ok := new(big.Int).SetString(s, 16)
	if !ok {
		panic("cert: " + s)
	}
	return n
}

// curveNamed makes a curve when a certificate first names it.
func curveNamed(oid string) *Curve {
	switch oid {
	case "1.3.132.0.33":
		return newCurve("P-224", "secp224r1", oid, 224,
			"ffffffffffffffffffffffffffffffff000000000000000000000001", "ffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3d",
			"b4050a850c04b3abf54132565044b0b7d7bfd8ba270b39432355ffb4",
			"b70e0cbd6bb4bf7f321390b94a03c1d356c21122343280d6115c1d21", "bd376388b5f723fb4c22dfe6cd4375a05a07476444d5819985007e34")
	case "1.2.840.10045.3.1.7":
		return newCurve("P-256", "prime256v1", oid, 256,
			"ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
			"5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b",
			"6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296", "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5")
	case "1.3.132.0.34":
		return newCurve("P-384", "secp384r1", oid, 384,
			"fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff",
			"ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
			"b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef",
			"aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7",
			"3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f")
	case "1.3.132.0.35":
		return newCurve("P-521", "secp521r1", oid, 521,
			"01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
			"01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409",
			"0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00",
			"00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66",
			"011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650")
	}
	return nil
}

// curves that were named: making one costs more than finding it.
var curves sync.Map // order: looked up by name only

func curveOf(parameters []byte) *Curve {
	r := Read(parameters)
	oid := OID(r.take(tagOID))
	if c, ok := curves.Load(oid); ok {
		return c.(*Curve)
	}
	c := curveNamed(oid)
	if c != nil {
		kept, _ := curves.LoadOrStore(oid, c)
		c = kept.(*Curve)
	}
	return c
}

// point is a place on a curve; nil is the one at infinity.
type point struct{ x, y *big.Int }

func (c *Curve) base() *point { return &point{c.baseX, c.baseY} }

// point reads an uncompressed point (SEC 1, section 2.3.4); nil if it is none of the curve.
func (c *Curve) point(b []byte) *point {
	if len(b) != 1+2*c.fieldBytes || b[0] != 4 {
		return nil
	}
	x, y := new(big.Int).SetBytes(b[1:1+c.fieldBytes]), new(big.Int).SetBytes(b[1+c.fieldBytes:])
	if x.Cmp(c.p) >= 0 || y.Cmp(c.p) >= 0 {
		return nil
	}
	right := new(big.Int).Mul(x, x)
	right.Sub(right, big.NewInt(3))
	right.Mul(right, x)
	right.Add(right, c.b)
	left := new(big.Int).Mul(y, y)
	if left.Sub(left, right).Mod(left, c.p).Sign() != 0 {
		return nil
	}
	return &point{x, y}
}

func (c *Curve) bytes(p *point) []byte {
	out := make([]byte, 1+2*c.fieldBytes)
	out[0] = 4
	p.x.FillBytes(out[1 : 1+c.fieldBytes])
	p.y.FillBytes(out[1+c.fieldBytes:])
	return out
}

// add adds two points: the line through them, or the tangent, meets the curve again.
func (c *Curve) add(p, q *point) *point {
	if p == nil {
		return q
	}
	if q == nil {
		return p
	}
	slope, under := new(big.Int), new(big.Int)
	if p.x.Cmp(q.x) == 0 {
		if under.Add(p.y, q.y).Mod(under, c.p).Sign() == 0 {
			return nil
		}
		slope.Mul(p.x, p.x).Sub(slope, big.NewInt(1)).Mul(slope, big.NewInt(3))
	} else {
		slope.Sub(q.y, p.y)
		under.Sub(q.x, p.x).Mod(under, c.p)
	}
	slope.Mul(slope, under.ModInverse(under, c.p)).Mod(slope, c.p)
	x := new(big.Int).Mul(slope, slope)
	x.Sub(x, p.x).Sub(x, q.x).Mod(x, c.p)
	y := new(big.Int).Sub(p.x, x)
	y.Mul(y, slope).Sub(y, p.y).Mod(y, c.p)
	return &point{x, y}
}

// multiply adds a point to itself k times.
func (c *Curve) multiply(p *point, k *big.Int) *point {
	var sum *point
	for i := k.BitLen() - 1; i >= 0; i-- {
		sum = c.add(sum, sum)
		if k.Bit(i) == 1 {
			sum = c.add(sum, p)
		}
	}
	return sum
}

// ecdsaVerifies checks a signature over a hash (SEC 1, section 4.1.4).
func (c *Curve) ecdsaVerifies(key *point, hash, signature []byte) bool {
	s := Read(signature)
	rs := s.sequence()
	r, inverse := rs.integer(), rs.integer()
	if s.bad || s.More() || rs.bad || rs.More() || r.Sign() <= 0 || inverse.Sign() <= 0 || r.Cmp(c.n) >= 0 || inverse.Cmp(c.n) >= 0 {
		return false
	}
	e := new(big.Int).SetBytes(hash)
	if extra := 8*len(hash) - c.n.BitLen(); extra > 0 {
		e.Rsh(e, uint(extra))
	}
	inverse.ModInverse(inverse, c.n)
	u := e.Mul(e, inverse).Mod(e, c.n)
	v := inverse.Mul(inverse, r).Mod(inverse, c.n)
	at := c.add(c.multiply(c.base(), u), c.multiply(key, v))
	return at != nil && new(big.Int).Mod(at.x, c.n).Cmp(r) == 0
}
