// The trace of a run, decoded from sim's encoding (sim/encode.go) as it arrives.
// Columns instead of objects: a hundred thousand records are a dozen arrays.

export const enum Kind {
  Choice = 1, Note, Link,
  Iteration = 16, Phase, Block, Enter, Leave, Enqueue, Dequeue, Timer,
  Emit = 32, Call, State, Level, Gate, Console, Throw, Handle, Exit,
  FrameQueued = 48, FrameSerialized, FrameParsed, FrameDropped, FrameHanded,
  Syscall = 64, Ready, SegmentSent, SegmentDelivered, SegmentDropped, SocketBuffer,
}

/** Place is a line of one of the scripts: the file's number and the line, in one number. 0 is none. */
export type Place = number;
const filePlaces = 2 ** 20;
export const fileOf = (p: Place): number => Math.floor(p / filePlaces);
export const lineOf = (p: Place): number => p % filePlaces;
export const placeIn = (file: number, line: number): Place => file * filePlaces + line;

export interface Obj { kind: string; name: string; parent: number; proc: number }

const enum Field { At = 1, Cause = 2, Obj = 4, A = 8, B = 16, Name = 32, Text = 64, Pos = 128, Proc = 256, End = 512 }

export class Trace {
  length = 0; // records are named 1 to length
  kind = new Uint16Array(1024);
  at = new Float64Array(1024); // virtual ns
  a = new Float64Array(1024);
  b = new Float64Array(1024);
  cause = new Uint32Array(1024);
  obj = new Uint32Array(1024);
  name = new Uint32Array(1024);
  text = new Uint32Array(1024);
  pos = new Uint32Array(1024);
  proc = new Uint16Array(1024);
  place = new Uint32Array(1024); // in the scripts, its own or that of what caused it; 0: none
  strings: string[] = [''];
  objects: Obj[] = [{ kind: '', name: '', parent: 0, proc: 0 }];
  complete = false;
  cut = false;
  bytes: Uint8Array[] = []; // as they came, for the stage

  private places = new Map<number, Place>();
  private names = new Map<number, string>();
  private named = 0; // objects that were looked at for them
  private started = false;
  private lastAt = 0;
  private lastProc = 0;

  /** paths are those of the scripts: only their lines are places. */
  constructor(readonly paths: readonly string[]) {}

  str(sym: number): string { return this.strings[sym] ?? ''; }

  /** feed takes the next piece, which ends where a block ends. */
  feed(piece: Uint8Array): void {
    this.bytes.push(piece);
    const r = new Reader(piece);
    if (!this.started) {
      this.started = true;
      if (r.ascii(4) !== 'FLTR') throw new Error('this is not a trace');
      if (r.byte() !== 1) throw new Error('the trace has a format that this page does not know: reload the page');
    }
    while (r.more()) {
      const block = String.fromCharCode(r.byte());
      const size = r.uint();
      const end = r.p + size;
      if (block === 'S') for (let n = r.uint(); n > 0; n--) this.strings.push(r.utf8(r.uint()));
      else if (block === 'O') for (let n = r.uint(); n > 0; n--) this.objects.push({ kind: this.str(r.uint()), name: this.str(r.uint()), parent: r.uint(), proc: r.uint() });
      else if (block === 'R') this.records(r);
      else if (block === 'E') {
        const want = [r.uint(), r.uint(), r.uint()];
        this.cut = r.byte() === 1;
        this.complete = want[0] === this.length && want[1] === this.objects.length - 1 && want[2] === this.strings.length - 1;
        if (!this.complete) throw new Error('a piece of the trace is missing');
      } else throw new Error('the trace is broken');
      if (r.p !== end) throw new Error('the trace is broken');
    }
  }

