// What a person wrote is kept in the browser: the text in the editor at every
// pause, and a history of what was replaced by a scenario or a link.

export interface Draft { time: number; title: string; source: string }

const current = 'finishline.text', past = 'finishline.history';
const most = 30;

/** Storage may be full, or forbidden; then the text lives as long as the page. */
function read<T>(key: string, sane: (v: unknown) => v is T): T | null {
  try {
    const v: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return sane(v) ? v : null;
  } catch {
    return null;
  }
}

function write(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

const isDraft = (v: unknown): v is Draft => typeof v === 'object' && v !== null && typeof (v as Draft).source === 'string' && typeof (v as Draft).title === 'string' && typeof (v as Draft).time === 'number';
const isDrafts = (v: unknown): v is Draft[] => Array.isArray(v) && v.every(isDraft);

export const load = (): Draft | null => read(current, isDraft);
export const history = (): Draft[] => read(past, isDrafts) ?? [];

/** save reports whether the browser kept it. */
export const save = (title: string, source: string): boolean => write(current, { time: Date.now(), title, source });
export const forget = (): void => { try { localStorage.removeItem(current); } catch { /* nothing was kept */ } };

/** keep puts a text into the history, newest first, once. */
export function keep(d: Draft): void {
  let list = [d, ...history().filter((x) => x.source !== d.source)].slice(0, most);
  while (!write(past, list) && list.length > 1) list = list.slice(0, list.length >> 1);
}

/** A small setting, such as the theme. */
export function setting(key: string, value?: string): string | null {
  try {
    if (value !== undefined) localStorage.setItem('finishline.' + key, value);
    return localStorage.getItem('finishline.' + key);
  } catch {
    return null;
  }
}
