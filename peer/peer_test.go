package peer_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"finishline/netmodel"
	"finishline/node/versions"
	"finishline/peer"
	"finishline/scenarios"
	"finishline/script"
	"finishline/sim"
)

// run makes a world of programs: "name.peer" or "name.js" and its text, in turn.
// It returns what each printed and how it ended, a line each, and when the last
// of them ended in milliseconds.
func run(t *testing.T, net string, programs ...string) (told string, ms int64) {
	t.Helper()
	var members []scenarios.Member
	outs := make([]strings.Builder, len(programs)/2)
	for i := range outs {
		name, text := programs[2*i], programs[2*i+1]
		host, ext, _ := strings.Cut(name, ".")
		m := scenarios.Member{Host: host, Program: script.Program{Path: "/" + name, Source: text, FS: fstest.MapFS{}, Stdout: &outs[i], Stderr: &outs[i]}}
		if ext == "peer" {
			p, err := peer.Parse(name, text)
			require.NoError(t, err)
			m.Peer = p
		}
		members = append(members, m)
	}
	v, err := versions.Find("24.21.0")
	require.NoError(t, err)
	p, err := netmodel.ParseProfile(net)
	require.NoError(t, err)
	w := scenarios.Setup{Version: v, Net: p, Trace: true}.SimulateWorld(members)
	var b strings.Builder
	for i, m := range w.Members {
		for line := range strings.Lines(outs[i].String()) {
			fmt.Fprintf(&b, "%s: %s", m.Host, line)
		}
		if !m.Ended {
			fmt.Fprintf(&b, "%s waits\n", m.Host)
		} else if m.Result.Code != 0 {
			fmt.Fprintf(&b, "%s ends with %d\n", m.Host, m.Result.Code)
		}
	}
	for id := sim.RecordID(1); int(id) <= w.Trace.Len(); id++ {
		if r := w.Trace.At(id); r.Kind == sim.KindExit {
			ms = int64(r.At) / 1e6
		}
	}
	return b.String(), ms
}

func TestPeers(t *testing.T) {
	const listens = "listen 80\naccept\n"
	for _, c := range []struct{ name, server, client, want string }{
		{"a text is found across reads", listens + `send "abc" by 1 every 1ms` + "\nclose", "connect server:80\nexpect \"bc\"\nprint \"found\"\nexpect end", "client: found\n"},
		{"what is behind a text is kept", listens + "send \"onetwo\"\nclose", "connect server:80\nexpect \"one\"\nread 3\nexpect end\nprint \"all\"", "client: all\n"},
		{"an end comes first", listens + "send \"half\"\nclose", "connect server:80\nexpect \"whole\"",
			"client: client.peer:2: expect \"whole\": the other side has ended; what came is \"half\"\nclient ends with 1\n"},
		{"too few bytes", listens + "send \"abc\"\nclose", "connect server:80\nread 5", "client: client.peer:2: read 5: the other side has ended, after 3 bytes\nclient ends with 1\n"},
		{"a reset is expected", listens + "wait 5ms\nreset", "connect server:80\nexpect reset\nprint \"reset\"", "client: reset\n"},
		{"a reset is not expected", listens + "wait 5ms\nreset", "connect server:80\nexpect end", "client: client.peer:2: expect end: ECONNRESET\nclient ends with 1\n"},
		{"an end is no reset", listens + "wait 5ms\nclose\nwait", "connect server:80\nexpect reset within 50ms",
			"server waits\nclient: client.peer:2: expect reset within 50ms: it took longer than 50ms\nclient ends with 1\n"},
		{"closing with something unread resets", listens + "wait 5ms\nclose", "connect server:80\nsend \"x\"\nexpect reset\nprint \"reset\"", "client: reset\n"},
		{"half-closed", listens + "expect end\nsend \"late\"\nclose", "connect server:80\nshutdown\nexpect \"late\"\nexpect end\nprint \"both\"", "client: both\n"},
		{"nobody is there", "wait 1ms", "connect nobody:80", "client: client.peer:1: connect nobody:80: no host is called nobody\nclient ends with 1\n"},
		{"nobody listens", "wait 1s", "connect server:80", "client: client.peer:1: connect server:80: ECONNREFUSED\nclient ends with 1\n"},
		{"nobody comes", "listen 80\naccept within 300ms", "wait 1ms", "server: server.peer:2: accept within 300ms: it took longer than 300ms\nserver ends with 1\n"},
		{"an exit code", "exit 7", "wait 1ms", "server ends with 7\n"},
		{"two connections in turn", listens + "expect end\nclose\naccept\nsend \"second\"\nclose", "connect server:80\nclose\nconnect server:80\nexpect \"second\"\nprint \"second\"", "client: second\n"},
		{"writing to who has gone", listens + "reset\nwait 1ms", "connect server:80\nwait 5ms\nsend \"x\"", "client: client.peer:3: send \"x\": ECONNRESET, after 0 of 1 bytes\nclient ends with 1\n"},
		{"it waits for ever", listens + "wait", "connect server:80\nread 1", "server waits\nclient waits\n"},
	} {
		got, _ := run(t, "lan", "server.peer", c.server, "client.peer", c.client)
		require.Equal(t, c.want, got, c.name)
	}
}

