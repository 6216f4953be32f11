// The page's side of the worker in which scripts run. A worker that does not
// answer is ended and another one made; the text is the page's and is never lost.
import { Trace } from './trace';

export interface Setup { source: string; version: string; net: string; seed: number; choices: string }

/** What wasm/core's run answers. */
export interface Answer { stdout: string; stderr: string; code: number; signal: string; error?: string; limit?: string; foreign?: boolean; records: number; hash: string; verdict: string }

export type FromWorker =
  | { type: 'ready' }
  | { type: 'failed'; why: string }
  | { type: 'trace'; run: number; piece: Uint8Array }
  | { type: 'output'; run: number; fd: number; text: string }
  | { type: 'done'; run: number; answer: Answer }
  | { type: 'progress'; schedules: number; report: string }
  | { type: 'report'; report: string; error: string };

export type ToWorker =
  | { type: 'start'; module: WebAssembly.Module; lower: string }
  | { type: 'run'; run: number; name: string; setup: Setup }
  | { type: 'job'; job: 'explore' | 'remedies'; name: string; setup: Setup };

export interface Listener {
  ready(): void;
  /** The simulator cannot be had at all. */
  failed(why: string): void;
  output(fd: number, text: string): void;
  progress(trace: Trace): void;
  done(trace: Trace, answer: Answer, ms: number): void;
  stopped(trace: Trace, why: 'stop' | 'silent' | 'crash', detail: string): void;
}

/** As the command's limit on one stretch of a script: longer silence ends the run. */
const silence = 10_000;

export class Core {
  running = false;
  ready = false;
  private worker: Worker | null = null;
  private module: WebAssembly.Module | null = null;
  private loaded: (m: WebAssembly.Module) => void = () => undefined;
  /** compiled is the simulator, for whoever wants a worker of his own. */
  readonly compiled = new Promise<WebAssembly.Module>((resolve) => (this.loaded = resolve));
  private number = 0;
  private trace = new Trace('');
  private began = 0;
  private waiting: { name: string; setup: Setup } | null = null;
  private timer = 0;

  constructor(private files: { worker: string; core: string; lower: string }, private on: Listener) {}

  async start(): Promise<void> {
    if (typeof WebAssembly !== 'object') return this.on.failed('This browser has no WebAssembly, and the simulator is made of it. Try a current Firefox, Chrome or Safari.');
    try {
      const response = await fetch(this.files.core);
      if (!response.ok) throw new Error(`${this.files.core}: ${response.status} ${response.statusText}`);
      this.module = (response.headers.get('content-type') ?? '').startsWith('application/wasm')
        ? await WebAssembly.compileStreaming(response) : await WebAssembly.compile(await response.arrayBuffer());
    } catch (e) {
      return this.on.failed(`The simulator could not be loaded (${(e as Error).message}). Look at the connection and reload; your text is kept.`);
    }
    this.loaded(this.module);
    this.spawn();
  }

  private spawn(): void {
    this.ready = false;
    const w = new Worker(this.files.worker);
    this.worker = w;
    w.onmessage = (e: MessageEvent<FromWorker>) => { if (w === this.worker) this.hear(e.data); };
    w.onerror = (e) => {
      e.preventDefault();
      if (w === this.worker) this.end('crash', e.message || 'the worker ended');
    };
    w.postMessage({ type: 'start', module: this.module, lower: this.files.lower } as ToWorker);
  }

  run(name: string, setup: Setup): void {
    if (this.running) this.end('stop', '');
    this.running = true;
    this.began = performance.now();
    this.trace = new Trace('/' + name);
    this.waiting = { name, setup };
    if (this.ready) this.send();
    this.beat();
  }

  private send(): void {
    if (!this.waiting || !this.worker) return;
    this.worker.postMessage({ type: 'run', run: ++this.number, ...this.waiting } as ToWorker);
    this.waiting = null;
    this.began = performance.now();
  }

  /** stop ends the run, whatever the script does. */
  stop(): void { if (this.running) this.end('stop', ''); }

  /** beat is called whenever something is heard. */
  private beat(): void {
    clearTimeout(this.timer);
    if (this.running && this.ready) this.timer = setTimeout(() => this.end('silent', ''), silence);
  }

  private end(why: 'stop' | 'silent' | 'crash', detail: string): void {
    clearTimeout(this.timer);
    const was = this.running;
    this.running = false;
    this.waiting = null;
    this.worker?.terminate();
    this.worker = null;
    const early = !this.ready;
    if (early && why === 'crash') return this.on.failed(`The simulator could not start (${detail}). Reload the page; your text is kept.`);
    this.spawn();
    if (was) this.on.stopped(this.trace, why, detail);
  }

  private hear(m: FromWorker): void {
    if (m.type === 'ready') {
      this.ready = true;
      this.on.ready();
      this.send();
      this.beat();
      return;
    }
    if (m.type === 'failed') return this.on.failed(m.why);
    if (m.type === 'progress' || m.type === 'report' || m.run !== this.number || !this.running) return;
    this.beat();
    try {
      if (m.type === 'output') this.on.output(m.fd, m.text);
      else if (m.type === 'trace') {
        this.trace.feed(m.piece);
        if (!this.trace.complete) this.on.progress(this.trace);
      } else {
        this.running = false;
        clearTimeout(this.timer);
        this.on.done(this.trace, m.answer, performance.now() - this.began);
      }
    } catch (e) {
      this.end('crash', (e as Error).message);
    }
  }
}
