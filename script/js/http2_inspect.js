'use strict';
// What console.log shows of HTTP/2 sessions and streams.

exports.session = function (depth) {
  if (typeof depth === 'number' && depth < 0) return this;
  const { type, closed, destroyed, state, localSettings, remoteSettings } = this;
  return `Http2Session ${native.inspect({ type, closed, destroyed, state, localSettings, remoteSettings })}`;
};

exports.stream = function (depth) {
  if (typeof depth === 'number' && depth < 0) return this;
  const { closed, destroyed, state, _readableState: readableState, _writableState: writableState } = this;
  return `Http2Stream ${native.inspect({ id: this.id || '<pending>', closed, destroyed, state, readableState, writableState })}`;
};
