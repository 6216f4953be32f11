package weburl

import (
	"strconv"
	"strings"
)

// Parse is the basic URL parser without state override (section 4.4).
func Parse(input string, base *URL) (*URL, error) { return Options{}.Parse(input, base) }

// Options says where the standard has changed over time.
type Options struct {
	// PlainCaret leaves "^" in paths alone, as before 2023.
	PlainCaret bool
}

// Parse is Parse with options.
func (o Options) Parse(input string, base *URL) (*URL, error) {
	input = strings.TrimFunc(input, func(r rune) bool { return r <= 0x20 })
	input = stripNewlines(input)
	p := &parser{url: &URL{Port: -1, plainCaret: o.PlainCaret}, base: base}
	rest, hash, hasHash := strings.Cut(input, "#")
	if err := p.parse(rest); err != nil {
		return nil, err
	}
	u := p.url
	u.HasHash, u.Fragment = hasHash, encode(hash, setFragment)
	return u, nil
}

func stripNewlines(s string) string {
	if !strings.ContainsAny(s, "\t\n\r") {
		return s
	}
	return strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(s)
}

type parser struct {
	url  *URL
	base *URL
}

// cutScheme is the scheme states.
func cutScheme(s string) (scheme, rest string, ok bool) {
	if s == "" || !isLetter(s[0]) {
		return "", s, false
	}
	for i := range len(s) {
		c := s[i]
		if c == ':' {
			return strings.ToLower(s[:i]), s[i+1:], true
		}
		if !isLetter(c) && !isDigit(c) && c != '+' && c != '-' && c != '.' {
			break
		}
	}
	return "", s, false
}

