// The errors of fetch's connections, as err.cause shows them.
'use strict';

const texts = {
  ConnectTimeoutError: ['UND_ERR_CONNECT_TIMEOUT', 'Connect Timeout Error'],
  HeadersTimeoutError: ['UND_ERR_HEADERS_TIMEOUT', 'Headers Timeout Error'],
  HeadersOverflowError: ['UND_ERR_HEADERS_OVERFLOW', 'Headers Overflow Error'],
  BodyTimeoutError: ['UND_ERR_BODY_TIMEOUT', 'Body Timeout Error'],
  InformationalError: ['UND_ERR_INFO', 'Request information'],
  RequestContentLengthMismatchError: ['UND_ERR_REQ_CONTENT_LENGTH_MISMATCH', 'Request body length does not match content-length header'],
  ResponseContentLengthMismatchError: ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'Response body length does not match content-length header'],
  SocketError: ['UND_ERR_SOCKET', 'Socket error'],
  HTTPParserError: ['', 'HTTP Parser Error'],
  InvalidArgumentError: ['UND_ERR_INVALID_ARG', 'Invalid Argument Error'],
};
const classes = {};
for (const name of Object.keys(texts)) {
  classes[name] = { [name]: class extends Error {} }[name];
}

function make(name, message) {
  const err = new classes[name](message || texts[name][1]);
  err.name = name;
  err.code = texts[name][0];
  return err;
}

// socketError says what the socket had done when the other side was gone.
function socketError(message, s) {
  const err = make('SocketError', message);
  err.socket = {
    localAddress: s.localAddress, localPort: s.localPort, remoteAddress: s.remoteAddress, remotePort: s.remotePort, remoteFamily: s.remoteFamily,
    timeout: s.timeout, bytesWritten: s.bytesWritten, bytesRead: s.bytesRead,
  };
  return err;
}

function parserError(e) {
  const err = make('HTTPParserError', e.reason ? `Response does not match the HTTP/1.1 protocol (${e.reason})` : undefined);
  err.code = e.code;
  err.data = undefined;
  return err;
}

Object.assign(exports, { make, socketError, parserError });
