const { Transform, PassThrough, pipeline } = require('stream');
const up = new Transform({ transform(c, e, cb) { cb(null, c.toString().toUpperCase()); }, flush(cb) { this.push('!'); cb(); } });
const p = new PassThrough(); pipeline(p, up, (e) => console.log('pipeline', e)); up.on('data', (d) => console.log(d.toString())); p.write('abc'); p.end('def');
const bad = new Transform({ transform(c, e, cb) { cb(new Error('tx')); } }); pipeline(new PassThrough().end('x'), bad, new PassThrough(), (e) => console.log('bad', e.message));
