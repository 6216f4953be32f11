const EE = require('events'); const e = new EE(); process.on('warning', (w) => console.log(w.name, w.message, w.count, w.type, w.emitter === e));
for (let i = 0; i < 12; i++) e.on('z', () => {}); e.setMaxListeners(1); e.on('q', () => {}); e.on('q', () => {});
