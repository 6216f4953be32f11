// The wire tab: a packet list, and the chosen packet in detail.
import { time } from './describe';
import { el } from './dom';
import type { RowListener } from './events';
import type { Trace } from './trace';
import { VirtualList } from './virtual';
import { packets, type Packet } from './wire';

export class WirePanel {
  private t: Trace | null = null;
  private all: Packet[] = [];
  private cursor = 0;
  private stale = true;
  private list: VirtualList;
  private detail: HTMLElement;

  constructor(root: HTMLElement, private on: RowListener) {
    const rows = el('div', { class: 'rows wire', role: 'listbox', 'aria-label': 'Segments', tabindex: '0' });
    this.detail = el('dl', { class: 'packet', 'aria-live': 'polite' });
    root.append(el('div', { class: 'wirehead', 'aria-hidden': 'true' }, el('span', {}, 'ms'), el('span', {}, 'from → to'), el('span', {}, 'flags, frames'), el('span', {}, 'bytes')), rows, this.detail);
    this.list = new VirtualList(rows, 24, (row, i) => this.paint(row, i), () => el('div', { class: 'row', role: 'option' },
      el('span', { class: 'at' }), el('span', { class: 'ends' }), el('span', { class: 'what' }), el('span', { class: 'size' })));
    const at = (e: Event): Packet | undefined => this.all[Number((e.target as Element).closest<HTMLElement>('.row')?.dataset['index'] ?? -1)];
    rows.onclick = (e) => { const p = at(e); if (p) this.on.seek(p.record); };
    rows.onmousemove = (e) => this.on.hover(at(e)?.record ?? 0);
    rows.onmouseleave = () => this.on.hover(0);
    rows.onkeydown = (e) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
      if (!step || !this.all.length) return;
      e.preventDefault();
      e.stopPropagation();
      this.on.seek(this.all[Math.max(0, Math.min(this.all.length - 1, this.index() + step))]!.record);
    };
  }

  load(t: Trace): void { this.t = t; this.stale = true; this.shown(); }

  shown(): void {
    if (!this.t || !this.list.root.clientHeight) return;
    if (this.stale) {
      this.stale = false;
      this.all = packets(this.t);
      this.list.setCount(this.all.length);
    }
    this.seek(this.cursor);
  }

  private index(): number {
    let n = -1;
    for (let lo = 0, hi = this.all.length; lo < hi;) {
      const mid = (lo + hi) >> 1;
      if (this.all[mid]!.record > this.cursor) hi = mid; else { n = mid; lo = mid + 1; }
    }
    return n;
  }

  seek(cursor: number): void {
    this.cursor = cursor;
    if (this.stale || !this.list.root.clientHeight) return;
    const i = this.index();
    this.list.show(Math.max(0, i));
    const p = this.all[i];
    const rows: [string, string][] = p ? [
      ['segment', `${p.flags}, sequence ${p.seq}, ${p.bytes} bytes, ${p.more}`],
      ['way', `${p.from} → ${p.to || '?'}; ${p.fate}${p.end ? ' at ' + time(this.t!.at[p.end]!) : ''}`],
      ...p.frames.map((f): [string, string] => ['carries', f]),
    ] : [['wire', this.all.length ? 'nothing was sent yet' : 'nothing was sent in this run']];
    this.detail.replaceChildren(...rows.map(([k, v]) => el('div', {}, el('dt', {}, k), el('dd', {}, v))));
  }

  private paint(row: HTMLElement, index: number): void {
    const p = this.all[index]!, t = this.t!;
    row.dataset['index'] = String(index);
    row.dataset['tone'] = p.fate === 'lost' ? 'loss' : /FIN|RST/.test(p.flags) ? 'close' : p.bytes ? 'data' : 'dim';
    row.children[0]!.textContent = (t.at[p.record]! / 1e6).toFixed(3);
    row.children[1]!.textContent = `${p.from} → ${p.to || '?'}`;
    row.children[2]!.textContent = p.flags + (p.frames.length ? ' · ' + p.frames.join(', ') : '') + (p.fate === 'lost' ? ' ✕ lost' : '');
    row.children[3]!.textContent = String(p.bytes);
    row.classList.toggle('past', p.record <= this.cursor);
    row.classList.toggle('here', index === this.index());
    row.setAttribute('aria-selected', String(index === this.index()));
  }
}
