const a = setTimeout(() => console.log('a'), 50); const b = setTimeout(() => { console.log('b'); clearTimeout(c); }, 50); const c = setTimeout(() => console.log('c'), 50);
setImmediate(() => { console.log('i1'); clearImmediate(i2); }); const i2 = setImmediate(() => console.log('i2'));
clearTimeout(a); clearTimeout(undefined); clearTimeout('x'); clearTimeout({});
const r = setTimeout(() => console.log('refreshed'), 200); setTimeout(() => { r.refresh(); console.log('refresh'); }, 150);
const u = setTimeout(() => console.log('never'), 10000); u.unref(); console.log(u.hasRef());
