// Two lists of texts side by side, equal ones beside each other: the longest
// common subsequence.

/** Pair holds indices; -1 is a gap. */
export type Pair = [a: number, b: number];

/** Longer middles are not compared, only put one after the other: the table would be too large. */
const most = 1500;

export function align(a: readonly string[], b: readonly string[]): Pair[] {
  let head = 0, tail = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const out: Pair[] = [];
  for (let i = 0; i < head; i++) out.push([i, i]);
  middle(a, b, head, a.length - tail, b.length - tail, out);
  for (let i = tail; i > 0; i--) out.push([a.length - i, b.length - i]);
  return out;
}

/** middle aligns what lies between from and the ends. */
function middle(a: readonly string[], b: readonly string[], from: number, endA: number, endB: number, out: Pair[]): void {
  const n = endA - from, m = endB - from, width = m + 1;
  if (n > most || m > most) {
    for (let i = from; i < endA; i++) out.push([i, -1]);
    for (let k = from; k < endB; k++) out.push([-1, k]);
    return;
  }
  // longest[i, k] is that of what follows a[from + i] and b[from + k].
  const longest = new Uint16Array((n + 1) * width);
  for (let i = n - 1; i >= 0; i--) {
    for (let k = m - 1; k >= 0; k--) {
      longest[i * width + k] = a[from + i] === b[from + k] ? longest[(i + 1) * width + k + 1]! + 1 : Math.max(longest[(i + 1) * width + k]!, longest[i * width + k + 1]!);
    }
  }
  let i = 0, k = 0;
  while (i < n || k < m) {
    if (i < n && k < m && a[from + i] === b[from + k]) out.push([from + i++, from + k++]);
    else if (k === m || (i < n && longest[(i + 1) * width + k]! >= longest[i * width + k + 1]!)) out.push([from + i++, -1]);
    else out.push([-1, from + k++]);
  }
}
