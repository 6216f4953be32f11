'use strict';
const stream = require('stream');
const { Readable, Writable, Duplex, Transform, PassThrough, pipeline, finished } = stream;
const EventEmitter = require('events');
const log = (...a) => console.log(...a);
const str = (x) => (x instanceof Error ? `${x.name}[${x.code}] ${x.message}` : Buffer.isBuffer(x) ? `<${x}>` : typeof x === 'object' && x !== null ? JSON.stringify(x) : String(x));
const watch = (name, s, ...events) => { for (const e of events) s.on(e, (...a) => log(name, e, ...a.map((x) => (x && x.pipe ? '[stream]' : str(x))))); };
const tick = (n, f) => (n ? process.nextTick(tick, n - 1, f) : f());
const marks = (n) => { for (let i = 1; i <= n; i++) tick(i, () => log('-- tick', i)); Promise.resolve().then(() => log('-- micro')); setImmediate(() => log('-- immediate')); };
const e = new EventEmitter();
e.on('newListener', (n, f) => log('new', String(n), f.name));
e.on('removeListener', (n, f) => log('removed', String(n), f.name));
function a() { log('a', this === e); e.off('x', b); e.on('x', d); }
function b() { log('b'); }
function c() { log('c'); }
function d() { log('d'); }
e.on('x', a); e.once('x', b); e.prependListener('x', c); e.prependOnceListener('x', d);
log(e.listeners('x').map((f) => f.name), e.rawListeners('x').map((f) => f.listener ? f.listener.name : '-'), e.listenerCount('x'));
log(e.emit('x'), e.emit('x'), e.emit('nothing'));
const sy = Symbol('sy'); e.on(sy, c); e.on('2', c); e.on('1', c);
log(e.eventNames().map(String), e.emit(sy), e.emit(1));
e.removeAllListeners('x'); log(e.eventNames().map(String)); e.removeAllListeners(); log(e.eventNames());
try { e.on('x', 5); } catch (err) { log(str(err)); }
try { e.on('x'); } catch (err) { log(str(err)); }
