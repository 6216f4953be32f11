const { Readable } = require('stream');
(async () => { for await (const c of Readable.from([1, 2, 3])) { console.log(c); if (c === 2) break; }
 const r = new Readable({ objectMode: true, read() { this.push({ n: this.n = (this.n || 0) + 1 }); if (this.n === 3) this.push(null); } }); for await (const c of r) console.log(c);
 const bad = new Readable({ read() { this.destroy(new Error('oops')); } }); try { for await (const c of bad) console.log(c); } catch (e) { console.log(e.message); }
 console.log(await Readable.from([1, 2, 3, 4]).filter((x) => x % 2).map((x) => x * 2).toArray());
})();
