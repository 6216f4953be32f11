// What would save a response: remedies against versions.
import { el } from './dom';
import type { Remedied } from './explorer';

export function remedyTable(r: Remedied): HTMLElement[] {
  const head = el('tr', {}, el('th', { scope: 'col' }, 'Instead'), ...r.versions.map((v) => el('th', { scope: 'col' }, v)));
  const body = el('tbody');
  for (const row of r.rows) {
    const name = el('th', { scope: 'row' }, row.name);
    if (row.cells?.every((c) => c.safe)) name.append(el('b', {}, 'safe on every version'));
    if (row.code) name.append(el('code', {}, row.code));
    body.append(el('tr', {}, name, ...(row.why ? [el('td', { class: 'dim', colspan: String(r.versions.length) }, '– ' + row.why)]
      : (row.cells ?? []).map((c) => el('td', { 'data-tone': c.safe ? 'ok' : 'loss', ...(c.error ? { title: c.error } : {}) }, c.word)))));
  }
  // It scrolls on its own where it is wider than the tab: a keyboard must reach it.
  return [
    el('h2', { id: 'remedies-title' }, 'What would save it'),
    el('p', { class: 'dim' }, 'Changes at line ', el('b', {}, String(r.line)), ': ', el('code', {}, r.call), '. Safe: no response is lost in any schedule with at most one departure. A share: of the schedules that lose one.'),
    el('div', { class: 'wide', role: 'region', 'aria-labelledby': 'remedies-title', tabindex: '0' }, el('table', {}, el('thead', {}, head), body)),
  ];
}
