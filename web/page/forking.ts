// The fork dialog: what the world chose at a moment, and what else it might have.
import { choiceAt, choiceRecords, depart, moment, type Choice } from './choices';
import { byId, el } from './dom';
import type { Trace } from './trace';

export class Forking {
  private dialog = byId<HTMLDialogElement>('forking');
  private t: Trace | null = null;
  private schedule = '';
  private point = 0;

  /** seek shows a record; fork takes a schedule beside the one that is shown. */
  constructor(private on: { seek(record: number): void; fork(schedule: string): void }) {
    byId('fork-earlier').onclick = () => this.show(this.point - 1);
    byId('fork-later').onclick = () => this.show(this.point + 1);
  }

  /** open shows the choice at the cursor, or the last one before it, or the first. */
  open(t: Trace | null, cursor: number, schedule: string): void {
    this.t = t;
    this.schedule = schedule;
    const records = t ? choiceRecords(t) : [];
    const after = records.findIndex((r) => r > cursor);
    this.dialog.showModal();
    if (records.length) this.show(Math.max(0, (after < 0 ? records.length : after) - 1), false);
    else this.nothing(t === null);
    (byId('fork-ways').querySelector<HTMLElement>('button:not([disabled])') ?? byId('fork-close')).focus();
  }

  private nothing(notRun: boolean): void {
    byId('fork-where').textContent = '';
    byId('fork-question').textContent = notRun ? 'Run the script first: a fork leaves a run at a moment of it.'
      : 'The world chooses nothing in this run: no bytes travel, so there is only one way.';
    byId('fork-ways').replaceChildren();
    for (const id of ['fork-earlier', 'fork-later']) byId<HTMLButtonElement>(id).disabled = true;
  }

  private show(point: number, seek = true): void {
    const t = this.t!, all = choiceRecords(t).length;
    const c = choiceAt(t, (this.point = Math.max(0, Math.min(all - 1, point))));
    byId('fork-where').textContent = `${moment(t, c)}, of ${all}`;
    byId('fork-question').textContent = c.question;
    byId('fork-ways').replaceChildren(...c.ways.map((way, k) => this.way(c, way, k)));
    byId<HTMLButtonElement>('fork-earlier').disabled = this.point === 0;
    byId<HTMLButtonElement>('fork-later').disabled = this.point === all - 1;
    if (seek) this.on.seek(c.record);
  }

  private way(c: Choice, way: string, k: number): HTMLElement {
    const now = k === c.taken;
    const b = el('button', { type: 'button', class: 'way', 'data-way': String(k) }, el('b', {}, way),
      el('span', { class: 'dim' }, now ? 'this run' : 'fork here' + (k === 0 ? ', back to the usual way' : '')));
    b.disabled = now;
    b.onclick = () => { this.dialog.close(); this.on.fork(depart(this.schedule, c.point, k)); };
    return el('li', {}, b);
  }
}
