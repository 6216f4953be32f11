//go:build linux

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestNetFlags(t *testing.T) {
	p, err := netFlags{Net: "wan", Latency: "5ms", Loss: "1%", SndBuf: "8k"}.profile()
	require.NoError(t, err)
	require.Equal(t, "wan,latency=5ms,loss=1%,sndbuf=8192", p.Name)
	require.False(t, netFlags{Net: "loopback"}.given())
	require.True(t, netFlags{Net: "loopback", RcvBuf: "4k"}.given())
	for want, f := range map[string]netFlags{ // order: each is read by itself
		`--net: no profile is called "moon"`:              {Net: "moon"},
		`--latency: "5" is not a time with its unit`:      {Net: "lan", Latency: "5"},
		`--jitter: "x" is not a time`:                     {Net: "lan", Jitter: "x"},
		`--bandwidth: "fast" is not a rate with its unit`: {Net: "lan", Bandwidth: "fast"},
		`--loss: "200%" is not a share`:                   {Net: "lan", Loss: "200%"},
		`--sndbuf: 1 is not between 4608 bytes`:           {Net: "lan", SndBuf: "1"},
		`--rcvbuf: "big" is not a size`:                   {Net: "lan", RcvBuf: "big"},
		`--reading: "0B/s" is not a rate`:                 {Net: "lan", Reading: "0B/s"},
		`that change it: loss is named twice`:             {Net: "lan,loss=1%", Loss: "2%"},
	} {
		_, err := f.profile()
		require.ErrorContains(t, err, want)
	}
}

// write leaves files in a new folder.
func write(t *testing.T, files map[string]string) string {
	dir := t.TempDir()
	for name, text := range files { // order: independent files
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
	return dir
}

// TestFlagsReachEveryCommand: a network that takes 300 ms one way is seen by all of them.
func TestFlagsReachEveryCommand(t *testing.T) {
	dir := write(t, map[string]string{
		"server.js": "// expect-output: slow\n// with: client.js\nrequire('http').createServer((req, res) => { console.log('slow'); res.end(); }).listen(8000);\n",
		"client.js": "const t = Date.now(); require('http').get('http://server:8000/', () => console.log(Date.now() - t > 1200));\n",
	})
	for _, args := range [][]string{
		{"node", "--latency", "300ms", "--with", "client.js", "server.js"},
		{"run", "--latency", "300ms", "server.js", "client.js"},
	} {
		out, errs, code := runCommand(t, dir, args...)
		require.Equal(t, 0, code, errs)
		require.Contains(t, out, "true", args)
	}
	out, errs, code := runCommand(t, dir, "explore", "--latency", "300ms", "--departures", "1", "--json", "server.js", "--with", "client.js")
	require.Equal(t, 0, code, errs)
	require.Contains(t, out, `"net": "loopback,latency=300ms"`)
	require.Contains(t, out, `"again": "finishline run --version 24.21.0 --net loopback,latency=300ms server.js client.js"`)
	out, errs, code = runCommand(t, dir, "test", "--loss", "100%", "server.js")
	require.Equal(t, 1, code, "nothing gets through")
	require.Contains(t, out, `"slow" is not printed`, errs)
	out, errs, code = runCommand(t, dir, "snap", "--latency", "300ms", "--at", "end", "-o", "x.svg", "server.js", "client.js")
	require.Equal(t, 0, code, errs+out)
	_, errs, code = runCommand(t, dir, "why", "--bandwidth", "much", "server.js")
	require.Equal(t, 1, code)
	require.Contains(t, errs, "--bandwidth")
}

// TestPeerOnTheCommandLine: a peer is a process like another, in every command.
func TestPeerOnTheCommandLine(t *testing.T) {
	dir := write(t, map[string]string{
		"server.js": "require('http').createServer((req, res) => res.end('x'.repeat(1000))).listen(8000);\n",
		"rude.peer": "connect server:8000\nsend \"GET / HTTP/1.1\\r\\nHost: server\\r\\n\\r\\n\"\nexpect \"200\"\nprint \"seen\"\nreset\n",
		"bad.peer":  "connect server:8000\nsay \"hello\"\n",
	})
	out, errs, code := runCommand(t, dir, "node", "server.js", "--with", "rude.peer")
	require.Equal(t, 0, code, errs)
	require.Equal(t, "rude   | seen\n", out)
	out, errs, code = runCommand(t, dir, "run", "server.js", "rude.peer")
	require.Equal(t, 0, code, errs)
	require.Contains(t, out, "socket.reset()")
	require.Contains(t, out, "COMPLETE: GET / arrived whole", "it had come before the reset")
	out, errs, code = runCommand(t, dir, "explore", "server.js", "--with", "rude.peer", "--playground", "http://play/")
	require.Equal(t, 0, code, errs)
	require.Contains(t, out, "again: finishline run --version 24.21.0 server.js rude.peer")
	require.Contains(t, out, "no link: the playground cannot run rude.peer")
	for args, want := range map[string]string{ // order: independent
		"run server.js bad.peer": `bad.peer:2: "say" is not a step`,
		"run rude.peer":          "rude.peer is a peer: it needs a program to talk to",
		"explore rude.peer":      "rude.peer is a peer",
	} {
		_, errs, code := runCommand(t, dir, strings.Fields(args)...)
		require.Equal(t, 1, code, args)
		require.Contains(t, errs, want, args)
	}
}

// TestExploreIsCutByTime: an endless script ends an exploration with a result.
func TestExploreIsCutByTime(t *testing.T) {
	dir := write(t, map[string]string{"endless.js": "while (true) {}\n"})
	out, errs, code := runCommand(t, dir, "explore", "endless.js", "--time", "1s", "--max-cpu", "300ms")
	require.Equal(t, 0, code, errs)
	require.Contains(t, out, "it exceeded its CPU limit of 300ms")
}

// TestLinksAndLikelihood: every outcome has a link, in each form of the report.
func TestLinksAndLikelihood(t *testing.T) {
	dir := t.TempDir()
	out, errs, code := runCommand(t, dir, "explore", seed, "--version", "24", "--departures", "1", "--playground", "http://play/", "--junit", "r.xml", "--likely", "20")
	require.Equal(t, 0, code, errs)
	require.Equal(t, strings.Count(out, "again: "), strings.Count(out, "watch: http://play/#1."), out)
	require.Contains(t, out, "complete in 100 % of 20 random runs on mobile (jitter=50ms)")
	xml, err := os.ReadFile(filepath.Join(dir, "r.xml"))
	require.NoError(t, err)
	require.Contains(t, string(xml), "http://play/#1.")
	out, _, code = runCommand(t, dir, "explore", seed, "--version", "24", "--departures", "1", "--playground", "none", "--json")
	require.Equal(t, 0, code)
	require.NotContains(t, out, `"link"`)
	_, errs, code = runCommand(t, dir, "explore", seed, "--playground", "here")
	require.Equal(t, 1, code)
	require.Contains(t, errs, "is not the address of a playground")
}
