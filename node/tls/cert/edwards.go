package cert

import (
	"bytes"
	"crypto/sha512"
	"math/big"
	"slices"
	"sync"
)

// edwards is the curve of Ed25519 (RFC 8032, section 5.1): -x² + y² = 1 + d x² y².
type edwards struct {
	p, order, d, root *big.Int // root is a square root of -1
	base              *point
}

var edwardsCurve = sync.OnceValue(func() *edwards {
	one := big.NewInt(1)
	e := &edwards{p: new(big.Int).Sub(new(big.Int).Lsh(one, 255), big.NewInt(19)),
		order: new(big.Int).Add(new(big.Int).Lsh(one, 252), hexNumber("14def9dea2f79cd65812631a5cf5d3ed"))}
	e.d = e.divide(big.NewInt(-121665), big.NewInt(121666))
	quarter := new(big.Int).Rsh(new(big.Int).Sub(e.p, one), 2)
	e.root = new(big.Int).Exp(big.NewInt(2), quarter, e.p)
	y := e.bytes(&point{new(big.Int), e.divide(big.NewInt(4), big.NewInt(5))})
	e.base = e.point(y)
	return e
})

func (e *edwards) divide(a, b *big.Int) *big.Int {
	q := new(big.Int).Mod(b, e.p)
	q.ModInverse(q, e.p)
	return q.Mul(q, a).Mod(q, e.p)
}

// point reads 32 bytes: y, and in the last bit whether x is odd (section 5.1.3).
func (e *edwards) point(b []byte) *point {
	if len(b) != 32 {
		return nil
	}
	big32 := slices.Clone(b)
	slices.Reverse(big32)
	odd := uint(big32[0] >> 7)
	big32[0] &= 0x7f
	y := new(big.Int).SetBytes(big32)
	if y.Cmp(e.p) >= 0 {
		return nil
	}
	square := new(big.Int).Mul(y, y)
	over, under := new(big.Int).Sub(square, big.NewInt(1)), new(big.Int).Mul(square, e.d)
	square = e.divide(over, under.Add(under, big.NewInt(1)))
	x := new(big.Int).Exp(square, new(big.Int).Rsh(new(big.Int).Add(e.p, big.NewInt(3)), 3), e.p)
	if again := new(big.Int).Mul(x, x); again.Mod(again, e.p).Cmp(square) != 0 {
		x.Mul(x, e.root).Mod(x, e.p)
	}
	if again := new(big.Int).Mul(x, x); again.Mod(again, e.p).Cmp(square) != 0 || x.Sign() == 0 && odd == 1 {
		return nil
	}
	if x.Bit(0) != odd {
		x.Sub(e.p, x)
	}
	return &point{x, y}
}

func (e *edwards) bytes(p *point) []byte {
	out := p.y.FillBytes(make([]byte, 32))
	out[0] |= byte(p.x.Bit(0)) << 7
	slices.Reverse(out)
	return out
}

func (e *edwards) add(p, q *point) *point {
	mul := func(a, b *big.Int) *big.Int { m := new(big.Int).Mul(a, b); return m.Mod(m, e.p) }
	t := mul(e.d, mul(mul(p.x, q.x), mul(p.y, q.y)))
	one := big.NewInt(1)
	x := e.divide(new(big.Int).Add(mul(p.x, q.y), mul(p.y, q.x)), new(big.Int).Add(one, t))
	y := e.divide(new(big.Int).Add(mul(p.y, q.y), mul(p.x, q.x)), new(big.Int).Sub(one, t))
	return &point{x, y}
}

func (e *edwards) multiply(p *point, k *big.Int) *point {
	sum := &point{new(big.Int), big.NewInt(1)}
	for i := k.BitLen() - 1; i >= 0; i-- {
		sum = e.add(sum, sum)
		if k.Bit(i) == 1 {
			sum = e.add(sum, p)
		}
	}
	return sum
}

func littleEndian(b []byte) *big.Int {
	b = slices.Clone(b)
	slices.Reverse(b)
	return new(big.Int).SetBytes(b)
}

// edwardsPublic is the public half of a key (section 5.1.5).
func edwardsPublic(seed []byte) []byte {
	h := sha512.Sum512(seed)
	h[0] &= 248
	h[31] = h[31]&127 | 64
	e := edwardsCurve()
	return e.bytes(e.multiply(e.base, littleEndian(h[:32])))
}

// edwardsVerifies checks a signature (section 5.1.7), as most do: without the cofactor.
func edwardsVerifies(key, message, signature []byte) bool {
	e := edwardsCurve()
	a := e.point(key)
	if len(signature) != 64 || a == nil {
		return false
	}
	s := littleEndian(signature[32:])
	if s.Cmp(e.order) >= 0 {
		return false
	}
	h := sha512.Sum512(slices.Concat(signature[:32], key, message))
	minus := &point{new(big.Int).Mod(new(big.Int).Neg(a.x), e.p), a.y}
	k := littleEndian(h[:])
	r := e.add(e.multiply(e.base, s), e.multiply(minus, k.Mod(k, e.order)))
	return bytes.Equal(e.bytes(r), signature[:32])
}
