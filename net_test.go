package finishline_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"finishline"
)

// Two programs on hosts of their own, which find each other by name.
var pairs = map[string][2]string{
	"http": {
		`require('http').createServer((req, res) => res.end(Buffer.alloc(60000, 'x'))).listen(8000);`,
		`require('http').get('http://server:8000/', { agent: false }, (res) => {
			let n = 0;
			res.on('data', (d) => { n += d.length; }).on('end', () => console.log('got', n));
		});`,
	},
	"http2": {
		`require('http2').createServer((req, res) => res.end(Buffer.alloc(60000, 'x'))).listen(8000);`,
		`const client = require('http2').connect('http://server:8000');
		let n = 0;
		client.request().on('data', (d) => { n += d.length; }).on('end', () => { console.log('got', n); client.close(); });`,
	},
	"net": {
		`require('net').createServer((s) => s.end(Buffer.alloc(60000))).listen(8000);`,
		`let n = 0;
		require('net').connect(8000, 'server').on('data', (d) => { n += d.length; }).on('end', () => console.log('got', n));`,
	},
}

// TestNetworks: every protocol gets through every network, and a network that is
// slower takes longer.
func TestNetworks(t *testing.T) {
	networks := append(finishline.Networks(), "latency=3ms,bandwidth=512kbit/s", "wan,loss=5%", "sndbuf=4608,rcvbuf=2304")
	for name, programs := range pairs { // order: each is a test of its own
		took := map[string]int64{}
		for _, network := range networks {
			r, err := finishline.New("server.js", programs[0]).With(finishline.New("client.js", programs[1])).Net(network).Run()
			require.NoError(t, err)
			require.Equal(t, "got 60000\n", r.Others[0].Stdout, "%s over %s: %s", name, network, r.Others[0].Stderr)
			require.Equal(t, finishline.Complete, r.Outcome(), "%s over %s", name, network)
			for _, e := range r.Events("end") {
				took[network] = int64(e.At)
			}
		}
		require.Equal(t, took["loopback"], took["lan"], "between hosts loopback means a local network")
		for _, slow := range []string{"tiny-buffers", "slow-reader", "wan", "far", "mobile", "lossy", "latency=3ms,bandwidth=512kbit/s"} {
			require.Greater(t, took[slow], took["lan"], "%s over %s", name, slow)
		}
	}
}

// TestSlowReaderLoses: a server that closes before it has read everything resets
// the connection, and the reset overtakes the answer. On a quick network it has
// read what there was.
func TestSlowReaderLoses(t *testing.T) {
	s := finishline.New("early.js", `
		const net = require('net');
		net.createServer((socket) => {
			socket.once('data', () => setTimeout(() => socket.write('no thanks', () => socket.destroy()), 10)).resume();
		}).listen(0, function () {
			const client = net.connect(this.address().port, () => { client.write('x'.repeat(2000)); setTimeout(() => client.write('y'.repeat(3000)), 2); });
			client.on('data', (d) => console.log(String(d))).on('error', (e) => console.log(e.code)).on('close', () => this.close());
			client.pause();
			setTimeout(() => client.resume(), 40);
		});`)
	for network, want := range map[string]string{"lan": "no thanks\n", "slow-reader": "ECONNRESET\n"} { // order: independent
		r, err := s.Net(network).Run()
		require.NoError(t, err)
		require.Equal(t, want, r.Stdout, network)
	}
}
