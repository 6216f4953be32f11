// The console tab: what the process printed, exactly as Node prints it.
import { processName } from './describe';
import { el } from './dom';
import { Kind, type Trace } from './trace';

const most = 5000; // lines that exist as elements

export class Console {
  private pre: HTMLElement;
  private parts: { record: number; element: HTMLElement }[] = [];
  private live = false;

  constructor(private root: HTMLElement, private seekTo: (record: number) => void) {
    this.pre = el('pre', { tabindex: '0', role: 'log', 'aria-label': 'Console output', id: 'console-text' });
    root.append(this.pre);
    this.pre.onclick = (e) => {
      const p = (e.target as Element).closest<HTMLElement>('[data-record]');
      if (p && !getSelection()?.toString()) this.seekTo(Number(p.dataset['record']));
    };
  }

  clear(): void {
    this.parts = [];
    this.live = true;
    this.pre.replaceChildren();
  }

  /** append shows what a run prints while it goes on. */
  append(fd: number, text: string): void {
    if (this.live && this.pre.childElementCount < most) this.pre.append(el('span', { class: fd === 2 ? 'err' : 'out' }, text));
  }

  /** load shows a whole run, each piece linked to its record. */
  load(t: Trace): void {
    const out = document.createDocumentFragment();
    this.live = false;
    this.parts = [];
    let more = 0;
    const many = t.processes().size > 1;
    for (let i = 1; i <= t.length; i++) {
      if (t.kind[i] !== Kind.Console) continue;
      if (this.parts.length >= most) { more++; continue; }
      const element = el('span', { class: t.a[i] === 2 ? 'err' : 'out', 'data-record': String(i) }, ...(many ? [el('span', { class: 'host' }, processName(t, i) + ' | ')] : []), t.str(t.text[i]!));
      this.parts.push({ record: i, element });
      out.append(element);
    }
    if (more) out.append(el('span', { class: 'note' }, `… and ${more.toLocaleString('en')} more pieces\n`));
    if (!this.parts.length) out.append(el('span', { class: 'note' }, 'Nothing was printed.\n'));
    this.pre.replaceChildren(out);
  }

  note(text: string): void { this.pre.append(el('span', { class: 'note' }, text + '\n')); }

  seek(cursor: number): void {
    if (this.root.hidden) return;
    for (const p of this.parts) p.element.classList.toggle('future', p.record > cursor);
  }
}
