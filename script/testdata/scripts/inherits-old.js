const util = require('util'), EE = require('events');
function Old(n) { if (!(this instanceof Old)) return new Old(n); EE.call(this); this.n = n; } util.inherits(Old, EE);
Old.prototype.hi = function () { this.emit('hi', this.n); return this; };
const o = Old(3); o.on('hi', (n) => console.log('hi', n)).hi(); console.log(Old.super_ === EE, o instanceof EE, o, Object.keys(o));
