async function* gen() { yield 1; await 2; yield 3 }
(async () => {
  for await (const v of gen()) console.log(v);
  for await (const v of [Promise.resolve('a'), 'b']) console.log(v);
  const { default: fs, readFileSync } = await import('fs'); console.log(typeof fs, typeof readFileSync);
  class A { async *[Symbol.asyncIterator]() { yield* gen() } }
  for await (const v of new A()) console.log('A', v);
  console.log(__filename.slice(-5), typeof require, this === undefined);
})();
