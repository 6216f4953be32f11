'use strict';
const stream = require('stream');
const { Readable, Writable, Duplex, Transform, PassThrough, pipeline, finished } = stream;
const EventEmitter = require('events');
const log = (...a) => console.log(...a);
const str = (x) => (x instanceof Error ? `${x.name}[${x.code}] ${x.message}` : Buffer.isBuffer(x) ? `<${x}>` : typeof x === 'object' && x !== null ? JSON.stringify(x) : String(x));
const watch = (name, s, ...events) => { for (const e of events) s.on(e, (...a) => log(name, e, ...a.map((x) => (x && x.pipe ? '[stream]' : str(x))))); };
const tick = (n, f) => (n ? process.nextTick(tick, n - 1, f) : f());
const marks = (n) => { for (let i = 1; i <= n; i++) tick(i, () => log('-- tick', i)); Promise.resolve().then(() => log('-- micro')); setImmediate(() => log('-- immediate')); };
const w = new Writable({ write(c, e, cb) { log(str(c), e); cb(); } });
for (const x of [null, 1, true, {}, [], () => {}, undefined, Symbol('s')]) try { log(w.write(x)); } catch (e) { log(str(e)); }
try { w.write('a', 'nope'); } catch (e) { log(str(e)); }
try { w.write('616263', 'hex'); w.write('YWJj', 'base64'); w.write('é', 'latin1'); w.write(new Uint8Array([97, 98])); w.write('ab', 'utf16le'); } catch (e) { log(str(e)); }
try { w.write('a', 'buffer'); } catch (e) { log(str(e)); }
try { w.setDefaultEncoding('bad'); } catch (e) { log(str(e)); }
w.setDefaultEncoding('hex'); w.write('6162');
try { new Writable({ highWaterMark: -1 }); } catch (e) { log(str(e)); }
try { new Duplex({ readableHighWaterMark: 'x' }); } catch (e) { log(str(e)); }
try { new Writable().write('x'); } catch (e) { log(str(e)); }
