const EE = require('events'); const e = new EE();
const b = () => console.log('b'); e.on('x', () => { console.log('a'); e.off('x', b); e.on('x', () => console.log('late')); }); e.on('x', b); e.emit('x'); e.emit('x');
