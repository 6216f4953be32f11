package cert

import (
	"bytes"
	"errors"
	"math/big"
	"time"
)

// Certificate is what a certificate says (RFC 5280, section 4.1).
type Certificate struct {
	Raw, RawSubject, RawIssuer, RawPublicKey []byte // DER

	SerialNumber        *big.Int
	NotBefore, NotAfter time.Time
	Key                 Key
	Extensions          []Extension
	IsCA                bool
	SubjectKeyID        []byte
	AuthorityKeyID      []byte

	signed     []byte // what the signature is over
	algorithm  string
	parameters []byte
	signature  []byte
}

// Extension of a certificate.
type Extension struct {
	OID   string
	Value []byte
}

// Extensions.
const (
	SubjectAltName   = "2.5.29.17"
	ExtendedKeyUsage = "2.5.29.37"
	AuthorityInfo    = "1.3.6.1.5.5.7.1.1"

	subjectKeyID, authorityKeyID, basicConstraints = "2.5.29.14", "2.5.29.35", "2.5.29.19"
)

var errMalformed = errors.New("cert: malformed DER")

// Parse reads a certificate.
func Parse(der []byte) (*Certificate, error) {
	r := Read(der)
	outer := r.sequence()
	if r.bad || r.More() {
		return nil, errMalformed
	}
	c := &Certificate{Raw: der}
	c.signed = outer.whole(tagSequence)
	c.algorithm, c.parameters = outer.algorithm()
	c.signature = outer.bits()
	if outer.bad || outer.More() {
		return nil, errMalformed
	}
	if err := c.body(Read(c.signed).sequence()); err != nil {
		return nil, err
	}
	return c, nil
}

func (c *Certificate) body(r *Reader) error {
	r.optional(context | constructed) // the version
	c.SerialNumber = r.integer()
	if oid, _ := r.algorithm(); oid != c.algorithm {
		return errMalformed
	}
	c.RawIssuer = r.whole(tagSequence)
	validity := r.sequence()
	c.NotBefore, c.NotAfter = validity.time(), validity.time()
	c.RawSubject = r.whole(tagSequence)
	c.RawPublicKey = r.whole(tagSequence)
	if r.bad || validity.bad {
		return errMalformed
	}
	var err error
	if c.Key, err = publicKey(c.RawPublicKey); err != nil && !errors.Is(err, errKey) {
		return err
	}
	r.optional(context | 1) // identifiers that nobody uses
	r.optional(context | 2)
	if extensions, ok := r.optional(context | constructed | 3); ok {
		return c.extensions(Read(extensions).sequence())
	}
	if r.bad {
		return errMalformed
	}
	return nil
}

func (r *Reader) time() time.Time {
	tag, text, _ := r.Next()
	layout := "20060102150405Z"
	if tag == tagUTCTime {
		layout = layout[2:]
	}
	t, err := time.Parse(layout, string(text))
	if err != nil || tag != tagUTCTime && tag != tagGeneralizedTime {
		r.bad = true
	}
	if tag == tagUTCTime && t.Year() >= 2050 { // RFC 5280, section 4.1.2.5.1
		t = t.AddDate(-100, 0, 0)
	}
	return t
}

func (c *Certificate) extensions(r *Reader) error {
	for r.More() {
		e := r.sequence()
		x := Extension{OID: OID(e.take(tagOID))}
		e.optional(tagBool) // critical
		x.Value = e.take(tagOctets)
		if e.bad {
			return errMalformed
		}
		c.Extensions = append(c.Extensions, x)
		v := Read(x.Value)
		switch x.OID {
		case subjectKeyID:
			c.SubjectKeyID = v.take(tagOctets)
		case authorityKeyID:
			v = v.sequence()
			c.AuthorityKeyID, _ = v.optional(context)
		case basicConstraints:
			v = v.sequence()
			ca, _ := v.optional(tagBool)
			c.IsCA = len(ca) == 1 && ca[0] != 0
		}
		if v.bad {
			return errMalformed
		}
	}
	if r.bad {
		return errMalformed
	}
	return nil
}

// Extension is the value of an extension, nil without it.
func (c *Certificate) Extension(oid string) []byte {
	for _, x := range c.Extensions {
		if x.OID == oid {
			return x.Value
		}
	}
	return nil
}

// Equal reports whether two certificates are the same.
func (c *Certificate) Equal(x *Certificate) bool { return bytes.Equal(c.Raw, x.Raw) }

// SignedBy reports whether the signature was made with another certificate's key.
func (c *Certificate) SignedBy(by *Certificate) bool {
	return by.Key.verifies(c.algorithm, c.parameters, c.signed, c.signature)
}

// Attribute of a name.
type Attribute struct{ OID, Value string }

// Name reads a name (RFC 5280, section 4.1.2.4).
func Name(der []byte) (out []Attribute, ok bool) {
	r := Read(der)
	sets := r.sequence()
	for sets.More() {
		for set := Read(sets.take(tagSet)); set.More(); {
			a := set.sequence()
			oid := OID(a.take(tagOID))
			tag, value, _ := a.Next()
			if a.bad {
				return nil, false
			}
			out = append(out, Attribute{oid, text(tag, value)})
		}
	}
	return out, !r.bad && !sets.bad
}

// Tags of strings that are not of bytes as they are.
const tagBMPString = 0x1e

func text(tag byte, b []byte) string {
	if tag != tagBMPString {
		return string(b)
	}
	var runes []rune
	for i := 0; i+1 < len(b); i += 2 {
		runes = append(runes, rune(b[i])<<8|rune(b[i+1]))
	}
	return string(runes)
}

// Members are the values in a sequence: their tags and contents.
func Members(der []byte, see func(tag byte, contents []byte)) bool {
	r := Read(der)
	s := r.sequence()
	for s.More() {
		tag, contents, _ := s.Next()
		if !s.bad {
			see(tag, contents)
		}
	}
	return !r.bad && !s.bad
}
