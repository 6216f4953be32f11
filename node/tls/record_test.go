package tls

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Whatever was sealed opens to the same, however it arrives, and in a record of
// the size that AES-GCM would make.
func TestRecordsOpenAsTheyWereSealed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		body := rapid.SliceOfN(rapid.Byte(), 0, 600).Draw(t, "body")
		version := rapid.SampledFrom([]uint16{version12, version13}).Draw(t, "version")
		protected := rapid.Bool().Draw(t, "protected")
		wire := seal(nil, applicationData, body, version, protected)
		for n := range wire {
			if _, ok, reason := open(wire[:n], version, protected); ok || reason != "" {
				t.Fatalf("%d of %d bytes: %v %q", n, len(wire), ok, reason)
			}
		}
		r, ok, _ := open(append(wire, 23, 3), version, protected)
		if !ok || r.t != applicationData || !bytes.Equal(r.body, body) || r.size != len(wire) {
			t.Fatalf("opened %v %+v", ok, r)
		}
		overhead := map[uint16]int{version12: 29, version13: 22}[version]
		if !protected {
			overhead = 5
		}
		if len(wire) != len(body)+overhead {
			t.Fatalf("%d bytes for %d", len(wire), len(body))
		}
	})
}

func TestHellosSurviveTheWire(t *testing.T) {
	h := &clientHello{serverName: "a.example.org", alpn: []string{"h2", "http/1.1"}, max: version13, min: version12, ciphers: []uint16{0x1302, 0xc02f}, ocsp: true,
		ticket: []byte("ticket"), sessionID: make([]byte, 32)}
	m := h.marshal(helloSize)
	got, ok := parseClientHello(m.body)
	if !ok || got.serverName != h.serverName || strings.Join(got.alpn, ",") != "h2,http/1.1" || got.max != version13 || got.min != version12 ||
		!got.ocsp || string(got.ticket) != "ticket" || len(got.ciphers) != 2 {
		t.Errorf("got %+v", got)
	}
	if want := helloSize + 9 + len(h.serverName) + 6 + 12 + 9 - recordHeader; len(m.bytes()) != want {
		t.Errorf("%d bytes, want %d", len(m.bytes()), want)
	}
	for n := range m.body {
		parseClientHello(m.body[:n]) // must not panic
	}
	s := (&serverHello{version: version13, cipher: 0x1302, resumed: true}).marshal(make([]byte, 32), serverHello13+6)
	if x, ok := parseServerHello(s.body); !ok || x.version != version13 || x.cipher != 0x1302 || !x.resumed {
		t.Errorf("got %+v", x)
	}
}

func TestSessionsAndTickets(t *testing.T) {
	s := session{version: version13, cipher: 0x1302, verify: "CERT_HAS_EXPIRED", ticket: []byte("t"), peer: [][]byte{{1, 2}, {3}}}
	got := parseSession(s.marshal())
	if got == nil || got.version != s.version || got.verify != s.verify || string(got.ticket) != "t" || len(got.peer) != 2 || got.peer[1][0] != 3 {
		t.Errorf("got %+v", got)
	}
	x, ok := parseTicket((&ticket{key: 5, context: "c", issued: 9, session: session{version: version12, cipher: 0xc02f}}).marshal())
	if !ok || x.key != 5 || x.context != "c" || x.issued != 9 || x.session.version != version12 {
		t.Errorf("got %+v %v", x, ok)
	}
	if parseSession([]byte("no session")) != nil {
		t.Error("parsed nonsense")
	}
}

func TestHostsAndPatterns(t *testing.T) {
	for _, x := range []struct {
		host, alt, cn, want string
	}{
		{"a.example.org", "DNS:*.example.org", "", ""},
		{"example.org", "DNS:*.example.org", "", "Host: example.org. is not in the cert's altnames: DNS:*.example.org"},
		{"a.b.example.org", "DNS:*.example.org", "x", "Host: a.b.example.org. is not in the cert's altnames: DNS:*.example.org"},
		{"b.org", "", "*.org", "Host: b.org. is not cert's CN: *.org"},
		{"B.org", "", "b.ORG", ""},
		{"127.0.0.1", "DNS:localhost, IP Address:127.0.0.1", "", ""},
		{"::1", "IP Address:0:0:0:0:0:0:0:1", "", ""},
		{"10.0.0.1", "IP Address:127.0.0.1", "", "IP: 10.0.0.1 is not in the cert's list: 127.0.0.1"},
		{"x", "", "", "Cert does not contain a DNS name"},
	} {
		var cn []string
		if x.cn != "" {
			cn = []string{x.cn}
		}
		if got := identityProblem(x.host, x.alt, cn); got != x.want {
			t.Errorf("%s against %s: %q", x.host, x.alt, got)
		}
	}
}
