const EE = require('events'); const L = (e, n = 2) => console.log(e.stack.split('\n').slice(0, n + 1).map((s) => s.trim().replace(__dirname, '.')).join(' | '));
function plain() { L(new Error('plain')); } plain();
class K { constructor() { L(new Error('ctor'), 1); } m() { L(new Error('meth')); } static s() { L(new Error('static')); } async am() { await 1; L(new Error('async'), 1); } #priv() { L(new Error('priv')); } p() { this.#priv(); } arrow = () => { L(new Error('field')); }; }
const k = new K(); k.m(); K.s(); k.p(); k.arrow(); k.am();
const o = { f() { L(new Error('objm')); }, g: function () { L(new Error('objf')); }, h: () => L(new Error('obja')) }; o.f(); o.g(); o.h();
[1].forEach((x) => L(new Error('forEach'))); [1].map(function named() { L(new Error('map named')); });
const e = new EE(); e.on('x', () => L(new Error('listener'))); e.emit('x'); class S extends EE { onx() { L(new Error('in sub')); } } const s = new S(); s.on('y', s.onx); s.emit('y');
setTimeout(() => L(new Error('timer')), 1); setTimeout(function tick() { L(new Error('timer named')); }, 5); setTimeout(() => setImmediate(() => L(new Error('immediate'))), 10);
process.nextTick(() => L(new Error('tick')));
async function af() { await null; throw new Error('thrown'); } async function outer() { try { await af(); } catch (e2) { L(e2, 1); } } outer();
