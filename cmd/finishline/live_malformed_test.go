//go:build linux

package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"finishline/scenarios/record"
)

// malformedVersion is the Node that the table is held against.
const malformedVersion = "24.21.0"

var update = flag.Bool("update", false, "write what real Node answers to the malformed requests into testdata (needs its binary)")

// servers is testdata/h1server.js in one process, real or ours.
type servers struct {
	ports map[string]string // of each server in it, by name

	mu    sync.Mutex
	lines map[string][]string // what the script said about each peer's port
	peers sync.Cond           // signals a new line
}

// start runs the script and waits until all its servers listen.
func start(t *testing.T, program string, args ...string) *servers {
	t.Helper()
	s := &servers{ports: map[string]string{}, lines: map[string][]string{}}
	s.peers.L = &s.mu
	cmd := exec.Command(program, append(args, "testdata/h1server.js")...)
	cmd.Stderr = os.Stderr
	stdout, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	in := bufio.NewScanner(stdout)
	for !allListen(s.ports) && in.Scan() {
		name, port, _ := strings.Cut(in.Text(), " ")
		s.ports[name] = port
	}
	require.True(t, allListen(s.ports), "%s ended before its servers listened", program)
	go s.listen(in)
	return s
}

func allListen(ports map[string]string) bool {
	for _, r := range malformed() {
		for _, server := range r.on {
			if ports[server] == "" {
				return false
			}
		}
	}
	return true
}

// listen sorts the script's lines by the peer that they are about.
func (s *servers) listen(in *bufio.Scanner) {
	for in.Scan() {
		peer, said, _ := strings.Cut(strings.TrimPrefix(in.Text(), "["), ",")
		s.mu.Lock()
		s.lines[peer] = append(s.lines[peer], "["+said)
		s.mu.Unlock()
		s.peers.Broadcast()
	}
}

// about waits until the script has said that the peer's connection is closed,
// and returns all it has said about it. A script that never says so fails the
// comparison by a line of its own.
func (s *servers) about(peer string) []string {
	late := false
	timer := time.AfterFunc(2*quiet, func() {
		s.mu.Lock()
		late = true
		s.mu.Unlock()
		s.peers.Broadcast()
	})
	defer timer.Stop()
	s.mu.Lock()
	defer s.mu.Unlock()
	for {
		lines := s.lines[peer]
		n := len(lines)
		switch {
		case n > 0 && lines[n-1] == `["over"]`:
			lines = lines[:n-1]
		case late:
			lines = append(lines, "the connection never closed")
		default:
			s.peers.Wait()
			continue
		}
		delete(s.lines, peer) // the port may come again
		return lines
	}
}

// answers runs the table against all servers: case and server → what happened.
func (s *servers) answers(t *testing.T, table []malformedRequest) map[string]outcome {
	var mu sync.Mutex
	var wg sync.WaitGroup
	all := map[string]outcome{}
	room := make(chan struct{}, 64) // connections at a time
	for _, r := range table {
		for _, server := range r.on {
			wg.Add(1)
			room <- struct{}{}
			go func() {
				defer func() { <-room; wg.Done() }()
				o, err := r.send(s, server)
				mu.Lock()
				defer mu.Unlock()
				if err != nil {
					t.Errorf("%s → %s: %v", r.name, server, err)
				}
				all[r.name+" → "+server] = o
			}()
		}
	}
	wg.Wait()
	return all
}

// realNode is the binary of malformedVersion, or "" where there is none.
func realNode(t *testing.T) string {
	cache, err := record.DefaultCache()
	require.NoError(t, err)
	bin := filepath.Join(cache, malformedVersion, "bin", "node")
	if _, err := os.Stat(bin); err != nil {
		return ""
	}
	return bin
}

const malformedGolden = "testdata/malformed.json"

// TestMalformed sends the table to finishline on real sockets and holds what
// happens against real Node: the binary, if there is one, and the recording.
func TestMalformed(t *testing.T) {
	table := malformed()
	want := map[string]outcome{}
	if data, err := os.ReadFile(malformedGolden); err == nil {
		require.NoError(t, json.Unmarshal(data, &want), malformedGolden)
	}
	if bin := realNode(t); bin != "" {
		node := start(t, bin)
		got := node.answers(t, table)
		if *update {
			writeGolden(t, got)
			want = got
		}
		compareOutcomes(t, "the recording is not what real Node does", node, table, got, want)
	} else if *update {
		t.Fatalf("-update needs Node %s (FINISHLINE_NODES names the folder)", malformedVersion)
	}
	ours := start(t, finishlineBinary(t), "node", "--live", "--version", malformedVersion)
	compareOutcomes(t, "not what real Node does", ours, table, ours.answers(t, table), want)
	t.Logf("%d requests, %d exchanges", len(table), len(want))
}

// compareOutcomes compares. Real time is not ours to command: the few that differ
// are tried again, alone, before they count.
func compareOutcomes(t *testing.T, complaint string, s *servers, table []malformedRequest, got, want map[string]outcome) {
	const few = 8
	tries := 0
	for _, r := range table {
		for _, server := range r.on {
			key := r.name + " → " + server
			for ; tries < few && !got[key].equal(want[key]); tries++ {
				o, err := r.send(s, server)
				require.NoError(t, err)
				got[key] = o
			}
			if !got[key].equal(want[key]) {
				t.Errorf("%s: %s\n got  %s\n want %s", key, complaint, got[key], want[key])
			}
		}
	}
	for key := range want {
		if _, ok := got[key]; !ok {
			t.Errorf("%s: recorded, but not in the table", key)
		}
	}
}

func writeGolden(t *testing.T, all map[string]outcome) {
	var keys []string
	for key := range all {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	var b strings.Builder
	b.WriteString("{\n")
	for i, key := range keys {
		o, err := json.Marshal(all[key])
		require.NoError(t, err)
		k, _ := json.Marshal(key)
		comma := ","
		if i == len(keys)-1 {
			comma = ""
		}
		fmt.Fprintf(&b, "%s: %s%s\n", k, o, comma)
	}
	b.WriteString("}\n")
	require.NoError(t, os.WriteFile(malformedGolden, []byte(b.String()), 0o644))
}
