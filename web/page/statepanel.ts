// The state tab: all machines and buffers at the cursor.
import { nameOf, time } from './describe';
import { el } from './dom';
import { choiceRecords, taken } from './choices';
import type { RowListener } from './events';
import { Fold, type Machine } from './fold';
import type { Trace } from './trace';

export class StatePanel {
  private t: Trace | null = null;
  private fold: Fold | null = null;

  constructor(private root: HTMLElement, private on: RowListener) {
    root.onclick = (e) => {
      const r = (e.target as Element).closest<HTMLElement>('[data-record], [data-fork]');
      if (r?.dataset['fork']) this.on.fork(Number(r.dataset['fork']));
      else if (r) this.on.seek(Number(r.dataset['record']));
    };
  }

  load(t: Trace): void { this.t = t; this.fold = new Fold(t); }

  seek(cursor: number): void {
    const t = this.t;
    if (!t || !this.fold || this.root.hidden) return;
    const now = this.fold.at(cursor);
    const head = el('p', { class: 'moment' }, el('b', {}, cursor ? time(t.at[cursor]!) : 'before the beginning'),
      ` · iteration ${now.iteration}${now.phase ? ' · ' + now.phase : ''}${now.callback ? ' · in the ' + now.callback + ' callback' : ''}${now.exit ? ' · ' + now.exit : ''}`);
    const queues = el('p', { class: 'queues' });
    for (const [q, n] of now.queues) queues.append(el('span', { class: n ? 'queue full' : 'queue' }, `${q} ${n}`));
    const table = el('table', {}, el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'machine'), el('th', { scope: 'col' }, 'state'), el('th', { scope: 'col' }, 'buffers'))));
    const body = el('tbody');
    const machines = [...now.machines.values()].filter((m) => m.states.size || m.buffers.size || m.alive).sort((a, b) => a.obj - b.obj);
    for (const m of machines) body.append(this.row(t, m, cursor));
    table.append(body);
    this.root.replaceChildren(head, queues, ...this.choice(t, cursor), machines.length ? table : el('p', { class: 'empty' }, 'Nothing exists yet. Step forward with →.'));
  }

  /** choice is what the world chose last, and leads to what else it might have. */
  private choice(t: Trace, cursor: number): HTMLElement[] {
    const all = choiceRecords(t);
    const behind = all.findIndex((r) => r > cursor), last = all[(behind < 0 ? all.length : behind) - 1];
    if (!last) return [];
    const c = taken(t, last);
    return [el('p', { class: 'chose' }, el('button', { type: 'button', class: 'explore', 'data-fork': String(last) }, '◇ Fork'), el('span', {}, `${c.about}: `, el('b', {}, c.way), last === cursor ? ', now' : `, at ${time(t.at[last]!)}`))];
  }

  private row(t: Trace, m: Machine, cursor: number): HTMLElement {
    const fresh = (at: number): string => (cursor - at < 1 ? 'fresh' : '');
    const states = [...m.states].map(([part, s]) => el('button', { type: 'button', class: 'state ' + fresh(s.at), 'data-record': String(s.at), title: 'Go to where this began' }, (part ? part + ': ' : '') + s.value));
    const buffers = [...m.buffers].map(([name, b]) => el('button', { type: 'button', class: `buffer ${b.bytes ? 'full' : ''} ${fresh(b.at)}`, 'data-record': String(b.at), title: 'Go to its last change' },
      `${name} ${b.bytes.toLocaleString('en')} B${b.items ? ` (${b.items})` : ''}`));
    return el('tr', {}, el('th', { scope: 'row' }, nameOf(t, m.obj), ...(m.alive ? [el('span', { class: 'alive', title: 'keeps the process alive' }, ' alive')] : []), ...(m.lost ? [el('span', { class: 'lostbytes' }, ` ✕ ${m.lost} B`)] : [])),
      el('td', {}, ...states), el('td', {}, ...buffers));
  }
}
