package scenarios

import (
	"strings"
	"testing"
	"testing/fstest"

	"finishline/netmodel"
	"finishline/node/versions"
	"finishline/script"
	"finishline/sim"
)

// TestWorldOfTwo: a server and a client, each on its host, find each other by
// name over a link that takes time; the server waits for ever, the client ends.
func TestWorldOfTwo(t *testing.T) {
	v, err := versions.Find("24.21.0")
	if err != nil {
		t.Fatal(err)
	}
	var server, client strings.Builder
	programs := func() []Member {
		server.Reset()
		client.Reset()
		return []Member{
			{Host: "server", Program: script.Program{Path: "/server.js", FS: fstest.MapFS{}, Stdout: &server, Source: `
				require('http').createServer((req, res) => {
					console.log(req.headers.host, req.socket.remoteAddress);
					res.end('hello');
				}).listen(8080);`}},
			{Host: "client", Program: script.Program{Path: "/client.js", FS: fstest.MapFS{}, Stdout: &client, Source: `
				const from = Date.now();
				require('http').get('http://server:8080/', (res) => {
					res.on('data', (d) => console.log(String(d), Date.now() - from));
					res.on('end', () => require('http').get('http://nobody/').on('error', (e) => {
						console.log(e.code);
						process.exitCode = 3;
					}));
				});`}},
		}
	}
	s := Setup{Version: v, Net: netmodel.WAN, Trace: true}
	r := s.SimulateWorld(programs())
	if got := server.String(); got != "server:8080 ::ffff:10.0.0.2\n" {
		t.Errorf("the server printed %q", got)
	}
	if got := client.String(); got != "hello 81\nENOTFOUND\n" {
		t.Errorf("the client printed %q: two round trips of 40 ms are 80, and the server's first output one more", got)
	}
	if m := r.Members; m[0].Ended || !m[1].Ended || m[1].Result.Code != 3 {
		t.Errorf("ends: %+v", m)
	}
	var processes, ends int
	for id := sim.ObjID(1); int(id) <= r.Trace.Objects(); id++ {
		if r.Trace.String(r.Trace.Object(id).Kind) == "process" {
			processes++
		}
	}
	for id := sim.RecordID(1); int(id) <= r.Trace.Len(); id++ {
		if r.Trace.At(id).Kind == sim.KindExit {
			ends++
		}
	}
	if processes != 2 || ends != 1 {
		t.Errorf("the trace shows %d processes and %d ends", processes, ends)
	}
	if again := s.SimulateWorld(programs()); again.Trace.Hash() != r.Trace.Hash() {
		t.Error("two runs gave different traces")
	}
}
