package tls

import (
	"encoding/pem"
	"sync"
	"sync/atomic"

	"finishline/node/tls/cert"
)

// Certificates and keys are parsed once: what a text means is the same in every
// process and run, and both ends of most connections are in one script.
var (
	parsed      sync.Map // of DER to *cert.Certificate or *cert.Key, of a certificate and its issuer to whether it signed
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
func parseX509(der []byte) *cert.Certificate {
	x, _ := cached(der, func(der []byte) (*cert.Certificate, bool) {
		x, err := cert.Parse(der)
		return x, err == nil
	})
	return x
}

// parseChain parses what a peer sent.
func parseChain(ders [][]byte) (out []*cert.Certificate) {
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
func certificates(b []byte) (out []*cert.Certificate) {
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

// publicKey is the public half of a private key in DER, nil if it is none.
func publicKey(der []byte) *cert.Key {
	k, _ := cached(der, func(der []byte) (*cert.Key, bool) {
		k, err := cert.PublicHalf(der)
		if err != nil {
			return nil, false
		}
		return &k, true
	})
	return k
}

// signedBy checks a certificate's signature, once.
func signedBy(x, by *cert.Certificate) bool {
	pair := append(append([]byte(nil), x.Raw...), by.Raw...)
	ok, _ := cached(pair, func([]byte) (bool, bool) { return x.SignedBy(by), true })
	return ok
}
