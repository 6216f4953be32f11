// What a record is, in words.
import { taken } from './choices';
import { Kind, type Trace } from './trace';
import { endpoints } from './wire';

export type Category = 'calls' | 'events' | 'output' | 'losses' | 'choices' | 'frames' | 'states' | 'loop' | 'queues' | 'system' | 'wire' | 'buffers';

/** The categories of the event log; on: shown at first. */
export const categories: { id: Category; label: string; title: string; on: boolean }[] = [
  { id: 'calls', label: 'calls', title: 'What the script called', on: true },
  { id: 'events', label: 'events', title: 'Events with a listener of the script', on: true },
  { id: 'output', label: 'output', title: 'What was printed, thrown, and how the process ended', on: true },
  { id: 'losses', label: 'losses', title: 'What was discarded', on: true },
  { id: 'choices', label: 'choices', title: 'Where the world might have chosen otherwise: fork there', on: true },
  { id: 'frames', label: 'frames', title: 'Frames and message parts: queued, written, understood', on: true },
  { id: 'loop', label: 'loop', title: 'Iterations, phases and callbacks', on: false },
  { id: 'queues', label: 'queues', title: 'nextTick, microtasks, immediates, timers', on: false },
  { id: 'states', label: 'states', title: 'Every state machine', on: false },
  { id: 'system', label: 'system', title: 'System calls and readiness', on: false },
  { id: 'wire', label: 'wire', title: 'TCP segments', on: true },
  { id: 'buffers', label: 'buffers', title: 'Bytes in every buffer', on: false },
];

export function category(t: Trace, i: number): Category | null {
  switch (t.kind[i]) {
    case Kind.Call: return 'calls';
    case Kind.Emit: return t.b[i]! > 0 ? 'events' : 'states';
    case Kind.Console: case Kind.Throw: case Kind.Exit: return 'output';
    case Kind.Gate: case Kind.FrameDropped: case Kind.SegmentDropped: return 'losses';
    case Kind.FrameQueued: case Kind.FrameSerialized: case Kind.FrameParsed: return 'frames';
    case Kind.Iteration: case Kind.Phase: case Kind.Block: case Kind.Enter: return 'loop';
    case Kind.Enqueue: case Kind.Dequeue: case Kind.Timer: return 'queues';
    case Kind.Choice: return 'choices';
    case Kind.State: case Kind.Handle: case Kind.Note: return 'states';
    case Kind.Syscall: case Kind.Ready: return 'system';
    // A segment without payload that is only an ACK says little.
    case Kind.SegmentSent: return t.b[i]! > 0 || t.str(t.name[i]!) !== 'ACK' ? 'wire' : 'system';
    case Kind.SegmentDelivered: case Kind.FrameHanded: return 'system';
    case Kind.Level: case Kind.SocketBuffer: return 'buffers';
    default: return null;
  }
}

const short: Record<string, string> = { Http2Session: 'session', h2session: 'session', Http2Stream: 'stream', h2stream: 'stream', ServerResponse: 'response',
  Http2ServerResponse: 'response', IncomingMessage: 'message', Http2ServerRequest: 'request', ClientRequest: 'request', Server: 'server', Socket: 'socket' };

/** what an object is called. */
export function nameOf(t: Trace, obj: number): string {
  const o = t.objects[obj];
  if (!o || obj === 0) return 'process';
  if (o.kind === 'socket') return (endpoints(t).get(obj) ?? o.name) + ' TCP';
  const kind = short[o.kind] ?? o.kind;
  return o.name ? kind + ' ' + o.name : kind;
}

/** processName is that of a record's process. */
export const processName = (t: Trace, i: number): string => t.processes().get(t.proc[i]!) ?? '';

export interface Said { what: string; detail: string; tone: Tone }
export type Tone = 'data' | 'tick' | 'close' | 'loss' | 'plain' | 'ok' | 'dim' | 'choice' | 'fork';

const bytes = (n: number): string => (n === 1 ? '1 byte' : n.toLocaleString('en') + ' bytes');

