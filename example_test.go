package finishline_test

import (
	"fmt"

	"finishline"
)

const server = `
const http2 = require('http2');
let session;
const server = http2.createServer().on('session', (s) => { session = s; });
server.once('request', (request, response) => {
  response.on('finish', () => session.close());
  response.end();
});
server.listen(0, () => {
  const client = http2.connect('http://localhost:' + server.address().port);
  client.on('close', () => server.close());
  client.request({ ':path': '/' }).resume();
});
`

func ExampleScript_Run() {
	for _, version := range []string{"18", "24"} {
		run, err := finishline.New("server.js", server).Node(version).Run()
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(version, run.Outcome())
		for _, loss := range run.Verdict.Exchanges[0].Died {
			fmt.Printf("  %d bytes died in the %s: %v\n", loss.Bytes, loss.Station, loss.What)
		}
	}
	// Output:
	// 18 lost
	//   34 bytes died in the h2 session: [HEADERS 1]
	// 24 complete
}

func ExampleScript_Explore() {
	report, err := finishline.New("server.js", server).Node("24").Explore(finishline.Bounded(1))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report.Worst(), "in the worst of", report.Runs, "schedules")
	// Output:
	// complete in the worst of 25 schedules
}

// A peer without Node says what no client of Node's would say.
func ExampleScript_With() {
	server := finishline.New("server.js", `
		require('http').createServer((req, res) => {
			req.on('error', (e) => console.log(e.code));
			req.on('data', (d) => console.log('got', String(d)));
		}).listen(8000);`)
	rude := finishline.New("rude.peer", `
		connect server:8000
		send "POST / HTTP/1.1\r\nHost: server\r\nContent-Length: 100\r\n\r\nhalf"
		wait 50ms
		reset`)
	run, err := server.With(rude).Net("wan,loss=1%").Run()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(run.Stdout)
	fmt.Println(run.Outcome())
	// Output:
	// got half
	// ECONNRESET
	// cancelled
}

func ExampleRun_Handles() {
	run, err := finishline.New("hangs.js", `require('http').createServer().listen(8080)`).Run()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, h := range run.Handles() {
		fmt.Println(h.What, "— by line", h.Line)
	}
	// Output:
	// server listening on [::]:8080 — by line 1
}
