// title: how a child ends: exit codes and signals
// notice: code or signal, never both; 128 + n is the shell's invention; what is thrown gives 1, a bad handler 7
// source: own; doc of process exit codes
// min: 18.0.0
'use strict';
const cp = require('child_process');
function log(s) { console.log(s); }
const wait = ';setTimeout(() => {}, 5000)';
const list = [
  ['natural', 'console.log("hi")'],
  ['exitCode', 'process.exitCode = 3'],
  ['exit', 'process.exit(42)'],
  ['exit beyond a byte', 'process.exit(300)'],
  ['exit in exit listener', 'process.on("exit", () => process.exit(9))'],
  ['throw', 'throw new Error("x")'],
  ['rejection', 'Promise.reject(new Error("x"))'],
  ['throwing handler', 'process.on("uncaughtException", () => { throw 1 }); throw 2'],
  ['syntax error', 'let let'],
  ['SIGTERM', 'process.kill(process.pid, "SIGTERM")' + wait],
  ['SIGKILL', 'process.kill(process.pid, "SIGKILL")' + wait],
  ['SIGINT', 'process.kill(process.pid, "SIGINT")' + wait],
  ['SIGUSR2', 'process.kill(process.pid, "SIGUSR2")' + wait],
  ['handled', 'process.on("SIGTERM", (s, n) => { console.log(s, n); process.exit(7) }); process.kill(process.pid)' + wait],
  ['handled twice', 'let n = 0; process.on("SIGINT", (s) => { console.log(s); if (++n === 2) process.exit(2); process.kill(process.pid, 2) }); process.kill(process.pid, 2)' + wait],
  ['ignored', 'process.kill(process.pid, "SIGWINCH"); process.kill(process.pid, 0)'],
];
(function next() {
  const item = list.shift();
  if (!item) return missing();
  const child = cp.spawn(process.execPath, ['-e', item[1]]);
  let out = '', err = false;
  child.stdout.on('data', (d) => { out += d; });
  child.stderr.on('data', () => { err = true; });
  child.on('spawn', () => log(item[0] + ': spawn'));
  child.on('exit', (code, signal) => log(item[0] + ': exit ' + code + ' ' + signal + ' ' + child.exitCode + ' ' + child.signalCode));
  child.on('close', (code, signal) => {
    log(item[0] + ': close ' + code + ' ' + signal + ' ' + JSON.stringify(out) + (err ? ' stderr' : ''));
    next();
  });
})();
function missing() {
  const child = cp.spawn('no-such-program', ['a', 'b']);
  log('missing: ' + child.pid + ' ' + child.spawnfile + ' ' + child.spawnargs);
  child.on('spawn', () => log('not spawned'));
  child.on('exit', () => log('never exits'));
  child.on('error', (e) => log('missing: error ' + e.message + ' ' + e.code + ' ' + e.errno + ' ' + e.path + ' ' + e.spawnargs));
  child.on('close', (code, signal) => log('missing: close ' + code + ' ' + signal));
}
