package tls

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"strings"
	"time"

	"finishline/node/realm"
	"finishline/node/versions"
)

// PeerCertificate is getPeerCertificate(detailed): {} without one, null without a
// connection.
func (t *Socket) PeerCertificate(detailed bool) realm.Value {
	s := t.ssl()
	if s == nil {
		return realm.Null
	}
	if len(s.peer) == 0 {
		return &realm.Map{}
	}
	m := t.certificate(s.peer[0])
	if detailed {
		t.linkIssuers(m, s.ctx, s.peer)
	}
	return m
}

// OwnCertificate is getCertificate().
func (t *Socket) OwnCertificate() realm.Value {
	s := t.ssl()
	if s == nil {
		return realm.Null
	}
	if s.ctx.leaf == nil {
		return &realm.Map{}
	}
	return t.certificate(s.ctx.leaf)
}

// linkIssuers sets issuerCertificate all the way up; a self-signed certificate's
// is itself.
func (t *Socket) linkIssuers(m *realm.Map, c *Context, sent []*x509.Certificate) {
	x := sent[0]
	for range 32 {
		if selfIssued(x) {
			m.Set("issuerCertificate", m)
			return
		}
		next := issuer(sent[1:], x)
		if next == nil {
			next = issuer(c.ca, x)
		}
		if next == nil {
			return
		}
		up := t.certificate(next)
		m.Set("issuerCertificate", up)
		m, x = up, next
	}
}

// certificate is the legacy object that X509ToObject makes; later versions name
// even what is undefined.
func (t *Socket) certificate(x *x509.Certificate) *realm.Map {
	k := keyFields(x)
	m := &realm.Map{}
	add := func(name string, v realm.Value) { m.Keys, m.Values = append(m.Keys, name), append(m.Values, v) }
	all := t.env.Has(versions.TLSCertificateAllKeys)
	set := func(name string, v realm.Value) {
		if v != nil || all {
			add(name, v)
		}
	}
	set("subject", distinguishedName(x.RawSubject))
	set("issuer", distinguishedName(x.RawIssuer))
	set("subjectaltname", altNames(x))
	set("infoAccess", infoAccess(x))
	add("ca", x.IsCA)
	set("modulus", k.modulus)
	if all {
		add("exponent", k.exponent)
		add("pubkey", k.pubkey)
		add("bits", k.bits)
	} else {
		set("bits", k.bits)
		set("exponent", k.exponent)
		set("pubkey", k.pubkey)
		set("asn1Curve", k.asn1Curve)
		set("nistCurve", k.nistCurve)
	}
	add("valid_from", certTime(x.NotBefore))
	add("valid_to", certTime(x.NotAfter))
	s1, s256, s512 := sha1.Sum(x.Raw), sha256.Sum256(x.Raw), sha512.Sum512(x.Raw)
	add("fingerprint", fingerprint(s1[:]))
	add("fingerprint256", fingerprint(s256[:]))
	add("fingerprint512", fingerprint(s512[:]))
	set("ext_key_usage", extKeyUsage(x))
	add("serialNumber", serial(x.SerialNumber))
	add("raw", append([]byte(nil), x.Raw...))
	if all {
		add("asn1Curve", k.asn1Curve)
		add("nistCurve", k.nistCurve)
	}
	return m
}

func certTime(t time.Time) string { return t.UTC().Format("Jan _2 15:04:05 2006") + " GMT" }

func serial(n *big.Int) string {
	s := strings.ToUpper(n.Text(16))
	if len(s)%2 == 1 {
		s = "0" + s
	}
	return s
}

// nameTypes are OpenSSL's short names of attribute types.
var nameTypes = map[string]string{"2.5.4.3": "CN", "2.5.4.4": "SN", "2.5.4.5": "serialNumber", "2.5.4.6": "C", "2.5.4.7": "L", "2.5.4.8": "ST",
	"2.5.4.9": "street", "2.5.4.10": "O", "2.5.4.11": "OU", "2.5.4.12": "title", "2.5.4.42": "GN", "1.2.840.113549.1.9.1": "emailAddress",
	"0.9.2342.19200300.100.1.25": "DC", "0.9.2342.19200300.100.1.1": "UID"}

