// tty: nothing is a terminal.
'use strict';
const { make } = require('internal/errors');
const missing = (name) => function() {
  throw make('Error', 'ERR_FINISHLINE_UNSUPPORTED', `tty.${name} is not supported by Finishline; see docs/supported.md for what is`);
};
module.exports = { isatty: () => false, ReadStream: missing('ReadStream'), WriteStream: missing('WriteStream') };
