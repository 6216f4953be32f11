const ac = new AbortController(); ac.signal.addEventListener('abort', () => console.log('abort ev', ac.signal.reason.name)); ac.signal.onabort = () => console.log('onabort');
ac.abort(); ac.abort(); console.log(ac.signal.aborted);
const s = AbortSignal.timeout(3); s.onabort = () => console.log(s.reason.name, s.reason.message, s.reason.code); setTimeout(() => {}, 20);
const any = AbortSignal.any ? AbortSignal.any([new AbortController().signal, AbortSignal.abort('x')]) : { aborted: true, reason: 'x' }; console.log(any.aborted, any.reason);
try { AbortSignal.abort().throwIfAborted(); } catch (e) { console.log(e.name, e.message, e.code); }