// parse reads everything but the fragment.
func (p *parser) parse(s string) error {
	u := p.url
	scheme, rest, ok := cutScheme(s)
	if !ok {
		return p.relativeOrFail(s)
	}
	u.Scheme = scheme
	switch {
	case scheme == "file":
		return p.file(rest)
	case u.Special() && p.base != nil && p.base.Scheme == scheme && !strings.HasPrefix(rest, "//"):
		return p.relative(rest)
	case u.Special():
		return p.authority(strings.TrimLeft(rest, `/\`))
	case strings.HasPrefix(rest, "//"):
		return p.authority(rest[2:])
	case strings.HasPrefix(rest, "/"):
		p.path(rest)
		return nil
	}
	path, query, hasQuery := strings.Cut(rest, "?")
	u.IsOpaque, u.Opaque = true, encode(path, setControl)
	if trimmed := strings.TrimRight(u.Opaque, " "); trimmed != u.Opaque {
		// Trailing spaces of an opaque path are encoded so that they survive.
		if hasQuery {
			u.Opaque = u.Opaque[:len(u.Opaque)-1] + "%20"
		}
	}
	p.query(query, hasQuery)
	return nil
}

func (p *parser) relativeOrFail(s string) error {
	switch {
	case p.base == nil, p.base.IsOpaque && s != "":
		return errInvalid
	case p.base.IsOpaque:
		*p.url = *p.base
		p.url.HasHash, p.url.Fragment = false, ""
		return nil
	case p.base.Scheme == "file":
		p.url.Scheme = "file"
		return p.file(s)
	}
	p.url.Scheme = p.base.Scheme
	return p.relative(s)
}

func (p *parser) slash(s string) bool {
	return s != "" && (s[0] == '/' || s[0] == '\\' && p.url.Special())
}

// relative is the relative states.
func (p *parser) relative(s string) error {
	u, base := p.url, p.base
	if p.slash(s) {
		if p.slash(s[1:]) {
			if u.Special() {
				return p.authority(strings.TrimLeft(s, `/\`))
			}
			return p.authority(s[2:])
		}
		p.copyAuthority()
		p.path(s)
		return nil
	}
	p.copyAuthority()
	u.Path = append([]string(nil), base.Path...)
	switch {
	case s == "":
		u.Query, u.HasQuery = base.Query, base.HasQuery
	case s[0] == '?':
		p.query(s[1:], true)
	default:
		u.shorten()
		p.path(s)
	}
	return nil
}

func (p *parser) copyAuthority() {
	u, b := p.url, p.base
	u.Username, u.Password, u.Host, u.HasHost, u.Port = b.Username, b.Password, b.Host, b.HasHost, b.Port
}

// authority is the authority, host and port states.
func (p *parser) authority(s string) error {
	u := p.url
	end := strings.IndexFunc(s, func(r rune) bool { return r == '/' || r == '?' || r == '\\' && u.Special() })
	if end < 0 {
		end = len(s)
	}
	auth, rest := s[:end], s[end:]
	if at := strings.LastIndexByte(auth, '@'); at >= 0 {
		name, pass, _ := strings.Cut(auth[:at], ":")
		u.Username, u.Password = encode(name, setUserinfo), encode(pass, setUserinfo)
		if auth = auth[at+1:]; auth == "" {
			return errInvalid
		}
	}
	if err := p.hostPort(auth); err != nil {
		return err
	}
	p.path(rest)
	return nil
}

func (p *parser) hostPort(s string) error {
	u := p.url
	host, port, hasPort := splitPort(s)
	if host == "" && (u.Special() || hasPort) {
		return errInvalid
	}
	u.HasHost = true
	if host != "" {
		h, err := parseHost(host, u.Special())
		if err != nil {
			return err
		}
		u.Host = h
	}
	if port == "" {
		return nil
	}
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil || strings.Trim(port, "0123456789") != "" {
		return errInvalid
	}
	u.setPort(int(n))
	return nil
}

func (u *URL) setPort(n int) {
	u.Port = n
	if special[u.Scheme] == n {
		u.Port = -1
	}
}

// splitPort splits at the first colon outside brackets.
func splitPort(s string) (host, port string, hasPort bool) {
	inside := false
	for i := range len(s) {
		switch s[i] {
		case '[':
			inside = true
		case ']':
			inside = false
		case ':':
			if !inside {
				return s[:i], s[i+1:], true
			}
		}
	}
	return s, "", false
}

// file is the file states.
func (p *parser) file(s string) error {
	u, base := p.url, p.base
	u.HasHost = true
	isFileBase := base != nil && base.Scheme == "file"
	switch {
	case p.slash(s) && p.slash(s[1:]):
		return p.fileHost(s[2:])
	case p.slash(s):
		if isFileBase {
			u.Host = base.Host
			if !startsWithDrive(s[1:]) && len(base.Path) > 0 && isNormalDrive(base.Path[0]) {
				u.Path = append(u.Path, base.Path[0])
			}
		}
		p.path(s)
	case isFileBase:
		u.Host, u.Path = base.Host, append([]string(nil), base.Path...)
		switch {
		case s == "":
			u.Query, u.HasQuery = base.Query, base.HasQuery
		case s[0] == '?':
			p.query(s[1:], true)
		default:
			if startsWithDrive(s) {
				u.Path = nil
			} else {
				u.shorten()
			}
			p.path(s)
		}
	default:
		p.path(s)
	}
	return nil
}

func (p *parser) fileHost(s string) error {
	end := strings.IndexAny(s, `/\?`)
	if end < 0 {
		end = len(s)
	}
	host := s[:end]
	if isDrive(host) {
		p.path(s)
		return nil
	}
	if host != "" {
		h, err := parseHost(host, true)
		if err != nil {
			return err
		}
		if h != "localhost" {
			p.url.Host = h
		}
	}
	p.path(s[end:])
	return nil
}

// path is the path start and path states, then the query.
func (p *parser) path(s string) {
	u := p.url
	path, query, hasQuery := strings.Cut(s, "?")
	p.query(query, hasQuery)
	if path == "" && !u.Special() {
		return
	}
	if p.slash(path) {
		path = path[1:]
	}
	for {
		end := strings.IndexFunc(path, func(r rune) bool { return r == '/' || r == '\\' && u.Special() })
		segment, last := path, end < 0
		if !last {
			segment = path[:end]
		}
		u.segment(u.encodePath(segment), last)
		if last {
			return
		}
		path = path[end+1:]
	}
}

// segment adds one segment of a path; last says that no slash follows it.
func (u *URL) segment(s string, last bool) {
	switch {
	case isDoubleDot(s):
		u.shorten()
		if last {
			u.Path = append(u.Path, "")
		}
	case isSingleDot(s):
		if last {
			u.Path = append(u.Path, "")
		}
	default:
		if u.Scheme == "file" && len(u.Path) == 0 && isDrive(s) {
			s = s[:1] + ":"
		}
		u.Path = append(u.Path, s)
	}
}

func (p *parser) query(s string, has bool) {
	if !has {
		return
	}
	p.url.HasQuery = true
	p.url.Query = p.url.encodeQuery(s)
}

func (u *URL) encodeQuery(s string) string {
	if u.Special() {
		return encode(s, setSpecial)
	}
	return encode(s, setQuery)
}

func (u *URL) encodePath(s string) string {
	if u.plainCaret {
		return encode(s, setOldPath)
	}
	return encode(s, setPath)
}
