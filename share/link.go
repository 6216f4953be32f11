// Package share writes links that open a run in the playground: script, version,
// network and schedule, in the fragment of the address, which browsers send
// nowhere. web/page/share.ts reads them; a test holds the two together.
//
// What the page does not know cannot be in a link, and Link says so: a network
// that is no named profile, a file that is not a script, other liberties than an
// exploration's.
package share

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

// Base is where `make play` serves the playground.
const Base = "http://127.0.0.1:8360/"

// Long is the length in characters beyond which links break in some chats, mail
// programs and issue trackers.
const Long = 2000

// What the page takes at most (web/page/share.ts).
const (
	mostLink = 200_000   // characters of a fragment
	mostText = 1_000_000 // bytes that it unpacks to
)

// File is one of the texts that are run.
type File struct{ Name, Text string }

// Shared is what a link holds.
type Shared struct {
	Files   []File // each a program of its own
	Version string
	Net     string // name of a profile; empty or loopback: loopback
	Choices string // a schedule like "12=1,30=2"
	Seed    uint64
}

// packed is Shared as the page reads it.
type packed struct {
	Source  string `json:"s"`
	Version string `json:"v"`
	Net     string `json:"n,omitempty"`
	Choices string `json:"c,omitempty"`
	Seed    uint64 `json:"d,omitempty"`
}

// fileName is what the page lets a file be called.
var fileName = regexp.MustCompile(`^[A-Za-z0-9_][\w.-]*\.[cm]?js$`)

// source is all files as the page's one text: a line before each names it.
func (s *Shared) source() (string, error) {
	if len(s.Files) == 1 {
		return s.Files[0].Text, nil
	}
	var b strings.Builder
	for _, f := range s.Files {
		if !fileName.MatchString(f.Name) {
			return "", fmt.Errorf("the playground cannot run %s", f.Name)
		}
		b.WriteString("// file: " + f.Name + "\n" + f.Text)
		if !strings.HasSuffix(f.Text, "\n") {
			b.WriteByte('\n')
		}
	}
	return b.String(), nil
}

// CheckBase says what is wrong with a playground's address.
func CheckBase(base string) error {
	u, err := url.Parse(base)
	if err != nil || u.Scheme == "" || u.Host == "" && u.Path == "" || u.Fragment != "" {
		return fmt.Errorf("%q is not the address of a playground, like %s", base, Base)
	}
	return nil
}

// Link is the address that opens s in the playground at base. The error says
// what of s cannot be in a link.
func Link(base string, s Shared) (string, error) {
	if err := CheckBase(base); err != nil {
		return "", err
	}
	text, err := s.source()
	if err != nil {
		return "", err
	}
	p := packed{Source: text, Version: s.Version, Net: s.Net, Choices: s.Choices, Seed: s.Seed}
	if p.Net == "loopback" {
		p.Net = ""
	}
	if strings.ContainsAny(p.Net, ",=") {
		return "", fmt.Errorf("the playground knows no network like %s", p.Net)
	}
	if p.Seed > 1<<32 {
		return "", fmt.Errorf("the playground knows no seed like %d", p.Seed)
	}
	var doc bytes.Buffer
	enc := json.NewEncoder(&doc)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(p); err != nil {
		return "", err
	}
	if doc.Len() > mostText {
		return "", fmt.Errorf("the script is too long for a link (%d bytes)", len(text))
	}
	var small bytes.Buffer
	w, _ := flate.NewWriter(&small, flate.BestCompression) // the level is a good one
	_, _ = w.Write(doc.Bytes())
	_ = w.Close()
	fragment := "#1." + base64.RawURLEncoding.EncodeToString(small.Bytes())
	if len(fragment) > mostLink {
		return "", fmt.Errorf("the script is too long for a link (%d characters)", len(fragment))
	}
	return base + fragment, nil
}
