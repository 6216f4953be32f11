package finishline

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing/fstest"

	"finishline/explore"
	"finishline/netmodel"
	"finishline/node/versions"
	"finishline/peer"
	"finishline/scenarios"
	"finishline/script"
)

// Script is a script with the circumstances in which it runs.
type Script struct {
	runner explore.Script
	name   string
	err    error // of a method that could not say so
}

// Load reads a script from a file. What it requires is found as Node finds it.
// A file whose name ends with .peer is a peer without Node, for With; package
// peer says what its lines mean.
func Load(file string) (Script, error) {
	abs, err := filepath.Abs(file)
	if err != nil {
		return Script{}, err
	}
	text, err := os.ReadFile(abs)
	if err != nil {
		return Script{}, err
	}
	return newScript(filepath.ToSlash(abs), string(text), os.DirFS("/")), nil
}

// New makes a script of a text, as Load does of a file. It can require nothing
// but Node's own modules.
func New(name, source string) Script {
	return newScript("/"+name, source, fstest.MapFS{})
}

func newScript(file, text string, files fs.FS) Script {
	v, _ := versions.Find(versions.Default.String())
	// The newline keeps an empty script from meaning "read it from the files".
	m := scenarios.Member{Program: script.Program{Path: file, Source: text + "\n", FS: files, Cwd: path.Dir(file)}}
	s := Script{name: path.Base(file)}
	if path.Ext(file) == ".peer" {
		m.Peer, s.err = peer.Parse(s.name, text)
	}
	s.runner = explore.Script{
		Members: []scenarios.Member{m},
		Setup:   scenarios.Setup{Version: v, Net: netmodel.Loopback, Seed: 1, Explore: explore.Liberties, Cache: new(script.Cache)},
	}
	return s
}

// usable is the first error of all that was said of the script.
func (s Script) usable() error {
	if m := s.runner.Members; s.err == nil && len(m) == 1 && m[0].Peer != nil {
		return fmt.Errorf("%s is a peer: it needs a program to talk to, which With adds", s.name)
	}
	return s.err
}

// With adds a program that runs beside the script, on a host of its own. Each
// finds the other by its file's name: server.js is http://server. Circumstances
// are those of the first.
func (s Script) With(other Script) Script {
	s.keep(other.err)
	members := make([]scenarios.Member, 0, 2)
	for _, m := range append(slices.Clone(s.runner.Members), other.runner.Members...) {
		base := path.Base(m.Program.Path)
		m.Host = strings.ToLower(strings.TrimSuffix(base, path.Ext(base)))
		if slices.ContainsFunc(members, func(o scenarios.Member) bool { return o.Host == m.Host }) {
			s.keep(fmt.Errorf("two programs would be the host %q", m.Host))
		}
		members = append(members, m)
	}
	s.runner.Members = members
	return s
}

// Node chooses the version: one that Versions lists, or its beginning ("18",
// "18.20"). The error of an unknown one comes from Run or Explore.
func (s Script) Node(version string) Script {
	v, err := versions.Find(version)
	s.keep(err)
	s.runner.Setup.Version = v
	return s
}

// Net chooses the network between the sockets: one of the profiles that
// Networks lists, with changes behind it or alone: "wan,loss=2%",
// "latency=30ms,sndbuf=8k". docs/explore.md lists what can be changed.
func (s Script) Net(profile string) Script {
	p, err := netmodel.ParseProfile(profile)
	s.keep(err)
	s.runner.Setup.Net = p
	return s
}

// Seed seeds Math.random and the network's losses. It is 1 unless chosen.
func (s Script) Seed(n uint64) Script { s.runner.Setup.Seed = n; return s }

// Args are the command line's arguments behind the script.
func (s Script) Args(args ...string) Script {
	return s.first(func(p *script.Program) { p.Args = args })
}

// Env are the environment's variables, as "NAME=value". There are none unless chosen.
func (s Script) Env(env ...string) Script {
	return s.first(func(p *script.Program) { p.Env = env })
}

// first changes the first program, in a copy.
func (s Script) first(change func(*script.Program)) Script {
	s.runner.Members = slices.Clone(s.runner.Members)
	change(&s.runner.Members[0].Program)
	return s
}

// May chooses what the world may decide: write, read, ready, delivery, latency,
// loss; see docs/explore.md. Only explored and scheduled runs are affected.
func (s Script) May(liberties ...string) Script {
	l, err := explore.ParseLiberties(liberties)
	s.keep(err)
	s.runner.Setup.Explore = l
	return s
}

// keep remembers the first error.
func (s *Script) keep(err error) {
	if s.err == nil && err != nil {
		s.err = fmt.Errorf("%s: %w", s.name, err)
	}
}

// Versions lists the Node versions that can be chosen, oldest first.
func Versions() []string {
	var out []string
	for _, r := range versions.Releases {
		out = append(out, r.Version.String())
	}
	return out
}

// Networks lists the network profiles, the most harmless first.
func Networks() []string {
	var out []string
	for _, p := range netmodel.Profiles() {
		out = append(out, p.Name)
	}
	return out
}
