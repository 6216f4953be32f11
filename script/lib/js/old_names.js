// Modules that old packages require by the names of Node's own files: parts of
// http. What only Node's own code can use fails when it is called.
'use strict';
const { missingFunction, missingClass } = require('internal/stand_in');

const token = /^[\w!#$%&'*+\-.^`|~]+$/;
const notInHeader = /[^\t\x20-\x7e\x80-\xff]/;
const missing = (module, names) => Object.fromEntries(names.split(' ').map((name) => [name, missingFunction(module, name)]));

const parts = {
  _http_agent: ({ Agent, globalAgent }) => ({ Agent, globalAgent }),
  _http_client: ({ ClientRequest }) => ({ ClientRequest }),
  _http_common: ({ METHODS }) => ({
    _checkInvalidHeaderChar: (value) => notInHeader.test(value),
    _checkIsHttpToken: (value) => token.test(value),
    chunkExpression: /(?:^|\W)chunked(?:$|\W)/i,
    continueExpression: /(?:^|\W)100-continue(?:$|\W)/i,
    CRLF: '\r\n',
    methods: [...METHODS],
    parsers: { name: 'parsers' },
    kIncomingMessage: Symbol('IncomingMessage'),
    HTTPParser: missingClass('_http_common', 'HTTPParser'),
    isLenient: () => false,
    ...missing('_http_common', 'freeParser prepareError'),
  }),
  _http_incoming: ({ IncomingMessage }) => ({
    IncomingMessage,
    readStart(socket) { if (socket && !socket._paused && socket.readable) socket.resume(); },
    readStop(socket) { if (socket) socket.pause(); },
  }),
  _http_outgoing: ({ OutgoingMessage, validateHeaderName, validateHeaderValue }) => ({
    kHighWaterMark: Symbol('kHighWaterMark'),
    kUniqueHeaders: Symbol('kUniqueHeaders'),
    validateHeaderName,
    validateHeaderValue,
    OutgoingMessage,
    ...missing('_http_outgoing', 'parseUniqueHeadersOption'),
  }),
  _http_server: ({ STATUS_CODES, Server, ServerResponse, _connectionListener }) => ({
    STATUS_CODES,
    Server,
    ServerResponse,
    kServerResponse: Symbol('ServerResponse'),
    ...missing('_http_server', '_connectionListener setupConnectionsTracking storeHTTPOptions'),
    ...(_connectionListener && { _connectionListener }),
  }),
};
for (const [name, make] of Object.entries(parts)) {
  let exports;
  Object.defineProperty(module.exports, name, { get: () => (exports ??= make(require('http'))) });
}
