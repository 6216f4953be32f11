// Two branches side by side: what both did until the world chose differently,
// and each from there on.
import { align } from './align';
import { choiceAt, choiceRecords, moment } from './choices';
import { category, processName, say, time } from './describe';
import { byId, el } from './dom';
import { Kind, type Trace } from './trace';
import { tone, type Report } from './why';

export interface Branch { trace: Trace; report: Report | null; schedule: string; stopped?: string }

export interface BranchListener {
  /** show makes a branch the run that all views show. */
  show(schedule: string): void;
  closed(): void;
  hover(trace: Trace, record: number): void;
}

/** Rows that both have just before they part, for orientation. */
const before = 3;
/** Rows of each branch that exist as elements. */
const most = 1500;

export class Branches {
  open = false;
  private head = byId('branch-head');
  private body = byId('branch-rows');
  private pair: [Branch, Branch] | null = null;

  constructor(private on: BranchListener) {
    byId('branch-back').onclick = () => this.close();
    this.body.onmouseover = (e) => this.point(e);
    this.body.onmouseleave = () => { if (this.pair) this.on.hover(this.pair[0].trace, 0); };
  }

  private point(e: Event): void {
    const cell = (e.target as Element).closest<HTMLElement>('[data-record]');
    if (cell && this.pair) this.on.hover(this.pair[Number(cell.dataset['branch'])]!.trace, Number(cell.dataset['record']));
  }

  /** wait makes room while the other branch runs. */
  wait(): void {
    this.reveal(true);
    byId('branch-parting').textContent = 'The other branch runs …';
    this.head.replaceChildren();
    this.body.replaceChildren();
  }

  close(): void {
    if (!this.open) return;
    this.leave();
    this.on.closed();
  }

  /** leave closes without a word. */
  leave(): void { this.pair = null; this.reveal(false); }

  private reveal(on: boolean): void {
    this.open = on;
    document.body.toggleAttribute('data-branches', on);
    byId('branches').hidden = !on;
    for (const id of ['middle', 'panels', 'transport']) byId(id).hidden = on;
  }

  show(a: Branch, b: Branch): void {
    this.pair = [a, b];
    this.reveal(true);
    const part = parting(a, b);
    byId('branch-parting').replaceChildren(...part.words);
    this.head.replaceChildren(el('tr', {}, this.title(a, 'A'), this.title(b, 'B')));
    this.body.replaceChildren(...this.console(a, b), ...this.events(a, b, part.record));
    byId('branch-back').focus();
  }

  private title(x: Branch, letter: string): HTMLElement {
    const r = x.report, headline = x.stopped ?? r?.headline ?? 'no verdict';
    const show = el('button', { type: 'button' }, 'Show this run');
    show.onclick = () => this.on.show(x.schedule);
    return el('th', { scope: 'col', class: 'branch', 'data-tone': x.stopped || !r ? 'warn' : tone(r.outcome) },
      el('span', { class: 'letter', 'aria-hidden': 'true' }, letter), el('span', { class: 'dim' }, x.schedule ? 'schedule ' + x.schedule : 'the canonical run'), el('b', { class: 'headline' }, headline), show);
  }

  private console(a: Branch, b: Branch): HTMLElement[] {
    const [x, y] = [printed(a.trace), printed(b.trace)];
    const same = x.length === y.length && x.every((l, i) => l === y[i]);
    const out = [section('Console', same ? (x.length ? 'Both print the same.' : 'Neither prints anything.') : '')];
    const line = (text: string | undefined, k: number): HTMLElement => el('td', { 'data-branch': String(k) }, text ? el('code', {}, text) : '');
    for (const [i, k] of align(x, y).slice(0, most)) out.push(row(i, k, line(x[i], 0), line(y[k], 1)));
    return out;
  }

