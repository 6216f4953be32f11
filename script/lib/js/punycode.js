// punycode (RFC 3492). Encoding and decoding are golang.org/x/net/idna's.
'use strict';
const insideNodeModules = /\/node_modules\//.test(new Error().stack);
const native = internal('url');
const { warn } = internal('process');
if (internal('versions').punycodeDeprecated && !insideNodeModules) {
  warn('The `punycode` module is deprecated. Please use a userland alternative instead.', 'DeprecationWarning', 'DEP0040');
}

const eachLabel = (text, fn) => {
  const at = text.lastIndexOf('@'); // the local part of an e-mail address is left alone
  return text.slice(0, at + 1) + text.slice(at + 1).split(/[.\u3002\uFF0E\uFF61]/).map(fn).join('.');
};
const ascii = (label) => !/[^\0-\x7F]/.test(label);
const encode = (text) => native.punycode(text, true);
const decode = (text) => native.punycode(text, false);

module.exports = {
  version: '2.1.0',
  ucs2: {
    decode: (text) => Array.from(text, (c) => c.codePointAt(0)),
    encode: (points) => String.fromCodePoint(...points),
  },
  decode,
  encode,
  toASCII: (text) => eachLabel(text, (label) => (ascii(label) ? label : `xn--${encode(label)}`)),
  toUnicode: (text) => eachLabel(text, (label) => (label.startsWith('xn--') ? decode(label.slice(4).toLowerCase()) : label)),
};
