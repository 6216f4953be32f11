// What kind of stream an object is, and in what state: by its shape, so that
// streams of other makers count too.
'use strict';

const key = (name) => Symbol.for(`nodejs.stream.${name}`);
const kDestroyed = key('destroyed'), kErrored = key('errored'), kReadable = key('readable');
const kWritable = key('writable'), kDisturbed = key('disturbed');

const isFn = (f) => typeof f === 'function';

function isReadableNode(o, strict = false) {
  return !!(o && isFn(o.pipe) && isFn(o.on) && (!strict || (isFn(o.pause) && isFn(o.resume))) &&
    (!o._writableState || o._readableState?.readable !== false) && (!o._writableState || o._readableState));
}
function isWritableNode(o) {
  return !!(o && isFn(o.write) && isFn(o.on) && (!o._readableState || o._writableState?.writable !== false));
}
function isDuplexNode(o) {
  return !!(o && isFn(o.pipe) && o._readableState && isFn(o.on) && isFn(o.write));
}
function isNode(o) {
  return o && (o._readableState || o._writableState || (isFn(o.write) && isFn(o.on)) || (isFn(o.pipe) && isFn(o.on)));
}
function isReadableWeb(o) { return !!(o && !isNode(o) && isFn(o.pipeThrough) && isFn(o.getReader) && isFn(o.cancel)); }
function isWritableWeb(o) { return !!(o && !isNode(o) && isFn(o.getWriter) && isFn(o.abort)); }
function isTransformWeb(o) { return !!(o && !isNode(o) && typeof o.readable === 'object' && typeof o.writable === 'object'); }
function isWeb(o) { return isReadableWeb(o) || isWritableWeb(o) || isTransformWeb(o); }

function isIterable(o, async) {
  if (o == null) return false;
  if (async === true) return isFn(o[Symbol.asyncIterator]);
  if (async === false) return isFn(o[Symbol.iterator]);
  return isFn(o[Symbol.asyncIterator]) || isFn(o[Symbol.iterator]);
}

function isDestroyed(s) {
  if (!isNode(s)) return null;
  return !!(s.destroyed || s[kDestroyed] || (s._writableState || s._readableState)?.destroyed);
}
function isWritableEnded(s) {
  if (!isWritableNode(s)) return null;
  if (s.writableEnded === true) return true;
  const w = s._writableState;
  if (w?.errored) return false;
  return typeof w?.ended === 'boolean' ? w.ended : null;
}
function isWritableFinished(s, strict) {
  if (!isWritableNode(s)) return null;
  if (s.writableFinished === true) return true;
  const w = s._writableState;
  if (w?.errored) return false;
  if (typeof w?.finished !== 'boolean') return null;
  return !!(w.finished || (strict === false && w.ended === true && w.length === 0));
}
function isReadableFinished(s, strict) {
  if (!isReadableNode(s)) return null;
  const r = s._readableState;
  if (r?.errored) return false;
  if (typeof r?.endEmitted !== 'boolean') return null;
  return !!(r.endEmitted || (strict === false && r.ended === true && r.length === 0));
}
function isReadable(s) {
  if (s && s[kReadable] != null) return s[kReadable];
  if (typeof s?.readable !== 'boolean') return null;
  if (isDestroyed(s)) return false;
  return isReadableNode(s) && s.readable && !isReadableFinished(s);
}
function isWritable(s) {
  if (s && s[kWritable] != null) return s[kWritable];
  if (typeof s?.writable !== 'boolean') return null;
  if (isDestroyed(s)) return false;
  return isWritableNode(s) && s.writable && !isWritableEnded(s);
}
function isFinished(s) {
  if (!isNode(s)) return null;
  return isDestroyed(s) || (!isReadable(s) && !isWritable(s));
}
function writableErrored(s) { return isNode(s) ? s.writableErrored || (s._writableState?.errored ?? null) : null; }
function readableErrored(s) { return isNode(s) ? s.readableErrored || (s._readableState?.errored ?? null) : null; }

function isOutgoingMessage(s) {
  return typeof s._closed === 'boolean' && typeof s._defaultKeepAlive === 'boolean' &&
    typeof s._removedConnection === 'boolean' && typeof s._removedContLen === 'boolean';
}
function isClosed(s) {
  if (!isNode(s)) return null;
  if (typeof s.closed === 'boolean') return s.closed;
  const w = s._writableState, r = s._readableState;
  if (typeof w?.closed === 'boolean' || typeof r?.closed === 'boolean') return w?.closed || r?.closed;
  return typeof s._closed === 'boolean' && isOutgoingMessage(s) ? s._closed : null;
}
function isServerResponse(s) { return typeof s._sent100 === 'boolean' && isOutgoingMessage(s); }
function isServerRequest(s) {
  return typeof s._consuming === 'boolean' && typeof s._dumped === 'boolean' && s.req?.upgradeOrConnect === undefined;
}
function isRequest(s) { return !!s?.setHeader && isFn(s.abort); }
function willEmitClose(s) {
  if (!isNode(s)) return null;
  const state = s._writableState || s._readableState;
  return (!state && isServerResponse(s)) || !!(state?.autoDestroy && state.emitClose && state.closed === false);
}
function isDisturbed(s) { return !!(s && (s[kDisturbed] ?? (s.readableDidRead || s.readableAborted))); }
function isErrored(s) {
  return !!(s && (s[kErrored] ?? s.readableErrored ?? s.writableErrored ?? s._readableState?.errorEmitted ??
    s._writableState?.errorEmitted ?? s._readableState?.errored ?? s._writableState?.errored));
}

Object.assign(exports, {
  isReadableNode, isWritableNode, isDuplexNode, isNode, isReadableWeb, isWritableWeb, isTransformWeb, isWeb, isIterable, isDestroyed,
  isWritableFinished, isReadableFinished, isReadable, isWritable, isFinished, writableErrored, readableErrored, isClosed, isServerRequest,
  isRequest, willEmitClose, isDisturbed, isErrored, kDestroyed,
});