export function say(t: Trace, i: number): Said {
  const name = t.str(t.name[i]!), text = t.str(t.text[i]!), a = t.a[i]!, b = t.b[i]!;
  const who = nameOf(t, t.obj[i]!);
  const said = (what: string, detail = '', tone: Tone = 'plain'): Said => ({ what, detail, tone });
  switch (t.kind[i]) {
    case Kind.Call: return said(`${who}.${name}(${text})`, '', /^(close|destroy|end|abort|exit|goaway|resetAndDestroy)/.test(name) ? 'close' : 'data');
    case Kind.Emit: return said(`${who} emits '${name}'`, `${a} listener${a === 1 ? '' : 's'}`, 'tick');
    case Kind.Console: return said((a === 2 ? 'stderr: ' : '» ') + text.replace(/\n$/, ''), '', a === 2 ? 'loss' : 'ok');
    case Kind.Throw: return said('throws ' + name, text, 'loss');
    case Kind.Exit: return said(`exit ${a}`, name + (text ? ' ' + text : ''), a === 0 ? 'ok' : 'loss');
    case Kind.Gate: return said(`✗ ${who}: ${bytes(a)} discarded`, `${name}${b ? ', ' + b + ' items' : ''}${text ? ', shut by ' + text : ''}`, 'loss');
    case Kind.FrameDropped: return said(`✗ ${who}: ${frame(name, a)} dropped`, text, 'loss');
    case Kind.SegmentDropped: return said(`✗ ${name} lost`, `${bytes(b)}, ${text}`, 'loss');
    case Kind.FrameQueued: return said(`${who}: ${frame(name, a)} queued`, detail(b, text), 'data');
    case Kind.FrameSerialized: return said(`${who}: ${frame(name, a)} written`, detail(b, text), 'data');
    case Kind.FrameParsed: return said(`${who}: ${frame(name, a)} read`, detail(b, text), 'data');
    case Kind.FrameHanded: return said(`${who}: ${bytes(a)} handed down`, '', 'dim');
    case Kind.Iteration: return said(`loop iteration ${a}`, '', 'tick');
    case Kind.Phase: return said(`${name} phase`, '', 'dim');
    case Kind.Block: return said('loop waits', a < 0 ? 'for I/O' : `at most ${a} ms`, 'dim');
    case Kind.Enter: return said(`${who}: ${name} callback`, '', 'dim');
    case Kind.Enqueue: return said(`${name} queued`, `${a} in the queue`, 'tick');
    case Kind.Dequeue: return said(`${name} runs`, `${a} left`, 'tick');
    case Kind.Timer: return said(`timer ${name}`, `due at ${a} ms${b ? ', ' + b + ' ms long' : ''}`, 'tick');
    case Kind.State: return said(`${who}: ${name} → ${text}`, '', 'dim');
    case Kind.Handle: return said(`${who} ${a ? 'keeps the process alive' : 'lets the process go'}`, '', 'dim');
    case Kind.Choice: {
      const c = taken(t, i);
      return said(`◇ ${c.about}`, `${c.way}${c.others > 1 ? `, of ${c.others + 1} ways` : ''}`, a ? 'fork' : 'choice');
    }
    case Kind.Note: return said(`${who}: ${name}`, text, 'dim');
    case Kind.Syscall: return said(`${name}() = ${a}`, [who, b ? bytes(b) : '', text].filter(Boolean).join(', '), a < 0 && a !== -11 && a !== -115 ? 'loss' : 'dim');
    case Kind.Ready: return said(`${who} is ready`, '', 'dim');
    case Kind.SegmentSent: return said(`${who} sends ${name}`, b ? bytes(b) : '', /FIN|RST/.test(name) ? 'close' : 'data');
    case Kind.SegmentDelivered: return said(`${who} gets ${name}`, b ? bytes(b) : '', 'dim');
    case Kind.Level: return said(`${who}: ${name} holds ${bytes(a)}`, b ? `${b} items` : '', 'dim');
    case Kind.SocketBuffer: return said(`${who}: ${name} holds ${bytes(a)}`, `of ${bytes(b)}`, 'dim');
    default: return said(`record of kind ${t.kind[i]}`, text, 'dim');
  }
}

const frame = (name: string, stream: number): string => (stream ? `${name} ${stream}` : name);
const detail = (b: number, text: string): string => [b ? bytes(b) : '', text].filter(Boolean).join(', ');

/** A virtual time as people read it. */
export function time(ns: number): string {
  const ms = ns / 1e6;
  return ms >= 10_000 ? (ms / 1000).toFixed(3) + ' s' : ms.toFixed(3) + ' ms';
}
