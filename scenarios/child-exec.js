// title: exec, execFile and their synchronous forms
// notice: what the callback gets for a code, a timeout, too much output, an abort; a synchronous child stops its parent's clockwork
// source: own
// min: 18.0.0
'use strict';
const cp = require('child_process'), util = require('util');
const node = process.execPath;
function log(...a) { console.log(...a); }
const words = (s) => s.split(node).join('node');
function step(fn) { return new Promise((resolve) => fn(resolve)); }
(async () => {
  await step((done) => cp.exec(`"${node}" -e "console.log(1);console.error(2);process.exit(5)"`, (e, so, se) => {
    log(words(e.message), e.code, e.killed, e.signal, Object.keys(e), so, se);
    done();
  }));
  await step((done) => cp.execFile(node, ['-p', '1+1'], (e, so, se) => { log(e, so, se); done(); }));
  await step((done) => cp.execFile(node, ['-p', '"é"'], { encoding: 'buffer' }, (e, so) => { log(so); done(); }));
  await step((done) => cp.execFile(node, ['-e', 'setTimeout(() => {}, 5000)'], { timeout: 300 }, (e) => { log(e.killed, e.signal, e.code); done(); }));
  await step((done) => cp.execFile(node, ['-e', 'process.stdout.write("x".repeat(100));setTimeout(() => {}, 500)'], { maxBuffer: 10 }, (e, so) => {
    log(e.code, e.message, so, Object.keys(e));
    done();
  }));
  await step((done) => {
    const abort = new AbortController();
    cp.execFile(node, ['-e', 'setTimeout(() => {}, 5000)'], { signal: abort.signal }, (e) => { log(e.name, e.code, e.message); done(); });
    setTimeout(() => abort.abort(), 300);
  });
  log(await util.promisify(cp.execFile)(node, ['-e', 'console.log("hi")']));
  await util.promisify(cp.exec)(`"${node}" -e "process.exit(9)"`).catch((e) => log(e.code, e.stdout, e.stderr));
  log(String(cp.execFileSync(node, ['-p', '3*3'])), cp.execSync(`"${node}" -p 7`, { encoding: 'utf8' }));
  try {
    cp.execFileSync(node, ['-e', 'console.log("out");console.error("err");process.exit(4)'], { stdio: 'pipe' });
  } catch (e) {
    log(e.status, e.signal, String(e.stdout), String(e.stderr), words(e.message), Object.keys(e));
  }
  const piped = cp.spawnSync(node, ['-e', 'process.stdin.pipe(process.stdout)'], { input: 'hello', encoding: 'utf8' });
  log(piped.status, piped.signal, piped.stdout, piped.output);
  const late = cp.spawnSync(node, ['-e', 'setTimeout(() => {}, 5000)'], { timeout: 300 });
  log(late.status, late.signal, late.error.code, words(late.error.message));
  const hit = cp.spawnSync(node, ['-e', 'process.kill(process.pid, "SIGUSR2");setTimeout(() => {}, 500)']);
  log(hit.status, hit.signal, hit.error);
  const none = cp.spawnSync('no-such-program', ['x']);
  log(none.status, none.signal, none.output, none.stdout, none.pid, none.error.message, none.error.spawnargs);
  let ticks = 0;
  setImmediate(() => { ticks++; });
  const from = Date.now();
  cp.spawnSync(node, ['-e', 'setTimeout(() => {}, 300)']);
  log(Date.now() - from >= 300, ticks);
})();
