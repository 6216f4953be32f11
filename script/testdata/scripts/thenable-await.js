const thenable = { then(r) { console.log('then called'); r(1); } };
(async () => { console.log(await thenable); })();
Promise.resolve(thenable).then((v) => console.log('res', v));
(async () => thenable)().then((v) => console.log('async ret', v));
Promise.resolve().then(() => console.log(1)).then(() => console.log(2)).then(() => console.log(3)).then(() => console.log(4));
(async () => Promise.resolve('x'))().then(console.log);
