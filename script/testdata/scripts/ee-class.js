const EE = require('events');
class Chat extends EE { constructor(n) { super(); this.n = n; this.on('msg', this.onMsg); } onMsg(m) { console.log(this.n, m, this instanceof Chat); } emit(ev, ...a) { console.log('emit', String(ev)); return super.emit(ev, ...a); } }
const c = new Chat('room'); c.emit('msg', 'hi'); c.once('bye', function () { console.log(this === c); }); c.emit('bye');
console.log(c);
