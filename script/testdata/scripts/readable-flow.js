const { Readable } = require('stream'); const r = new Readable({ read() {} });
r.on('data', (d) => console.log('data', d.toString())); r.on('end', () => console.log('end')); r.on('close', () => console.log('close')); r.on('pause', () => console.log('pause')); r.on('resume', () => console.log('resume'));
r.push('a'); r.push('b'); console.log(r.readableFlowing, r.readableLength); r.pause(); setTimeout(() => { r.push('c'); r.push(null); r.resume(); }, 2);
process.nextTick(() => console.log('tick', r.readableLength));
