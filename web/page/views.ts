// Everything that shows a run, at one cursor: the picture, the tabs, the line
// that runs, the clock.
import { Console } from './console';
import { say, time } from './describe';
import { byId, el, soon } from './dom';
import type { Editor } from './editor';
import { Events, type RowListener } from './events';
import { Playback, speeds, type Unit } from './playback';
import { Stage } from './stage';
import { StatePanel } from './statepanel';
import { Tabs } from './tabs';
import { Kind, type Place, type Trace } from './trace';
import type { Report } from './why';
import { WirePanel } from './wirepanel';

export class Views {
  trace: Trace | null = null;
  report: Report | null = null;
  readonly playback = new Playback({ moved: (c, f) => this.moved(c, f), playing: (on) => this.playing(on) });
  readonly rows: RowListener;
  readonly stage = new Stage(byId<HTMLIFrameElement>('stage'), {
    seek: (r) => this.rows.seek(r), hover: (r) => this.hover(r, 'stage'),
    select: (r) => { this.rows.seek(r); if (this.trace?.kind[r] === Kind.Choice) this.rows.fork(r); },
    ready: () => (byId('stagetext').hidden = true), failed: (why) => this.stageFailed(why),
    // On a phone the page scrolls, and the picture is as high as it needs to be.
    height: (h) => byId('stagebox').style.setProperty('--needs', Math.ceil(h) + 'px'),
  });
  readonly console: Console;
  private events: Events;
  private wire: WirePanel;
  private state: StatePanel;
  private unit = byId<HTMLSelectElement>('unit');
  private drawn = -1;

  constructor(private editor: Editor, fork: (record: number) => void) {
    this.rows = { seek: (r) => { this.playback.pause(); this.playback.seek(r); }, hover: (r) => this.hover(r, 'rows'), fork };
    this.events = new Events(byId('panel-events'), this.rows);
    this.wire = new WirePanel(byId('panel-wire'), this.rows);
    this.state = new StatePanel(byId('panel-state'), this.rows);
    this.console = new Console(byId('panel-console'), this.rows.seek);
    new Tabs((id) => this.shown(id));
    this.transport();
  }

  private transport(): void {
    for (const [id, unit, dir] of [['first', 'end', -1], ['last', 'end', 1], ['back', null, -1], ['forward', null, 1]] as const) byId(id).onclick = () => this.step(unit, dir);
    byId('play').onclick = () => this.playback.toggle();
    const speed = byId<HTMLSelectElement>('speed');
    for (const s of speeds) speed.append(el('option', { value: String(s) }, s < 1 ? `1/${Math.round(1 / s)}×` : `${s}×`));
    speed.value = String(this.playback.speed);
    speed.onchange = () => (this.playback.speed = Number(speed.value));
    const scrub = byId<HTMLInputElement>('scrub');
    scrub.oninput = () => this.rows.seek(Number(scrub.value));
  }

  /** step moves the cursor; null is the unit that is chosen on the page. */
  step(unit: Unit | null, dir: number): void { this.playback.step(unit ?? (this.unit.value as Unit), dir); }

  /** show fills every view from a trace. */
  show(t: Trace): void {
    this.trace = t;
    this.report = null;
    this.playback.load(t);
    this.events.load(t);
    this.wire.load(t);
    this.state.load(t);
    this.console.load(t);
    byId<HTMLInputElement>('scrub').max = String(t.length);
    if (t.complete) this.stage.load(t);
    else this.stage.clear('The run was stopped before its end: there is no picture of it.');
  }

  private stageFailed(why: string): void {
    const box = byId('stagetext');
    box.hidden = false;
    box.replaceChildren(el('p', {}, why));
  }

  private moved(cursor: number, fraction: number): void {
    if (!this.trace) return;
    this.stage.seek(cursor, fraction);
    if (fraction > 0 && cursor === this.drawn) return;
    this.drawn = cursor;
    this.redraw();
  }

  private redraw = soon(() => {
    const t = this.trace, cursor = this.playback.cursor;
    if (!t) return;
    const place = this.placeOf(cursor);
    this.editor.highlight({ running: place });
    byId<HTMLInputElement>('scrub').value = String(cursor);
    byId('scrub').setAttribute('aria-valuetext', cursor ? `${time(t.at[cursor]!)}, ${say(t, cursor).what}` : 'before the beginning');
    byId('clock').textContent = time(cursor ? t.at[cursor]! : 0);
    this.events.seek(cursor, this.playback.playing);
    this.wire.seek(cursor);
    this.state.seek(cursor);
    this.console.seek(cursor);
    for (const s of document.querySelectorAll<HTMLElement>('.step')) s.classList.toggle('here', Number(s.dataset['record']) === cursor);
    byId('fork').classList.toggle('here', t.kind[cursor] === Kind.Choice);
    const s = cursor ? say(t, cursor) : null;
    byId('where').replaceChildren(...(s ? [place ? `${t.place[cursor] ? 'at' : 'after'} ${t.says(place)}: ` : '', el('b', {}, s.what), s.detail ? ' · ' + s.detail : ''] : ['before the beginning']));
  });

  /** placeOf is the line that a record comes from: what its causes say, or the verdict, which looked further, or the line that ran last. */
  private placeOf(record: number): Place {
    const t = this.trace;
    if (!record || !t) return 0;
    if (t.place[record]) return t.place[record]!;
    for (const x of this.report?.exchanges ?? []) for (const s of x.why ?? []) if (s.record === record && s.line) return t.placeOf(s.file ?? t.paths[0]!, s.line);
    return t.ranBefore(record);
  }

  private playing(on: boolean): void {
    const b = byId('play');
    b.querySelector('path')!.setAttribute('d', on ? 'M4 3h3v10H4zM9 3h3v10H9z' : 'M4 2.5v11l9-5.5z');
    b.setAttribute('aria-label', on ? 'Pause' : 'Play');
    if (!on) this.redraw();
  }

  hover(record: number, from: 'rows' | 'stage'): void {
    this.editor.highlight({ hovered: this.placeOf(record) });
    if (from === 'rows') this.stage.hover(record);
  }

  hoverPlace(place: Place): void { this.events.hoverPlace(place); }

  seekPlace(place: Place): void {
    const r = this.events.firstOf(place);
    if (r) this.rows.seek(r);
  }

  private shown(id: string): void {
    if (id === 'events') this.events.shown();
    if (id === 'wire') this.wire.shown();
    if (id === 'state') this.state.seek(this.playback.cursor);
    if (id === 'console') this.console.seek(this.playback.cursor);
  }
}
