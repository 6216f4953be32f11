package fuzz

import (
	"testing"

	"github.com/stretchr/testify/require"

	"finishline/node/versions"
	"finishline/scenarios"
)

// What strace saw of scenarios in which the output says nothing about it.
func TestTLSAsStraceSawIt(t *testing.T) {
	for _, c := range []struct{ why, name, version, calls string }{
		{"close_notify goes before the FIN, the tickets are lost", "tls-alpn-callback", "24.21.0",
			"out \"server foo\\n\"\naccepted 1 write 24 = 24\naccepted 1 shutdown SHUT_WR\n"},
		{"Node 26 tells of the handshake when the tickets are made", "tls-alpn-callback", "26.10.0",
			"out \"server foo\\n\"\naccepted 1 write 598 = 598\naccepted 1 shutdown SHUT_WR\n"},
		{"tickets and what was written in 'secureConnection' are one write", "tls-record-sizes", "26.10.0", "accepted 1 write 40640 = 40640\n"},
		{"what a client writes in 'secureConnect' leaves at the end of that turn, with its Finished", "tls-order", "26.10.0", "out \"promise after secureConnect\\n\"\nclient 1 write 107 = 107\n"},
		{"a ClientHello without TLS 1.3 is short", "tls-errors", "26.10.0", "client 7 write 235 = 235\n"},
		{"a server without a sessionIdContext has shorter tickets", "tls-starttls", "20.20.2", "accepted 1 write 540 = 540\n"},
		{"https.createServer() in 18 switches Nagle's algorithm off", "https-order", "18.20.8", "listener 1 accept = accepted 1\naccepted 1 setsockopt TCP_NODELAY 1\n"},
	} {
		sc, err := scenarios.Find(c.name)
		require.NoError(t, err)
		v, err := versions.Find(c.version)
		require.NoError(t, err)
		s := Simulate(sc.Script, v, true)
		require.NoError(t, s.Err, c.why)
		require.Contains(t, texts(s.View("syscalls")), c.calls, c.why)
	}
}
