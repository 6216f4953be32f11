// The verdict (package verdict, as JSON): the banner, and why.
import { time } from './describe';
import { el } from './dom';
import type { RowListener } from './events';
import type { Trace } from './trace';

export interface Step { record: number; title: string; detail?: string; file?: string; line?: number; tone: 'data' | 'tick' | 'close' | 'loss' }
export interface Loss { station: string; gate: string; direction: string; bytes: number; items?: number; what?: string[]; record: number }
export interface Exchange {
  protocol: string; label: string; begin?: number; end?: number; server: { belief: string; record?: number }; client: string;
  sent: number; received: number; died?: Loss[]; summary: string; why?: Step[];
}
export interface Process { proc: number; name?: string; exits: boolean; code: number; how: string; record?: number; line?: number; sentence?: string; holds?: Holder[] }
/** Holder is what keeps a process alive (verdict.Holder). */
export interface Holder { proc: number; what: string; state?: string; by?: string; line?: number; release: string[] | null; record: number }
export interface Report { headline: string; outcome: string; exchanges: Exchange[] | null; processes: Process[] | null }

export function parse(json: string): Report | null {
  try {
    const r = JSON.parse(json) as Report;
    return typeof r.headline === 'string' ? r : null;
  } catch {
    return null;
  }
}

const good = ['complete'], neutral = ['cancelled', 'refused'];
export const tone = (outcome: string): 'ok' | 'warn' | 'loss' => (good.includes(outcome) ? 'ok' : neutral.includes(outcome) ? 'warn' : 'loss');
const signs = { ok: '✓', warn: '!', loss: '✕' };

/** banner fills the verdict's line: its first words, in capitals, are what to see from afar. */
export function banner(root: HTMLElement, kind: 'ok' | 'warn' | 'loss' | 'idle', headline: string, ...more: Node[]): void {
  root.dataset['tone'] = kind;
  const cut = headline.indexOf(': ');
  const loud = cut > 0 && cut < 40 ? headline.slice(0, cut) : headline;
  root.replaceChildren(
    el('span', { class: 'sign', 'aria-hidden': 'true' }, kind === 'idle' ? '▷' : signs[kind]),
    el('strong', {}, loud), ...(cut > 0 && cut < 40 ? [el('span', {}, headline.slice(cut + 2))] : []), ...more);
}

export function why(root: HTMLElement, t: Trace, r: Report, on: RowListener): void {
  root.replaceChildren();
  const list = [...(r.exchanges ?? [])].sort((a, b) => rank(a) - rank(b));
  if (list.length === 0) root.append(el('p', { class: 'empty' }, 'This script exchanged nothing over a connection, so there is nothing to lose. Events and Console tell what it did.'));
  for (const [n, x] of list.entries()) {
    const head = el('summary', { 'data-tone': tone(x.client) }, el('b', {}, `${x.label}`), ' ', el('span', { class: 'badge' }, x.client));
    const card = el('details', { class: 'exchange' }, head, el('p', { class: 'summary' }, x.summary));
    card.open = n === 0 || tone(x.client) === 'loss';
    if (x.why?.length) {
      const steps = el('ol', { class: 'steps' });
      x.why.forEach((s, k) => steps.append(stepRow(s, k, t, on)));
      card.append(steps);
    }
    for (const d of x.died ?? []) {
      const b = el('button', { class: 'died', type: 'button' }, el('b', {}, `✕ ${d.bytes} byte${d.bytes === 1 ? '' : 's'} died in the ${d.station}`),
        el('span', {}, [d.what?.join(', '), `shut by ${d.gate}`, d.direction].filter(Boolean).join(' · ')));
      b.onclick = () => on.seek(d.record);
      card.append(b);
    }
    root.append(card);
  }
  for (const p of r.processes ?? []) {
    const text = p.sentence ? p.sentence : p.exits ? `exits with code ${p.code} (${p.how})` : `does not exit: ${p.how}`;
    root.append(el('p', { class: 'process', 'data-tone': p.exits && p.code === 0 ? 'ok' : 'loss' }, el('b', {}, p.name || t.processes().size > 1 && t.processes().get(p.proc) || 'process'), ' ' + text));
    for (const h of p.holds ?? []) root.append(heldBy(h, on));
  }
}

function heldBy(h: Holder, on: RowListener): HTMLElement {
  const b = el('button', { class: 'held', type: 'button' }, el('b', {}, 'held by ' + h.what),
    el('span', {}, [h.state, h.by ? `${h.by}${h.line ? ', line ' + h.line : ''}` : '', h.release?.length ? 'lets go with ' + h.release.join(' or ') : ''].filter(Boolean).join(' · ')));
  b.onclick = () => on.seek(h.record);
  return b;
}

const rank = (x: Exchange): number => ({ loss: 0, warn: 1, ok: 2 })[tone(x.client)];

function stepRow(s: Step, k: number, t: Trace, on: RowListener): HTMLElement {
  const line = s.line ?? 0;
  const b = el('button', { type: 'button', class: 'step', 'data-tone': s.tone, 'data-record': String(s.record) },
    el('span', { class: 'number', 'aria-hidden': 'true' }, String(k + 1)),
    el('span', { class: 'words' }, el('b', {}, s.title), el('span', {}, [t.says(t.placeOf(s.file ?? t.paths[0]!, line)) || (line ? `line ${line}` : ''), s.record ? time(t.at[s.record] ?? 0) : '', s.detail ?? ''].filter(Boolean).join(' · '))));
  b.onclick = () => on.seek(s.record);
  b.onmouseenter = () => on.hover(s.record);
  b.onmouseleave = () => on.hover(0);
  return el('li', {}, b);
}
