// The editor. It lives in a shadow root, so that its style sheets are adopted
// ones: a strict Content-Security-Policy forbids <style> elements.
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, StateEffect, StateField, Transaction } from '@codemirror/state';
import { Decoration, type DecorationSet, drawSelection, EditorView, gutter, GutterMarker, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { byId } from './dom';
import { FileTabs } from './filetabs';
import { join, split, type File, type Files } from './files';
import { fileOf, lineOf, placeIn, type Place } from './trace';

export interface EditorListener {
  changed(): void;
  /** The pointer is over a line; 0: over none. */
  hovered(place: Place): void;
  /** A line number was clicked. */
  clicked(place: Place): void;
}

interface Marks { running: Place; hovered: Place; lost: Place }
const unmarked: Marks = { running: 0, hovered: 0, lost: 0 };

/** Lines of the file that is shown; 0 is none. */
const mark = StateEffect.define<Marks>();

const lines = {
  running: Decoration.line({ class: 'cm-running' }),
  hovered: Decoration.line({ class: 'cm-hovered' }),
  lost: Decoration.line({ class: 'cm-lost' }),
};

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(set, tr) {
    set = set.map(tr.changes);
    for (const e of tr.effects) {
      if (!e.is(mark)) continue;
      const at = (line: number): number | null => (line >= 1 && line <= tr.state.doc.lines ? tr.state.doc.line(line).from : null);
      const ranges = (['running', 'hovered', 'lost'] as const).flatMap((k) => {
        const from = at(e.value[k]);
        return from === null ? [] : [lines[k].range(from)];
      });
      set = Decoration.set(ranges, true);
    }
    return set;
  },
  provide: (f) => EditorView.decorations.from(f),
});

class Arrow extends GutterMarker {
  override toDOM(): Node { return document.createTextNode('▸'); }
}
const arrow = new Arrow();

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.controlKeyword, tags.operatorKeyword, tags.moduleKeyword], color: 'var(--code-keyword)' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-number)' },
  { tag: [tags.comment], color: 'var(--dim)', fontStyle: 'italic' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: 'var(--code-function)' },
]);

const theme = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'transparent', color: 'var(--text)', fontSize: 'var(--code-size, 13px)' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6' },
  '.cm-content': { caretColor: 'var(--text)', padding: '6px 0' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--text)' },
  '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '-2px' },
  '.cm-gutters': { backgroundColor: 'var(--panel)', color: 'var(--dim)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { cursor: 'pointer', padding: '0 6px 0 4px', minWidth: '26px' },
  '.cm-here': { width: '12px', color: 'var(--orange)' },
  '.cm-activeLine': { backgroundColor: 'var(--active-line)' },
  '.cm-running': { backgroundColor: 'var(--running) !important', boxShadow: 'inset 3px 0 var(--orange)' },
  '.cm-hovered': { backgroundColor: 'var(--hovered)' },
  '.cm-lost': { boxShadow: 'inset 3px 0 var(--loss)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'var(--selection)' },
  '.cm-panels': { backgroundColor: 'var(--station)', color: 'var(--text)' },
  '.cm-panels input, .cm-panels button': { font: 'inherit', color: 'var(--text)', background: 'var(--panel)', border: '1px solid var(--line)' },
  '.cm-tooltip': { backgroundColor: 'var(--station)', color: 'var(--text)', border: '1px solid var(--line)', borderRadius: '6px' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--loss)' },
});

export class Editor {
  private view: EditorView;
  private files: Files = { preamble: '', list: [{ name: '', text: '' }] };
  private states: EditorState[] = []; // of the files; that of the one that is shown is the view's
  private current = 0;
  private marks = unmarked;
  private lens = byId('lens');
  private tabs: FileTabs;

  constructor(host: HTMLElement, private on: EditorListener) {
    const root = host.attachShadow({ mode: 'open' });
    const parent = document.createElement('div');
    parent.style.height = '100%';
    root.append(parent);
    this.view = new EditorView({ root, parent, state: this.state('') });
    this.tabs = new FileTabs({
      show: (i) => { this.show(i); this.focus(); },
      changed: (list, shown) => { this.become({ preamble: this.files.preamble, list }, shown); this.on.changed(); },
      files: () => this.list,
    });
    parent.addEventListener('mousemove', (e) => {
      const pos = this.view.posAtCoords({ x: e.clientX, y: e.clientY }, false);
      this.on.hovered(this.here(this.view.state.doc.lineAt(pos).number));
    });
    parent.addEventListener('mouseleave', () => this.on.hovered(0));
  }

  private here(line: number): Place { return placeIn(this.current, line); }

