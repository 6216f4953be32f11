// title: setEncoding on a stream of objects that has some
// notice: its length becomes that of the text, so that it gives undefined for what is not there
// source: found by finishline fuzz
// min: 18.0.0
const { Readable } = require('stream');
const r = new Readable({ objectMode: true, read() {} });
r.push('abc');
r.setEncoding('utf8');
console.log(r.readableLength, r.read(), r.readableLength, r.read(), r.read(), r.read());
const t = new Readable({ objectMode: true, read() {} });
t.push('abc');
t.setEncoding('utf8');
(async () => { for await (const v of t) console.log('got', v); })();
