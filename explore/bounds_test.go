package explore

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"finishline/netmodel"
	"finishline/node/versions"
	"finishline/peer"
	"finishline/scenarios"
	"finishline/script"
	"finishline/verdict"
)

// programs is a world of programs: a file's name and its text, in turn.
func programs(t testing.TB, texts ...string) *Script {
	v, err := versions.Find("24.21.0")
	require.NoError(t, err)
	s := &Script{Setup: scenarios.Setup{Version: v, Net: netmodel.Loopback, Seed: 1, Explore: Liberties, Cache: new(script.Cache), Limits: Limits(script.Limits{})}}
	for i := 0; i < len(texts); i += 2 {
		host, ext, _ := strings.Cut(texts[i], ".")
		m := scenarios.Member{Host: host, Program: script.Program{Path: "/" + texts[i], Source: texts[i+1] + "\n", FS: fstest.MapFS{}, Cwd: "/"}}
		if ext == "peer" {
			m.Peer, err = peer.Parse(texts[i], texts[i+1])
			require.NoError(t, err)
		}
		s.Members = append(s.Members, m)
	}
	return s
}

func run(t testing.TB, s *Script, o Options) *Report {
	rep, err := Run(s, s.Header(s.Members[0].Program.Path[1:], o), o)
	require.NoError(t, err)
	return rep
}

const (
	correctServer = `const http = require('http');
		const server = http.createServer((req, res) => { res.end('bye'); res.on('close', () => server.close()); }).listen(8000);`
	correctClient  = `require('http').get({ host: 'server', port: 8000, agent: false }, (res) => res.resume());`
	correctServer2 = `const server = require('http2').createServer((req, res) => { res.end('bye'); res.on('close', () => server.close()); }).listen(8000);`
	correctClient2 = `const c = require('http2').connect('http://server:8000'); c.request().resume().on('end', () => c.close());`
)

// TestProof: every schedule of a correct HTTP/1.1 server is walked in a moment;
// of an HTTP/2 server there are too many, and the report says how far it is proved.
func TestProof(t *testing.T) {
	rep := run(t, programs(t, "server.js", correctServer, "client.js", correctClient), Options{Strategy: Exhaustive, MaxRuns: 5000})
	require.Empty(t, rep.Cut)
	require.Equal(t, verdict.Complete, rep.Worst())
	require.Contains(t, rep.Answer(), "proved")

	rep = run(t, programs(t, "server.js", correctServer2, "client.js", correctClient2), Options{Strategy: Exhaustive, MaxRuns: 3000})
	require.Equal(t, cutBudget, rep.Cut)
	require.GreaterOrEqual(t, rep.Walked, 2)
	require.Contains(t, rep.Answer(), fmt.Sprintf("All schedules with at most %d departures were made, and lose none: that is proved.", rep.Walked))
	bounded := run(t, programs(t, "server.js", correctServer2, "client.js", correctClient2), Options{Strategy: Bounded, Departures: rep.Walked, MaxRuns: 3000})
	require.Empty(t, bounded.Cut, "what is said to be walked is")
}

// TestProofIsOfAllSchedules: the walk that leaves out known states ends in the
// same ways as the one that leaves out nothing.
func TestProofIsOfAllSchedules(t *testing.T) {
	for name, s := range map[string]*Script{ // order: each is walked by itself
		"two processes": programs(t, "server.js", correctServer, "client.js", correctClient),
		"a peer": programs(t, "server.js", `
			require('net').createServer((s) => s.once('data', (d) => s.end('got ' + d.length))).listen(8000);`,
			"client.peer", "connect server:8000\nsend \"one\"\nexpect \"got\"\nshutdown\nexpect end"),
		"one process": programs(t, "script.js", `
			const net = require('net');
			net.createServer((s) => { s.on('data', (d) => console.log(String(d))).on('error', (e) => console.log(e.code)); s.write('hello', () => s.destroy()); })
				.listen(8000, function () {
					net.connect(8000).on('data', (d) => console.log(d.length)).on('error', (e) => console.log(e.code)).on('close', () => this.close()).write('abcdef');
				});`),
	} {
		ends := func(noReduction bool) (keys []uint64) {
			all := explore(t, s, Options{Strategy: Exhaustive, MaxRuns: 200_000, NoReduction: noReduction}, forward).Whole()
			require.Empty(t, all.Cut, name)
			for _, c := range all.Classes {
				keys = append(keys, c.Key)
			}
			slices.Sort(keys)
			t.Logf("%s: %d schedules, %d ways to end", name, all.Runs, len(keys))
			return keys
		}
		require.Equal(t, ends(true), ends(false), name)
	}
}

