const { Writable } = require('stream'); const w = new Writable({ decodeStrings: false, writev(cs, cb) { console.log('writev', cs.map((c) => c.chunk + ':' + c.encoding)); cb(); } });
w.cork(); w.write('a'); w.write('b', 'latin1'); w.write('c'); process.nextTick(() => w.uncork()); w.end('d'); w.on('finish', () => console.log('finish'));
