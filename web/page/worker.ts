// The worker in which scripts run: wasm/core, and wasm/lower once a script needs it.
import { isApart, join } from './columns';
import type { Answer, FromWorker, ToWorker } from './core';

declare const Go: new () => { importObject: WebAssembly.Imports; run(i: WebAssembly.Instance): Promise<void> };
interface Found { report?: string; error?: string }
interface Finishline { run(o: object): Answer; explore(o: object): Found; remedies(o: object): Found }

const post = (m: FromWorker, move: Transferable[] = []): void => (self as unknown as Worker).postMessage(m, move);
const global = self as unknown as { finishline: Finishline; finishlineReady: () => void; finishlineLower: (o: string) => string; finishlineLowering?: (o: string) => string };

let lower = '';

// Printed text is sent in portions: a script may print millions of lines.
let out: { run: number; fd: number; text: string } | null = null;
let sent = 0, last = 0;
const most = 1 << 20;

function flush(): void {
  if (out && sent < most) post({ type: 'output', ...out });
  if (out) sent += out.text.length;
  out = null;
  last = performance.now();
}

function print(run: number, fd: number, text: string): void {
  if (out && out.fd !== fd) flush();
  if (out) out.text += text;
  else out = { run, fd, text };
  if (performance.now() - last > 50 || out.text.length > 1 << 16) flush();
}

function run(m: ToWorker & { type: 'run' }): void {
  sent = 0;
  last = 0;
  const answer = global.finishline.run({
    ...m.setup,
    onOutput: (fd: number, text: string) => print(m.run, fd, text),
    onTrace: (piece: Uint8Array) => post({ type: 'trace', run: m.run, piece }, [piece.buffer as ArrayBuffer]),
  });
  flush();
  post({ type: 'done', run: m.run, answer });
}

/** explore is for minutes: nothing else is asked of its worker. */
function explore(m: ToWorker & { type: 'job' }): void {
  const found = global.finishline[m.job]({ ...m.setup, onProgress: (schedules: number, report: string) => post({ type: 'progress', schedules, report }) });
  post({ type: 'report', report: found.report ?? '', error: found.error ?? '' });
}

/** Called by wasm/core, which waits: loading is synchronous, once. */
global.finishlineLower = (o) => {
  if (!global.finishlineLowering) {
    const get = new XMLHttpRequest();
    get.open('GET', lower, false);
    get.responseType = 'arraybuffer';
    get.send();
    if (get.status !== 200) throw new Error(`${lower}: ${get.status} ${get.statusText}`);
    const file = new Uint8Array(get.response as ArrayBuffer);
    const go = new Go();
    void go.run(new WebAssembly.Instance(new WebAssembly.Module(isApart(file) ? join(file) : file), go.importObject));
  }
  return global.finishlineLowering!(o);
};

self.onmessage = async (e: MessageEvent<ToWorker>) => {
  const m = e.data;
  if (m.type === 'run') return run(m);
  if (m.type === 'job') return explore(m);
  lower = m.lower;
  try {
    const go = new Go();
    global.finishlineReady = () => post({ type: 'ready' });
    // Where the module ends by itself, something broke: the page makes another worker.
    void go.run(await WebAssembly.instantiate(m.module, go.importObject)).then(() => setTimeout(() => { throw new Error('the simulator ended'); }));
  } catch (err) {
    post({ type: 'failed', why: `The simulator could not start (${(err as Error).message}). Reload the page; your text is kept.` });
  }
};
