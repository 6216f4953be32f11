// title: process.exit() in a child with unflushed output
// notice: a pipe takes what fits in its buffer and exit loses the rest (less since libuv 1.51); a response in the socket's buffer survives
// source: own; libuv 1.51 socket buffers of pipes
// min: 18.0.0
'use strict';
const http = require('http'), cp = require('child_process');
function log(s) { console.log(s); }
const N = 8 * 1024 * 1024;
const jobs = {
  'stdout, exit at once': () => { process.stdout.write('x'.repeat(1e6)); process.exit(3); },
  'stdout, exit in its callback': () => { process.stdout.write('x'.repeat(1e6), () => process.exit(4)); },
  'stdout, exitCode': () => { process.stdout.write('x'.repeat(1e6)); process.exitCode = 5; },
  'small response': () => serve((res) => { res.end('small'); process.exit(6); }),
  'big response': () => serve((res) => { res.end(Buffer.alloc(N, 97)); process.exit(7); }),
  'big response, exit in finish': () => serve((res) => { res.on('finish', () => process.exit(8)); res.end(Buffer.alloc(N, 97)); }),
};
function serve(answer) {
  http.createServer((req, res) => answer(res)).listen(0, '127.0.0.1', function () { process.send(this.address().port); });
}
if (process.argv[2]) {
  jobs[process.argv[2]]();
} else {
  const names = Object.keys(jobs);
  (function next() {
    const name = names.shift();
    if (!name) return;
    const child = cp.fork(__filename, [name], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
    let got = 0, open = 1;
    const lines = [];
    function done(line) {
      lines.push(line);
      if (--open > 0) return;
      lines.sort().forEach(log); // which is first differs from run to run
      next();
    }
    child.stdout.on('data', (d) => { got += d.length; });
    // Not reading for a while: what the child could not hand over by then is lost with it.
    const from = Date.now();
    while (name.startsWith('stdout, exit at') && Date.now() - from < 1000);
    child.on('message', (port) => {
      open++;
      http.get({ port, host: '127.0.0.1' }, (res) => {
        let n = 0;
        res.on('data', (d) => { n += d.length; });
        res.on('error', (e) => log(name + ': ' + e.code));
        res.on('close', () => { done(name + ': ' + (n === 5 || n === N ? 'all' : n ? 'part' : 'nothing') + ' complete=' + res.complete); });
      }).on('error', (e) => done(name + ': request ' + e.code));
    });
    child.on('close', (code, signal) => done(name + ': close ' + code + ' ' + signal + (got ? ' ' + got : '')));
  })();
}
