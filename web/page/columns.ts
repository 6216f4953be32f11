// Puts a WebAssembly module together again that Go's package web/columns took
// apart; the format is described there, in doc.go.

// Columns of other use than their part's.
const SYMBOLS = 0, OTHERS = 1, LOCALS = 2, TABLES = 14;
const enum Kind { nothing, number, half, word, opening, looping, closing, branch, table, returned }
const enum Piece { asItIs = 1, ascending, code, functions }
const FIRST_FUNCTION = 0x1000;

export function isApart(file: Uint8Array): boolean {
  return file[0] === 0 && file[1] === 0x63 && file[2] === 0x6f && file[3] === 0x6c; // "\0col"
}

/** join does it at once, joinSoon with pauses in which the page can be used. */
export function join(file: Uint8Array): Uint8Array<ArrayBuffer> {
  for (const steps = joining(file); ;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

export async function joinSoon(file: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  for (let steps = joining(file), pause = performance.now(); ;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - pause < 30) continue;
    await new Promise((go) => setTimeout(go));
    pause = performance.now();
  }
}

/** What is in the answer to a request for a module, compiled. */
export async function compile(response: Response): Promise<WebAssembly.Module> {
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${response.statusText}`);
  if ((response.headers.get('content-type') ?? '').startsWith('application/wasm')) return WebAssembly.compileStreaming(response);
  const file = new Uint8Array(await response.arrayBuffer());
  return WebAssembly.compile(isApart(file) ? await joinSoon(file) : file);
}

function* joining(file: Uint8Array): Generator<void, Uint8Array<ArrayBuffer>> {
  let at = 4;
  const head = (): number => {
    let v = 0, unit = 1, b = 0;
    do {
      b = file[at++]!;
      v += (b & 0x7f) * unit;
      unit *= 128;
    } while (b > 0x7f);
    return v;
  };
  const out = new Uint8Array(head());
  const sizes = Array.from({ length: head() }, head);

  // Symbols, flat: symbol → its parts, part → its text, kind and column.
  const count = head();
  const partAt = new Int32Array(count + 1), textAt: number[] = [0], kinds: number[] = [], columns: number[] = [], texts: number[] = [];
  for (let s = 0; s < count; s++) {
    for (let parts = file[at++]!; parts > 0; parts--) {
      for (let n = head(); n > 0; n--) texts.push(file[at++]!);
      textAt.push(texts.length);
      kinds.push(file[at++]!);
      columns.push(file[at++]!);
    }
    partAt[s + 1] = kinds.length;
  }
  const text = Uint8Array.from(texts), part = Int32Array.from(textAt), kind = Uint8Array.from(kinds), column = Uint8Array.from(columns);

  // Where each column is read next.
  const from = new Int32Array(sizes.length);
  for (let c = 0; c < sizes.length; c++) {
    from[c] = at;
    at += sizes[c]!;
  }
  let to = 0;
  const rule = new Int32Array(1 << 16); // resume points have 16 bits

  const take = (c: number): number => { // a number out of a column
    let v = 0, unit = 1, b = 0, p = from[c]!;
    do {
      b = file[p++]!;
      v += (b & 0x7f) * unit;
      unit *= 128;
    } while (b > 0x7f);
    from[c] = p;
    return v;
  };
  const difference = (c: number): number => { // one that may be below zero
    const v = take(c);
    return v % 2 ? -(v + 1) / 2 : v / 2;
  };
  const copy = (c: number, n: number): void => {
    let p = from[c]!;
    if (n > 64) {
      out.set(file.subarray(p, p + n), to);
      p += n;
      to += n;
    } else for (; n > 0; n--) out[to++] = file[p++]!;
    from[c] = p;
  };
  const write = (v: number): void => {
    for (; v > 0x7f; v >>>= 7) out[to++] = v & 0x7f | 0x80;
    out[to++] = v;
  };
  const length = (v: number): number => v < 0x80 ? 1 : v < 0x4000 ? 2 : v < 0x200000 ? 3 : 4;
  const word = (v: number, p: number): void => {
    out[p] = v;
    out[p + 1] = v >> 8;
    out[p + 2] = v >> 16;
    out[p + 3] = v >> 24;
  };

  // move makes room in what was written since p, or takes it away.
  const move = (p: number, by: number): void => {
    out.copyWithin(p + by, p, to);
    to += by;
  };

  const body = (index: number): void => {
    const begin = to;
    to += 2; // most functions' sizes have two bytes
    let n = take(LOCALS);
    write(n);
    for (; n > 0; n--) {
      write(take(LOCALS));
      copy(LOCALS, 1);
    }
    // See resume.go.
    let depth = 1, table = -1, inner = 0, outer = 2, least = 0, point = 0, points = 0;
    let rules = 0;
    let symbol = from[SYMBOLS]!, o = to; // o is to, in the loop that most of the time is spent in
    while (depth > 0) {
      const s = file[symbol++]!;
      for (let i = partAt[s]!, end = partAt[s + 1]!; i < end; i++) {
        for (let p = part[i]!, e = part[i + 1]!; p < e; p++) out[o++] = text[p]!;
        if (kind[i]! === Kind.nothing) continue;
        const c = column[i]!;
        if (kind[i]! === Kind.number) {
          let p = from[c]!, b = 0;
          do out[o++] = b = file[p++]!; while (b > 0x7f);
          from[c] = p;
          continue;
        }
        to = o;
        switch (kind[i]! as Kind) {
          case Kind.half:
            copy(c, 4);
            break;
          case Kind.word:
            copy(c, 8);
            break;
          case Kind.looping:
            if (table < 0) outer = 3;
            depth++;
            break;
          case Kind.opening:
            depth++;
            break;
          case Kind.closing:
            depth--;
            if (table < 0 || depth >= least || least < outer) break;
            if (least < inner) {
              for (let n = 0; n <= points; n++) rule[rules++] = inner - least - 1;
              point += 1 + points;
              points = 0;
            }
            least = depth;
            break;
          case Kind.branch:
            write(depth - 1 - take(c));
            break;
          case Kind.table:
            table = to;
            inner = least = depth;
            break;
          case Kind.returned: {
            let goal = point + points + 1;
            const nested = depth > least;
            if (nested && goal === 1) goal = 0;
            goal += difference(c);
            if (nested) points = goal === 0 ? 1 : points + 2;
            address(index + FIRST_FUNCTION, goal);
          }
        }
        o = to;
      }
    }
    to = o;
    from[SYMBOLS] = symbol;
    if (table >= 0) resume(table, rules);
    const size = to - begin - 2;
    move(begin + 2, length(size) - 2);
    const end = to;
    to = begin;
    write(size);
    to = end;
  };

  // address is index * 65536 + point as a signed number.
  const address = (index: number, point: number): void => {
    let v = index * 65536 + point;
    for (; v > 0x3f; v = Math.floor(v / 128)) out[to++] = v & 0x7f | 0x80;
    out[to++] = v;
  };

  // resume writes a table of resume points where it belongs; by the rule it has n entries.
  const resume = (at: number, n: number): void => {
    const given = take(TABLES);
    if (given > 0) {
      n = given;
      for (let i = 0, last = 0; i < n; i++) rule[i] = last += difference(TABLES);
    }
    let size = length(n - 1);
    for (let i = 0; i < n; i++) size += length(rule[i]!);
    move(at, size);
    const end = to;
    to = at;
    write(n - 1);
    for (let i = 0; i < n; i++) write(rule[i]!);
    to = end;
  };

  // The table of Go's functions: see others.go.
  const functions = (count: number): void => {
    const begin = to;
    to += (count + 1) * 8;
    word(FIRST_FUNCTION + count, begin + count * 8);
    for (let i = 0; i < count; i++) {
      to += -(to - begin) & 7;
      word(FIRST_FUNCTION + i, begin + i * 8);
      word(to - begin, begin + i * 8 + 4);
      word(FIRST_FUNCTION + i, to);
      const f = to;
      to += 4;
      copy(OTHERS, 40);
      copy(OTHERS, 4 * ((out[f + 28]! | out[f + 29]! << 8 | out[f + 30]! << 16) + out[f + 43]!));
    }
  };

  while (to < out.length) {
    const piece = take(OTHERS);
    if (piece === Piece.asItIs) copy(OTHERS, take(OTHERS));
    else if (piece === Piece.ascending) {
      const first = take(OTHERS), n = take(OTHERS);
      for (let i = 0; i < n; i++) write(first + i);
    } else if (piece === Piece.functions) functions(take(OTHERS));
    else if (piece === Piece.code) {
      const n = take(OTHERS);
      write(n);
      for (let i = 0; i < n; i++) {
        body(i);
        if (i % 500 === 499) yield;
      }
    } else throw new Error('the file is damaged');
  }
  return out;
}
