// Light or dark: what the system says, until a person says otherwise.
import { setting } from './drafts';
import { byId } from './dom';

export function theme(on: (t: 'dark' | 'light', calm: boolean) => void): void {
  const dark = matchMedia('(prefers-color-scheme: dark)'), still = matchMedia('(prefers-reduced-motion: reduce)');
  const apply = (): void => {
    const own = setting('theme');
    const t = own === 'light' || own === 'dark' ? own : dark.matches ? 'dark' : 'light';
    document.documentElement.dataset['theme'] = t;
    on(t, still.matches);
  };
  dark.addEventListener('change', apply);
  still.addEventListener('change', apply);
  byId('theme').onclick = () => { setting('theme', document.documentElement.dataset['theme'] === 'dark' ? 'light' : 'dark'); apply(); };
  apply();
}