// TestEveryWalkEnds: scripts that never end, or wait for ever, give a result that
// says what bounded it.
func TestEveryWalkEnds(t *testing.T) {
	for name, c := range map[string]struct{ text, cut, limit string }{ // order: independent
		"computes for ever":      {`while (true) {}`, "it exceeded its CPU limit of 300ms", "CPU"},
		"turns for ever":         {`(function again() { setImmediate(again); })()`, "", "loop"},
		"turns after a response": {`require('http').createServer((req, res) => res.end()).listen(8000, () => { require('http').get('http://localhost:8000/'); setInterval(() => {}, 1); });`, "", "loop"},
		"waits for ever":         {`require('http').createServer(() => {}).listen(8000, () => require('http').get('http://localhost:8000/'));`, "", "virtual time"},
	} {
		s := programs(t, "script.js", c.text)
		s.Setup.Limits.CPU, s.Setup.Limits.Turns = 300*time.Millisecond, 3000
		rep := run(t, s, Options{Departures: 1})
		require.Contains(t, rep.Cut, c.cut, name)
		require.Equal(t, c.cut == "", rep.Cut == "", name)
		require.Nil(t, rep.Nondeterministic, name)
		require.Equal(t, c.limit, rep.Outcomes[0].Result.Processes[0].Limit, name)
		if c.cut == "" {
			require.Contains(t, rep.Answer(), "up to where runs were stopped at a limit", name)
		}
	}
}

// TestStopEndsAWalk: whoever has had enough gets what is known.
func TestStopEndsAWalk(t *testing.T) {
	s := programs(t, "server.js", correctServer, "client.js", correctClient)
	n := 0
	o := Options{Strategy: Exhaustive, Stop: func() bool { n++; return n > 20 }}
	rep := run(t, s, o)
	require.Equal(t, "stopped before the end", rep.Cut)
	require.Less(t, rep.Runs, 25)
	all := explore(t, s, Options{Strategy: Random, MaxRuns: 300}, forward).Whole()
	judged, err := Judge(s, Header{}, all, func() bool { return true })
	require.NoError(t, err)
	require.Len(t, judged.Outcomes, 1)
	if len(all.Classes) > 1 {
		require.Contains(t, judged.Cut, "were looked at before the time was up")
	}
}

// TestPeerIsExplored: a server that answers before it has the whole request, and
// shuts, is lost to a peer that sends the rest a little later, in some schedules.
func TestPeerIsExplored(t *testing.T) {
	rep := run(t, programs(t, "server.js", `
		require('net').createServer((s) => s.once('data', () => { s.write('no'); setImmediate(() => s.destroy()); })).listen(8000);`,
		"client.peer", `
		connect server:8000
		send "one"
		send "two"
		expect "no"
		expect end`), Options{Departures: 2})
	require.Empty(t, rep.Cut)
	require.Nil(t, rep.Nondeterministic)
	var texts []string
	for _, o := range rep.Outcomes {
		texts = append(texts, o.Result.Text())
	}
	require.Contains(t, strings.Join(texts, ""), "ECONNRESET", "some schedules reset the connection")
	require.Empty(t, texts[0], "the canonical one does not")
}

// TestLikely: how often a response is lost depends on the network, and the seed
// that is named loses it.
func TestLikely(t *testing.T) {
	s := programs(t, "script.js", `
		const net = require('net');
		const server = net.createServer((s) => { s.write('answer'); setTimeout(() => s.resetAndDestroy(), 60); server.close(); }).listen(8000, () => {
			net.connect(8000).on('data', () => {}).on('error', () => {});
		});`)
	for _, c := range []struct {
		net  netmodel.Profile
		lost bool
	}{{netmodel.LAN, false}, {netmodel.Lossy, true}} {
		l, err := s.Likely(Jittery(c.net), 200, 1, nil)
		require.NoError(t, err)
		require.Equal(t, 200, l.Runs)
		lost := 0
		for _, e := range l.Ends {
			if e.Outcome.Worse(verdict.Refused) {
				lost += e.Runs
				once, err := s.Likely(Jittery(c.net), 1, e.Seed, nil)
				require.NoError(t, err)
				require.Equal(t, e.Outcome, once.Ends[0].Outcome, "seed %d", e.Seed)
			}
		}
		require.Equal(t, c.lost, lost > 0 && lost < 200, "%s: %s", c.net.Name, l.Text())
		require.Contains(t, l.Text(), "of 200 random runs on "+c.net.Name+" (jitter=")
	}
}

// TestCommandAndLink: what repeats a run names all of it; what no link can hold is said.
func TestCommandAndLink(t *testing.T) {
	s := programs(t, "server.js", correctServer, "client.js", correctClient)
	s.Setup.Net, _ = netmodel.ParseProfile("wan,loss=2%")
	s.Setup.Seed = 3
	h := s.Header("my server.js", Options{})
	h.With = []string{"client.js"}
	require.Equal(t, "finishline run --version 24.21.0 --net wan,loss=2% --seed 3 --choices 1=1 'my server.js' client.js", h.Command(Schedule{{1, 1}}))
	_, err := s.Link("http://x/", h, nil)
	require.ErrorContains(t, err, "knows no network")
	h.Net = "wan"
	link, err := s.Link("http://x/", h, nil)
	require.NoError(t, err)
	require.Contains(t, link, "http://x/#1.")
	h.Liberties = []string{"write"}
	_, err = s.Link("http://x/", h, Schedule{{1, 1}})
	require.ErrorContains(t, err, "other liberties")
}
