// The files of the editor as tabs: another one is one click away, and is a
// process of its own.
import * as drafts from './drafts';
import { byId, el } from './dom';
import { fileName, free, host, programs, type File } from './files';

export interface FileTabsListener {
  show(file: number): void;
  /** changed: files were added, renamed or taken away. */
  changed(list: File[], shown: number): void;
  files(): File[];
}

export class FileTabs {
  private root = byId('files');
  private dialog = byId<HTMLDialogElement>('naming');
  private input = byId<HTMLInputElement>('file-name');
  private wrong = byId('file-wrong');
  private current = 0;

  constructor(private on: FileTabsListener) {
    byId('add-file').onclick = () => this.add();
    byId('rename-file').onclick = () => this.rename();
    byId('remove-file').onclick = () => this.remove();
    this.input.oninput = () => { this.wrong.textContent = ''; };
    this.input.onkeydown = (e) => { if (e.key === 'Enter') { e.preventDefault(); this.rename(); } };
  }

  draw(list: readonly File[], current: number): void {
    this.current = current;
    const focused = this.root.contains(document.activeElement);
    const mains = programs(list);
    this.root.replaceChildren(...list.map((f, i) => {
      const role = list.length === 1 ? '' : mains.includes(f) ? `a process on the host “${host(f.name)}”; ` : 'loaded by another file; ';
      const tab = el('button', { type: 'button', role: 'tab', id: 'file-' + i, 'aria-controls': 'editor', 'aria-selected': String(i === current), tabindex: i === current ? '0' : '-1',
        title: role + (i === current ? 'click again to rename or remove it' : 'click to edit it') }, f.name);
      tab.onclick = () => (i === this.current ? this.name(i) : this.on.show(i));
      tab.onkeydown = (e) => this.key(e, i, list.length);
      return tab;
    }));
    if (focused) (this.root.children[current] as HTMLElement).focus();
  }

  private key(e: KeyboardEvent, i: number, n: number): void {
    const to = { ArrowRight: (i + 1) % n, ArrowLeft: (i + n - 1) % n, Home: 0, End: n - 1 }[e.key];
    if (e.key === 'F2') this.name(i);
    else if (to === undefined || e.shiftKey) return;
    else {
      this.on.show(to);
      (this.root.children[to] as HTMLElement).focus();
    }
    e.preventDefault();
    e.stopPropagation();
  }

  private add(): void {
    const list = this.on.files();
    const name = free(list.some((f) => host(f.name) === 'server') || list.length === 1 ? 'client.js' : 'server.js', list);
    const other = host(programs(list)[0]!.name);
    const text = `// A process of its own, on the host “${host(name)}”. The host of the other one is called “${other}”.\n`;
    this.on.changed([...list, { name, text }], list.length);
    this.on.show(list.length);
  }

  /** name opens the dialog in which a file is renamed or removed. */
  private name(i: number): void {
    this.input.value = this.on.files()[i]!.name;
    this.wrong.textContent = '';
    byId<HTMLButtonElement>('remove-file').disabled = this.on.files().length === 1;
    this.dialog.showModal();
    this.input.focus();
    this.input.setSelectionRange(0, this.input.value.lastIndexOf('.'));
  }

  private rename(): void {
    const list = this.on.files(), name = this.input.value.trim();
    const twin = list.find((f, i) => i !== this.current && host(f.name) === host(name));
    if (!fileName.test(name)) this.wrong.textContent = 'A name is letters, digits, dots and dashes, and ends in .js, .cjs, .mjs or .json.';
    else if (twin) this.wrong.textContent = `${twin.name} is on the host “${host(name)}” already: choose another name.`;
    else {
      this.dialog.close();
      this.on.changed(list.map((f, i) => (i === this.current ? { name, text: f.text } : f)), this.current);
    }
  }

  private remove(): void {
    this.dialog.close();
    const gone = this.on.files()[this.current]!;
    drafts.keep({ time: Date.now(), title: gone.name + ', removed', source: gone.text });
    this.on.changed(this.on.files().filter((_, i) => i !== this.current), 0);
  }
}
