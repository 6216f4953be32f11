package web

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// TestPictures visits the moments whose pictures are in docs (the phone's is
// TestAPhone's), and checks what each of them is about.
func TestPictures(t *testing.T) {
	v := open(t, serve(t), 1600, 1000, "localStorage.setItem('finishline.theme', 'dark')")
	v.run()
	v.until("document.getElementById('stagetext').hidden")
	v.wants("the verdict", v.text("verdict"), "RESPONSE LOST")
	v.wants("the moment", v.text("where"), "discarded")
	v.shot("lost")

	v.click("tab-events")
	v.js("[...document.querySelectorAll('#event-rows .row:not([hidden])')].find((r) => r.innerText.includes(\"response emits 'finish'\")).click()")
	v.until("document.getElementById('where').innerText.includes(\"emits 'finish'\")")
	v.shot("finish")

	v.js("document.getElementById('version').value = '24.21.0'")
	v.click("theme")
	v.run()
	v.click("tab-state")
	v.press(kb.Escape)
	v.until("document.getElementById('panel-state').innerText.includes('sndbuf')")
	v.shot("arrived")

	v.click("theme")
	v.js("document.getElementById('net').value = 'wan'")
	v.typeScript(strings.TrimLeft(pipelined, "\n"))
	v.run()
	v.click("tab-wire")
	v.press(kb.Escape)
	v.until("document.getElementById('panel-wire').innerText.includes('segment')")
	v.shot("wire")
}

// pipelined is a plain socket's view of a server that closes too early.
const pipelined = `
const net = require('node:net');

const server = net.createServer((socket) => {
  socket.write('x'.repeat(200_000));
  socket.once('data', () => socket.destroy());
});
server.listen(0, () => {
  const client = net.connect(server.address().port);
  let got = 0;
  client.on('data', (d) => (got += d.length));
  client.on('error', (e) => console.log(e.code));
  client.on('close', () => {
    console.log('the client got', got, 'bytes');
    server.close();
  });
  client.write('stop');
});
`
