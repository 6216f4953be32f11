package tls

import (
	"crypto"
	"crypto/x509"
	"encoding/pem"
	"sync"
	"sync/atomic"
)

// Certificates and keys are parsed once: what a text means is the same in every
// process and run, and both ends of most connections are in one script.
var (
	parsed      sync.Map // of DER to *x509.Certificate or keyOf
	parsedCount atomic.Int32
)

// parsedLimit bounds the memory that this costs; what is over it is parsed anew.
const parsedLimit = 512

func cached[T any](der []byte, parse func(der []byte) (T, bool)) (out T, ok bool) {
	key := string(der)
	if v, hit := parsed.Load(key); hit {
		out, ok = v.(T)
		return out, ok
	}
	if out, ok = parse(der); ok && parsedCount.Add(1) <= parsedLimit {
		parsed.Store(key, out)
	}
	return out, ok
}

// parseX509 parses one certificate; nil if it is none.
func parseX509(der []byte) *x509.Certificate {
	x, _ := cached(der, func(der []byte) (*x509.Certificate, bool) {
		x, err := x509.ParseCertificate(der)
		return x, err == nil
	})
	return x
}

// parseChain parses what a peer sent.
func parseChain(ders [][]byte) (out []*x509.Certificate) {
	for _, der := range ders {
		x := parseX509(der)
		if x == nil {
			return out
		}
		out = append(out, x)
	}
	return out
}

// certificates reads what is in a PEM text.
func certificates(b []byte) (out []*x509.Certificate) {
	for {
		block, rest := pem.Decode(b)
		if block == nil {
			return out
		}
		b = rest
		switch block.Type {
		case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE":
			if x := parseX509(block.Bytes); x != nil {
				out = append(out, x)
			}
		}
	}
}

// keyOf is what is kept of a private key.
type keyOf struct{ public crypto.PublicKey }

// publicKey is the public half of a private key in DER, nil if it is none.
func publicKey(der []byte) crypto.PublicKey {
	k, _ := cached(der, func(der []byte) (keyOf, bool) {
		var key any
		if k, err := x509.ParsePKCS8PrivateKey(der); err == nil {
			key = k
		} else if k, err := x509.ParsePKCS1PrivateKey(der); err == nil {
			key = k
		} else if k, err := x509.ParseECPrivateKey(der); err == nil {
			key = k
		}
		s, ok := key.(crypto.Signer)
		if !ok {
			return keyOf{}, false
		}
		return keyOf{s.Public()}, true
	})
	return k.public
}
