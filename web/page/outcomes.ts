// The outcomes tab: the ways in which a script can end, over all schedules
// within the bounds, and what would save a response that is lost in some.
import type { Setup } from './core';
import { byId, el } from './dom';
import type { Class, Explored, Explorer } from './explorer';
import { remedyTable } from './remedies';
import { tone } from './why';

export interface OutcomeListener {
  /** setup is the script as it is now. */
  setup(): Setup;
  /** load runs a schedule; '' is the canonical run. */
  load(schedule: string): void;
  /** exploring begins or ends. */
  busy(on: boolean): void;
}

export class Outcomes {
  private explored: Setup | null = null; // what the list is about
  private report: Explored | null = null;
  private loaded = ''; // the schedule that is shown
  private busy = false; // before the explorer is
  private button = el('button', { type: 'button', class: 'explore', id: 'explore-here' }, 'Explore');
  private live = el('p', { class: 'dim', id: 'explore-live', role: 'status' });
  private answer = el('p', { class: 'answer', id: 'explore-answer' });
  private stale = el('p', { class: 'warning', hidden: '' }, 'This is about another script, version or network than is chosen now: explore again.');
  private list = el('ol', { class: 'outcomes', 'aria-label': 'Outcomes' });
  private save = el('button', { type: 'button', id: 'remedies', hidden: '' }, 'What would save it?');
  private table = el('div', { id: 'remedy-table' });

  constructor(root: HTMLElement, private explorer: Explorer, private on: OutcomeListener) {
    root.append(el('div', { class: 'tools' }, this.button, el('span', { class: 'dim' }, 'all orders that the world may choose, with at most 2 departures from the usual one')),
      this.live, this.answer, this.stale, this.list, this.save, this.table);
    this.button.onclick = () => this.toggle();
    this.save.onclick = () => this.remedies();
    this.live.textContent = 'Not explored yet: the run that you see is one of many.';
  }

  toggle(): void { if (this.explorer.busy) this.stop(); else this.explore(); }

  stop(): void {
    if (!this.explorer.busy) return;
    this.explorer.stop();
    this.ended('You stopped it.' + (this.report ? ' The list holds what was known by then.' : ''));
  }

  private explore(): void {
    this.explored = { ...this.on.setup(), choices: '' };
    this.report = null;
    for (const e of [this.list, this.answer, this.table]) e.replaceChildren();
    this.save.hidden = true;
    this.begin('Exploring …');
    void this.explorer.start('explore', this.explored, {
      progress: (n, report, ms) => { this.count(n, ms); if (report) this.show(JSON.parse(report) as Explored); },
      done: (report, error, ms) => {
        if (error) return this.ended('Not explored: ' + error);
        const r = JSON.parse(report) as Explored;
        this.show(r);
        this.ended(`${many(r.schedules, 'schedule')} in ${(ms / 1000).toFixed(1)} s; the canonical run has ${many(r.points, 'choice point')}.` +
          (r.cut ? ` Cut: ${r.cut}.` : '') + (r.bug !== undefined ? ` This is a bug of Finishline: the schedule “${r.bug}” did not repeat itself. Please report it with the link from Share.` : ''));
      },
    });
  }

  private begin(text: string): void {
    this.busy = true;
    this.live.textContent = text;
    this.button.textContent = 'Stop';
    this.save.disabled = true;
    this.on.busy(true);
    this.check();
  }

  private ended(text: string): void {
    this.busy = false;
    this.live.textContent = text;
    this.button.textContent = 'Explore';
    this.save.disabled = false;
    this.on.busy(false);
    this.check();
  }

  private count(n: number, ms: number): void {
    this.live.textContent = `${many(n, 'schedule')} so far, ${Math.round(n / Math.max(ms / 1000, 0.001)).toLocaleString('en')} a second`;
  }

