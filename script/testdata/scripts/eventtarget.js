const t = new EventTarget(); const h = { handleEvent(e) { console.log('obj', e.type, this === h); } };
t.addEventListener('a', h); t.addEventListener('a', (e) => { console.log('fn', e.defaultPrevented, e.cancelable); e.preventDefault(); }, { once: true });
console.log(t.dispatchEvent(new Event('a', { cancelable: true })), t.dispatchEvent(new Event('a')));
class My extends Event { constructor() { super('my'); this.detail = 5; } } t.addEventListener('my', (e) => console.log(e.detail, e.constructor.name)); t.dispatchEvent(new My());
t.addEventListener('stop', (e) => { e.stopImmediatePropagation(); console.log(1); }); t.addEventListener('stop', () => console.log(2)); t.dispatchEvent(new Event('stop'));
