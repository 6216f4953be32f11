// readline over streams that are no terminal: lines, questions, the iterator.
'use strict';
const EventEmitter = require('events');
const { StringDecoder } = require('string_decoder');
const { make, validateFunction, validateNumber } = require('internal/errors');
const { missingFunction } = require('internal/stand_in');

const ending = internal('versions').readlineSeparators ? /\r?\n|\r(?!\n)|\u2028|\u2029/g : /\r?\n|\r(?!\n)/g;
const unsupported = (what) => make('Error', 'ERR_FINISHLINE_UNSUPPORTED', `${what} is not supported by Finishline; see docs/supported.md for what is`);

class Interface extends EventEmitter {
  #decoder; #buffer = null; #sawReturnAt = 0; #prompt; #oldPrompt; #answer = null;

  constructor(input, output, completer, terminal) {
    super();
    let crlfDelay, prompt, signal;
    if (input?.input) ({ input, output, terminal, crlfDelay, prompt, signal } = input);
    if (terminal === undefined) terminal = !!output?.isTTY;
    if (terminal) throw unsupported('readline on a terminal');
    this.line = '';
    this.cursor = 0;
    this.terminal = false;
    this.input = input;
    this.output = output;
    this.crlfDelay = crlfDelay ? Math.max(100, crlfDelay) : 100;
    this.paused = false;
    this.closed = false;
    this.#prompt = `${prompt ?? '> '}`;
    this.#decoder = new StringDecoder('utf8');
    const data = (chunk) => this.#data(chunk);
    const end = () => {
      if (typeof this.#buffer === 'string' && this.#buffer.length > 0) this.emit('line', this.#buffer);
      this.close();
    };
    const failed = (err) => this.emit('error', err);
    input.on('error', failed);
    input.on('data', data);
    input.on('end', end);
    this.once('close', () => {
      input.removeListener('data', data);
      input.removeListener('end', end);
      input.removeListener('error', failed);
    });
    if (signal) {
      const stop = () => this.close();
      if (signal.aborted) process.nextTick(stop);
      else signal.addEventListener('abort', stop, { once: true });
    }
    input.resume();
  }

  #data(chunk) {
    let text = this.#decoder.write(chunk);
    if (this.#sawReturnAt && Date.now() - this.#sawReturnAt <= this.crlfDelay) {
      if (text.startsWith('\n')) text = text.slice(1);
      this.#sawReturnAt = 0;
    }
    ending.lastIndex = 0;
    if (!ending.test(text)) {
      if (text) this.#buffer = (this.#buffer ?? '') + text;
      return;
    }
    text = (this.#buffer ?? '') + text;
    this.#sawReturnAt = text.endsWith('\r') ? Date.now() : 0;
    const lines = text.split(ending);
    this.#buffer = lines.pop();
    for (const line of lines) this.#line(line);
  }

  #line(line) {
    const answer = this.#answer;
    if (answer === null) return this.emit('line', line);
    this.#answer = null;
    this.#prompt = this.#oldPrompt;
    answer(line);
  }

