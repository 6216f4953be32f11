const { finished, PassThrough, Readable, Writable } = require('stream');
const a = new PassThrough(); finished(a, (e) => console.log('a', e)); a.resume(); a.end('x');
const b = new PassThrough(); finished(b, (e) => console.log('b', e.code, e.message)); b.destroy();
const c = new PassThrough(); finished(c, (e) => console.log('c', e.message)); c.on('error', () => {}); c.destroy(new Error('c!'));
const d = new Readable({ read() {} }); finished(d, { signal: AbortSignal.abort() }, (e) => console.log('d', e.name));
const w = new Writable({ write(x, y, z) { z(); } }); const off = finished(w, () => console.log('not called')); off(); w.end();
