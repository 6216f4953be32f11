// The scenario menu: search as you type, arrows move, Enter takes.
import * as drafts from './drafts';
import { byId, el } from './dom';

export interface Scenario { name: string; title: string; notice: string; source: string; script: string }

interface Entry { title: string; text: string; search: string; take: () => void }

export class Menu {
  private dialog = byId<HTMLDialogElement>('scenarios');
  private input = byId<HTMLInputElement>('scenario-search');
  private list = byId('scenario-list');
  private entries: Entry[] = [];
  private options: HTMLElement[] = [];
  private chosen = 0;

  constructor(private scenarios: () => Scenario[], private take: (title: string, source: string) => void) {
    this.input.oninput = () => this.fill();
    this.dialog.addEventListener('keydown', (e) => {
      const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[e.key];
      if (by) {
        e.preventDefault();
        this.choose(this.chosen + by);
      } else if (e.key === 'Enter' && e.target === this.input) {
        e.preventDefault();
        this.options[this.chosen]?.click();
      }
    });
  }

  open(): void {
    const time = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
    this.entries = [
      ...this.scenarios().map((s): Entry => ({ title: s.title, text: s.notice, search: `${s.name} ${s.title} ${s.notice} ${s.source}`.toLowerCase(), take: () => this.take(s.title, s.script) })),
      ...drafts.history().map((d): Entry => ({ title: d.title, text: 'yours, ' + time.format(d.time), search: 'yours ' + (d.title + d.source).toLowerCase(), take: () => this.take(d.title, d.source) })),
    ];
    this.input.value = '';
    this.fill();
    this.dialog.showModal();
    this.input.focus();
  }

  private fill(): void {
    const words = this.input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const hits = this.entries.filter((x) => words.every((w) => x.search.includes(w)));
    this.options = hits.map((x, i) => {
      const o = el('div', { role: 'option', id: 'option-' + i }, el('span', {}, x.title), el('span', { class: 'dim' }, x.text));
      o.onclick = () => { this.dialog.close(); x.take(); };
      return o;
    });
    this.list.replaceChildren(...(hits.length ? this.options : [el('div', { role: 'option', 'aria-disabled': 'true', class: 'empty' }, 'No scenario has all these words.')]));
    this.choose(0);
  }

  private choose(i: number): void {
    this.chosen = Math.max(0, Math.min(this.options.length - 1, i));
    this.options.forEach((o, k) => o.setAttribute('aria-selected', String(k === this.chosen)));
    const o = this.options[this.chosen];
    if (o) this.input.setAttribute('aria-activedescendant', o.id); else this.input.removeAttribute('aria-activedescendant');
    o?.scrollIntoView({ block: 'nearest' });
  }
}
