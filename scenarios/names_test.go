package scenarios

import (
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"finishline/netmodel"
	"finishline/node/versions"
	"finishline/script"
)

// TestOneHostHasSeveralNames: what was written for two hosts runs in one process.
func TestOneHostHasSeveralNames(t *testing.T) {
	const source = `require('net').createServer((s) => s.end('hi')).listen(80, () =>
  require('net').connect(80, 'server').on('data', (d) => { console.log(String(d)); process.exit(); }).on('error', (e) => console.log(e.code)));
setTimeout(() => process.exit(), 1000);`
	v, err := versions.Find("24.21.0")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		names []string
		want  string
	}{{[]string{"client", "server"}, "hi\n"}, {nil, "ENOTFOUND\n"}} {
		var out strings.Builder
		Setup{Version: v, Net: netmodel.Loopback, Names: c.names}.Simulate(script.Program{
			Path: "/script.js", Source: source, FS: fstest.MapFS{}, Stdout: &out, Stderr: io.Discard})
		if out.String() != c.want {
			t.Errorf("with the names %q it prints %q, not %q", c.names, out.String(), c.want)
		}
	}
}
