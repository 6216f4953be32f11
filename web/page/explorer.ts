// Exploring, in a worker of its own: Stop ends it, and the page and its runs
// never wait for it. The worker is made for a job and ended behind it.
import type { FromWorker, Setup, ToWorker } from './core';

/** What wasm/core's explore reports. */
export interface Explored { answer: string; points: number; schedules: number; known: number; cut?: string; bug?: string; classes: Class[] | null }
export interface Class { schedule: string; schedules: number; outcome: string; headline: string; differs?: string; departs?: string[] }

/** What wasm/core's remedies reports. */
export interface Remedied { line: number; call: string; versions: string[]; rows: { name: string; code?: string; why?: string; cells: { word: string; safe: boolean; error?: string }[] | null }[] }

export type Job = 'explore' | 'remedies';

export interface JobListener {
  /** schedules so far; the report by then is '' most of the time. */
  progress(schedules: number, report: string, ms: number): void;
  /** error is '' where there is a report. */
  done(report: string, error: string, ms: number): void;
}

export class Explorer {
  private worker: Worker | null = null;

  constructor(private files: { worker: string; lower: string }, private module: () => Promise<WebAssembly.Module>) {}

  get busy(): boolean { return this.worker !== null; }

  async start(job: Job, setup: Setup, on: JobListener): Promise<void> {
    this.stop();
    const w = new Worker(this.files.worker);
    this.worker = w;
    let began = performance.now();
    const end = (report: string, error: string): void => {
      if (w !== this.worker) return;
      this.stop();
      on.done(report, error, performance.now() - began);
    };
    w.onerror = (e) => { e.preventDefault(); end('', `the simulator broke down: ${e.message || 'the worker ended'}`); };
    w.onmessage = (e: MessageEvent<FromWorker>) => {
      if (w !== this.worker) return;
      const m = e.data;
      if (m.type === 'ready') {
        began = performance.now();
        w.postMessage({ type: 'job', job, setup } satisfies ToWorker);
      } else if (m.type === 'progress') on.progress(m.schedules, m.report, performance.now() - began);
      else if (m.type === 'report') end(m.report, m.error);
      else if (m.type === 'failed') end('', m.why);
    };
    try {
      const module = await this.module();
      w.postMessage({ type: 'start', module, lower: this.files.lower } satisfies ToWorker);
    } catch (e) {
      end('', (e as Error).message);
    }
  }

  stop(): void {
    this.worker?.terminate();
    this.worker = null;
  }
}
