const EE = require('events'); const e = new EE({ captureRejections: true });
e.on('x', async () => { throw new Error('async bad'); }); e.on('error', (er) => console.log('caught', er.message)); e.emit('x');
const f = new EE({ captureRejections: true }); f[Symbol.for('nodejs.rejection')] = (er, ev, ...a) => console.log('custom', er.message, ev, a); f.on('y', async (v) => { throw new Error('bad ' + v); }); f.emit('y', 7);