  private events(a: Branch, b: Branch, from: number): HTMLElement[] {
    const [x, y] = [telling(a.trace, from), telling(b.trace, from)];
    const early = telling(a.trace, 0, from).slice(-before);
    const same = telling(a.trace, 0, from).length;
    const out = [section('Events', same > before ? `${(same - early.length).toLocaleString('en')} before these are the same.` : '')];
    for (const r of early) out.push(row(0, 0, this.cell(a.trace, r, 0), this.cell(b.trace, r, 1)));
    if (from) {
      out.push(el('tr', { class: 'parting' }, el('td', {}, way(a.trace, from)), el('td', {}, way(b.trace, from))));
    }
    const pairs = align(x.map((r) => key(a.trace, r)), y.map((r) => key(b.trace, r)));
    if (from && pairs.every(([i, k]) => i >= 0 && k >= 0)) out.push(section('', 'From here on the same things happen in both, in the same order; at most their times differ.'));
    for (const [i, k] of pairs.slice(0, most)) out.push(row(i, k, this.cell(a.trace, x[i], 0), this.cell(b.trace, y[k], 1)));
    if (pairs.length > most) out.push(section('', `… and ${(pairs.length - most).toLocaleString('en')} rows more: “Show this run” shows all of a branch.`));
    return out;
  }

  private cell(t: Trace, record: number | undefined, branch: number): HTMLElement {
    if (!record) return el('td');
    const s = say(t, record);
    const many = t.processes().size > 1;
    return el('td', { 'data-branch': String(branch), 'data-record': String(record), 'data-tone': s.tone },
      el('span', { class: 'at' }, time(t.at[record]!).replace(' ms', '')), ...(many ? [el('span', { class: 'dim' }, processName(t, record) + ' ')] : []), el('span', { class: 'what' }, s.what),
      ...(s.detail ? [' ', el('span', { class: 'dim' }, s.detail)] : []), ...(t.place[record] ? [' ', el('span', { class: 'line' }, t.says(t.place[record]!, ':'))] : []));
  }
}

function row(a: number, b: number, left: HTMLElement, right: HTMLElement): HTMLElement {
  if (a < 0) left.className = 'gap';
  if (b < 0) right.className = 'gap';
  return el('tr', { class: a < 0 ? 'only-b' : b < 0 ? 'only-a' : 'same' }, left, right);
}

function section(title: string, note: string): HTMLElement {
  return el('tr', { class: 'section' }, el('th', { scope: 'colgroup', colspan: '2' }, title, ...(note ? [el('span', { class: 'dim' }, ' ' + note)] : [])));
}

/** parting is the first choice that the branches make differently. */
function parting(a: Branch, b: Branch): { record: number; words: Node[] } {
  const x = choiceRecords(a.trace), y = choiceRecords(b.trace);
  for (let i = 0; i < x.length && i < y.length; i++) {
    if (x[i] !== y[i]) break;
    if (a.trace.a[x[i]!] === b.trace.a[y[i]!]) continue;
    const c = choiceAt(a.trace, i);
    return { record: x[i]!, words: [el('b', {}, `They part at ${moment(a.trace, c)}. `), document.createTextNode(c.question)] };
  }
  return { record: 0, words: [document.createTextNode('They never part: the two schedules choose alike.')] };
}

function way(t: Trace, record: number): HTMLElement {
  const c = choiceAt(t, choiceRecords(t).indexOf(record));
  return el('b', {}, `◇ ${c.ways[c.taken] ?? ''}`);
}

/** telling are the records behind a moment that a person would compare. */
function telling(t: Trace, after: number, until = t.length): number[] {
  const out: number[] = [];
  for (let i = after + 1; i <= until; i++) {
    const c = category(t, i);
    if (c === 'calls' || c === 'events' || c === 'output' || c === 'losses' || c === 'frames' || c === 'wire') out.push(i);
  }
  return out;
}

const key = (t: Trace, i: number): string => { const s = say(t, i); return `${t.proc[i]} ${s.what} ${s.detail} ${t.place[i]}`; };

/** printed are the lines on the console, in their order. */
function printed(t: Trace): string[] {
  const lines = new Map<string, string>(); // that are not at their end, by process and stream
  const out: string[] = [];
  const many = t.processes().size > 1;
  for (let i = 1; i <= t.length; i++) {
    if (t.kind[i] !== Kind.Console) continue;
    const from = `${t.proc[i]} ${t.a[i]}`, label = many ? processName(t, i) + ' | ' : '';
    const parts = ((lines.get(from) ?? '') + t.str(t.text[i]!)).split('\n');
    lines.set(from, parts.pop()!);
    for (const p of parts) out.push(label + p);
  }
  for (const [, rest] of lines) if (rest) out.push(rest);
  return out;
}
