// Package weburl is the URL parser and serializer of the WHATWG URL standard
// (https://url.spec.whatwg.org, cited by section), which Node's URL class
// follows. Blob URLs and validation warnings are not modelled: no script can
// see the latter.
package weburl

import (
	"strconv"
	"strings"
)

// URL is a URL record (section 4.1).
type URL struct {
	Scheme   string // without ":"
	Username string
	Password string
	Host     string // serialized
	HasHost  bool
	Port     int      // -1: none, or the scheme's own
	Path     []string // segments, if not Opaque
	Opaque   string   // the path of "mailto:x"
	IsOpaque bool
	Query    string
	HasQuery bool
	Fragment string
	HasHash  bool

	plainCaret bool
}

// special schemes and their ports (section 4.2).
var special = map[string]int{"ftp": 21, "file": -1, "http": 80, "https": 443, "ws": 80, "wss": 443}

// Special reports whether the scheme is one that the standard treats apart.
func (u *URL) Special() bool { _, ok := special[u.Scheme]; return ok }

// Href serializes the URL (section 4.5).
func (u *URL) Href() string {
	var b strings.Builder
	b.WriteString(u.Scheme)
	b.WriteByte(':')
	if u.HasHost {
		b.WriteString("//")
		if u.Username != "" || u.Password != "" {
			b.WriteString(u.Username)
			if u.Password != "" {
				b.WriteString(":" + u.Password)
			}
			b.WriteByte('@')
		}
		b.WriteString(u.HostPort())
	} else if !u.IsOpaque && len(u.Path) > 1 && u.Path[0] == "" {
		b.WriteString("/.")
	}
	b.WriteString(u.Pathname())
	if u.HasQuery {
		b.WriteString("?" + u.Query)
	}
	if u.HasHash {
		b.WriteString("#" + u.Fragment)
	}
	return b.String()
}

// HostPort is the host getter.
func (u *URL) HostPort() string {
	if u.Port >= 0 {
		return u.Host + ":" + strconv.Itoa(u.Port)
	}
	return u.Host
}

// Pathname is the pathname getter.
func (u *URL) Pathname() string {
	if u.IsOpaque {
		return u.Opaque
	}
	if len(u.Path) == 0 {
		return ""
	}
	return "/" + strings.Join(u.Path, "/")
}

// Origin is the origin getter.
func (u *URL) Origin() string {
	switch u.Scheme {
	case "ftp", "http", "https", "ws", "wss":
		return u.Scheme + "://" + u.HostPort()
	}
	return "null"
}

// noCredentials says that username, password and port cannot be set.
func (u *URL) noCredentials() bool { return !u.HasHost || u.Host == "" || u.Scheme == "file" }

// shorten removes the last segment, a drive letter excepted (section 4.4).
func (u *URL) shorten() {
	if u.Scheme == "file" && len(u.Path) == 1 && isNormalDrive(u.Path[0]) {
		return
	}
	if n := len(u.Path); n > 0 {
		u.Path = u.Path[:n-1]
	}
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }

func isDrive(s string) bool {
	return len(s) == 2 && isLetter(s[0]) && (s[1] == ':' || s[1] == '|')
}

func isNormalDrive(s string) bool { return len(s) == 2 && isLetter(s[0]) && s[1] == ':' }

// startsWithDrive is "starts with a Windows drive letter".
func startsWithDrive(s string) bool {
	return len(s) >= 2 && isDrive(s[:2]) && (len(s) == 2 || strings.IndexByte(`/\?#`, s[2]) >= 0)
}

func isSingleDot(s string) bool { return s == "." || strings.EqualFold(s, "%2e") }

func isDoubleDot(s string) bool {
	switch strings.ToLower(s) {
	case "..", ".%2e", "%2e.", "%2e%2e":
		return true
	}
	return false
}
