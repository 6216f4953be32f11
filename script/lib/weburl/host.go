package weburl

import (
	"errors"
	"math"
	"net/netip"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
)

//lint:ignore ST1005 the words are those of the error that scripts see
var errInvalid = errors.New("Invalid URL")

// forbiddenHost is the forbidden host code points; domains forbid controls, "%"
// and DEL besides (section 3.1).
const forbiddenHost = "\x00\t\n\r #/:<>?@[\\]^|"

// toASCII is domain to ASCII with beStrict false (section 3.3).
var toASCII = idna.New(idna.MapForLookup(), idna.Transitional(false), idna.StrictDomainName(false), idna.CheckHyphens(false),
	idna.VerifyDNSLength(false), idna.BidiRule(), idna.CheckJoiners(true))

var toUnicode = idna.New(idna.MapForLookup(), idna.Transitional(false), idna.StrictDomainName(false), idna.CheckHyphens(false))

// DomainToASCII is url.domainToASCII; "" if the domain is invalid.
func DomainToASCII(s string) string {
	h, err := parseHost(s, true)
	if err != nil {
		return ""
	}
	return h
}

// DomainToUnicode is url.domainToUnicode.
func DomainToUnicode(s string) string {
	h := DomainToASCII(s)
	u, err := toUnicode.ToUnicode(h)
	if err != nil {
		return h
	}
	return u
}

// Punycode encodes a label without the prefix "xn--", or decodes one.
func Punycode(label string, encode bool) (string, error) {
	const prefix = "xn--"
	if !encode {
		out, err := idna.Punycode.ToUnicode(prefix + label)
		if strings.HasPrefix(out, prefix) && err == nil {
			err = errInvalid
		}
		return out, err
	}
	out, err := idna.Punycode.ToASCII(label)
	if !strings.HasPrefix(out, prefix) { // nothing in it needed encoding
		return out + "-", err
	}
	return out[len(prefix):], err
}

func parseHost(s string, isSpecial bool) (string, error) {
	if strings.HasPrefix(s, "[") {
		if !strings.HasSuffix(s, "]") {
			return "", errInvalid
		}
		a, err := netip.ParseAddr(s[1 : len(s)-1])
		if err != nil || !a.Is6() || a.Zone() != "" {
			return "", errInvalid
		}
		return "[" + compress(a) + "]", nil
	}
	if !isSpecial {
		if strings.ContainsAny(s, forbiddenHost) {
			return "", errInvalid
		}
		return encode(s, setControl), nil
	}
	domain := decode(s)
	ascii := strings.ToLower(domain)
	if !plainASCII(ascii) || strings.Contains(ascii, "xn--") {
		var err error
		if ascii, err = toASCII.ToASCII(domain); err != nil {
			return "", errInvalid
		}
	}
	if ascii == "" {
		return "", errInvalid
	}
	for i := range len(ascii) {
		if c := ascii[i]; c < 0x20 || c == 0x7F || c == '%' || strings.IndexByte(forbiddenHost, c) >= 0 {
			return "", errInvalid
		}
	}
	if endsInNumber(ascii) {
		return parseIPv4(ascii)
	}
	return ascii, nil
}

func plainASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// compress serializes an IPv6 address: hexadecimal pieces throughout.
func compress(a netip.Addr) string {
	b := a.As16()
	var pieces [8]uint16
	for i := range pieces {
		pieces[i] = uint16(b[2*i])<<8 | uint16(b[2*i+1])
	}
	best, length := -1, 1
	for i := 0; i < 8; i++ {
		j := i
		for j < 8 && pieces[j] == 0 {
			j++
		}
		if j-i > length {
			best, length = i, j-i
		}
		if j > i {
			i = j
		}
	}
	var out strings.Builder
	for i := 0; i < 8; i++ {
		if i == best {
			if i == 0 {
				out.WriteByte(':')
			}
			out.WriteByte(':')
			i += length - 1
			continue
		}
		out.WriteString(strconv.FormatUint(uint64(pieces[i]), 16))
		if i < 7 {
			out.WriteByte(':')
		}
	}
	return out.String()
}

// endsInNumber is the ends-in-a-number checker.
func endsInNumber(s string) bool {
	parts := strings.Split(s, ".")
	if parts[len(parts)-1] == "" {
		if len(parts) == 1 {
			return false
		}
		parts = parts[:len(parts)-1]
	}
	last := parts[len(parts)-1]
	if last != "" && strings.Trim(last, "0123456789") == "" {
		return true
	}
	_, ok := parseNumber(last)
	return ok
}

func parseNumber(s string) (float64, bool) {
	if s == "" {
		return 0, false
	}
	base := 10
	if len(s) >= 2 && s[0] == '0' && s[1]|0x20 == 'x' {
		s, base = s[2:], 16
	} else if len(s) >= 2 && s[0] == '0' {
		s, base = s[1:], 8
	}
	if s == "" {
		return 0, true
	}
	n := 0.0
	for i := range len(s) {
		d := int(unhex(s[i]))
		if d >= base {
			return 0, false
		}
		n = n*float64(base) + float64(d)
	}
	return n, true
}

func parseIPv4(s string) (string, error) {
	parts := strings.Split(s, ".")
	if parts[len(parts)-1] == "" && len(parts) > 1 {
		parts = parts[:len(parts)-1]
	}
	if len(parts) > 4 {
		return "", errInvalid
	}
	ip := 0.0
	for i, p := range parts {
		n, ok := parseNumber(p)
		if !ok {
			return "", errInvalid
		}
		if i < len(parts)-1 {
			if n > 255 {
				return "", errInvalid
			}
			ip += n * math.Pow(256, float64(3-i))
			continue
		}
		if n >= math.Pow(256, float64(5-len(parts))) {
			return "", errInvalid
		}
		ip += n
	}
	v := uint32(ip)
	return netip.AddrFrom4([4]byte{byte(v >> 24), byte(v >> 16), byte(v >> 8), byte(v)}).String(), nil
}