  getPrompt() { return this.#prompt; }
  setPrompt(prompt) { this.#prompt = prompt; }
  prompt() {
    if (this.paused) this.resume();
    this.output?.write(this.#prompt);
  }

  question(query, options, cb) {
    cb = typeof options === 'function' ? options : cb;
    if (typeof cb !== 'function') return;
    this.#check();
    const signal = typeof options === 'object' ? options?.signal : undefined;
    if (signal?.aborted) return;
    if (signal) {
      const cancel = () => { if (this.#answer === answer) { this.#answer = null; this.#prompt = this.#oldPrompt; } };
      signal.addEventListener('abort', cancel, { once: true });
    }
    const answer = cb;
    if (this.#answer !== null) return this.prompt();
    this.#oldPrompt = this.#prompt;
    this.#prompt = query;
    this.#answer = answer;
    this.prompt();
  }

  #check() {
    if (this.closed) throw make('Error', 'ERR_USE_AFTER_CLOSE', 'readline was closed');
  }

  pause() {
    if (this.paused) return;
    this.input.pause();
    this.paused = true;
    this.emit('pause');
    return this;
  }
  resume() {
    if (!this.paused) return;
    this.input.resume();
    this.paused = false;
    this.emit('resume');
    return this;
  }
  write(data) {
    this.#check();
    if (this.paused) this.resume();
    this.#data(typeof data === 'string' ? Buffer.from(data) : data);
  }
  close() {
    if (this.closed) return;
    this.pause();
    this.closed = true;
    this.emit('close');
  }
  getCursorPos() { return { rows: 0, cols: 0 }; }
  [Symbol.asyncIterator]() {
    const lines = [], waiting = [];
    let over = this.closed;
    const push = (value) => {
      if (waiting.length > 0) waiting.shift()({ value, done: false });
      else lines.push(value);
    };
    const finish = async () => {
      over = true;
      this.removeListener('line', push);
      for (const resolve of waiting.splice(0)) resolve({ value: undefined, done: true });
      return { value: undefined, done: true };
    };
    this.on('line', push);
    this.once('close', finish);
    return {
      async next() {
        if (lines.length > 0) return { value: lines.shift(), done: false };
        if (over) return { value: undefined, done: true };
        return new Promise((resolve) => waiting.push(resolve));
      },
      return: finish,
      [Symbol.asyncIterator]() { return this; },
    };
  }
}
if (Symbol.dispose) Object.defineProperty(Interface.prototype, Symbol.dispose, { value() { this.close(); }, writable: true, configurable: true });
Interface.prototype.question[Symbol.for('nodejs.util.promisify.custom')] = function(query, options) {
  return new Promise((resolve) => this.question(query, options ?? {}, resolve));
};

// Escapes that move the cursor of a stream.
function escape(stream, text, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (stream === null || stream === undefined) {
    if (typeof callback === 'function') process.nextTick(callback, null);
    return true;
  }
  return stream.write(text, callback);
}

class PromisesInterface extends Interface {
  question(query, options = {}) {
    return new Promise((resolve, reject) => {
      const { signal } = options;
      if (signal?.aborted) return reject(Object.assign(new Error('The operation was aborted'), { name: 'AbortError', code: 'ABORT_ERR', cause: signal.reason }));
      signal?.addEventListener('abort', () => {
        reject(Object.assign(new Error('The operation was aborted'), { name: 'AbortError', code: 'ABORT_ERR', cause: signal.reason }));
      }, { once: true });
      super.question(query, options, resolve);
    });
  }
}
Object.defineProperty(PromisesInterface, 'name', { value: 'Interface' });
const promises = {
  Interface: PromisesInterface,
  Readline: require('internal/stand_in').missingClass('readline/promises', 'Readline'),
  createInterface: (...args) => new PromisesInterface(...args),
};

module.exports = {
  Interface,
  clearLine: (stream, dir, callback) => escape(stream, dir < 0 ? '\x1b[1K' : dir > 0 ? '\x1b[0K' : '\x1b[2K', callback),
  clearScreenDown: (stream, callback) => escape(stream, '\x1b[0J', callback),
  createInterface: (...args) => new Interface(...args),
  cursorTo(stream, x, y, callback) {
    if (typeof y === 'function') [y, callback] = [undefined, y];
    validateNumber(x, 'x');
    return escape(stream, typeof y !== 'number' ? `\x1b[${x + 1}G` : `\x1b[${y + 1};${x + 1}H`, callback);
  },
  emitKeypressEvents: missingFunction('readline', 'emitKeypressEvents'),
  moveCursor(stream, dx, dy, callback) {
    let text = dx < 0 ? `\x1b[${-dx}D` : dx > 0 ? `\x1b[${dx}C` : '';
    text += dy < 0 ? `\x1b[${-dy}A` : dy > 0 ? `\x1b[${dy}B` : '';
    return escape(stream, text, callback);
  },
  promises,
};
