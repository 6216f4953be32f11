(async () => {
  for (const x of [1, 2, 3]) { await null; console.log('a', x); }
  for await (const x of [Promise.resolve(1), 2]) console.log('fa', x);
  const r = await Promise.all([1, Promise.resolve(2), new Promise((s) => setTimeout(s, 3, 3))]); console.log(r);
  console.log(await Promise.allSettled([Promise.reject(new Error('no')).catch((e) => { throw e.message; }), 1]));
  console.log(await Promise.race([new Promise((s) => setTimeout(s, 10, 'slow')), new Promise((s) => setTimeout(s, 1, 'fast'))]));
  try { await Promise.any([Promise.reject(1), Promise.reject(2)]); } catch (e) { console.log(e.constructor.name, e.errors, e.message); }
})();
(async () => { for (let i = 0; i < 3; i++) { await null; console.log('b', i); } })();
