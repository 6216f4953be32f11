// process.stdin where /dev/null stands there: a file stream without bytes.
'use strict';
const { Readable } = native.builtin('stream');

class ReadStream extends Readable {
  fd = 0;
  path = null;
  _read() { native.nextTick(() => this.push(null)); }
}

exports.empty = () => new ReadStream();
