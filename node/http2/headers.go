package http2

import (
	"finishline/h2"
	"math"
	"strconv"
	"strings"

	"finishline/node/env"
	"finishline/node/realm"
	"finishline/node/versions"
)

// Headers is a header block as a script gave it or is shown it.
type Headers struct {
	*realm.Map
	// Sensitive is the value of [http2.sensitiveHeaders]; nil if there is none.
	Sensitive realm.Value
	// Raw: it was given as a flat array, so names may repeat.
	Raw bool
}

// pseudoRule says which pseudo-headers a block may have.
type pseudoRule uint8

const (
	pseudoRequest pseudoRule = iota
	pseudoResponse
	pseudoNone // trailers
)

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

// text is String(v) of an exported value.
func text(v realm.Value) string {
	switch v := v.(type) {
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return numberText(v)
	case bool:
		if v {
			return "true"
		}
		return "false"
	case nil:
		return "undefined"
	case realm.NullType:
		return "null"
	case []byte:
		return string(v)
	case []realm.Value:
		s := ""
		for i, x := range v {
			if i > 0 {
				s += ","
			}
			if !realm.IsNullish(x) {
				s += text(x)
			}
		}
		return s
	case interface{ String() string }:
		return v.String()
	case *realm.Error:
		return v.Name + ": " + v.Message
	}
	return "[object Object]"
}

func numberText(f float64) string {
	switch {
	case math.IsNaN(f):
		return "NaN"
	case math.IsInf(f, 1):
		return "Infinity"
	case math.IsInf(f, -1):
		return "-Infinity"
	case f == math.Trunc(f) && math.Abs(f) < 1e21:
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	return strconv.FormatFloat(f, 'g', -1, 64)
}

// toInt32 is v | 0.
func toInt32(v realm.Value) int {
	switch v := v.(type) {
	case int:
		return int(int32(v))
	case int64:
		return int(int32(v))
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return 0
		}
		return int(int32(int64(v)))
	case bool:
		if v {
			return 1
		}
	case string:
		if f, err := strconv.ParseFloat(strings.TrimSpace(v), 64); err == nil {
			return toInt32(f)
		}
	}
	return 0
}

// receivedHeaders is toHeaderObject: the received fields as an object, repeated
// fields joined as their semantics allow.
func receivedHeaders(v *versions.Set, fields []h2.Field, sensitive []realm.Value) Headers {
	m := &realm.Map{NullProto: true, Keys: make([]string, 0, len(fields)), Values: make([]realm.Value, 0, len(fields))}
	for _, f := range fields {
		at := -1
		for i, k := range m.Keys {
			if k == f.Name {
				at = i
				break
			}
		}
		if at < 0 {
			m.Keys = append(m.Keys, f.Name)
			m.Values = append(m.Values, firstValue(f))
			continue
		}
		if !singleValue(f.Name) {
			joinValue(m, at, f)
		}
	}
	m.Symbols = []realm.SymbolProp{{Key: SensitiveSymbol(v), Value: sensitive}}
	return Headers{Map: m, Sensitive: sensitive}
}

func firstValue(f h2.Field) realm.Value {
	switch f.Name {
	case ":status":
		return toInt32(f.Value)
	case "set-cookie":
		return []realm.Value{f.Value}
	}
	return f.Value
}

func joinValue(m *realm.Map, at int, f h2.Field) {
	switch f.Name {
	case "cookie":
		m.Values[at] = text(m.Values[at]) + "; " + f.Value
	case "set-cookie":
		m.Values[at] = append(m.Values[at].([]realm.Value), f.Value)
	default:
		m.Values[at] = text(m.Values[at]) + ", " + f.Value
	}
}

// rawHeaders is the flat array of names and values.
func rawHeaders(fields []h2.Field) []realm.Value {
	out := make([]realm.Value, 0, 2*len(fields))
	for _, f := range fields {
		out = append(out, f.Name, f.Value)
	}
	return out
}

// str is the value of key as a string, if it has one.
func (h Headers) str(key string) (string, bool) {
	v, ok := h.Get(key)
	if !ok || v == nil {
		return "", false
	}
	return text(v), true
}

// authority is getAuthority: :authority, else host.
func (h Headers) authority() (string, bool) {
	if s, ok := h.str(":authority"); ok {
		return s, true
	}
	return h.str("host")
}

// clone is Object.assign({ __proto__: null }, h).
func (h Headers) clone() Headers {
	m := &realm.Map{NullProto: true}
	if h.Map != nil {
		m.Keys = append(make([]string, 0, len(h.Keys)+4), h.Keys...)
		m.Values = append(make([]realm.Value, 0, len(h.Values)+4), h.Values...)
	}
	if h.Map != nil {
		m.Symbols = h.Symbols
	}
	return Headers{Map: m, Sensitive: h.Sensitive, Raw: h.Raw}
}

// object is the block as scripts see it; undefined if there is none.
func (h Headers) object() realm.Value {
	if h.Map == nil {
		return nil
	}
	return h.Map
}
