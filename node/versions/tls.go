package versions

// TLS: node/tls and https. Sources are lib/_tls_wrap.js, from 22.23 and 24 on
// lib/internal/tls/wrap.js, and lib/https.js of the versions named, compared
// with each other, and what real Node was seen to do.
var (
	// TLSOpenSSL35: 22.23, 24.21 and later.
	TLSOpenSSL35 = behaviour("tls-openssl-35", ">=22.20 <23 || >=24.5", "process.versions.openssl at 22.23.3, 24.21.0 (3.0 at 20.20.2, 23.7.0)",
		"The TLS library is OpenSSL 3.5: it sends a key share of X25519MLKEM768 and words some errors in another way.")
	// TLSLengthFirst: 25.9.
	TLSLengthFirst = behaviour("tls-length-first", ">=25 <26", "OpenSSL 3.5.5 in 25.9.0 (3.5.8 in 26.10.0)",
		"Bytes that are no TLS are refused as a packet that is too long, not for their version.")
	// TLSGroupInfo: 24.21, 26.
	TLSGroupInfo = behaviour("tls-group-info", ">=24.21 <25 || >=26", "getEphemeralKeyInfo() at 24.21.0 and 26.10.0 ({} at 22.23.3)",
		"getEphemeralKeyInfo() names the group of a key exchange that is no plain ECDH.")
	// TLSCertificateAllKeys: 24.
	TLSCertificateAllKeys = behaviour("tls-certificate-all-keys", ">=24", "getPeerCertificate() at 24.21.0 (fewer keys at 23.7.0)",
		"A certificate object has every key, undefined where the certificate says nothing.")
	// TLSSystemCAHint: Node 24 (PR #57362).
	TLSSystemCAHint = behaviour("tls-system-ca-hint", ">=24", "nodejs/node#57362, seen at 24.21.0 (absent at 23.7.0)",
		"The error of a certificate that nobody vouches for ends with a hint at --use-system-ca.")
	// TLSAltNameCodeLast: until 18.
	TLSAltNameCodeLast = behaviour("tls-altname-code-last", "<20", "Object.keys(error) at 18.20.8 and 20.20.2",
		"ERR_TLS_CERT_ALTNAME_INVALID lists its code behind reason, host and cert.")
	// TLSWritesAfterTickets: Node 26.
	TLSWritesAfterTickets = behaviour("tls-writes-after-tickets", ">=26", "the order of 'session' and 'data' at 26.10.0 and 25.9.0, strace",
		"What is written in 'secureConnect' and 'secureConnection' waits for the end of that turn and follows the session tickets; before, it went first.")
	// TLSALPNFatal: Node 20.
	TLSALPNFatal = behaviour("tls-alpn-fatal", ">=20", "src/crypto/crypto_tls.cc, SelectALPNCallback (PR #44031)",
		"A client none of whose protocols the server speaks is refused with an alert; before, it got none chosen.")
	// TLSParentClosed: absent at 18.
	TLSParentClosed = behaviour("tls-parent-closed", ">=20", "lib/_tls_wrap.js at 20.20.2, _wrapHandle (absent at 18.20.8)",
		"A TLSSocket is destroyed when the socket below it closes.")
	// TLSErrorIsClientError: not 23.7.
	TLSErrorIsClientError = behaviour("tls-error-is-client-error", ">=20 <23 || >=24", "lib/_tls_wrap.js at 20.20.2, tlsConnectionListener (absent at 18.20.8 and 23.7.0)",
		"Whatever destroys a connection with an error before it is secure is a tlsClientError.")
	// TLSSessionIdentity: 22.23, 24.21, 26.
	TLSSessionIdentity = behaviour("tls-session-identity", ">=22.23 <23 || >=24.21 <25 || >=26", "lib/internal/tls/wrap.js at 22.23.3, getSessionForReuse (absent at 25.9.0)",
		"A session that getSession() gave remembers for which host, and is used for no other.")
	// TLSServerNameNoIP: Node 25.
	TLSServerNameNoIP = behaviour("tls-servername-no-ip", ">=25 <26", "lib/internal/tls/wrap.js at 25.9.0, connect (a warning at 24.21.0 and 26.10.0)",
		"connect() throws for a server name that is an IP address; before, it warned.")
	// TLSPassesNoDelay: Node 23.
	TLSPassesNoDelay = behaviour("tls-passes-no-delay", ">=24", "lib/internal/tls/wrap.js at 24.21.0, TLSSocket (absent at 23.7.0)",
		"tls.connect() passes noDelay and keepAlive on to its socket.")
	// TLSNoCertUnauthorized: 24.21, 26.
	TLSNoCertUnauthorized = behaviour("tls-no-cert-unauthorized", ">=24.21 <25 || >=26", "lib/internal/tls/wrap.js at 24.21.0, onServerSocketSecure",
		"A resumed session without a client certificate is not authorized on a server that asks for one.")
	// TLSContextIgnoresCase: 24.21, 26.
	TLSContextIgnoresCase = behaviour("tls-context-ignores-case", ">=24.21 <25 || >=26", "lib/internal/tls/wrap.js at 24.21.0, addContext",
		"addContext() matches server names in any case.")
	// TLSCallbackErrorsCaught: not 18 and 23.7.
	TLSCallbackErrorsCaught = behaviour("tls-callback-errors-caught", ">=20.19 <21 || >=22.20 <23 || >=24", "lib/_tls_wrap.js at 20.20.2, loadSNI (absent at 18.20.8 and 23.7.0)",
		"What SNICallback or ALPNCallback throws destroys the connection; before, it was uncaught.")
	// TLSALPNCallback: absent at 18.18.
	TLSALPNCallback = behaviour("tls-alpn-callback", ">=18.19", "lib/_tls_wrap.js at 18.20.8, callALPNCallback",
		"A server may choose the protocol in an ALPNCallback.")
	// H2StoresHTTPOptions: Node 24.
	H2StoresHTTPOptions = behaviour("h2-stores-http-options", ">=24", "lib/internal/http2/core.js at 24.21.0, Http2SecureServer (absent at 23.7.0)",
		"createSecureServer({allowHTTP1: true}) gives its HTTP/1 connections http's settings, such as keepAliveTimeout.")
	// H2TracksHTTP1: absent at 18.
	H2TracksHTTP1 = behaviour("h2-tracks-http1", ">=20", "lib/internal/http2/core.js at 20.20.2, Http2SecureServer (absent at 18.20.8)",
		"createSecureServer({allowHTTP1: true}) watches its HTTP/1 connections' timeouts and closes idle ones in close().")
	// H2MissingALPN: Node 20.
	H2MissingALPN = behaviour("h2-missing-alpn", ">=20", "lib/internal/http2/core.js at 20.20.2, connectionListener (Unknown at 18.20.8)",
		"A client that speaks no HTTP/2 is told that it lacks ALPN.")
	// HTTPSAgentPerRequestIdentity: 22.23, 24.21, 26.
	HTTPSAgentPerRequestIdentity = behaviour("https-agent-per-request-identity", ">=22.23 <23 || >=24.21 <25 || >=26", "lib/https.js at 24.21.0, kPerRequestCheckServerIdentity",
		"A request with a checkServerIdentity of its own shares no connection with others.")
)
