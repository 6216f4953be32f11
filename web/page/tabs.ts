// Tabs as the ARIA pattern has them: arrows move between them.
import { byId } from './dom';

export class Tabs {
  private tabs = [...byId('panels').querySelectorAll<HTMLElement>('[role=tab]')];

  constructor(private on: (id: string) => void) {
    for (const [i, tab] of this.tabs.entries()) {
      tab.onclick = () => this.choose(i);
      tab.onkeydown = (e) => {
        const to = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: this.tabs.length - 1 }[e.key];
        if (to === undefined || e.shiftKey) return;
        e.preventDefault();
        this.choose((to + this.tabs.length) % this.tabs.length);
        document.activeElement && this.tabs[(to + this.tabs.length) % this.tabs.length]!.focus();
      };
    }
  }

  choose(i: number): void {
    for (const [k, tab] of this.tabs.entries()) {
      tab.setAttribute('aria-selected', String(k === i));
      tab.tabIndex = k === i ? 0 : -1;
      byId(tab.getAttribute('aria-controls')!).hidden = k !== i;
    }
    this.on(this.tabs[i]!.id.replace('tab-', ''));
  }
}
