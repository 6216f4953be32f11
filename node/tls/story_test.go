package tls

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net/netip"
	"strings"
	"testing"
	"time"

	"finishline/netmodel"
	"finishline/node/env"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/uv"
	"finishline/node/versions"
	"finishline/sim"
)

// identity is a key with its certificate, in PEM.
type identity struct{ key, cert string }

// issue makes a certificate for names, signed by parent or by itself.
func issue(t *testing.T, cn string, parent *identity, from, to int, names ...string) *identity {
	t.Helper()
	check := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	check(err)
	x := &x509.Certificate{SerialNumber: big.NewInt(7), Subject: pkix.Name{CommonName: cn}, DNSNames: names, IsCA: parent == nil, BasicConstraintsValid: true,
		NotBefore: time.Date(from, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(to, 1, 1, 0, 0, 0, 0, time.UTC)}
	up, signer := x, any(key)
	if parent != nil {
		up, err = x509.ParseCertificate(certificates([]byte(parent.cert))[0].Raw)
		check(err)
		block, _ := pem.Decode([]byte(parent.key))
		signer, err = x509.ParsePKCS8PrivateKey(block.Bytes)
		check(err)
	}
	der, err := x509.CreateCertificate(rand.Reader, x, up, &key.PublicKey, signer)
	check(err)
	private, err := x509.MarshalPKCS8PrivateKey(key)
	check(err)
	return &identity{key: string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private})),
		cert: string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))}
}

// story is one process with a TLS server and a client of it that write lines.
type story struct {
	*env.Env
	lines  []string
	server *net.Server
}

func (s *story) log(f string, args ...any) { s.lines = append(s.lines, fmt.Sprintf(f, args...)) }

func options(kv ...any) *realm.Map {
	m := &realm.Map{}
	for i := 0; i < len(kv); i += 2 {
		m.Set(kv[i].(string), kv[i+1])
	}
	return m
}

func fn(f func(args []realm.Value)) realm.Function {
	return realm.Fn("", func(_ realm.Value, args []realm.Value) realm.Value { f(args); return nil })
}

// tell runs a server with the options and, once it listens, main.
func tell(t *testing.T, version string, o *realm.Map, accept func(s *story, k *net.Socket), main func(s *story)) string {
	t.Helper()
	r, err := versions.Find(version)
	if err != nil {
		t.Fatal(err)
	}
	w := sim.NewWorld(nil, nil)
	p := netmodel.New(w, netmodel.Config{}).NewHost("host", netip.Addr{}).NewProcess("p")
	set := versions.For(r.Version)
	l := uv.New(w, p, set)
	s := &story{Env: env.New(w, p, l, realm.NativeEngine{}, set)}
	s.WallClock = func() int64 { return time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli() }
	s.Fatal = func(v realm.Value) { t.Fatalf("uncaught %v", v) }
	s.Callback(func() {
		v := &net.Server{}
		Secure(v, s.Env, o)
		v.Init(s.Env, v, net.ServerOptions{}, ConnectionListener())
		v.CallOn("secureConnection", fn(func(args []realm.Value) { accept(s, args[0].(*net.Socket)) }))
		v.CallOn("tlsClientError", fn(func(args []realm.Value) { s.log("tlsClientError %s", args[0].(*realm.Error).Code) }))
		s.server = v
		v.Listen(net.ListenOptions{Host: "127.0.0.1"}, fn(func([]realm.Value) { main(s) }))
	})
	if !s.SpinEventLoop(func() {}) {
		s.log("hangs")
	}
	return strings.Join(s.lines, "\n")
}

// connect logs what happens to a client; it closes the server in the end.
func (s *story) connect(o ConnectOptions) *Socket {
	o.Options, o.RejectUnauthorized = net.DefaultOptions, o.All == nil || option(o.All, "rejectUnauthorized") != false
	o.Net = net.ConnectOptions{Host: "127.0.0.1", Port: s.server.Address().Port, AutoSelectFamily: -1}
	c := Connect(s.Env, o, nil)
	c.CallOn("secureConnect", fn(func([]realm.Value) { s.log("secureConnect %v %v", c.Authorized, c.AuthorizationError) }))
	c.CallOn("error", fn(func(args []realm.Value) { s.log("error %s", args[0].(*realm.Error).Code) }))
	c.CallOn("data", fn(func(args []realm.Value) { s.log("data %d", len(args[0].([]byte))) }))
	c.CallOn("end", fn(func([]realm.Value) { s.log("end") }))
	c.CallOn("close", fn(func([]realm.Value) { s.log("close"); s.server.Close(nil) }))
	return c
}

