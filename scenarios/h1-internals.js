// title: The _http_* modules that old packages require
// notice: which names they export and that they are http's own classes; OutgoingMessage used bare
// source: packages from before http exported everything (superagent, nock, follow-redirects' ancestors)
// min: 18.0.0
'use strict';
const http = require('http');
const names = {
  _http_agent: ['Agent', 'globalAgent'], _http_client: ['ClientRequest'],
  _http_common: ['CRLF', 'HTTPParser', 'chunkExpression', 'continueExpression', 'freeParser', 'isLenient', 'methods', 'parsers'],
  _http_incoming: ['IncomingMessage', 'readStart', 'readStop'], _http_outgoing: ['OutgoingMessage', 'validateHeaderName', 'validateHeaderValue'],
  _http_server: ['STATUS_CODES', 'Server', 'ServerResponse', '_connectionListener'],
};
for (const [module, list] of Object.entries(names)) console.log(module, list.map((name) => name + ' ' + typeof require(module)[name]).join(', '));
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