// distinguishedName is a name as an object; a type that occurs again becomes an
// array. An empty name is undefined.
func distinguishedName(raw []byte) realm.Value {
	var seq pkix.RDNSequence
	if _, err := asn1.Unmarshal(raw, &seq); err != nil || len(seq) == 0 {
		return nil
	}
	m := &realm.Map{NullProto: true}
	for _, set := range seq {
		for _, a := range set {
			name := nameTypes[a.Type.String()]
			if name == "" {
				name = a.Type.String()
			}
			v, _ := a.Value.(string)
			switch old, has := m.Get(name); {
			case !has:
				m.Set(name, v)
			default:
				l, ok := old.([]realm.Value)
				if !ok {
					l = []realm.Value{old}
				}
				m.Set(name, append(l, v))
			}
		}
	}
	return m
}

// altNames is the subject's alternative names in the order of the certificate.
func altNames(x *x509.Certificate) realm.Value {
	var out []string
	for _, ext := range x.Extensions {
		if !ext.Id.Equal(asn1.ObjectIdentifier{2, 5, 29, 17}) {
			continue
		}
		var seq asn1.RawValue
		if _, err := asn1.Unmarshal(ext.Value, &seq); err != nil {
			return nil
		}
		for rest := seq.Bytes; len(rest) > 0; {
			var v asn1.RawValue
			var err error
			if rest, err = asn1.Unmarshal(rest, &v); err != nil {
				return nil
			}
			out = append(out, generalName(v))
		}
	}
	if out == nil {
		return nil
	}
	return strings.Join(out, ", ")
}

func generalName(v asn1.RawValue) string {
	switch v.Tag {
	case 1:
		return "email:" + string(v.Bytes)
	case 2:
		return "DNS:" + string(v.Bytes)
	case 6:
		return "URI:" + string(v.Bytes)
	case 7:
		return "IP Address:" + addressText(v.Bytes)
	}
	return "othername:<unsupported>"
}

// addressText is an address as OpenSSL prints it: IPv6 without shortening.
func addressText(b []byte) string {
	var parts []string
	if len(b) == 4 {
		for _, c := range b {
			parts = append(parts, decimal(int(c)))
		}
		return strings.Join(parts, ".")
	}
	for i := 0; i+1 < len(b); i += 2 {
		s := hex(int(b[i])<<8 | int(b[i+1]))
		if s == "" {
			s = "0"
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, ":")
}

func infoAccess(x *x509.Certificate) realm.Value {
	if len(x.OCSPServer)+len(x.IssuingCertificateURL) == 0 {
		return nil
	}
	m := &realm.Map{NullProto: true}
	uris := func(name string, list []string) {
		if len(list) > 0 {
			m.Set(name, list)
		}
	}
	uris("OCSP - URI", x.OCSPServer)
	uris("CA Issuers - URI", x.IssuingCertificateURL)
	return m
}

func extKeyUsage(x *x509.Certificate) realm.Value {
	oids := map[x509.ExtKeyUsage]string{x509.ExtKeyUsageServerAuth: "1.3.6.1.5.5.7.3.1", x509.ExtKeyUsageClientAuth: "1.3.6.1.5.5.7.3.2",
		x509.ExtKeyUsageCodeSigning: "1.3.6.1.5.5.7.3.3", x509.ExtKeyUsageEmailProtection: "1.3.6.1.5.5.7.3.4", x509.ExtKeyUsageOCSPSigning: "1.3.6.1.5.5.7.3.9"}
	var out []string
	for _, u := range x.ExtKeyUsage {
		out = append(out, oids[u])
	}
	for _, o := range x.UnknownExtKeyUsage {
		out = append(out, o.String())
	}
	if out == nil {
		return nil
	}
	return out
}

// publicKeyFields is what a certificate object says of the key.
type publicKeyFields struct{ modulus, exponent, pubkey, bits, asn1Curve, nistCurve realm.Value }

func keyFields(x *x509.Certificate) (k publicKeyFields) {
	switch key := x.PublicKey.(type) {
	case *rsa.PublicKey:
		k.modulus = strings.ToUpper(key.N.Text(16))
		k.exponent = "0x" + big.NewInt(int64(key.E)).Text(16)
		k.pubkey = append([]byte(nil), x.RawSubjectPublicKeyInfo...)
		k.bits = key.N.BitLen()
	case *ecdsa.PublicKey:
		k.nistCurve = key.Curve.Params().Name
		k.asn1Curve = map[string]string{"P-224": "secp224r1", "P-256": "prime256v1", "P-384": "secp384r1", "P-521": "secp521r1"}[key.Curve.Params().Name]
		if b, err := key.Bytes(); err == nil {
			k.pubkey = b
		}
		k.bits = key.Curve.Params().BitSize
	case ed25519.PublicKey:
	}
	return k
}
