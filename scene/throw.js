const x = require('net');
setTimeout(() => { throw new Error('boom, and a rather long message that goes on and on and on until it does not fit any more on a telephone'); }, 50);