  private state(source: string): EditorState {
    return EditorState.create({
      doc: source,
      extensions: [
        // The gutter's arrow follows the running line.
        gutter({ class: 'cm-here', lineMarker: (view, line) => (this.here(view.state.doc.lineAt(line.from).number) === this.marks.running ? arrow : null),
          lineMarkerChange: (u) => u.transactions.some((t) => t.effects.some((e) => e.is(mark))) }),
        lineNumbers({ domEventHandlers: { click: (view, line) => { this.on.clicked(this.here(view.state.doc.lineAt(line.from).number)); return true; } } }),
        history(), drawSelection(), indentOnInput(), indentUnit.of('  '), bracketMatching(), highlightActiveLine(), highlightSelectionMatches(),
        search({ top: true }), javascript(), syntaxHighlighting(colours), theme, marks,
        // Tab leaves the editor, as everywhere on the page; Mod-Enter runs.
        keymap.of([{ key: 'Mod-Enter', run: () => true }, ...defaultKeymap, ...historyKeymap, ...searchKeymap]),
        EditorView.contentAttributes.of({ 'aria-label': 'Script', spellcheck: 'false', autocapitalize: 'off', tabindex: '0' }),
        EditorView.updateListener.of((u) => {
          if (!u.docChanged) return;
          this.problem(0, '');
          if (!u.transactions.every((t) => t.annotation(Transaction.userEvent) === undefined)) this.on.changed();
        }),
      ],
    });
  }

  /** list is the files as they are now. */
  get list(): File[] {
    return this.files.list.map((f, i) => ({ name: f.name, text: (i === this.current ? this.view.state : this.states[i]!).doc.toString() }));
  }

  get source(): string { return join({ preamble: this.files.preamble, list: this.list }); }

  /** load replaces the text; what was there cannot be undone to, it is in the history. */
  load(source: string): void { this.become(split(source), 0); }

  /** unpack makes files of a text that was pasted with their headers in it. */
  unpack(): void {
    const now = split(this.source), here = this.files.list[this.current]!.name;
    // What was pasted over everything takes the place of the file.
    if (now.list.length > this.files.list.length) now.list = now.list.filter((f) => f.name !== here || f.text.trim());
    if (now.list.length !== this.files.list.length || now.list.some((f, i) => f.name !== this.files.list[i]!.name)) this.become(now, this.current);
  }

  private become(files: Files, shown: number): void {
    this.files = files;
    this.marks = unmarked;
    this.states = files.list.map((f) => this.state(f.text));
    this.current = Math.min(shown, files.list.length - 1);
    this.view.setState(this.states[this.current]!);
    this.tabs.draw(this.list, this.current);
    this.problem(0, '');
  }

  /** show brings a file to the front. */
  private show(file: number): void {
    if (file === this.current || !this.states[file]) return;
    this.states[this.current] = this.view.state;
    this.current = file;
    this.view.setState(this.states[file]);
    this.tabs.draw(this.list, file);
    this.paint();
  }

  focus(): void { this.view.focus(); }
  has(target: EventTarget | null): boolean { return target instanceof Node && this.view.dom.contains(target); }

  /** highlight marks lines; 0 marks none. A line that runs is brought into view, in the file where it is. */
  highlight(what: Partial<Marks>): void {
    const before = this.marks, next = { ...before, ...what };
    if (next.running === before.running && next.hovered === before.hovered && next.lost === before.lost) return;
    this.marks = next;
    const moved = next.running !== before.running && next.running > 0;
    if (moved && !this.view.hasFocus) this.show(fileOf(next.running));
    this.paint(moved && fileOf(next.running) === this.current ? lineOf(next.running) : 0);
  }

  private paint(reveal = 0): void {
    const line = (p: Place): number => (fileOf(p) === this.current ? lineOf(p) : 0), m = this.marks;
    const effects: StateEffect<unknown>[] = [mark.of({ running: line(m.running), hovered: line(m.hovered), lost: line(m.lost) })];
    if (reveal > 0 && reveal <= this.view.state.doc.lines) effects.push(EditorView.scrollIntoView(this.view.state.doc.line(reveal).from, { y: 'nearest', yMargin: 40 }));
    this.view.dispatch({ effects });
  }

  /** problem shows what is wrong where it is wrong; place 0 takes it away. */
  problem(place: Place, message: string): void {
    this.lens.hidden = !message;
    const where = place ? (this.states.length > 1 ? this.files.list[fileOf(place)]!.name + ', line ' : 'Line ') + lineOf(place) + ': ' : '';
    this.lens.textContent = message ? where + message : '';
    if (place) this.show(fileOf(place));
    const doc = this.view.state.doc, line = lineOf(place);
    const at = line >= 1 && line <= doc.lines ? doc.line(line) : null;
    this.view.dispatch(setDiagnostics(this.view.state, message && at ? [{ from: at.from + (/^\s*/.exec(at.text)![0].length), to: at.to, severity: 'error', message }] : []));
  }
}
