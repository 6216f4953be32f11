// title: What is left of the tick queue after an uncaught exception
// notice: remaining ticks and promise jobs wait for the next callback scope: up to 25 that is the check phase, from 26 on the first immediate
// source: found by finishline fuzz
// min: 18.0.0
process.on('uncaughtException', (e) => { log('uncaught', e.message); });
const out = []; const log = (...a) => out.push(a.join(' '));
setTimeout(() => {
  process.nextTick(() => { throw new Error('t4'); });
  process.nextTick(() => log('t5'));
  Promise.resolve().then(() => log('p2'));
  setImmediate(() => log('imm2'));
}, 100);
setTimeout(() => {
  setImmediate(() => { log('A'); process.nextTick(() => { throw new Error('A1'); });
  process.nextTick(() => log('A2')); Promise.resolve().then(() => log('A3'));
  setImmediate(() => log('A4')); });
  setImmediate(() => { log('B');});
}, 200);
setTimeout(() => {
  setImmediate(() => { log('C'); process.nextTick(() => { throw new Error('C1'); });
  process.nextTick(() => log('C2')); Promise.resolve().then(() => log('C3'));
  setImmediate(() => log('C4')); });
}, 300);
setTimeout(() => {
  setImmediate(() => { log('D'); process.nextTick(() => { log('D1'); });
  Promise.resolve().then(() => log('D3'));
  setImmediate(() => log('D4')); throw new Error('D2') });
}, 400);
setTimeout(() => console.log(out.join('\n')), 500);
