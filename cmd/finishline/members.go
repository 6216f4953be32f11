package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"finishline/peer"
	"finishline/scenarios"
	"finishline/script"
)

// peerExt is what the names of scripts of package peer end with.
const peerExt = ".peer"

// readPeer makes a member follow a peer's script.
func readPeer(file string, m *scenarios.Member) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	m.Program.Source = string(text) // names an exploration, with the other sources
	m.Peer, err = peer.Parse(filepath.Base(file), string(text))
	return err
}

// Several files on one command line are programs of their own, each on a host
// that the others find by the file's base name: server.js is http://server.

// splitFiles takes the further scripts off the front of a script's arguments.
func splitFiles(args []string) (files, rest []string) {
	for i, a := range args {
		switch filepath.Ext(a) {
		case ".js", ".cjs", ".mjs", peerExt:
			if _, err := os.Stat(a); err == nil {
				continue
			}
		}
		return args[:i], args[i:]
	}
	return args, nil
}

// members loads files as the programs of one world. output says where a host's
// standard streams lead.
func members(files []string, args []string, output func(host string, fd int) io.Writer) ([]scenarios.Member, error) {
	var list []scenarios.Member
	seen := map[string]string{}
	for _, f := range files {
		host := strings.ToLower(strings.TrimSuffix(filepath.Base(f), filepath.Ext(f)))
		if other, ok := seen[host]; ok {
			return nil, fmt.Errorf("%s and %s would both be the host %q: give one of them another name", other, f, host)
		}
		seen[host] = f
		if _, err := os.Stat(f); err != nil {
			return nil, fmt.Errorf("%s: there is no such file", f)
		}
		p, err := absoluteProgram(f, args)
		if err != nil {
			return nil, err
		}
		p.Stdout, p.Stderr = output(host, 1), output(host, 2)
		m := scenarios.Member{Host: host, Program: p}
		if filepath.Ext(f) == peerExt {
			if err := readPeer(f, &m); err != nil {
				return nil, err
			}
		}
		list = append(list, m)
	}
	return list, nil
}

// asRun shows a world's run as a single one: the first failure is the run's.
func asRun(w scenarios.WorldRun) scenarios.Run {
	r := scenarios.Run{Trace: w.Trace, Choices: w.Choices}
	for _, m := range w.Members {
		if m.Ended && r.Result == (script.Result{}) {
			r.Result = m.Result
		}
	}
	return r
}

// labelled prefixes each line with the name of the host that wrote it.
type labelled struct {
	to    io.Writer
	label string
	begun bool // a line was begun
}

func (l *labelled) Write(p []byte) (int, error) {
	n := len(p)
	for len(p) > 0 {
		line := p
		if i := bytes.IndexByte(p, '\n'); i >= 0 {
			line = p[:i+1]
		}
		if !l.begun {
			if _, err := io.WriteString(l.to, l.label); err != nil {
				return 0, err
			}
		}
		if _, err := l.to.Write(line); err != nil {
			return 0, err
		}
		l.begun = line[len(line)-1] != '\n'
		p = p[len(line):]
	}
	return n, nil
}

// runTogether is finishline node --with: what each program prints has its host's
// name before it.
func runTogether(s scenarios.Setup, files, args []string) error {
	width := 0
	for _, f := range files {
		width = max(width, len(filepath.Base(f))-len(filepath.Ext(f)))
	}
	list, err := members(files, args, func(host string, fd int) io.Writer {
		to := os.Stdout
		if fd == 2 {
			to = os.Stderr
		}
		return &labelled{to: to, label: fmt.Sprintf("%-*s | ", width, host)}
	})
	if err != nil {
		return err
	}
	w := s.SimulateWorld(list)
	for _, m := range w.Members {
		switch {
		case !m.Ended:
			fmt.Fprintf(os.Stderr, "%-*s | (still waiting: nothing will happen any more)\n", width, m.Host)
		case m.Result.Signal != "":
			fmt.Fprintf(os.Stderr, "%-*s | (killed by %s)\n", width, m.Host, m.Result.Signal)
		case m.Result.Code != 0:
			fmt.Fprintf(os.Stderr, "%-*s | (exit code %d)\n", width, m.Host, m.Result.Code)
		}
	}
	return end(asRun(w).Result)
}