func want(t *testing.T, got string, lines ...string) {
	t.Helper()
	if w := strings.Join(lines, "\n"); got != w {
		t.Errorf("want\n%s\n\ngot\n%s", w, got)
	}
}

func TestDataEventsAreRecords(t *testing.T) {
	id := issue(t, "localhost", nil, 2020, 2100, "localhost")
	got := tell(t, "24.21.0", options("key", id.key, "cert", id.cert), func(s *story, k *net.Socket) {
		k.Write(make([]byte, 40000), "buffer", func(realm.Value) { s.log("first written") })
		k.Write([]byte("a"), "buffer", nil)
		k.End([]byte("bc"), "buffer", func(realm.Value) { s.log("ended") })
		k.Resume()
	}, func(s *story) { s.connect(ConnectOptions{ServerName: "localhost", All: options("ca", id.cert)}) })
	want(t, got, "secureConnect true {}", "first written", "ended", "data 16384", "data 16384", "data 7232", "data 3", "end", "close")
}

// What is written in 'secureConnection' lies in the handshake's buffer until the
// tickets are sealed: a destroy in between loses it, in TLS 1.2 it does not.
func TestDestroyInSecureConnection(t *testing.T) {
	id := issue(t, "localhost", nil, 2020, 2100, "localhost")
	for version, lines := range map[string][]string{ // order: each has a story of its own
		"TLSv1.3": {"secureConnect true {}", "end", "close"},
		"TLSv1.2": {"secureConnect true {}", "data 4", "end", "close"},
	} {
		o := options("key", id.key, "cert", id.cert, "maxVersion", version)
		got := tell(t, "24.21.0", o, func(_ *story, k *net.Socket) {
			k.Write([]byte("lost"), "buffer", nil)
			k.CallDestroy(nil)
		}, func(s *story) { s.connect(ConnectOptions{ServerName: "localhost", All: options("ca", id.cert)}) })
		want(t, got, lines...)
	}
}

func TestCertificateCodes(t *testing.T) {
	ca := issue(t, "CA", nil, 2020, 2100)
	self := issue(t, "localhost", nil, 2020, 2100, "localhost")
	leaf := issue(t, "localhost", ca, 2020, 2100, "localhost")
	old := issue(t, "localhost", nil, 2020, 2022, "localhost")
	for _, x := range []struct {
		id   *identity
		cert string
		all  *realm.Map
		name string
		want string
	}{
		{self, self.cert, nil, "localhost", "DEPTH_ZERO_SELF_SIGNED_CERT"},
		{self, self.cert, options("ca", self.cert), "localhost", ""},
		{leaf, leaf.cert, nil, "localhost", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"},
		{leaf, leaf.cert + ca.cert, nil, "localhost", "SELF_SIGNED_CERT_IN_CHAIN"},
		{leaf, leaf.cert, options("ca", ca.cert), "localhost", ""},
		{leaf, leaf.cert, options("ca", ca.cert), "example.org", "ERR_TLS_CERT_ALTNAME_INVALID"},
		{old, old.cert, options("ca", old.cert), "localhost", "CERT_HAS_EXPIRED"},
	} {
		got := tell(t, "24.21.0", options("key", x.id.key, "cert", x.cert), func(s *story, k *net.Socket) { s.log("secureConnection"); k.End(nil, "", nil); k.Resume() },
			func(s *story) { s.connect(ConnectOptions{ServerName: x.name, All: x.all}) })
		if x.want == "" {
			want(t, got, "secureConnect true {}", "secureConnection", "end", "close")
		} else {
			want(t, got, "error "+x.want, "close", "tlsClientError ECONNRESET")
		}
	}
}

func TestProtocolsThatDoNotMeet(t *testing.T) {
	id := issue(t, "localhost", nil, 2020, 2100, "localhost")
	for version, lines := range map[string][]string{ // order: each has a story of its own
		"18.20.8": {"secureConnect true {}", "end", "close"},
		"24.21.0": {"tlsClientError ERR_SSL_NO_APPLICATION_PROTOCOL", "error ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL", "close"},
	} {
		o := options("key", id.key, "cert", id.cert, "ALPNProtocols", []realm.Value{"h2"})
		got := tell(t, version, o, func(_ *story, k *net.Socket) { k.End(nil, "", nil); k.Resume() }, func(s *story) {
			c := ConnectOptions{ServerName: "localhost", All: options("ca", id.cert)}
			c.ALPN = []string{"http/1.1"}
			s.connect(c)
		})
		want(t, got, lines...)
	}
}
