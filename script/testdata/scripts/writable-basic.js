const { Writable } = require('stream');
const w = new Writable({ highWaterMark: 4, write(c, e, cb) { console.log('write', c.toString(), e); setImmediate(cb); }, final(cb) { console.log('final'); cb(); }, destroy(er, cb) { console.log('destroy', er); cb(er); } });
console.log(w.write('ab'), w.write('cdef'), w.writableLength, w.writableNeedDrain); w.on('drain', () => console.log('drain')); w.on('finish', () => console.log('finish')); w.on('close', () => console.log('close'));
w.once('drain', () => w.end('zz', () => console.log('end cb')));
