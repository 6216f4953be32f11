package tls

import (
	"bytes"
	"time"

	"finishline/node/tls/cert"
)

// OpenSSL's verification errors (crypto/x509/x509_txt.c), as Node names them.
var verifyMessages = map[string]string{
	"DEPTH_ZERO_SELF_SIGNED_CERT":       "self-signed certificate",
	"SELF_SIGNED_CERT_IN_CHAIN":         "self-signed certificate in certificate chain",
	"UNABLE_TO_VERIFY_LEAF_SIGNATURE":   "unable to verify the first certificate",
	"UNABLE_TO_GET_ISSUER_CERT_LOCALLY": "unable to get local issuer certificate",
	"UNABLE_TO_GET_ISSUER_CERT":         "unable to get issuer certificate",
	"CERT_HAS_EXPIRED":                  "certificate has expired",
	"CERT_SIGNATURE_FAILURE":            "certificate signature failure",
	"INVALID_CA":                        "invalid CA certificate",
}

// verify finds what X509_verify_cert would: it builds the chain from what the
// peer sent and what is trusted, then checks signatures and dates. Node's
// callback lets it go on after every error, so that the last one counts.
func (c *Context) verify(sent []*cert.Certificate, now time.Time) string {
	if len(sent) == 0 {
		return ""
	}
	chain, trusted := c.buildChain(sent)
	code := ""
	last := chain[len(chain)-1]
	switch {
	case trusted:
	case selfIssued(last) && len(chain) == 1:
		code = "DEPTH_ZERO_SELF_SIGNED_CERT"
	case selfIssued(last):
		code = "SELF_SIGNED_CERT_IN_CHAIN"
	case len(chain) == 1:
		code = "UNABLE_TO_VERIFY_LEAF_SIGNATURE"
	default:
		code = "UNABLE_TO_GET_ISSUER_CERT_LOCALLY"
	}
	for i := len(chain) - 1; i >= 0; i-- {
		if i+1 < len(chain) && !signedBy(chain[i], chain[i+1]) {
			code = "CERT_SIGNATURE_FAILURE"
		}
		if now.After(chain[i].NotAfter) {
			code = "CERT_HAS_EXPIRED"
		}
	}
	return code
}

// buildChain follows the issuers, trusted ones first.
func (c *Context) buildChain(sent []*cert.Certificate) (chain []*cert.Certificate, trusted bool) {
	chain = sent[:1:1]
	for len(chain) < 32 {
		last := chain[len(chain)-1]
		if contained(c.ca, last) && (selfIssued(last) || c.partial) {
			return chain, true
		}
		if selfIssued(last) {
			return chain, false
		}
		next := issuer(c.ca, last)
		if next == nil {
			next = issuer(sent[1:], last)
		}
		if next == nil {
			return chain, false
		}
		chain = append(chain, next)
	}
	return chain, false
}

func contained(list []*cert.Certificate, x *cert.Certificate) bool {
	for _, y := range list {
		if x.Equal(y) {
			return true
		}
	}
	return false
}

func issuer(list []*cert.Certificate, of *cert.Certificate) *cert.Certificate {
	for _, x := range list {
		if !bytes.Equal(x.RawSubject, of.RawIssuer) {
			continue
		}
		if len(of.AuthorityKeyID) > 0 && len(x.SubjectKeyID) > 0 && !bytes.Equal(of.AuthorityKeyID, x.SubjectKeyID) {
			continue
		}
		return x
	}
	return nil
}

func selfIssued(x *cert.Certificate) bool { return bytes.Equal(x.RawSubject, x.RawIssuer) }
