// The event log: filterable, only the rows in view exist, a click seeks.
import { categories, category, say, time, type Category } from './describe';
import { el, soon } from './dom';
import { Kind, type Place, type Trace } from './trace';
import { VirtualList } from './virtual';

export interface RowListener {
  seek(record: number): void;
  hover(record: number): void;
  /** fork asks what else might have been chosen at a record. */
  fork(record: number): void;
}

export class Events {
  private t: Trace | null = null;
  private rows = new Uint32Array();
  private on = new Set<Category>(categories.filter((c) => c.on).map((c) => c.id));
  private filter = '';
  private cursor = 0;
  private hovered: Place = 0;
  private list: VirtualList;
  private live: HTMLElement;
  private count: HTMLElement;
  private input: HTMLInputElement;
  private repaint: () => void;

  constructor(root: HTMLElement, private listener: RowListener) {
    this.input = el('input', { type: 'search', placeholder: 'Filter…', 'aria-label': 'Filter events by text', id: 'event-filter' });
    const chips = el('div', { class: 'chips', role: 'group', 'aria-label': 'Kinds of events' });
    for (const c of categories) {
      const b = el('button', { class: 'chip', type: 'button', 'aria-pressed': String(c.on), title: c.title }, c.label);
      b.onclick = () => {
        this.on.has(c.id) ? this.on.delete(c.id) : this.on.add(c.id);
        b.setAttribute('aria-pressed', String(this.on.has(c.id)));
        this.select();
      };
      chips.append(b);
    }
    this.count = el('span', { class: 'dim count' });
    // A screen reader hears the event at the cursor, not every row that scrolls by.
    this.live = el('p', { class: 'sr', 'aria-live': 'polite', id: 'event-live' });
    const rows = el('div', { class: 'rows', role: 'listbox', 'aria-label': 'Events', tabindex: '0', id: 'event-rows' });
    root.append(el('div', { class: 'tools' }, this.input, this.count), chips, this.live, rows);
    this.list = new VirtualList(rows, 24, (row, i) => this.paint(row, i), () => el('div', { class: 'row', role: 'option' },
      el('span', { class: 'at' }), el('span', { class: 'what' }), el('span', { class: 'line' })));
    this.repaint = soon(() => this.list.refresh());
    this.input.oninput = () => { this.filter = this.input.value.trim().toLowerCase(); this.select(); };
    rows.onclick = (e) => {
      const r = this.recordOf(e.target);
      if (r) this.listener.seek(r);
      if (r && (e.target as Element).closest('.fork')) this.listener.fork(r);
    };
    rows.ondblclick = (e) => this.fork(this.recordOf(e.target));
    rows.onmousemove = (e) => this.listener.hover(this.recordOf(e.target));
    rows.onmouseleave = () => this.listener.hover(0);
    rows.onkeydown = (e) => {
      if (e.key === 'Enter' && !e.ctrlKey && !e.metaKey) {
        e.preventDefault(); // or the dialog's first button takes the rest of the stroke
        return this.fork(this.rows[this.index()] ?? 0);
      }
      const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15 }[e.key];
      if (!step || !this.rows.length) return;
      e.preventDefault();
      e.stopPropagation();
      const at = Math.max(0, Math.min(this.rows.length - 1, this.index() + step));
      this.listener.seek(this.rows[at]!);
    };
  }

  private recordOf(target: EventTarget | null): number {
    const row = (target as Element | null)?.closest<HTMLElement>('.row');
    return Number(row?.dataset['record'] ?? 0);
  }

  private fork(record: number): void {
    if (record && this.t?.kind[record] === Kind.Choice) this.listener.fork(record);
  }

  load(t: Trace): void {
    this.t = t;
    this.select();
  }

  /** visible again: the list may have been painted while it had no size. */
  shown(): void { this.list.refresh(); this.reveal(); }

  private select(): void {
    const t = this.t;
    if (!t) return;
    const out: number[] = [];
    for (let i = 1; i <= t.length; i++) {
      const c = category(t, i);
      if (!c || !this.on.has(c)) continue;
      if (this.filter) {
        const s = say(t, i);
        if (!(s.what + ' ' + s.detail + ' ' + t.says(t.place[i]!, ':')).toLowerCase().includes(this.filter)) continue;
      }
      out.push(i);
    }
    this.rows = Uint32Array.from(out);
    this.count.textContent = `${out.length.toLocaleString('en')} of ${t.length.toLocaleString('en')}${t.cut ? ' (cut)' : ''}`;
    this.list.setCount(out.length);
    this.reveal();
  }

  /** index of the last row at or before the cursor. */
  private index(): number {
    let lo = 0, hi = this.rows.length;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if (this.rows[mid]! > this.cursor) hi = mid; else lo = mid + 1;
    }
    return lo - 1;
  }

  private reveal(): void { this.list.show(Math.max(0, this.index())); }

  seek(cursor: number, quiet: boolean): void {
    this.cursor = cursor;
    if (this.list.root.clientHeight) this.reveal();
    const t = this.t;
    if (t && cursor && !quiet) {
      const s = say(t, cursor);
      this.live.textContent = `${time(t.at[cursor]!)}: ${s.what}${s.detail ? ', ' + s.detail : ''}`;
    }
  }

  /** hoverPlace marks the rows of a line of the script. */
  hoverPlace(place: Place): void {
    if (place === this.hovered) return;
    this.hovered = place;
    this.repaint();
  }

  /** first record of a line, 0 if it did nothing. */
  firstOf(place: Place): number {
    const t = this.t;
    if (t) for (let i = 1; i <= t.length; i++) if (t.ownPlace(i) === place) return i;
    return 0;
  }

  private paint(row: HTMLElement, index: number): void {
    const t = this.t!, i = this.rows[index]!;
    if (row.dataset['record'] !== String(i) || row.dataset['of'] !== String(t.length)) {
      const s = say(t, i);
      row.dataset['record'] = String(i);
      row.dataset['of'] = String(t.length);
      row.dataset['tone'] = s.tone;
      row.children[0]!.textContent = (t.at[i]! / 1e6).toFixed(3);
      const what = row.children[1]!;
      what.textContent = s.what;
      if (s.detail) what.append(el('span', { class: 'dim' }, ' ' + s.detail));
      row.lastElementChild!.classList.toggle('fork', t.kind[i] === Kind.Choice);
      row.children[2]!.textContent = t.kind[i] === Kind.Choice ? 'fork' : t.says(t.place[i]!, ':');
      row.title = `${s.what} ${s.detail}`.trim();
    }
    row.classList.toggle('past', i <= this.cursor);
    row.classList.toggle('here', index === this.index());
    row.setAttribute('aria-selected', String(index === this.index()));
    row.classList.toggle('ofline', this.hovered > 0 && t.place[i] === this.hovered);
  }
}
