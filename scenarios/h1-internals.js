// title: The _http_* modules that old packages require
// notice: which names they export and that they are http's own classes; OutgoingMessage used bare
// source: packages from before http exported everything (superagent, nock, follow-redirects' ancestors)
// min: 18.0.0
'use strict';
const http = require('http');
for (const name of ['_http_agent', '_http_client', '_http_common', '_http_incoming', '_http_outgoing', '_http_server']) {
  const m = require(name);
  console.log(name, Object.keys(m).filter((k) => /^[A-Za-z]/.test(k) && typeof m[k] !== 'symbol').sort().join());
}
console.log(require('_http_agent').Agent === http.Agent, require('_http_client').ClientRequest === http.ClientRequest,
  require('_http_incoming').IncomingMessage === http.IncomingMessage, require('_http_outgoing').OutgoingMessage === http.OutgoingMessage,
  require('_http_server').ServerResponse === http.ServerResponse, require('_http_server').STATUS_CODES === http.STATUS_CODES,
  require('_http_common').methods.includes('GET'));
const { _checkIsHttpToken, _checkInvalidHeaderChar } = require('_http_common');
console.log(_checkIsHttpToken('X-Ok'), _checkIsHttpToken('not ok'), _checkInvalidHeaderChar('fine'), _checkInvalidHeaderChar('b\x00d'));
const message = new http.OutgoingMessage();
message.setHeader('A', 1);
console.log(message.getHeader('a'), message.headersSent, message.finished, message.outputData.length, message.outputSize);
class Recorder extends http.ServerResponse {
  writeHead(...args) { console.log('writeHead', args[0]); return super.writeHead(...args); }
}
const server = http.createServer({ ServerResponse: Recorder }, (req, res) => { console.log(res instanceof Recorder); res.end('x'); });
server.listen(0, () => http.get({ port: server.address().port }, (res) => {
  res.resume();
  res.on('end', () => server.close(() => console.log('closed')));
}));
