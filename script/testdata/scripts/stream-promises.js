const { pipeline, finished } = require('stream/promises'); const { Readable, PassThrough } = require('stream');
(async () => {
  await pipeline(Readable.from(['a', 'b']), async function* (src) { for await (const c of src) yield c + c; }, async (src) => { for await (const c of src) console.log(c); });
  const ac = new AbortController(); const p = pipeline(new Readable({ read() {} }), new PassThrough(), { signal: ac.signal }); setTimeout(() => ac.abort(), 1); await p.catch((e) => console.log(e.name, e.code));
  const r = Readable.from(['x']); r.resume(); await finished(r); console.log('fin');
})();
