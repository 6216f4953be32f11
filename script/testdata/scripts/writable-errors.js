const { Writable } = require('stream');
const w = new Writable({ write(c, e, cb) { cb(new Error('nope')); } }); w.on('error', (e) => console.log('error', e.message)); w.on('close', () => console.log('close', w.destroyed, w.errored && w.errored.message));
w.write('a', (e) => console.log('cb', e && e.message)); w.write('b', (e) => console.log('cb2', e && e.message)); w.end((e) => console.log('end', e && e.code, e && e.message));
setTimeout(() => { w.write('late', (e) => console.log('late', e.code)); }, 2);
const x = new Writable({ write(c, e, cb) { cb(); } }); x.on('error', (e) => console.log(e.code, e.message)); x.end(); x.write('more');
try { new Writable().write(null); } catch (e) { console.log(e.code, e.message); } try { new Writable({ write() {} }).write(5); } catch (e) { console.log(e.code, e.message); }
