package http2

import (
	"finishline/h2"
	"strings"

	"finishline/node/env"
	"finishline/node/realm"
	"finishline/node/versions"
)

// pseudoRule says which pseudo-headers a block may have.
type pseudoRule uint8

func (r pseudoRule) allows(name string) bool {
	switch r {
	case pseudoRequest:
		switch name {
		case ":status", ":method", ":authority", ":scheme", ":path", ":protocol":
			return true
		}
	case pseudoResponse:
		return name == ":status"
	}
	return false
}

// singleValue reports whether a field may appear only once (kSingleValueFields).
func singleValue(name string) bool {
	switch name {
	case ":status", ":method", ":authority", ":scheme", ":path", ":protocol",
		"access-control-allow-credentials", "access-control-max-age", "access-control-request-method", "age",
		"authorization", "content-encoding", "content-language", "content-length", "content-location", "content-md5",
		"content-range", "content-type", "date", "dnt", "etag", "expires", "from", "host", "if-match",
		"if-modified-since", "if-none-match", "if-range", "if-unmodified-since", "last-modified", "location",
		"max-forwards", "proxy-authorization", "range", "referer", "retry-after", "tk", "upgrade-insecure-requests",
		"user-agent", "x-content-type-options":
		return true
	}
	return false
}

// connectionSpecific reports whether RFC 9113 section 8.2.2 forbids the field.
func connectionSpecific(name, value string) bool {
	switch name {
	case "connection", "upgrade", "http2-settings", "keep-alive", "proxy-connection", "transfer-encoding":
		return true
	case "te":
		return value != "trailers"
	}
	return false
}

// isToken is checkIsHttpToken.
func isToken(s string) bool {
	if s == "" {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("!#$%&'*+-.^_`|~", c) >= 0 {
			continue
		}
		return false
	}
	return true
}

// blockBuilder turns Headers into the fields of a frame: pseudo-headers first,
// names in lower case, values as strings.
type blockBuilder struct {
	env     *env.Env
	rule    pseudoRule
	strict  bool
	tokens  bool
	never   []string
	seen    []string
	pseudo  int
	fields  []h2.Field
	invalid *realm.Error
}

// buildFields checks h and returns its fields, or throws.
func buildFields(e *env.Env, h Headers, rule pseudoRule, strict bool) []h2.Field {
	b := blockBuilder{env: e, rule: rule, strict: strict, tokens: e.Has(versions.H2HeaderTokens),
		fields: make([]h2.Field, 0, len(h.Keys)+1)}
	if list, ok := h.Sensitive.([]realm.Value); ok {
		for _, v := range list {
			b.never = append(b.never, strings.ToLower(text(v)))
		}
	}
	for i, key := range h.Keys {
		if h.Values[i] == nil || key == "" {
			continue
		}
		if b.add(strings.ToLower(key), h.Values[i]); b.invalid != nil {
			e.Throw(b.invalid)
		}
	}
	return b.fields
}

func (b *blockBuilder) add(name string, value realm.Value) {
	list, many := value.([]realm.Value)
	single := singleValue(name)
	switch {
	case many && len(list) == 0:
		return
	case many && len(list) == 1:
		value, many = list[0], false
	case many && single && b.strict:
		b.invalid = errSingleValue(name)
		return
	}
	if single && b.strict {
		for _, s := range b.seen {
			if s == name {
				b.invalid = errSingleValue(name)
				return
			}
		}
		b.seen = append(b.seen, name)
	}
	if name[0] == ':' {
		b.addPseudo(name, value)
		return
	}
	if b.invalid = b.check(name, value, many); b.invalid != nil {
		return
	}
	if !many {
		b.append(name, text(value))
		return
	}
	for _, v := range list {
		b.append(name, text(v))
	}
}

func (b *blockBuilder) check(name string, value realm.Value, many bool) *realm.Error {
	if b.tokens && !isToken(name) || !b.tokens && strings.Contains(name, " ") {
		return errHTTPToken("Header name", name)
	}
	s := ""
	if !many {
		s = text(value)
	}
	if connectionSpecific(name, s) {
		return errConnectionHeader(name)
	}
	return nil
}

func (b *blockBuilder) addPseudo(name string, value realm.Value) {
	if !b.rule.allows(name) {
		b.invalid = errPseudoheader(name)
		return
	}
	b.append(name, text(value))
	// Pseudo-headers stand in front, in the order given.
	at := len(b.fields) - 1
	f := b.fields[at]
	copy(b.fields[b.pseudo+1:], b.fields[b.pseudo:at])
	b.fields[b.pseudo] = f
	b.pseudo++
}

func (b *blockBuilder) append(name, value string) {
	f := h2.Field{Name: name, Value: value}
	for _, n := range b.never {
		if n == name {
			f.Sensitive = true
		}
	}
	b.fields = append(b.fields, f)
}
