package tls

import (
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"math/big"
	"strings"
	"time"

	"finishline/node/realm"
	"finishline/node/tls/cert"
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
func (t *Socket) linkIssuers(m *realm.Map, c *Context, sent []*cert.Certificate) {
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
func (t *Socket) certificate(x *cert.Certificate) *realm.Map {
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
	attributes, ok := cert.Name(raw)
	if !ok || len(attributes) == 0 {
		return nil
	}
	m := &realm.Map{NullProto: true}
	for _, a := range attributes {
		name := nameTypes[a.OID]
		if name == "" {
			name = a.OID
		}
		switch old, has := m.Get(name); {
		case !has:
			m.Set(name, a.Value)
		default:
			l, ok := old.([]realm.Value)
			if !ok {
				l = []realm.Value{old}
			}
			m.Set(name, append(l, a.Value))
		}
	}
	return m
}

// altNames is the subject's alternative names in the order of the certificate.
func altNames(x *cert.Certificate) realm.Value {
	var out []string
	if !cert.Members(x.Extension(cert.SubjectAltName), func(tag byte, b []byte) { out = append(out, generalName(tag, b)) }) || out == nil {
		return nil
	}
	return strings.Join(out, ", ")
}

func generalName(tag byte, b []byte) string {
	switch tag & 0x1f {
	case 1:
		return "email:" + string(b)
	case 2:
		return "DNS:" + string(b)
	case 6:
		return "URI:" + string(b)
	case 7:
		return "IP Address:" + addressText(b)
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

// infoAccess is where to ask about a certificate (RFC 5280, section 4.2.2.1).
func infoAccess(x *cert.Certificate) realm.Value {
	var ocsp, issuers []string
	cert.Members(x.Extension(cert.AuthorityInfo), func(_ byte, description []byte) {
		r := cert.Read(description)
		_, method, _ := r.Next()
		tag, place, _ := r.Next()
		if tag&0x1f != 6 {
			return
		}
		switch cert.OID(method) {
		case "1.3.6.1.5.5.7.48.1":
			ocsp = append(ocsp, string(place))
		case "1.3.6.1.5.5.7.48.2":
			issuers = append(issuers, string(place))
		}
	})
	if len(ocsp)+len(issuers) == 0 {
		return nil
	}
	m := &realm.Map{NullProto: true}
	uris := func(name string, list []string) {
		if len(list) > 0 {
			m.Set(name, list)
		}
	}
	uris("OCSP - URI", ocsp)
	uris("CA Issuers - URI", issuers)
	return m
}

func extKeyUsage(x *cert.Certificate) realm.Value {
	var out []string
	cert.Members(x.Extension(cert.ExtendedKeyUsage), func(_ byte, oid []byte) { out = append(out, cert.OID(oid)) })
	if out == nil {
		return nil
	}
	return out
}

// publicKeyFields is what a certificate object says of the key.
type publicKeyFields struct{ modulus, exponent, pubkey, bits, asn1Curve, nistCurve realm.Value }

func keyFields(x *cert.Certificate) (k publicKeyFields) {
	switch key := x.Key; key.Kind {
	case cert.RSA:
		k.modulus = strings.ToUpper(key.N.Text(16))
		k.exponent = "0x" + key.E.Text(16)
		k.pubkey = append([]byte(nil), x.RawPublicKey...)
		k.bits = key.N.BitLen()
	case cert.EC:
		k.nistCurve, k.asn1Curve = key.Curve.Name, key.Curve.ASN1
		k.pubkey = append([]byte(nil), key.Point...)
		k.bits = key.Curve.Bits
	}
	return k
}
