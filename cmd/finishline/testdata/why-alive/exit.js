require('http').createServer().listen(8080);
setTimeout(() => {
  process.exit(3);
}, 50);