  private show(r: Explored): void {
    this.report = r;
    const classes = r.classes ?? [];
    this.answer.textContent = r.answer;
    this.answer.dataset['tone'] = classes.some((c) => tone(c.outcome) === 'loss') ? 'loss' : 'ok';
    // The focus stays where it is when a list takes the place of an earlier one.
    const focused = [...this.list.children].findIndex((li) => li.contains(document.activeElement));
    this.list.replaceChildren(...classes.map((c) => this.row(c, r.schedules)));
    if (focused >= 0) this.list.children[focused]?.querySelector('button')?.focus();
    this.save.hidden = !this.losing();
    this.check();
  }

  private losing(): Class | undefined {
    const departures = (c: Class): number => (c.schedule ? c.schedule.split(',').length : 0);
    return (this.report?.classes ?? []).filter((c) => tone(c.outcome) === 'loss').sort((a, b) => departures(a) - departures(b))[0];
  }

  private row(c: Class, all: number): HTMLElement {
    const percent = (100 * c.schedules) / Math.max(1, all);
    const share = percent < 0.1 ? 'less than 0.1 %' : `${Number(percent.toPrecision(3))} %`;
    const bar = el('progress', { max: '100', value: String(percent), 'aria-hidden': 'true' });
    const b = el('button', { type: 'button', class: 'outcome', 'data-tone': tone(c.outcome), 'data-schedule': c.schedule },
      bar, el('b', {}, share), el('span', { class: 'dim' }, ` · ${many(c.schedules, 'schedule')}${c.schedule ? '' : ', with the canonical run'}`), el('span', { class: 'headline' }, c.headline || 'no exchange over a connection'));
    if (c.differs) b.append(el('span', {}, 'prints otherwise: ', el('code', {}, c.differs)));
    for (const d of c.departs ?? []) b.append(el('span', { class: 'dim' }, 'if ' + d));
    b.append(el('span', { class: 'go' }, c.schedule ? `show schedule ${c.schedule}` : 'show the canonical run'));
    b.onclick = () => this.on.load(c.schedule);
    return el('li', {}, b);
  }

  private remedies(): void {
    const losing = this.losing();
    if (!losing || !this.explored || this.explorer.busy) return;
    this.table.replaceChildren();
    this.begin('Trying remedies on every version …');
    void this.explorer.start('remedies', { ...this.explored, choices: losing.schedule }, {
      progress: (n, _, ms) => this.count(n, ms),
      done: (report, error, ms) => {
        if (report) this.table.replaceChildren(...remedyTable(JSON.parse(report)));
        this.ended(error ? 'No remedies: ' + error : `Remedies tried in ${(ms / 1000).toFixed(1)} s.`);
      },
    });
  }

  /** shows marks the class whose schedule is shown. */
  shows(schedule: string): void {
    this.loaded = schedule;
    this.check();
  }

  /** check is called when something may have changed that the list depends on. */
  check(): void {
    const now = this.on.setup(), then = this.explored;
    const stale = then !== null && (then.source !== now.source || then.version !== now.version || then.together !== now.together || then.net !== now.net || then.seed !== now.seed);
    this.stale.hidden = !stale || !this.report;
    if (stale) this.save.disabled = true;
    else this.save.disabled = this.busy;
    for (const b of this.list.querySelectorAll<HTMLButtonElement>('.outcome')) {
      b.disabled = stale;
      if (!stale && b.dataset['schedule'] === this.loaded) b.setAttribute('aria-current', 'true');
      else b.removeAttribute('aria-current');
    }
  }
}

/** scheduleNote says that a run is not the canonical one, and leads back. */
export function scheduleNote(schedule: string, on: { canonical(): void; compare(): void }): Node[] {
  if (!schedule) return [];
  const back = el('button', { type: 'button', id: 'canonical' }, 'Back to the canonical run'), compare = el('button', { type: 'button', id: 'compare' }, 'Compare with it');
  back.onclick = on.canonical;
  compare.onclick = on.compare;
  return [el('span', { class: 'schedule', id: 'schedule' }, 'schedule ', el('b', {}, schedule), ', not the canonical run'), back, compare];
}

const many = (n: number, what: string): string => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;
export const openOutcomes = (): void => byId('tab-outcomes').click();