// TestPace: bytes that go, or are taken, so many at a time take so long.
func TestPace(t *testing.T) {
	_, quick := run(t, "lan", "server.peer", "listen 80\naccept\nread all", "client.peer", "connect server:80\nsend \"x\" times 100")
	_, slow := run(t, "lan", "server.peer", "listen 80\naccept\nread all", "client.peer", "connect server:80\nsend \"x\" times 100 by 10 every 30ms")
	require.InDelta(t, 9*30, slow-quick, 3)
	_, slow = run(t, "lan", "server.peer", "listen 80\naccept\nread all by 10 every 30ms", "client.peer", "connect server:80\nsend \"x\" times 100")
	require.InDelta(t, 10*30, slow-quick, 33)
}

// TestReaderThatStops: a peer that reads nothing shuts its window, and the writer's
// kernel takes no more.
func TestReaderThatStops(t *testing.T) {
	got, _ := run(t, "lan", "server.js", `
		require('net').createServer((s) => {
			let n = 0;
			while (s.write(Buffer.alloc(16384)) || s.writableLength < 4e6) n += 16384;
			setTimeout(() => { console.log(s.writableLength > 1e6 ? 'stuck' : 'through'); s.destroy(); }, 500);
		}).listen(80);`, "client.peer", "rcvbuf 4096\nconnect server:80\nwait 600ms")
	require.Equal(t, "server: stuck\nserver waits\n", got)
}

// TestUnderNode: a server of Node's sees half a request, and a client of Node's
// half a response.
func TestUnderNode(t *testing.T) {
	got, _ := run(t, "wan", "server.js", `
		require('http').createServer((req, res) => {
			req.on('data', (d) => console.log(String(d))).on('aborted', () => console.log('aborted')).on('error', (e) => console.log(e.code));
		}).listen(80);`, "client.peer", `
		connect server:80
		send "POST / HTTP/1.1\r\nHost: server\r\nContent-Length: 10\r\n\r\nhalf"
		wait 100ms
		reset`)
	require.Equal(t, "server: half\nserver: aborted\nserver: ECONNRESET\nserver waits\n", got)
	got, _ = run(t, "wan", "server.peer", `
		listen 80
		accept
		expect "\r\n\r\n"
		send "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"
		close`, "client.js", `
		require('http').get('http://server/', (res) => {
			res.on('data', (d) => console.log(String(d))).on('error', (e) => console.log(e.message));
		});`)
	require.Equal(t, "client: half\nclient: aborted\n", got)
}
