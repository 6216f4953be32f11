// title: Timers and streams that can be disposed of
// notice: Symbol.dispose of a timer clears it; Symbol.asyncDispose of a Writable came with 20
// source: found while looking around what finishline fuzz writes
// min: 18.0.0
const { Readable, Writable } = require('stream');
const t = setTimeout(() => console.log('timeout'), 10);
const v = setInterval(() => console.log('interval'), 10);
const i = setImmediate(() => console.log('immediate'));
console.log(t[Symbol.dispose](), v[Symbol.dispose](), i[Symbol.dispose](), t._destroyed, i._destroyed);
(async () => {
  for (const s of [new Readable({ read() {} }), new Writable({ write(c, e, f) { f(); } })]) {
    s.on('error', (e) => console.log('error', e.name, e.code));
    s.on('close', () => console.log('close'));
    if (!s[Symbol.asyncDispose]) { console.log('none'); continue; }
    await s[Symbol.asyncDispose]();
    console.log(s.destroyed, s.errored.name);
  }
})();
