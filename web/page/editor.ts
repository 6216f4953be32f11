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

export interface EditorListener {
  changed(source: string): void;
  /** The pointer is over a line; 0: over none. */
  hovered(line: number): void;
  /** A line number was clicked. */
  clicked(line: number): void;
}

const mark = StateEffect.define<{ running: number; hovered: number; lost: number }>();

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
  private shown = { running: 0, hovered: 0, lost: 0 };
  private lens: HTMLElement;

  constructor(host: HTMLElement, private on: EditorListener) {
    const root = host.attachShadow({ mode: 'open' });
    const parent = document.createElement('div');
    parent.style.height = '100%';
    root.append(parent);
    this.lens = document.getElementById('lens')!;
    this.view = new EditorView({ root, parent, state: this.state('') });
    // The gutter's arrow follows the running line.
    parent.addEventListener('mousemove', (e) => {
      const pos = this.view.posAtCoords({ x: e.clientX, y: e.clientY }, false);
      this.on.hovered(this.view.state.doc.lineAt(pos).number);
    });
    parent.addEventListener('mouseleave', () => this.on.hovered(0));
  }

  private state(source: string): EditorState {
    return EditorState.create({
      doc: source,
      extensions: [
        gutter({ class: 'cm-here', lineMarker: (view, line) => (view.state.doc.lineAt(line.from).number === this.shown.running ? arrow : null),
          lineMarkerChange: (u) => u.transactions.some((t) => t.effects.some((e) => e.is(mark))) }),
        lineNumbers({ domEventHandlers: { click: (view, line) => { this.on.clicked(view.state.doc.lineAt(line.from).number); return true; } } }),
        history(), drawSelection(), indentOnInput(), indentUnit.of('  '), bracketMatching(), highlightActiveLine(), highlightSelectionMatches(),
        search({ top: true }), javascript(), syntaxHighlighting(colours), theme, marks,
        // Tab leaves the editor, as everywhere on the page; Mod-Enter runs.
        keymap.of([{ key: 'Mod-Enter', run: () => true }, ...defaultKeymap, ...historyKeymap, ...searchKeymap]),
        EditorView.contentAttributes.of({ 'aria-label': 'Script', spellcheck: 'false', autocapitalize: 'off', tabindex: '0' }),
        EditorView.updateListener.of((u) => {
          if (!u.docChanged) return;
          this.problem(0, '');
          if (!u.transactions.every((t) => t.annotation(Transaction.userEvent) === undefined)) this.on.changed(this.source);
        }),
      ],
    });
  }

  get source(): string { return this.view.state.doc.toString(); }

  /** load replaces the text; what was there cannot be undone to, it is in the history. */
  load(source: string): void {
    this.shown = { running: 0, hovered: 0, lost: 0 };
    this.view.setState(this.state(source));
    this.problem(0, '');
  }

  focus(): void { this.view.focus(); }
  has(target: EventTarget | null): boolean { return target instanceof Node && this.view.dom.contains(target); }

  /** highlight marks lines; 0 marks none. */
  highlight(what: Partial<{ running: number; hovered: number; lost: number }>): void {
    const next = { ...this.shown, ...what };
    if (next.running === this.shown.running && next.hovered === this.shown.hovered && next.lost === this.shown.lost) return;
    const moved = next.running !== this.shown.running && next.running > 0 && next.running <= this.view.state.doc.lines;
    this.shown = next;
    const effects: StateEffect<unknown>[] = [mark.of(next)];
    if (moved) {
      const pos = this.view.state.doc.line(next.running).from;
      effects.push(EditorView.scrollIntoView(pos, { y: 'nearest', yMargin: 40 }));
    }
    this.view.dispatch({ effects });
  }

  /** problem shows what is wrong where it is wrong; line 0 takes it away. */
  problem(line: number, message: string): void {
    const doc = this.view.state.doc;
    this.lens.hidden = !message;
    this.lens.textContent = message ? (line ? `Line ${line}: ` : '') + message : '';
    const at = line >= 1 && line <= doc.lines ? doc.line(line) : null;
    this.view.dispatch(setDiagnostics(this.view.state, message && at ? [{ from: at.from + (/^\s*/.exec(at.text)![0].length), to: at.to, severity: 'error', message }] : []));
  }
}
