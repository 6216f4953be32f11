// The cursor in motion: playing, and stepping over events, ticks and iterations.
import { Kind, type Trace } from './trace';

export const speeds = [1 / 1000, 1 / 300, 1 / 100, 1 / 30, 1 / 10, 1 / 3, 1, 4];
export type Unit = 'event' | 'tick' | 'iteration' | 'end';

// Most things happen at the same virtual instant, and one must see them; in a
// long wait nothing happens, and nobody wants to sit through it.
const shortest = 120_000; // virtual ns
const longest = 1.2; // real seconds

export interface PlaybackListener {
  moved(cursor: number, fraction: number): void;
  playing(on: boolean): void;
}

export class Playback {
  cursor = 0;
  playing = false;
  speed = 1 / 100;
  private t: Trace | null = null;
  private elapsed = 0;
  private last = 0;
  private stops: Record<'event' | 'tick' | 'iteration', Uint32Array> = { event: new Uint32Array(), tick: new Uint32Array(), iteration: new Uint32Array() };

  constructor(private on: PlaybackListener) {}

  load(t: Trace): void {
    this.pause();
    this.t = t;
    const event: number[] = [], tick: number[] = [], iteration: number[] = [];
    for (let i = 1; i <= t.length; i++) {
      const k = t.kind[i]!;
      if (visible(t, i, k)) event.push(i);
      if (k === Kind.Enter || k === Kind.Dequeue) tick.push(i);
      if (k === Kind.Iteration) iteration.push(i);
    }
    this.stops = { event: Uint32Array.from(event), tick: Uint32Array.from(tick), iteration: Uint32Array.from(iteration) };
    this.cursor = 0;
  }

  seek(record: number): void {
    if (!this.t) return;
    this.cursor = Math.max(0, Math.min(record, this.t.length));
    this.elapsed = 0;
    this.on.moved(this.cursor, 0);
  }

  step(unit: Unit, dir: number): void {
    if (!this.t) return;
    this.pause();
    if (unit === 'end') return this.seek(dir > 0 ? this.t.length : 1);
    const stops = this.stops[unit];
    const i = after(stops, this.cursor);
    if (dir > 0) this.seek(stops[i] ?? this.t.length);
    else this.seek(stops[(stops[i - 1] === this.cursor ? i - 1 : i) - 1] ?? Math.min(1, this.t.length));
  }

  toggle(): void { this.playing ? this.pause() : this.play(); }

  play(): void {
    if (!this.t || this.t.length === 0) return;
    if (after(this.stops.event, this.cursor) >= this.stops.event.length) this.seek(1);
    this.playing = true;
    this.last = performance.now();
    this.on.playing(true);
    requestAnimationFrame(this.frame);
  }

  pause(): void {
    if (!this.playing) return;
    this.playing = false;
    this.on.playing(false);
  }

  private frame = (now: number): void => {
    const t = this.t;
    if (!this.playing || !t) return;
    this.elapsed += Math.min(Math.max(now - this.last, 0), 250) / 1000;
    this.last = now;
    for (;;) {
      const next = this.stops.event[after(this.stops.event, this.cursor)];
      if (next === undefined) {
        this.elapsed = 0;
        this.on.moved(this.cursor, 0);
        return this.pause();
      }
      const span = t.at[next]! - t.at[this.cursor]!;
      const need = Math.min(Math.max(span, shortest) / 1e9 / this.speed, longest);
      if (this.elapsed < need) {
        this.on.moved(this.cursor, this.elapsed / need);
        break;
      }
      this.elapsed -= need;
      this.cursor = next;
    }
    requestAnimationFrame(this.frame);
  };
}

/** visible: something that the picture or the log shows changes. */
function visible(t: Trace, i: number, k: Kind): boolean {
  switch (k) {
    case Kind.Link: case Kind.Handle: case Kind.Ready: case Kind.Block: case Kind.Choice: case Kind.Note: case Kind.Leave: return false;
    case Kind.Syscall: return t.a[i] !== 0 || t.b[i] !== 0;
    case Kind.Emit: return t.a[i]! > 0;
    default: return true;
  }
}

/** after is the index of the first stop behind id. */
function after(stops: Uint32Array, id: number): number {
  let lo = 0, hi = stops.length;
  while (lo < hi) {
    const mid = (lo + hi) >> 1;
    if (stops[mid]! > id) hi = mid; else lo = mid + 1;
  }
  return lo;
}
