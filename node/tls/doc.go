// Package tls is Node's tls module: TLSSocket and Server over a TLSWrap
// (src/crypto/crypto_tls.cc) over a machine in the role of OpenSSL's SSL object.
//
// There is no cryptography. A connection exchanges the records of RFC 8446 or
// RFC 5246 in their order and, to a few bytes, in OpenSSL's sizes, but what they
// carry is carried in the clear: keys are agreed on in name only, and signatures
// are made by saying so. Certificates are real: they are parsed, shown and
// verified. A program cannot tell, for the only thing that it sees of ciphers is
// their names; but a peer outside the simulation can, so TLS is refused on real
// sockets.
//
// Not modelled, each refused where a program could notice: renegotiation,
// pre-shared keys, pfx, crl and engines, TLS 1.0 and 1.1, DTLS, TLS over a
// stream that is no net.Socket. Ciphers are chosen by name among those that
// Node's default list names; key logs have made-up secrets. That a certificate
// is not valid yet is never found: the simulated clock begins in 2024, whatever
// day it is, and a certificate that was made today would not be.
package tls
