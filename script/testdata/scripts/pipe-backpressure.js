const { Readable, Writable } = require('stream'); let n = 0;
const r = new Readable({ highWaterMark: 2, read() { console.log('read', n); this.push(n < 6 ? String(n++) : null); } });
const w = new Writable({ highWaterMark: 2, write(c, e, cb) { console.log('write', c.toString()); setTimeout(cb, 2); } });
w.on('pipe', () => console.log('pipe')).on('unpipe', () => console.log('unpipe')).on('drain', () => console.log('drain')).on('finish', () => console.log('finish')); r.pipe(w);
