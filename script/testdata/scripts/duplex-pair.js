const { Duplex } = require('stream');
class D extends Duplex { constructor(o) { super(o); this.chunks = []; } _read() { } _write(c, e, cb) { this.push(String(c).split('').reverse().join('')); cb(); } _final(cb) { this.push(null); cb(); } }
const d = new D(); d.setEncoding('utf8'); d.on('data', (x) => console.log(x)); d.on('end', () => console.log('end')); d.on('finish', () => console.log('finish')); d.on('close', () => console.log('close')); d.write('abc'); d.end('xyz');
