// The state of everything at the cursor: a fold over the trace. It goes on
// where it was when the cursor moves forward.
import { Kind, type Trace } from './trace';

export interface Machine { obj: number; states: Map<string, { value: string; at: number }>; buffers: Map<string, { bytes: number; items: number; of: number; at: number }>; alive: boolean; lost: number }

export class Moment {
  machines = new Map<number, Machine>();
  queues = new Map<string, number>();
  iteration = 0;
  phase = '';
  callback = '';
  exit = '';
  record = 0;
}

export class Fold {
  private now = new Moment();
  constructor(private t: Trace) {}

  at(cursor: number): Moment {
    if (cursor < this.now.record) this.now = new Moment();
    for (let i = this.now.record + 1; i <= cursor; i++) this.step(i);
    this.now.record = cursor;
    return this.now;
  }

  private machine(obj: number): Machine {
    let m = this.now.machines.get(obj);
    if (!m) this.now.machines.set(obj, (m = { obj, states: new Map(), buffers: new Map(), alive: false, lost: 0 }));
    return m;
  }

  private step(i: number): void {
    const t = this.t, obj = t.obj[i]!, name = t.str(t.name[i]!), text = t.str(t.text[i]!), a = t.a[i]!, b = t.b[i]!;
    switch (t.kind[i]) {
      case Kind.Iteration: this.now.iteration = a; break;
      case Kind.Phase: this.now.phase = name; break;
      case Kind.Enter: this.now.callback = name; break;
      case Kind.Leave: this.now.callback = ''; break;
      case Kind.Enqueue: case Kind.Dequeue: if (t.objects[obj]!.kind === 'loop') this.now.queues.set(name, a); break;
      case Kind.State: {
        // A stream is two machines: "writable open" and "readable flowing".
        const part = /^(readable|writable) /.exec(text)?.[1] ?? (a ? `stream ${a}` : '');
        this.machine(obj).states.set(part, { value: part && text.startsWith(part + ' ') ? text.slice(part.length + 1) : text, at: i });
        break;
      }
      case Kind.Level: this.machine(obj).buffers.set(name, { bytes: a, items: b, of: 0, at: i }); break;
      case Kind.SocketBuffer: this.machine(obj).buffers.set(name, { bytes: a, items: 0, of: b, at: i }); break;
      case Kind.Gate: this.machine(obj).lost += a; break;
      case Kind.Handle: this.machine(obj).alive = a === 1; break;
      case Kind.Exit: this.now.exit = `${name}, exit code ${a}`; break;
    }
  }
}
