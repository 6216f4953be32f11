const EE = require('events'); const e = new EE();
e.on(EE.errorMonitor, (er) => console.log('monitor', er.message));
try { e.emit('error', new Error('boom')); } catch (er) { console.log('thrown', er.message); }
try { e.emit('error', 'str'); } catch (er) { console.log(er.code, er.message, er.context); }
try { new EE().emit('error', { a: 1 }); } catch (er) { console.log(er.message); }
e.on('error', (er) => console.log('handled', er)); e.emit('error', 5);
