// An interval that nobody clears, a timer, and one that does not count.
setInterval(() => {}, 1000);
setTimeout(() => console.log('a'), 5000);
setTimeout(() => {}, 100).unref();
