// Runs a scenario script again and again inside one warm Node process and
// prints microseconds per iteration. An iteration is over when every server
// that the script made has closed. usage: node warm.js SCRIPT ITERATIONS
'use strict';
const fs = require('fs'), vm = require('vm'), http2 = require('http2');
const [file, count] = [process.argv[2], Number(process.argv[3])];
const wrapper = vm.runInThisContext('(function (require, console) {' + fs.readFileSync(file, 'utf8') + '\n})', { filename: file });
const quiet = { log() {} };
let done;
const patched = { ...http2, createServer(...args) { return http2.createServer(...args).on('close', () => done()); } };
const load = (name) => (name.endsWith('http2') ? patched : require(name));
function iterate(n, after) {
  if (n === 0) return after();
  done = () => setImmediate(iterate, n - 1, after);
  wrapper(load, quiet);
}
iterate(300, () => {
  const start = process.hrtime.bigint();
  iterate(count, () => console.log(Number(process.hrtime.bigint() - start) / 1e3 / count));
});
