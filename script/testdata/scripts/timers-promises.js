const tp = require('timers/promises');
(async () => {
  console.log(await tp.setTimeout(2, 'v')); console.log(await tp.setImmediate('i'));
  let n = 0; for await (const x of tp.setInterval(1, 'tick')) { console.log(x); if (++n === 3) break; }
  const ac = new AbortController(); setTimeout(() => ac.abort(), 2);
  try { await tp.setTimeout(100, null, { signal: ac.signal }); } catch (e) { console.log(e.name, e.code, e.message); }
  await tp.scheduler.wait(1); console.log('waited');
})();
