// Nobody has that address: the kernel tries for two minutes.
require('net').connect({ host: '10.9.9.9', port: 80 }).on('error', () => {});