  private records(r: Reader): void {
    let n = r.uint();
    this.room(this.length + n + 1);
    for (; n > 0; n--) {
      const i = ++this.length;
      this.kind[i] = r.uint();
      const fields = r.uint();
      if (fields >= Field.End) throw new Error('the trace is broken');
      if (fields & Field.At) this.lastAt += r.int();
      this.at[i] = this.lastAt;
      const cause = fields & Field.Cause ? i - r.uint() : 0;
      this.cause[i] = cause;
      if (fields & Field.Obj) this.obj[i] = r.uint();
      if (fields & Field.A) this.a[i] = r.int();
      if (fields & Field.B) this.b[i] = r.int();
      if (fields & Field.Name) this.name[i] = r.uint();
      if (fields & Field.Text) this.text[i] = r.uint();
      if (fields & Field.Pos) { this.pos[i] = r.uint(); r.uint(); }
      if (fields & Field.Proc) this.lastProc = r.uint();
      this.proc[i] = this.lastProc;
      this.place[i] = this.ownPlace(i) || this.place[cause] || 0;
    }
  }

  /** ownPlace is the place that the record itself names, 0 if none in the scripts. */
  ownPlace(i: number): Place {
    const sym = this.pos[i] ?? 0;
    if (sym === 0) return 0;
    let place = this.places.get(sym);
    if (place === undefined) {
      const m = /^(.*?):(\d+):\d+$/.exec(this.str(sym));
      place = m ? this.placeOf(m[1]!, Number(m[2])) : 0;
      this.places.set(sym, place);
    }
    return place;
  }

  placeOf(path: string, line: number): Place {
    const file = this.paths.indexOf(path);
    return file < 0 || line < 1 || line >= filePlaces ? 0 : file * filePlaces + line;
  }

  /** says is a place in words; the file's name only where there are several. */
  says(place: Place, before = 'line '): string {
    if (!place) return '';
    return this.paths.length > 1 ? `${this.paths[fileOf(place)]!.slice(1)}:${lineOf(place)}` : before + lineOf(place);
  }

  /** ranBefore is the place that ran last before a record, in the same callback. */
  ranBefore(i: number): Place {
    for (; i > 0 && this.kind[i] !== Kind.Enter && this.kind[i] !== Kind.Iteration && this.kind[i] !== Kind.Leave; i--) {
      const place = this.ownPlace(i);
      if (place) return place;
    }
    return 0;
  }

  /** processes are the names of the processes by their numbers. */
  processes(): Map<number, string> {
    for (; this.named < this.objects.length; this.named++) {
      const o = this.objects[this.named]!;
      if (o.kind === 'process') this.names.set(o.proc, o.name);
    }
    return this.names;
  }

  private room(n: number): void {
    if (n <= this.kind.length) return;
    let size = this.kind.length;
    while (size < n) size *= 2;
    const grow = <T extends Uint16Array | Uint32Array | Float64Array>(old: T, made: T): T => { made.set(old); return made; };
    this.kind = grow(this.kind, new Uint16Array(size));
    this.proc = grow(this.proc, new Uint16Array(size));
    for (const f of ['at', 'a', 'b'] as const) this[f] = grow(this[f], new Float64Array(size));
    for (const f of ['cause', 'obj', 'name', 'text', 'pos', 'place'] as const) this[f] = grow(this[f], new Uint32Array(size));
  }
}

class Reader {
  p = 0;
  constructor(private b: Uint8Array) {}

  more(): boolean { return this.p < this.b.length; }

  byte(): number {
    const v = this.b[this.p++];
    if (v === undefined) throw new Error('the trace ends too early');
    return v;
  }

  uint(): number {
    let v = 0, scale = 1;
    for (;;) {
      const x = this.byte();
      v += (x & 127) * scale;
      if (x < 128) return v;
      scale *= 128;
      if (scale > 2 ** 70) throw new Error('the trace is broken');
    }
  }

  int(): number {
    const u = this.uint();
    return u % 2 === 0 ? u / 2 : -(u + 1) / 2;
  }

  utf8(n: number): string {
    if (this.p + n > this.b.length) throw new Error('the trace ends too early');
    return decoder.decode(this.b.subarray(this.p, (this.p += n)));
  }

  ascii(n: number): string { return this.utf8(n); }
}

const decoder = new TextDecoder();
