// Loads core.wasm in Node, as a page would, and runs every recorded scenario in
// one version. usage: node host_test.cjs WASM_EXEC_JS CORE_WASM VERSION
'use strict';
const fs = require('fs');
const [execPath, wasmPath, version] = process.argv.slice(2);
require(execPath);
const go = new globalThis.Go();
globalThis.finishlineReady = () => {
  const { scenarios, versions, run, explore, remedies } = globalThis.finishline;
  const check = (what, ok) => { if (!ok) { console.error('core.wasm: ' + what); process.exit(1); } };
  check('versions', versions.includes(version));
  const seed = scenarios.find((s) => s.name === 'h2-session-close-in-finish');
  const out = run({ source: seed.script, version });
  const text = fs.readFileSync(__dirname + '/../../scenarios/recorded/' + seed.name + '.txt', 'utf8');
  const block = text.split(/^--- /m).find((b) => b.split('\n')[0].split(' ').includes(version));
  const want = block.split('\n').slice(1).map((l) => l.replace(/^ {2}/, '')).join('\n');
  check('the seed printed\n' + out.stdout + 'instead of\n' + want, out.stdout === want && out.code === 0);
  check('no error for a bad version', /not among the versions/.test(run({ source: '', version: '3' }).error));
  check('no error for no options', /needs an object/.test(run().error));
  check('exit code', run({ source: 'process.exit(7)', version }).code === 7);
  check('no error for a schedule of another script', run({ source: 'console.log(1)', version, choices: '3=1' }).foreign);
  check('no error for choices that make no sense', /choices/.test(run({ source: '', version, choices: 'x=1' }).error));
  const pair = { version, files: [
    { name: 'server.js', source: "require('http').createServer((q, r) => r.end('hi')).listen(80, () => setTimeout(() => process.exit(), 2000));", main: true },
    { name: 'client.js', source: "require('http').get('http://server/', (r) => r.on('data', (d) => console.log(require('./say').say + d)));", main: true },
    { name: 'say.js', source: "exports.say = 'got ';" }] };
  check('two processes', run(pair).stdout === 'got hi\n');
  check('two programs in one process', run({ ...pair, together: true }).stdout === 'got hi\n');
  check('no error for a file with a bad name', /no name of a file/.test(run({ version, files: [{ name: '../x.js', source: '', main: true }] }).error));
  const began = Date.now();
  const found = JSON.parse(explore({ source: seed.script, version: '24.21.0' }).report);
  const second = found.classes[1];
  check('one class', second && second.departs.length === 1 && found.schedules > 100);
  check('the schedule ' + second.schedule + ' prints what the canonical run prints',
    run({ source: seed.script, version: '24.21.0', choices: second.schedule }).stdout !== run({ source: seed.script, version: '24.21.0' }).stdout);
  const rate = Math.round(1000 * found.schedules / (Date.now() - began));
  console.log('core.wasm explores ' + rate + ' schedules a second');
  check('a remedy where nothing is lost', /no remedy/.test(remedies({ source: seed.script, version: '24.21.0' }).error));
  console.log('core.wasm: 1 passed, 0 failed (' + out.records + ' records, hash ' + out.hash + ')');
  process.exit(0);
};
WebAssembly.instantiate(fs.readFileSync(wasmPath), go.importObject).then(({ instance }) => go.run(instance));
