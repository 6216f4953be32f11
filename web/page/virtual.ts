// A list of which only the visible rows exist.

export class VirtualList {
  private first = 0;
  private rows: HTMLElement[] = [];
  private spacer = document.createElement('div');
  private count = 0;

  constructor(readonly root: HTMLElement, private height: number, private paint: (row: HTMLElement, index: number) => void, private make: () => HTMLElement) {
    this.spacer.className = 'spacer';
    root.append(this.spacer);
    root.addEventListener('scroll', () => this.refresh(), { passive: true });
    new ResizeObserver(() => this.refresh()).observe(root);
  }

  setCount(n: number): void {
    this.count = n;
    this.spacer.style.height = n * this.height + 'px';
    this.refresh();
  }

  /** refresh paints the rows in view. */
  refresh(): void {
    const view = this.root.clientHeight;
    if (view === 0) return;
    this.first = Math.max(0, Math.floor(this.root.scrollTop / this.height) - 4);
    const n = Math.min(this.count - this.first, Math.ceil(view / this.height) + 8);
    while (this.rows.length < n) {
      const row = this.make();
      this.rows.push(row);
      this.spacer.append(row);
    }
    this.rows.forEach((row, k) => {
      row.hidden = k >= n;
      if (k >= n) return;
      row.style.transform = `translateY(${(this.first + k) * this.height}px)`;
      this.paint(row, this.first + k);
    });
  }

  /** show scrolls until a row is in view. */
  show(index: number): void {
    const top = index * this.height, view = this.root.clientHeight;
    if (top < this.root.scrollTop + this.height) this.root.scrollTop = Math.max(0, top - view / 3);
    else if (top + 2 * this.height > this.root.scrollTop + view) this.root.scrollTop = top - (view * 2) / 3;
    this.refresh();
  }
}
