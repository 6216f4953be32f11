const ac = new AbortController();
ac.signal.addEventListener('abort', (e) => console.log(e.type, e.target === ac.signal, ac.signal.reason.name, ac.signal.reason.message, ac.signal.reason.code));
console.log(ac.signal.aborted, ac.signal instanceof EventTarget);
ac.abort();
ac.abort('again');
try { ac.signal.throwIfAborted(); } catch (e) { console.log(e.name, e instanceof Error, e instanceof DOMException); }
console.log(AbortSignal.abort('why').reason, structuredClone({ a: [1, new Date(0), new Map([[1, { b: 2 }]])] }));
const et = new EventTarget();
et.addEventListener('x', { handleEvent(e) { console.log('object', e.type); } }, { once: true });
et.dispatchEvent(new Event('x'));
et.dispatchEvent(new Event('x'));
AbortSignal.timeout(5).addEventListener('abort', function () { console.log('timed out', this.reason.name); });
setTimeout(() => {}, 30);
try { structuredClone(() => 1); } catch (e) { console.log(e.name, e.code, e.message); }
console.log([...new Set([1, 2])].map((x) => x * 2), typeof queueMicrotask, typeof performance.now());
