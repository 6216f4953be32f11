// title: The language's library, by version
// notice: iterator helpers and set methods come with 22, toSorted with 20: a script that uses them runs on newer versions only
// source: own; V8 of the versions
// min: 18.0.0
const t = (name, f) => { try { console.log(name, f()); } catch (e) { console.log(name, 'THROWS', e.name); } };
function* nat() { try { let i = 0; while (true) yield i++; } finally { console.log('ended'); } }
t(1, () => nat().filter((x) => x % 2).map((x) => x * x).take(3).toArray());
t(2, () => nat().drop(2).take(2).reduce((a, b) => a + b));
t(3, () => [1, 2].values().flatMap((x) => [x, x * 10]).toArray());
t(4, () => nat().some((x) => x > 3));
t(5, () => nat().find((x) => x > 3));
t(6, () => [1, 2, 3].values().every((x) => x < 3));
t(7, () => Iterator.from({ next() { return { done: this.n > 2, value: this.n++ }; }, n: 0 }).map((x) => x + 1).toArray());
t(8, () => nat().map(5));
t(9, () => nat().take(-1));
t(10, () => [].values().reduce((a) => a));
t(11, () => new Iterator());
t(12, () => { const i = nat().map((x) => { throw new Error('q'); }); return i.next(); });
t(13, () => Object.prototype.toString.call([].values().map((x) => x)));
t(14, () => new Map([[1, 2]]).entries().map(([k, v]) => k + v).toArray());
t(15, () => { let s = ''; new Set('ab').values().forEach((x) => { s += x; }); return s; });
t(16, () => { class A extends Iterator { next() { return { done: true }; } } return new A().toArray(); });
t(17, () => 'a\ud800b'.toWellFormed().codePointAt(1) + ' ' + 'ok😀'.isWellFormed());
t(18, () => typeof Promise.withResolvers + typeof Object.groupBy + typeof Map.groupBy + typeof Array.fromAsync + typeof [].toSorted + typeof new Set().union + typeof Promise.try + typeof Iterator);
t(19, () => [[3, 1, 2].toSorted(), [1, 2, 3].toSpliced(1, 1), [1, 2].with(0, 9), [1, 2, 3].toReversed()]);
t(20, () => [new Set([1, 2]).union(new Set([3])), new Set([1, 2]).isSubsetOf(new Set([1, 2, 3]))]);
t(21, () => Object.groupBy([1, 2, 3], (x) => (x % 2 ? 'odd' : 'even')));
const none = undefined, list = ['x', 'y'];
t(22, () => [none?.f(...list), none?.(...list), 1, { f: (...a) => a.length }.f?.(...list)]);
