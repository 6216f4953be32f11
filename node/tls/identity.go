package tls

import (
	"strings"

	"finishline/node/env"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/versions"
)

// CheckServerIdentity is tls.checkServerIdentity(host, certificate): nil if the
// certificate, as an object, is one for the host (RFC 6125).
func CheckServerIdentity(e *env.Env, host string, cert realm.Value) *realm.Error {
	m, _ := cert.(*realm.Map)
	names, _ := option(m, "subjectaltname").(string)
	var cn []string
	if subject, ok := option(m, "subject").(*realm.Map); ok {
		switch v := option(subject, "CN").(type) {
		case string:
			cn = []string{v}
		case []realm.Value:
			for _, x := range v {
				s, _ := x.(string)
				cn = append(cn, s)
			}
		}
	}
	reason := identityProblem(strings.TrimSuffix(host, "."), names, cn)
	if reason == "" {
		return nil
	}
	err := realm.NewError("ERR_TLS_CERT_ALTNAME_INVALID", "Hostname/IP does not match certificate's altnames: "+reason)
	err.Props = []realm.Prop{{Key: "reason", Value: reason}, {Key: "host", Value: strings.TrimSuffix(host, ".")}, {Key: "cert", Value: cert}}
	if e.Has(versions.TLSAltNameCodeLast) {
		err.Props = append(err.Props, realm.Prop{Key: "code", Value: err.Code})
	}
	return err
}

// identityProblem says why the certificate is not for the host. The common name
// counts only if there are no DNS names.
func identityProblem(host, altNames string, cn []string) string {
	var dns, ips []string
	for _, n := range strings.Split(altNames, ", ") {
		if name, ok := strings.CutPrefix(n, "DNS:"); ok {
			dns = append(dns, name)
		} else if ip, ok := strings.CutPrefix(n, "IP Address:"); ok {
			ips = append(ips, canonicalIP(ip))
		}
	}
	switch {
	case net.IsIP(host) != 0:
		for _, ip := range ips {
			if ip == canonicalIP(host) {
				return ""
			}
		}
		return "IP: " + host + " is not in the cert's list: " + strings.Join(ips, ", ")
	case len(dns) > 0:
		if anyMatches(host, dns) {
			return ""
		}
		return "Host: " + host + ". is not in the cert's altnames: " + altNames
	case len(cn) > 0:
		if anyMatches(host, cn) {
			return ""
		}
		return "Host: " + host + ". is not cert's CN: " + strings.Join(cn, ",")
	}
	return "Cert does not contain a DNS name"
}

func canonicalIP(s string) string {
	if a, ok := net.CanonicalIP(s); ok {
		return a
	}
	return s
}

func anyMatches(host string, patterns []string) bool {
	for _, p := range patterns {
		if hostMatches(splitHost(host), splitHost(p)) {
			return true
		}
	}
	return false
}

func splitHost(s string) []string {
	return strings.Split(strings.ToLower(strings.TrimSuffix(s, ".")), ".")
}

// hostMatches compares label by label; one * may stand in the first label of a
// pattern that has at least three.
func hostMatches(host, pattern []string) bool {
	if len(host) != len(pattern) {
		return false
	}
	for i, p := range pattern {
		if p == "" || i > 0 && p != host[i] {
			return false
		}
	}
	head, tail, star := strings.Cut(pattern[0], "*")
	if !star || strings.Contains(pattern[0], "xn--") {
		return host[0] == pattern[0]
	}
	return !strings.Contains(tail, "*") && len(pattern) > 2 && len(head)+len(tail) <= len(host[0]) &&
		strings.HasPrefix(host[0], head) && strings.HasSuffix(host[0], tail)
}
