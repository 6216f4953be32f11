const { Readable } = require('stream'); const r = new Readable({ read() {} }); r.push('world'); r.unshift('hello '); r.push(null); console.log(r.read().toString()); r.on('end', () => console.log('end')); r.read();
const e = new Readable({ read() {} }); e.on('error', (x) => console.log(x.code, x.message)); e.push(null); e.push('after');
