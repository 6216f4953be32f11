// The page's side of the worker in which scripts run. A worker that does not
// answer is ended and another one made; the text is the page's and is never lost.
import { firstWorker, simulator } from './early';
import { Trace } from './trace';

export interface Setup {
  source: string; // all of it, as it is kept and sent
  files: { name: string; source: string; main: boolean }[]; // the same as files; those that are main are programs
  together: boolean; // all programs in one process; otherwise each in its own, on its own host
  version: string; net: string; seed: number; choices: string;
}

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
  | { type: 'run'; run: number; setup: Setup }
  | { type: 'job'; job: 'explore' | 'remedies'; setup: Setup };

/** What one run tells whoever asked for it. */
export interface RunListener {
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
  private quiet: () => void = () => undefined;
  /** quietly is when the first texts are there, or need not be waited for: time for what can come later. */
  readonly quietly = new Promise<void>((resolve) => (this.quiet = resolve));
  private number = 0;
  private trace = new Trace([]);
  private began = 0;
  private waiting: Setup | null = null;
  private listener: RunListener | null = null;
  private timer = 0;

  /** failed: the simulator cannot be had at all. */
  constructor(private files: { worker: string; core: string; lower: string }, private lost: (why: string) => void) {}

  private failed(why: string): void {
    this.quiet();
    this.lost(why);
  }

  async start(): Promise<void> {
    if (!simulator) return this.failed('This browser has no WebAssembly, and the simulator is made of it. Try a current Firefox, Chrome or Safari.');
    this.listen(firstWorker!);
    try {
      this.module = await simulator;
    } catch (e) {
      return this.failed(`The simulator could not be loaded (${(e as Error).message}). Look at the connection and reload; your text is kept.`);
    }
    this.loaded(this.module);
    this.begin();
  }

  private spawn(): void {
    this.listen(new Worker(this.files.worker));
    this.begin();
  }

  private listen(w: Worker): void {
    this.ready = false;
    this.worker = w;
    w.onmessage = (e: MessageEvent<FromWorker>) => { if (w === this.worker) this.hear(e.data); };
    w.onerror = (e) => {
      e.preventDefault();
      if (w === this.worker) this.end('crash', e.message || 'the worker ended');
    };
  }

  /** begin gives the worker its module, once there is one. */
  private begin(): void {
    if (this.module) this.worker?.postMessage({ type: 'start', module: this.module, lower: this.files.lower } satisfies ToWorker);
  }

  run(setup: Setup, listener: RunListener): void {
    if (this.running) this.end('stop', '');
    this.running = true;
    this.began = performance.now();
    this.trace = new Trace(setup.files.map((f) => '/' + f.name));
    this.waiting = setup;
    this.listener = listener;
    if (this.ready) this.send();
    this.beat();
  }

  private send(): void {
    if (!this.waiting || !this.worker) return;
    this.worker.postMessage({ type: 'run', run: ++this.number, setup: this.waiting } as ToWorker);
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
    if (early && why === 'crash') return this.failed(`The simulator could not start (${detail}). Reload the page; your text is kept.`);
    this.spawn();
    this.quiet();
    if (was) this.listener!.stopped(this.trace, why, detail);
  }

  private hear(m: FromWorker): void {
    if (m.type === 'ready') {
      this.ready = true;
      performance.mark('ready');
      if (!this.waiting) this.quiet();
      this.send();
      this.beat();
      return;
    }
    if (m.type === 'failed') return this.failed(m.why);
    if (m.type === 'progress' || m.type === 'report' || m.run !== this.number || !this.running) return;
    this.beat();
    setTimeout(this.quiet);
    try {
      if (m.type === 'output') this.listener!.output(m.fd, m.text);
      else if (m.type === 'trace') {
        this.trace.feed(m.piece);
        if (!this.trace.complete) this.listener!.progress(this.trace);
      } else {
        this.running = false;
        clearTimeout(this.timer);
        this.listener!.done(this.trace, m.answer, performance.now() - this.began);
      }
    } catch (e) {
      this.end('crash', (e as Error).message);
    }
  }
}
