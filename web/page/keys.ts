// The keyboard. Where a key would type or move something, it does that.
import type { Unit } from './playback';

export interface KeyListener {
  run(): void;
  share(): void;
  toggle(): void;
  help(): void;
  fork(): void;
  escape(): void;
  /** null: the unit that is chosen on the page. */
  step(unit: Unit | null, dir: number): void;
}

export function keys(on: KeyListener): void {
  document.addEventListener('keydown', (e) => {
    const mod = (e.ctrlKey || e.metaKey) && !e.altKey;
    if (mod && e.key === 'Enter') return act(e, () => on.run());
    if (mod && e.key.toLowerCase() === 's') return act(e, () => on.share());
    if (mod || e.altKey || document.querySelector('dialog[open]')) return;
    if (e.key === 'Escape') return on.escape();
    const target = e.composedPath()[0] as Element;
    if (takes(target, e.key)) return;
    switch (e.key) {
      case ' ': return act(e, () => on.toggle());
      case 'ArrowLeft': return act(e, () => on.step(e.shiftKey ? 'iteration' : null, -1));
      case 'ArrowRight': return act(e, () => on.step(e.shiftKey ? 'iteration' : null, 1));
      case 'Home': return act(e, () => on.step('end', -1));
      case 'End': return act(e, () => on.step('end', 1));
      case 'f': return act(e, () => on.fork());
      case '?': return act(e, () => on.help());
    }
  });
}

function act(e: KeyboardEvent, f: () => void): void {
  e.preventDefault();
  f();
}

/** takes reports whether an element has its own use of a key. */
function takes(target: Element, key: string): boolean {
  if (!target.matches) return false;
  if (target.matches('textarea, [contenteditable], [contenteditable] *, select')) return true;
  if (target.matches('input[type=range]')) return key !== ' ' && key !== '?';
  if (target.matches('input')) return true;
  if (target.matches('[role=tab]')) return key !== '?';
  return target.matches('button, summary, a[href]') && key === ' ';
}
