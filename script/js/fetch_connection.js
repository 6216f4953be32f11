// A connection of fetch's: a socket, a response parser, and the one exchange in
// progress. Between two exchanges it waits, unreferenced, until the keep-alive
// time that the server gave is over.
'use strict';

const { make, socketError, parserError } = load('fetch_errors');
const { CoarseTimer } = load('fetch_timers');
const timers = native.timers();

const patience = 300_000; // ms, for a header block and between two pieces of body
const defaultKeepAlive = 4000, margin = native.has('fetch-keep-alive-margin-2s') ? 2000 : 1000; // ms
const validates = native.has('fetch-idle-socket-validation');
const coarseKeepAlive = !native.has('fetch-timers-count-ticks');
const expectsPayload = (method) => ['PUT', 'POST', 'PATCH', 'QUERY', 'PROPFIND', 'PROPPATCH'].includes(method);

class Connection {
  writing = false; // a body is being sent
  last = false; // no other exchange follows
  referenced = true;
  used = false;
  validating = 'no';
  error = null;
  paused = false;
  timer = null;
  waitsFor = ''; // 'headers', 'body' or 'idle'
  keepAlive = defaultKeepAlive;
  response = null; // { status, keepAlive, length, read } of the message in progress
  constructor(client, socket) {
    this.client = client;
    this.socket = socket;
    this.parser = native.responseParser({
      begin: () => this.#onBegin(), headers: (...args) => this.#onHeaders(...args), body: (chunk) => this.#onBody(chunk), complete: () => this.#onComplete(),
    });
    socket.on('error', (err) => this.#onError(err));
    socket.on('readable', () => this.readMore());
    socket.on('end', () => this.#onEnd());
    socket.on('close', () => this.#onClose());
  }
  get busy() { return this.writing || this.last || this.validating === 'now'; }
  get destroyed() { return this.socket.destroyed; }
  destroy(err) { if (!this.socket.destroyed) this.socket.destroy(err); }

  // turn looks at what the client has to do, and does the socket's part.
  turn() {
    const { client, socket } = this;
    if (socket.destroyed) return;
    if (client.idle === this.referenced) {
      if (client.idle) socket.unref();
      else socket.ref();
      this.referenced = !client.idle;
    }
    if (validates && !client.running && client.waiting.length > 0 && this.used && this.validating !== 'done') {
      if (this.validating === 'no') this.#validate();
      this.readMore();
      return;
    }
    if (!client.running) {
      this.readMore();
      if (socket.destroyed) return;
    }
    if (client.idle) {
      if (this.waitsFor !== 'idle') this.#wait('idle', this.keepAlive);
    } else if (client.running && !(this.response?.status >= 200)) {
      if (this.waitsFor !== 'headers') this.#wait('headers', patience);
    }
  }

  // An idle socket may have been closed: the loop gets a turn to say so.
  #validate() {
    this.validating = 'now';
    this.immediate = timers.setImmediate(() => {
      this.immediate = null;
      this.validating = 'done';
      if (this.client.connection === this && !this.socket.destroyed) this.client.turn();
    });
  }
  validated() {
    if (this.immediate) timers.clearImmediate(this.immediate);
    this.immediate = null;
    this.validating = 'no';
  }

  #wait(what, delay) {
    const coarse = what !== 'idle' || coarseKeepAlive && delay > 1000;
    if (this.timer && this.delay === delay && this.coarse === coarse) this.timer.refresh();
    else {
      this.#stopTimer();
      if (coarse) this.timer = new CoarseTimer(() => this.#onTimeout(), delay);
      else this.timer = timers.setTimeout(() => this.#onTimeout(), delay).unref();
      this.delay = delay;
      this.coarse = coarse;
    }
    this.waitsFor = what;
  }
  #stopTimer() {
    if (!this.timer) return;
    if (this.coarse) this.timer.clear();
    else timers.clearTimeout(this.timer);
    this.timer = null;
  }
  #onTimeout() {
    if (this.waitsFor === 'idle') this.destroy(make('InformationalError', 'socket idle timeout'));
    else if (this.waitsFor === 'headers') {
      if (!this.writing || this.socket.writableNeedDrain) this.destroy(make('HeadersTimeoutError'));
    } else if (!this.paused) this.destroy(make('BodyTimeoutError'));
  }

  readMore() {
    while (!this.paused && this.parser) {
      const chunk = this.socket.read();
      if (chunk === null) break;
      this.#execute(chunk);
    }
  }
  resume() {
    if (this.socket.destroyed || !this.paused) return;
    this.timer?.refresh();
    this.paused = false;
    this.parser.resume();
    this.#execute(this.socket.read() ?? native.module('buffer').Buffer.alloc(0));
    this.readMore();
  }
  #execute(chunk) {
    const at = this.parser.execute(chunk);
    if (at === undefined) return;
    if (at.error) return this.destroy(this.#wrong(at.error));
    this.paused = true;
    this.socket.unshift(chunk.subarray(at.taken));
  }
  #wrong(error) {
    const r = this.response;
    if (r && r.length !== null && r.read !== r.length) return make('ResponseContentLengthMismatchError');
    return parserError(error);
  }
  // finish is the end of a response that the end of the connection delimits.
  #finish() {
    const error = this.parser.finish();
    return error ? this.#wrong(error) : null;
  }

  #onBegin() {
    if (this.socket.destroyed) return -1;
    if (this.client.running) return 0;
    this.destroy(socketError('bad response', this.socket));
    return -1;
  }
  #onHeaders(status, reason, lines, keepAlive, upgrade) {
    const { client, socket } = this;
    const request = client.running;
    if (socket.destroyed) return -1;
    if (!request) {
      this.destroy(socketError('bad response', socket));
      return -1;
    }
    if (status === 100 || upgrade) {
      this.destroy(socketError(upgrade ? 'bad upgrade' : 'bad response', socket));
      return -1;
    }
    const field = (name) => {
      let v = '';
      for (let i = 0; i < lines.length; i += 2) if (lines[i].toLowerCase() === name) v += lines[i + 1];
      return v;
    };
    const length = field('content-length');
    this.response = {
      status, read: 0, length: length === '' ? null : parseInt(length, 10),
      keepAlive: keepAlive || request.method === 'HEAD' && !this.last && field('connection').toLowerCase() === 'keep-alive',
    };
    if (status >= 200) this.#wait('body', patience);
    else this.timer?.refresh();
    if (this.response.keepAlive) this.#hint(field('keep-alive'));
    else this.last = true;
    const more = request.onHeaders(status, lines, () => this.resume(), reason);
    if (request.aborted) return -1;
    if (request.method === 'HEAD' || status < 200) return 1;
    return more === false ? 2 : 0;
  }
  #hint(text) {
    const m = /timeout=(\d+)/.exec(text);
    if (!m) {
      this.keepAlive = defaultKeepAlive;
      return;
    }
    const time = Math.min(parseInt(m[1], 10) * 1000 - margin, 600_000);
    if (time <= 0) this.last = true;
    else this.keepAlive = time;
  }
  #onBody(chunk) {
    if (this.socket.destroyed) return -1;
    this.timer?.refresh();
    this.response.read += chunk.length;
    return this.client.running.onData(chunk) === false ? 2 : 0;
  }
  #onComplete() {
    const { client, response } = this;
    if (this.socket.destroyed && (!response?.status || response.keepAlive)) return -1;
    this.response = null;
    if (response.status < 200) return 0;
    const request = client.running;
    if (request.method !== 'HEAD' && response.length !== null && response.read !== response.length) {
      this.destroy(make('ResponseContentLengthMismatchError'));
      return -1;
    }
    request.onComplete();
    client.running = null;
    this.used = client.waiting.length === 0;
    if (this.writing || !response.keepAlive || this.last) {
      this.destroy(make('InformationalError', 'reset'));
      return 2;
    }
    timers.setImmediate(() => client.turn());
    return 0;
  }

  // A response without a length ends with the connection, however it ends.
  get #endsWithConnection() { return this.response !== null && !this.response.keepAlive; }
  #onError(err) {
    if (err.code === 'ECONNRESET' && this.#endsWithConnection) {
      const wrong = this.#finish();
      if (wrong) this.error = wrong;
      return;
    }
    this.error = err;
    this.client.onSocketError(err);
  }
  #onEnd() {
    if (!this.#endsWithConnection) return this.destroy(socketError('other side closed', this.socket));
    const wrong = this.#finish();
    if (wrong) this.destroy(wrong);
  }
  #onClose() {
    this.validated();
    if (!this.error && this.#endsWithConnection) this.error = this.#finish();
    this.#stopTimer();
    this.parser = null;
    this.client.onClosed(this.error ?? socketError('closed', this.socket));
  }

  // send writes a request: the header block, and the body as it comes.
  send(request) {
    this.validated();
    const abort = (err) => {
      if (request.aborted || request.completed) return;
      request.onError(err);
      this.destroy(make('InformationalError', 'aborted'));
    };
    request.onConnect(abort);
    if (request.aborted) return false;
    if (request.method === 'HEAD' || request.close) this.last = true;
    let head = `${request.method} ${request.path} HTTP/1.1\r\nhost: ${request.host}\r\nconnection: ${this.last ? 'close' : 'keep-alive'}\r\n`;
    for (const [name, value] of request.headers) head += `${name}: ${value}\r\n`;
    if (request.body) this.#sendBody(request, head, abort);
    else {
      const empty = request.length === 0 && expectsPayload(request.method) ? 'content-length: 0\r\n' : '';
      this.socket.write(`${head}${empty}\r\n`, 'latin1');
    }
    return true;
  }
  async #sendBody(request, head, abort) {
    const { socket } = this;
    const payload = expectsPayload(request.method);
    let drained = null, written = 0;
    const onDrain = () => {
      const f = drained;
      drained = null;
      f?.();
    };
    socket.on('close', onDrain).on('drain', onDrain);
    this.writing = true;
    try {
      for (;;) {
        const { done, value } = await request.body.next();
        if (done) break;
        if (this.error) throw this.error;
        if (socket.destroyed || value.byteLength === 0) continue;
        if (request.length !== null && written + value.byteLength > request.length) throw make('RequestContentLengthMismatchError');
        if (!this.#sendChunk(request, head, value, written, payload)) {
          await new Promise((resolve, reject) => {
            if (this.error) reject(this.error);
            else drained = resolve;
          });
        }
        written += value.byteLength;
      }
      this.writing = false;
      if (this.error) throw this.error;
      if (socket.destroyed) return;
      if (written === 0) socket.write(payload ? `${head}content-length: 0\r\n\r\n` : `${head}\r\n`, 'latin1');
      else if (request.length === null) socket.write('\r\n0\r\n\r\n', 'latin1');
      if (request.length !== null && written !== request.length) throw make('RequestContentLengthMismatchError');
      if (this.timer && this.waitsFor === 'headers') this.timer.refresh();
      this.client.turn();
    } catch (err) {
      this.writing = false;
      abort(err);
    } finally {
      socket.off('close', onDrain).off('drain', onDrain);
    }
  }
  #sendChunk(request, head, chunk, written, payload) {
    const { socket } = this;
    socket.cork();
    if (written === 0) {
      if (!payload) this.last = true;
      socket.write(head + (request.length === null ? 'transfer-encoding: chunked\r\n' : `content-length: ${request.length}\r\n\r\n`), 'latin1');
    }
    if (request.length === null) socket.write(`\r\n${chunk.byteLength.toString(16)}\r\n`, 'latin1');
    const more = socket.write(chunk);
    socket.uncork();
    return more;
  }
}

exports.Connection = Connection;
