package tls

import (
	"bytes"
	"encoding/binary"
	"encoding/pem"
	"strconv"
	"strings"

	"finishline/node/env"
	"finishline/node/realm"
	"finishline/node/tls/cert"
)

// Context is a SecureContext: certificates, key and what may be negotiated.
type Context struct {
	realm.Object
	env *env.Env

	min, max  uint16
	ciphers   []*cipher
	chain     [][]byte // the own certificate first
	leaf      *cert.Certificate
	key       *cert.Key // of the private key that was given
	ca        []*cert.Certificate
	partial   bool // allowPartialTrustChain
	sessionID string
	timeout   int // seconds that a ticket lasts
	ticketKey uint64
	keys      []byte // what getTicketKeys shows
}

// module is what one process keeps once.
type module struct {
	contexts uint64
	warnedIP bool
}

// moduleOf is a process's.
func moduleOf(e *env.Env) *module {
	if m, ok := e.TLS.(*module); ok {
		return m
	}
	m := &module{}
	e.TLS = m
	return m
}

// NewContext is tls.createSecureContext(options).
func NewContext(e *env.Env, o *realm.Map) *Context {
	m := moduleOf(e)
	m.contexts++
	c := &Context{env: e, min: version12, max: version13, timeout: 300, ticketKey: m.contexts*0x9e3779b97f4a7c15 ^ uint64(e.Proc)}
	e.Engine.Adopt(c)
	for _, name := range []string{"pfx", "crl", "privateKeyEngine", "clientCertEngine"} {
		if truthy(option(o, name)) {
			e.Throw(errUnsupported("the option " + name + " of a secure context"))
		}
	}
	c.versions(o)
	text, _ := option(o, "ciphers").(string)
	c.ciphers = cipherList(text)
	for _, v := range list(e, option(o, "ca")) {
		c.AddCA(v)
	}
	c.partial = truthy(option(o, "allowPartialTrustChain"))
	for _, v := range list(e, option(o, "cert")) {
		c.setCert(v)
	}
	for _, v := range list(e, option(o, "key")) {
		if inner := e.Engine.Get(v, "pem"); inner != nil {
			v = inner
		}
		c.setKey(v)
	}
	c.sessionID, _ = option(o, "sessionIdContext").(string)
	if n := integer(e, option(o, "sessionTimeout")); n > 0 {
		c.timeout = n
	}
	if b, ok := e.Engine.Export(option(o, "ticketKeys")).([]byte); ok && len(b) >= 8 {
		c.SetTicketKeys(b)
	}
	return c
}

// versions reads minVersion, maxVersion and secureProtocol.
func (c *Context) versions(o *realm.Map) {
	number := func(which string, v realm.Value, def uint16) uint16 {
		if realm.IsNullish(v) {
			return def
		}
		switch v {
		case "TLSv1", "TLSv1.1", "TLSv1.2":
			return version12
		case "TLSv1.3":
			return version13
		}
		c.env.Throw(realm.NewTypeError("ERR_TLS_INVALID_PROTOCOL_VERSION", quoted(c.env, v)+" is not a valid "+which+" TLS protocol version"))
		return 0
	}
	c.min = number("minimum", option(o, "minVersion"), version12)
	c.max = number("maximum", option(o, "maxVersion"), version13)
	if s, _ := option(o, "secureProtocol").(string); strings.HasPrefix(s, "TLSv1_2") {
		c.max = version12
	}
}

// quoted is a value as %j shows it.
func quoted(e *env.Env, v realm.Value) string {
	if s, ok := v.(string); ok {
		return strconv.Quote(s)
	}
	return e.InspectValue(v)
}

// AddCA is addCACert: a certificate to trust.
func (c *Context) AddCA(v realm.Value) { c.ca = append(c.ca, certificates(c.text("ca", v))...) }

func (c *Context) setCert(v realm.Value) {
	all := certificates(c.text("cert", v))
	if len(all) == 0 {
		c.env.Throw(errNoStartLine())
	}
	c.leaf = all[0]
	c.chain = nil
	for _, x := range all {
		c.chain = append(c.chain, x.Raw)
	}
}

func (c *Context) setKey(v realm.Value) {
	b := c.text("key", v)
	block, _ := pem.Decode(b)
	if block == nil {
		c.env.Throw(errNoDecoder())
	}
	if block.Headers["DEK-Info"] != "" || block.Type == "ENCRYPTED PRIVATE KEY" {
		c.env.Throw(errUnsupported("an encrypted private key"))
	}
	key := publicKey(block.Bytes)
	if key == nil {
		c.env.Throw(errNoDecoder())
	}
	// OpenSSL keeps a certificate and a key of every kind (ssl_rsa.c: ssl_set_pkey)
	// and compares those of the same.
	if c.leaf != nil && c.leaf.Key.Kind == key.Kind && !c.leaf.Key.Equal(*key) {
		c.env.Throw(opensslError("05800074", "x509 certificate routines", "key values mismatch", "ERR_OSSL_X509_KEY_VALUES_MISMATCH"))
	}
	c.key = key
}

// text is a PEM text, however it is given.
func (c *Context) text(name string, v realm.Value) []byte {
	switch v := c.env.Engine.Export(v).(type) {
	case string:
		return []byte(v)
	case []byte:
		return v
	}
	c.env.Throw(realm.NewTypeError("ERR_INVALID_ARG_TYPE", `The "options.`+name+
		`" property must be of type string or an instance of Buffer, TypedArray, or DataView.`+c.env.Received(v)))
	return nil
}

// ecdsa reports whether the own key is one of an elliptic curve.
func (c *Context) ecdsa() bool {
	return c.key != nil && (c.key.Kind == cert.EC || c.key.Kind == cert.Ed25519)
}

// signatureSize is how long a signature with the own key is, about.
func (c *Context) signatureSize() int {
	switch {
	case c.key == nil:
		return 0
	case c.key.Kind == cert.RSA:
		return (c.key.N.BitLen() + 7) / 8
	case c.key.Kind == cert.Ed25519:
		return 64
	}
	return 2*(c.key.Curve.Bits+7)/8 + 7
}

// signs reports whether there is a certificate and its key.
func (c *Context) signs() bool {
	return c.leaf != nil && c.key != nil && c.leaf.Key.Kind == c.key.Kind
}

// TicketKeys is getTicketKeys().
func (c *Context) TicketKeys() []byte {
	if c.keys == nil {
		c.keys = bytes.Repeat(binary.BigEndian.AppendUint64(nil, c.ticketKey), 6)
	}
	return append([]byte(nil), c.keys...)
}

// SetTicketKeys is setTicketKeys(keys): tickets sealed with the same keys are
// good here.
func (c *Context) SetTicketKeys(b []byte) {
	c.keys, c.ticketKey = append([]byte(nil), b...), 14695981039346656037
	for _, x := range b {
		c.ticketKey = (c.ticketKey ^ uint64(x)) * 1099511628211
	}
}

func opensslError(number, library, reason, code string) *realm.Error {
	return &realm.Error{Name: "Error", Code: code, Message: "error:" + number + ":" + library + "::" + reason,
		Props: []realm.Prop{{Key: "library", Value: library}, {Key: "reason", Value: reason}, {Key: "code", Value: code}}}
}

func errNoStartLine() *realm.Error {
	return opensslError("0480006C", "PEM routines", "no start line", "ERR_OSSL_PEM_NO_START_LINE")
}

func errNoDecoder() *realm.Error {
	return opensslError("1E08010C", "DECODER routines", "unsupported", "ERR_OSSL_UNSUPPORTED")
}
