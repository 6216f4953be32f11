// StringDecoder; the machine is Go's (node/stringdecoder).
'use strict';
const decoder = internal('string_decoder');
const machines = new WeakMap();

function StringDecoder(encoding) {
  const m = decoder.make(encoding);
  machines.set(this, m);
  this.encoding = decoder.name(m);
}

StringDecoder.prototype.write = function write(buf) {
  if (typeof buf === 'string') return buf;
  return decoder.write(machines.get(this), buf);
};

StringDecoder.prototype.end = function end(buf) {
  const head = buf !== undefined ? this.write(buf) : '';
  return head + decoder.end(machines.get(this));
};

StringDecoder.prototype.text = function text(buf, offset) {
  decoder.end(machines.get(this));
  return this.write(buf.slice(offset));
};

for (const [i, name] of ['lastChar', 'lastNeed', 'lastTotal'].entries()) {
  Object.defineProperty(StringDecoder.prototype, name, {
    configurable: true, enumerable: true, get() { return decoder.kept(machines.get(this))[i]; },
  });
}

module.exports = { StringDecoder };
