// The picture: wasm/stage in a frame of its own. Without it the page still tells everything in words.
import type { Trace } from './trace';

/** What wasm/stage puts on its window. */
interface StageApi {
  isReady?: boolean;
  error?: string;
  load(trace: Uint8Array): string | null;
  clear(why: string): void;
  seek(record: number, fraction?: number): void;
  select(record: number): void;
  hover(record: number): void;
  theme(t: 'dark' | 'light'): void;
  reducedMotion(on: boolean): void;
  told(on: boolean): void;
  ready?: () => void;
  oncursor?: (record: number) => void;
  onselect?: (record: number) => void;
  onhover?: (record: number) => void;
  onheight?: (pixels: number) => void;
  onerror?: (text: string) => void;
}

export interface StageListener {
  seek(record: number): void;
  select(record: number): void;
  hover(record: number): void;
  ready(): void;
  /** The picture needs so many pixels at its width. */
  height(pixels: number): void;
  failed(why: string): void;
}

export class Stage {
  private api: StageApi | null = null;
  private trace: Uint8Array | null = null;
  private cursor: [number, number] = [0, 0];
  private look: { theme: 'dark' | 'light'; calm: boolean } = { theme: 'dark', calm: false };

  constructor(private frame: HTMLIFrameElement, private on: StageListener) {
    frame.addEventListener('load', () => this.attach());
  }

  /** open loads the picture; the texts come first. */
  open(url: string): void { this.frame.src = url; }

  private attach(): void {
    const api = (this.frame.contentWindow as unknown as { finishlineStage?: StageApi } | null)?.finishlineStage;
    if (!api) {
      if (this.frame.getAttribute('src')) this.on.failed('The picture could not be loaded.');
      return;
    }
    api.ready = () => {
      this.api = api;
      this.on.ready();
      this.send();
    };
    api.oncursor = (r) => this.on.seek(r);
    api.onselect = (r) => { if (r) this.on.select(r); };
    api.onhover = (r) => this.on.hover(r);
    api.onheight = (h) => this.on.height(h);
    api.onerror = (text) => { this.api = null; this.on.failed(text); };
    if (api.error) this.on.failed(api.error);
    else if (api.isReady) api.ready();
  }

  private send(): void {
    const s = this.api;
    if (!s) return;
    s.theme(this.look.theme);
    s.reducedMotion(this.look.calm);
    s.told(true); // the verdict's line is above it
    if (this.trace) {
      const wrong = s.load(this.trace);
      if (wrong) this.on.failed(wrong);
      s.seek(...this.cursor);
    }
  }

  load(t: Trace): void {
    const size = t.bytes.reduce((n, b) => n + b.length, 0);
    const all = new Uint8Array(size);
    let at = 0;
    for (const b of t.bytes) { all.set(b, at); at += b.length; }
    this.trace = all;
    this.cursor = [0, 0];
    this.send();
  }

  clear(why: string): void {
    this.trace = null;
    this.api?.clear(why);
  }

  seek(record: number, fraction = 0): void {
    this.cursor = [record, fraction];
    this.api?.seek(record, fraction);
  }

  hover(record: number): void { this.api?.hover(record); }
  select(record: number): void { this.api?.select(record); }

  setLook(theme: 'dark' | 'light', calm: boolean): void {
    this.look = { theme, calm };
    this.api?.theme(theme);
    this.api?.reducedMotion(calm);
  }
}
