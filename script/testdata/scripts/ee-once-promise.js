const { once, on, EventEmitter } = require('events');
(async () => {
  const e = new EventEmitter(); setTimeout(() => e.emit('go', 1, 2), 1); console.log(await once(e, 'go'));
  setTimeout(() => e.emit('error', new Error('bad')), 1); try { await once(e, 'go'); } catch (er) { console.log(er.message); }
  const ac = new AbortController(); setTimeout(() => ac.abort(), 1); try { await once(e, 'go', { signal: ac.signal }); } catch (er) { console.log(er.name, er.code); }
  setTimeout(() => { e.emit('d', 1); e.emit('d', 2); e.emit('d', 3); }, 1);
  for await (const [v] of on(e, 'd')) { console.log(v); if (v === 3) break; }
  console.log(e.eventNames());
})();
