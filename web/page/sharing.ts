// The share dialog. Only here does the page change its address.
import { byId } from './dom';
import { encode, longLink, markdown, type Shared } from './share';

export class Sharing {
  private link = byId<HTMLInputElement>('link');
  private copied = byId('copied');

  constructor(private what: () => Shared, private about: () => { title: string; verdict: string }) {
    byId('copylink').onclick = () => void this.copy(this.link.value, 'The link');
    byId('copymarkdown').onclick = () => { const a = this.about(); void this.copy(markdown(this.what(), a.title, a.verdict, this.link.value), 'The Markdown'); };
    this.link.onfocus = () => this.link.select();
  }

  async open(): Promise<void> {
    this.copied.textContent = '';
    const warning = byId('longlink');
    try {
      history.replaceState(null, '', '#' + await encode(this.what()));
      this.link.value = location.href;
      warning.hidden = this.link.value.length <= longLink;
      warning.textContent = `This link has ${this.link.value.length.toLocaleString('en')} characters. Some chats and issue trackers cut links after 2,000: copy it as Markdown, which holds the script as well.`;
    } catch (e) {
      this.link.value = '';
      warning.hidden = false;
      warning.textContent = `No link could be made (${(e as Error).message}). This browser may be too old; copy the script itself.`;
    }
    byId<HTMLDialogElement>('sharing').showModal();
    this.link.focus();
  }

  private async copy(text: string, what: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.copied.textContent = what + ' is copied.';
    } catch {
      this.link.select();
      this.copied.textContent = 'The browser does not let this page copy: press Ctrl+C or ⌘C, the link is selected.';
    }
  }
}
