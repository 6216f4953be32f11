// title: what an IPC channel keeps alive
// notice: in the child only a listener of 'message' or 'disconnect' holds it; disconnect() and channel.unref() let go
// source: own; doc of subprocess.disconnect and subprocess.channel
// min: 18.0.0
'use strict';
const cp = require('child_process');
function log(s) { console.log(s); }
const children = {
  'no listener': () => {},
  'once': () => process.once('message', (m) => log('  child: ' + m)),
  'listener': () => process.on('message', (m) => { log('  child: ' + m); if (m === 'stop') process.disconnect(); }),
  'disconnect listener': () => process.on('disconnect', () => log('  child: disconnect ' + process.connected + ' ' + process.channel)),
  'unref': () => { process.on('message', () => {}); process.channel.unref(); },
  'ref, then unref': () => { process.channel.ref(); setTimeout(() => process.channel.unref(), 200); },
  'killed': () => process.on('message', () => {}),
};
if (process.argv[2]) {
  children[process.argv[2]]();
  process.on('exit', (code) => log('  child: exit ' + code));
} else {
  const names = Object.keys(children);
  (function next() {
    const name = names.shift();
    if (!name) return last();
    log(name);
    const child = cp.fork(__filename, [name], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
    let said = '';
    child.stdout.on('data', (d) => { said += d; });
    child.on('disconnect', () => log('  parent: disconnect ' + child.connected + ' ' + child.channel));
    child.on('exit', (code, signal) => { log('  parent: exit ' + code + ' ' + signal); });
    // By now all that the child has said is here; after disconnect() on this side 'close' would never come.
    child.stdout.on('close', () => setTimeout(() => { if (said) log(said.trimEnd()); next(); }, 50));
    if (name === 'once' || name === 'listener') child.send('hello');
    if (name === 'listener') setTimeout(() => child.send('stop'), 300);
    if (name === 'disconnect listener') setTimeout(() => child.disconnect(), 300);
    if (name === 'killed') setTimeout(() => child.kill('SIGKILL'), 300);
  })();
  process.on('exit', () => log('parent exits'));
}
// Neither the child nor its channel holds this parent; the parent's end lets the child go.
function last() {
  log('the parent goes first');
  const child = cp.fork(__filename, ['listener']);
  child.on('exit', () => log('not seen'));
  child.unref();
  child.channel.unref();
  child.on('message', () => {});
  setTimeout(() => {}, 1000);
}
