package weburl

import (
	"strconv"
	"strings"
)

// Set is the setter of the property name (section 6.1); a value that the
// standard ignores changes nothing.
func (u *URL) Set(name, value string) {
	value = stripNewlines(value)
	switch name {
	case "protocol":
		u.setScheme(value)
	case "username":
		if !u.noCredentials() {
			u.Username = encode(value, setUserinfo)
		}
	case "password":
		if !u.noCredentials() {
			u.Password = encode(value, setUserinfo)
		}
	case "host", "hostname":
		u.setHost(value, name == "host")
	case "port":
		u.setPortText(value)
	case "pathname":
		if !u.IsOpaque {
			u.Path = nil
			query, has := u.Query, u.HasQuery
			(&parser{url: u}).path(strings.ReplaceAll(value, "?", "%3F"))
			u.Query, u.HasQuery = query, has
		}
	case "search":
		value = strings.TrimPrefix(value, "?")
		u.HasQuery, u.Query = value != "", u.encodeQuery(value)
	case "hash":
		value = strings.TrimPrefix(value, "#")
		u.HasHash, u.Fragment = value != "", encode(value, setFragment)
	}
}

func (u *URL) setScheme(value string) {
	scheme, _, ok := cutScheme(value + ":")
	_, isSpecial := special[scheme]
	if !ok || isSpecial != u.Special() || scheme == "file" && (u.Username != "" || u.Password != "" || u.Port >= 0) ||
		u.Scheme == "file" && u.Host == "" {
		return
	}
	u.Scheme = scheme
	if u.Port >= 0 {
		u.setPort(u.Port)
	}
}

func (u *URL) setHost(value string, withPort bool) {
	if u.IsOpaque {
		return
	}
	end := strings.IndexFunc(value, func(r rune) bool { return r == '/' || r == '?' || r == '#' || r == '\\' && u.Special() })
	if end >= 0 {
		value = value[:end]
	}
	host, port, hasPort := splitPort(value)
	if hasPort && !withPort || host == "" && (u.Special() && u.Scheme != "file" || u.Username != "" || u.Password != "" || u.Port >= 0) {
		return
	}
	h := ""
	if host != "" {
		var err error
		if h, err = parseHost(host, u.Special()); err != nil {
			return
		}
	}
	if u.Scheme == "file" && h == "localhost" {
		h = ""
	}
	u.Host, u.HasHost = h, true
	if hasPort && port != "" && !u.noCredentials() {
		u.setPortText(port)
	}
}

func (u *URL) setPortText(value string) {
	if u.noCredentials() {
		return
	}
	if value == "" {
		u.Port = -1
		return
	}
	n := 0
	for n < len(value) && isDigit(value[n]) {
		n++
	}
	if port, err := strconv.ParseUint(value[:n], 10, 16); err == nil {
		u.setPort(int(port))
	}
}
