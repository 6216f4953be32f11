// Messages that are about no single place of the page, with the way out.
import { byId, el } from './dom';

export function notice(tone: 'warn' | 'loss', text: string, action?: [string, () => void]): void {
  const box = el('div', { class: 'notice', 'data-tone': tone }, el('span', {}, text));
  if (action) {
    const b = el('button', { type: 'button' }, action[0]);
    b.onclick = () => { box.remove(); action[1](); };
    box.append(b);
  }
  const close = el('button', { type: 'button', class: 'icon', 'aria-label': 'Dismiss' }, '✕');
  close.onclick = () => box.remove();
  box.append(close);
  byId('notices').append(box);
}

/** clearNotices takes away what is no longer true when something new runs. */
export function clearNotices(): void {
  for (const n of document.querySelectorAll('#notices [data-tone=loss]')) n.remove();
}
