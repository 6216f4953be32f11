package cert

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	mathrand "math/rand/v2"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// signer is a key and what it can sign certificates with.
type signer struct {
	name       string
	key        crypto.Signer
	algorithms []x509.SignatureAlgorithm
}

func signers(t *testing.T) (out []signer) {
	t.Helper()
	keys.Do(func() { made = makeSigners(t) })
	return made
}

// Making keys takes longer than all else here.
var (
	keys sync.Once
	made []signer
)

func makeSigners(t *testing.T) (out []signer) {
	for name, curve := range map[string]elliptic.Curve{"P-224": elliptic.P224(), "P-256": elliptic.P256(), "P-384": elliptic.P384(), "P-521": elliptic.P521()} { // order: each alone
		key, err := ecdsa.GenerateKey(curve, rand.Reader)
		require.NoError(t, err)
		out = append(out, signer{name, key, []x509.SignatureAlgorithm{x509.ECDSAWithSHA256, x509.ECDSAWithSHA384, x509.ECDSAWithSHA512}})
	}
	for _, bits := range []int{1024, 2048, 2049} {
		key, err := rsa.GenerateKey(rand.Reader, bits)
		require.NoError(t, err)
		algorithms := []x509.SignatureAlgorithm{x509.SHA256WithRSA, x509.SHA384WithRSA, x509.SHA512WithRSA, x509.SHA256WithRSAPSS, x509.SHA384WithRSAPSS}
		if bits > 1024 {
			algorithms = append(algorithms, x509.SHA512WithRSAPSS)
		}
		out = append(out, signer{"RSA", key, algorithms})
	}
	_, key, err := ed25519.GenerateKey(rand.Reader)
	require.NoError(t, err)
	return append(out, signer{"Ed25519", key, []x509.SignatureAlgorithm{x509.PureEd25519}})
}

func template(n int64, a x509.SignatureAlgorithm) *x509.Certificate {
	return &x509.Certificate{
		SerialNumber: big.NewInt(n), SignatureAlgorithm: a, IsCA: true, BasicConstraintsValid: true,
		Subject:   pkix.Name{CommonName: "a name", Organization: []string{"one", "two"}, Country: []string{"DE"}},
		NotBefore: time.Date(1999, 1, 2, 3, 4, 5, 0, time.UTC), NotAfter: time.Date(2051, 1, 2, 3, 4, 5, 0, time.UTC),
		DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1).To4(), net.IPv6loopback},
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}, OCSPServer: []string{"http://ocsp"}, SubjectKeyId: []byte{1, 2, 3},
	}
}

func TestCertificatesSayWhatCryptoX509Says(t *testing.T) {
	for i, s := range signers(t) {
		for _, a := range s.algorithms {
			der, err := x509.CreateCertificate(rand.Reader, template(int64(i)+200, a), template(7, a), s.key.Public(), s.key)
			require.NoError(t, err, "%s %s", s.name, a)
			want, err := x509.ParseCertificate(der)
			require.NoError(t, err)
			got, err := Parse(der)
			require.NoError(t, err, "%s %s", s.name, a)
			require.Equal(t, want.SerialNumber, got.SerialNumber)
			require.Equal(t, want.RawSubject, got.RawSubject)
			require.Equal(t, want.RawIssuer, got.RawIssuer)
			require.Equal(t, want.RawSubjectPublicKeyInfo, got.RawPublicKey)
			require.True(t, want.NotBefore.Equal(got.NotBefore) && want.NotAfter.Equal(got.NotAfter))
			require.Equal(t, want.IsCA, got.IsCA)
			require.Equal(t, want.SubjectKeyId, got.SubjectKeyID)
			require.Len(t, got.Extensions, len(want.Extensions))
			for i, x := range want.Extensions {
				require.Equal(t, x.Id.String(), got.Extensions[i].OID)
				require.Equal(t, x.Value, got.Extensions[i].Value)
			}
			name, ok := Name(got.RawSubject)
			require.True(t, ok)
			require.Contains(t, name, Attribute{"2.5.4.3", "a name"})

			require.True(t, got.SignedBy(got), "%s %s", s.name, a)
			for range 4 { // a bit anywhere in the signature or in what is signed
				for _, b := range [][]byte{got.signature, got.signed} {
					at, bit := mathrand.IntN(len(b)), byte(1)<<mathrand.IntN(8)
					b[at] ^= bit
					require.False(t, got.SignedBy(got), "%s %s with byte %d of %d changed", s.name, a, at, len(b))
					b[at] ^= bit
				}
			}
		}
	}
}

func TestKeysOfEveryFormHaveTheirPublicHalf(t *testing.T) {
	for i, s := range signers(t) {
		spki, err := x509.MarshalPKIXPublicKey(s.key.Public())
		require.NoError(t, err)
		want, err := publicKey(spki)
		require.NoError(t, err)
		forms := [][]byte{}
		pkcs8, err := x509.MarshalPKCS8PrivateKey(s.key)
		require.NoError(t, err)
		forms = append(forms, pkcs8)
		switch k := s.key.(type) {
		case *rsa.PrivateKey:
			forms = append(forms, x509.MarshalPKCS1PrivateKey(k))
		case *ecdsa.PrivateKey:
			sec1, err := x509.MarshalECPrivateKey(k)
			require.NoError(t, err)
			forms = append(forms, sec1)
		}
		for _, der := range forms {
			got, err := PublicHalf(der)
			require.NoError(t, err, s.name)
			require.True(t, got.Equal(want), s.name)
		}
		for j, other := range signers(t) {
			spki, err := x509.MarshalPKIXPublicKey(other.key.Public())
			require.NoError(t, err)
			k, err := publicKey(spki)
			require.NoError(t, err)
			require.Equal(t, i == j, k.Equal(want))
		}
	}
}

// Whatever the bytes, there is a certificate or an error.
func TestDamagedCertificatesAreRefused(t *testing.T) {
	r := mathrand.New(mathrand.NewPCG(1, 2))
	for _, s := range signers(t) {
		der, err := x509.CreateCertificate(rand.Reader, template(1, s.algorithms[0]), template(1, s.algorithms[0]), s.key.Public(), s.key)
		require.NoError(t, err)
		key, err := x509.MarshalPKCS8PrivateKey(s.key)
		require.NoError(t, err)
		for range 300 {
			b := append([]byte(nil), der...)
			for range 1 + r.IntN(3) {
				b[r.IntN(len(b))] = byte(r.Uint32())
			}
			b = b[:len(b)-r.IntN(2)*r.IntN(len(b))]
			if c, err := Parse(b); err == nil {
				Name(c.RawSubject)
				Members(c.Extension(SubjectAltName), func(byte, []byte) {})
			}
			k := append([]byte(nil), key...)
			k[r.IntN(min(40, len(k)))] ^= byte(1 + r.IntN(255))
			_, _ = PublicHalf(k[:len(k)-r.IntN(2)*r.IntN(len(k))])
		}
	}
}
