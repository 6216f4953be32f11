// The wire as a packet list: segments, and the frames that they carry.
import { Kind, type Trace } from './trace';

export interface Packet {
  record: number; // of the segment
  from: string;
  to: string;
  flags: string;
  bytes: number;
  seq: number;
  more: string; // ack and window
  fate: 'arrived' | 'lost' | 'on its way';
  end: number; // the record of its fate
  frames: string[];
}

export function packets(t: Trace): Packet[] {
  const out: Packet[] = [];
  const bySent = new Map<number, Packet>();
  const names = endpoints(t);
  const pending = new Map<number, string[]>(); // frames serialized and not handed down, by session
  let handed: string[] = [];
  const carried = new Map<number, string[]>(); // by write
  for (let i = 1; i <= t.length; i++) {
    const obj = t.obj[i]!;
    switch (t.kind[i]) {
      case Kind.FrameSerialized: {
        const list = pending.get(obj) ?? [];
        list.push(frameText(t, i));
        pending.set(obj, list);
        break;
      }
      case Kind.FrameHanded:
        handed.push(...(pending.get(obj) ?? []));
        pending.delete(obj);
        break;
      case Kind.Syscall:
        if (handed.length && /^(write|writev|send)/.test(t.str(t.name[i]!))) {
          carried.set(i, handed);
          handed = [];
        }
        break;
      case Kind.SegmentSent: {
        const cause = t.cause[i]!;
        const p: Packet = { record: i, from: names.get(obj) ?? t.objects[obj]?.name ?? '?', to: '', flags: t.str(t.name[i]!), bytes: t.b[i]!, seq: t.a[i]!,
          more: t.str(t.text[i]!), fate: 'on its way', end: 0, frames: t.b[i]! > 0 ? carried.get(cause) ?? [] : [] };
        if (p.frames.length) carried.delete(cause);
        bySent.set(i, p);
        out.push(p);
        break;
      }
      case Kind.SegmentDelivered: case Kind.SegmentDropped: {
        const p = bySent.get(t.cause[i]!);
        if (!p) break;
        p.end = i;
        p.fate = t.kind[i] === Kind.SegmentDropped ? 'lost' : 'arrived';
        p.to = names.get(obj) ?? t.objects[obj]?.name ?? '';
        break;
      }
    }
  }
  return out;
}

function frameText(t: Trace, i: number): string {
  const stream = t.a[i]!, text = t.str(t.text[i]!), size = t.b[i]!;
  return t.str(t.name[i]!) + (stream ? ' ' + stream : '') + (text ? ' ' + text : '') + (size ? ` (${size} B)` : '');
}

const known = new WeakMap<Trace, { length: number; names: Map<number, string> }>();

/** Which side a kernel socket is on: links lead to it from the Socket, whose name says so. */
export function endpoints(t: Trace): Map<number, string> {
  const before = known.get(t);
  if (before?.length === t.length) return before.names;
  const names = new Map<number, string>();
  const upper = new Map<number, number>();
  const number = new Map<string, number>();
  for (let i = 1; i <= t.length; i++) if (t.kind[i] === Kind.Link) upper.set(t.a[i]!, t.obj[i]!);
  for (let o = 1; o < t.objects.length; o++) {
    if (t.objects[o]!.kind !== 'socket') continue;
    let up = o;
    for (let n = 0; n < 8 && upper.has(up); n++) {
      up = upper.get(up)!;
      if (t.objects[up]!.kind.endsWith('Socket')) break;
    }
    const side = t.objects[up]!.kind === 'Server' ? 'listener' : t.objects[up]!.name || t.objects[o]!.name;
    const n = (number.get(side) ?? 0) + 1;
    number.set(side, n);
    names.set(o, n > 1 ? `${side} ${n}` : side);
  }
  known.set(t, { length: t.length, names });
  return names;
}
