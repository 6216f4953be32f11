// Package cert reads X.509 certificates and private keys as DER (RFC 5280, ITU-T
// X.690), and checks signatures between certificates. It holds what tls shows of
// a certificate and what verification needs.
//
// crypto/x509 does all of this and much more; it would be a twelfth of what the
// playground downloads before it can show anything. The tests compare with it.
//
// Not modelled: signing, and anything secret. Private keys are read only for
// their public half, so nothing here needs to take the same time for every key.
// Keys of other kinds than RSA, NIST's curves and Ed25519 are not read: a
// certificate with one is shown without its key, and has signed nothing.
package cert
