package tls

import (
	"strings"

	"finishline/node/realm"
)

// cipher is a cipher suite: a number and what getCipher() shows.
type cipher struct {
	id            uint16
	name          string // OpenSSL's
	standard      string // the RFCs'
	tls13         bool
	ecdsa, anyKey bool // which keys it goes with
}

func cipher13(id uint16, name string) cipher {
	return cipher{id: id, name: name, standard: name, tls13: true, anyKey: true}
}

// ciphers are those of Node's default list that use ephemeral keys, in its order
// (deps/openssl: DEFAULT_CIPHER_LIST_CORE).
var ciphers = []cipher{
	cipher13(0x1302, "TLS_AES_256_GCM_SHA384"),
	cipher13(0x1303, "TLS_CHACHA20_POLY1305_SHA256"),
	cipher13(0x1301, "TLS_AES_128_GCM_SHA256"),
	{id: 0xc02f, name: "ECDHE-RSA-AES128-GCM-SHA256", standard: "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"},
	{id: 0xc02b, name: "ECDHE-ECDSA-AES128-GCM-SHA256", standard: "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", ecdsa: true},
	{id: 0xc030, name: "ECDHE-RSA-AES256-GCM-SHA384", standard: "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"},
	{id: 0xc02c, name: "ECDHE-ECDSA-AES256-GCM-SHA384", standard: "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", ecdsa: true},
	{id: 0xcca8, name: "ECDHE-RSA-CHACHA20-POLY1305", standard: "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"},
	{id: 0xcca9, name: "ECDHE-ECDSA-CHACHA20-POLY1305", standard: "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", ecdsa: true},
	{id: 0xc027, name: "ECDHE-RSA-AES128-SHA256", standard: "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"},
	{id: 0x009c, name: "AES128-GCM-SHA256", standard: "TLS_RSA_WITH_AES_128_GCM_SHA256"},
	{id: 0x009d, name: "AES256-GCM-SHA384", standard: "TLS_RSA_WITH_AES_256_GCM_SHA384"},
}

// DefaultCiphers is tls.DEFAULT_CIPHERS.
const DefaultCiphers = "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:ECDHE-RSA-AES128-GCM-SHA256:" +
	"ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES256-GCM-SHA384:DHE-RSA-AES128-GCM-SHA256:" +
	"ECDHE-RSA-AES128-SHA256:DHE-RSA-AES128-SHA256:ECDHE-RSA-AES256-SHA384:DHE-RSA-AES256-SHA384:ECDHE-RSA-AES256-SHA256:" +
	"DHE-RSA-AES256-SHA256:HIGH:!aNULL:!eNULL:!EXPORT:!DES:!RC4:!MD5:!PSK:!SRP:!CAMELLIA"

// CipherNames is tls.getCiphers(), of the ciphers that are modelled.
func CipherNames() []string {
	var out []string
	for i := range ciphers {
		out = append(out, strings.ToLower(ciphers[i].name))
	}
	return out
}

func cipherByID(id uint16) *cipher {
	for i := range ciphers {
		if ciphers[i].id == id {
			return &ciphers[i]
		}
	}
	return nil
}

// cipherList is what an OpenSSL cipher string allows, in its order: names that
// are known, or, where it speaks in classes (HIGH, !aNULL), all. TLS 1.3's are
// always there unless the string names some of them.
func cipherList(text string) []*cipher {
	var new13, old []*cipher
	classes := text == ""
	for _, word := range strings.Split(text, ":") {
		found := false
		for i := range ciphers {
			c := &ciphers[i]
			if c.name != word && c.standard != word {
				continue
			}
			if found = true; c.tls13 {
				new13 = append(new13, c)
			} else {
				old = append(old, c)
			}
		}
		if !found && word != "" && word[0] != '!' && word[0] != '-' {
			classes = true
		}
	}
	for i := range ciphers {
		c := &ciphers[i]
		if c.tls13 && len(new13) < 3 && !strings.Contains(text, "TLS_") {
			new13 = append(new13, c)
		} else if !c.tls13 && classes && !contains(old, c) {
			old = append(old, c)
		}
	}
	return append(new13, old...)
}

func contains(list []*cipher, c *cipher) bool {
	for _, x := range list {
		if x == c {
			return true
		}
	}
	return false
}

// choose picks the server's first cipher that the client has, too, and that the
// key fits; nil if there is none.
func choose(ours []*cipher, theirs []uint16, version uint16, ecdsa bool) *cipher {
	for _, c := range ours {
		if c.tls13 != (version == version13) || !c.anyKey && c.ecdsa != ecdsa {
			continue
		}
		for _, id := range theirs {
			if id == c.id {
				return c
			}
		}
	}
	return nil
}

// object is what getCipher() shows.
func (c *cipher) object(version uint16) *realm.Map {
	shown := "TLSv1.2"
	if version == version13 {
		shown = "TLSv1.3"
	}
	return &realm.Map{Keys: []string{"name", "standardName", "version"}, Values: []realm.Value{c.name, c.standard, shown}}
}
