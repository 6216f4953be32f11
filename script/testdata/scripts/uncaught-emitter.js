const EE = require('events'); class Q extends EE {} process.on('exit', (c) => console.log('exit', c)); new Q().emit('error', new Error('unheard'));
