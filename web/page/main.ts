// The playground's page: what a person does on one side, what ran on the other.
import { Console } from './console';
import { Core, type Answer, type Setup } from './core';
import { say, time } from './describe';
import { byId, el, soon } from './dom';
import * as drafts from './drafts';
import { Editor } from './editor';
import { Events } from './events';
import { Explorer } from './explorer';
import { keys } from './keys';
import { Menu, type Scenario } from './menu';
import { notice, clearNotices } from './notices';
import { openOutcomes, Outcomes, scheduleNote } from './outcomes';
import { Playback, speeds, type Unit } from './playback';
import { problemOf } from './problem';
import { decode } from './share';
import { Sharing } from './sharing';
import { Stage } from './stage';
import { StatePanel } from './statepanel';
import { Tabs } from './tabs';
import { theme } from './theme';
import { Trace } from './trace';
import * as verdict from './why';
import { WirePanel } from './wirepanel';

interface Boot { versions: string[]; version: string; profiles: { name: string; about: string }[]; seed: string; scenarios: Scenario[] }

const files = (document.currentScript as HTMLScriptElement).dataset as Record<'worker' | 'core' | 'lower' | 'stage' | 'scenarios', string>;

class Page {
  private boot: Boot = { versions: [], version: '', profiles: [], seed: '', scenarios: [] };
  private title = '';
  private loaded = ''; // the text as it was taken from a scenario, a link or the history
  private choices = ''; // a schedule; '' is the canonical run
  private seed = 0;
  private wanted = 0; // the cursor that a link asks for
  private trace: Trace | null = null;
  private report: verdict.Report | null = null;
  private version = byId<HTMLSelectElement>('version');
  private net = byId<HTMLSelectElement>('net');
  private editor = new Editor(byId('editor'), { changed: () => this.edited(), hovered: (line) => this.hoverLine(line), clicked: (line) => this.seekLine(line) });
  private playback = new Playback({ moved: (c, f) => this.moved(c, f), playing: (on) => this.playing(on) });
  private stage = new Stage(byId<HTMLIFrameElement>('stage'), {
    seek: (r) => { this.playback.pause(); this.playback.seek(r); }, hover: (r) => this.hover(r, 'stage'),
    ready: () => (byId('stagetext').hidden = true), failed: (why) => this.stageFailed(why),
    // On a phone the page scrolls, and the picture is as high as it needs to be.
    height: (h) => byId('stagebox').style.setProperty('--needs', Math.ceil(h) + 'px'),
  });
  private rows = { seek: (r: number) => { this.playback.pause(); this.playback.seek(r); }, hover: (r: number) => this.hover(r, 'rows') };
  private events = new Events(byId('panel-events'), this.rows);
  private wire = new WirePanel(byId('panel-wire'), this.rows);
  private state = new StatePanel(byId('panel-state'), this.rows.seek);
  private console = new Console(byId('panel-console'), this.rows.seek);
  private menu = new Menu(() => this.boot.scenarios, (title, source) => this.replace(title, source));
  private sharing = new Sharing(() => ({ ...this.setup(), cursor: this.playback.cursor }),
    () => ({ title: this.title, verdict: this.report?.headline ?? '' }));
  private core = new Core(files, {
    ready: () => undefined,
    failed: (why) => this.coreFailed(why),
    output: (fd, text) => this.console.append(fd, text),
    progress: (t) => (byId('clock').textContent = time(t.at[t.length]!) + ' …'),
    done: (t, answer, ms) => this.done(t, answer, ms),
    stopped: (t, why, detail) => this.stopped(t, why, detail),
  });
  private outcomes = new Outcomes(byId('panel-outcomes'), new Explorer(files, () => this.core.compiled), {
    setup: () => this.setup(), load: (schedule) => this.load(schedule), busy: (on) => (byId('explore').textContent = on ? 'Stop exploring' : 'Explore'),
  });
  private saveSoon = 0;

  async start(): Promise<void> {
    this.wireUp();
    void this.core.start();
    try {
      this.boot = await (await fetch(files.scenarios)).json() as Boot;
    } catch (e) {
      notice('loss', `The list of scenarios could not be loaded (${(e as Error).message}). You can still write a script; reload the page to try again.`);
      this.boot.versions = [this.boot.version = '24.21.0'];
    }
    for (const v of this.boot.versions) this.version.append(el('option', { value: v }, 'Node ' + v));
    for (const p of this.boot.profiles) this.net.append(el('option', { value: p.name, title: p.about }, p.name));
    this.version.value = drafts.setting('version') ?? this.boot.version;
    if (!this.version.value) this.version.value = this.boot.version;
    const draft = drafts.load();
    const seed = this.boot.scenarios.find((s) => s.name === this.boot.seed);
    if (draft) this.set(draft.title, draft.source, true);
    else if (seed) this.set(seed.title, seed.script);
    await this.openLink();
    addEventListener('hashchange', () => void this.openLink());
    this.editor.focus();
    // The picture comes after what makes the first texts.
    requestIdleCallback?.(() => this.stage.open(files.stage), { timeout: 1500 }) ?? this.stage.open(files.stage);
    if ('serviceWorker' in navigator && isSecureContext) navigator.serviceWorker.register('sw.js').catch(() => undefined);
    document.documentElement.dataset['ready'] = 'true';
  }

  private wireUp(): void {
    new Tabs((id) => this.shown(id));
    const click = (id: string, f: () => void): void => { byId(id).onclick = f; };
    click('run', () => (this.core.running ? this.core.stop() : this.run()));
    click('explore', () => { openOutcomes(); this.outcomes.toggle(); });
    click('share', () => void this.sharing.open());
    click('scenario', () => this.menu.open());
    click('help', () => byId<HTMLDialogElement>('helping').showModal());
    const step = (unit: Unit, dir: number): void => this.playback.step(unit, dir);
    const unit = byId<HTMLSelectElement>('unit');
    click('first', () => step('end', -1));
    click('last', () => step('end', 1));
    click('back', () => step(unit.value as Unit, -1));
    click('forward', () => step(unit.value as Unit, 1));
    click('play', () => this.playback.toggle());
    const speed = byId<HTMLSelectElement>('speed');
    for (const s of speeds) speed.append(el('option', { value: String(s) }, s < 1 ? `1/${Math.round(1 / s)}×` : `${s}×`));
    speed.value = String(this.playback.speed);
    speed.onchange = () => (this.playback.speed = Number(speed.value));
    const scrub = byId<HTMLInputElement>('scrub');
    scrub.oninput = () => { this.playback.pause(); this.playback.seek(Number(scrub.value)); };
    this.version.onchange = () => { drafts.setting('version', this.version.value); this.otherWorld(); };
    this.net.onchange = () => this.otherWorld();
    theme((t, calm) => this.stage.setLook(t, calm));
    keys({
      run: () => this.run(), share: () => void this.sharing.open(), toggle: () => this.playback.toggle(), help: () => byId<HTMLDialogElement>('helping').showModal(),
      step: (u, d) => step(u ?? (unit.value as Unit), d), escape: () => { if (this.core.running) this.core.stop(); else if (this.editor.has(document.activeElement?.shadowRoot?.activeElement ?? null)) byId('run').focus(); },
    });
    if (!/Mac|iPhone|iPad/.test(navigator.platform)) byId('run').querySelector('kbd')!.textContent = 'Ctrl ↵';
    addEventListener('beforeunload', () => this.save());
  }

  /** set puts a text into the editor. */
  private set(title: string, source: string, own = false): void {
    this.title = title;
    this.loaded = own ? '' : source;
    this.choices = '';
    this.seed = 0;
    byId('title').textContent = title;
    this.editor.load(source);
    this.playback.pause();
    byId('saved').textContent = own ? 'autosaved' : '';
  }

  /** replace is set, with the text that is there kept in the history. */
  private replace(title: string, source: string): void {
    this.keep();
    drafts.forget();
    this.set(title, source);
    this.run();
  }

  /** keep saves a text that exists nowhere else; it reports whether there was one. */
  private keep(): boolean {
    const source = this.editor.source;
    if (!source.trim() || source === this.loaded || this.boot.scenarios.some((s) => s.script === source)) return false;
    drafts.keep({ time: Date.now(), title: this.title, source });
    return true;
  }

  private async openLink(): Promise<void> {
    if (location.hash.length < 2) return;
    try {
      const s = await decode(location.hash);
      const kept = s.source !== this.editor.source && this.keep();
      const known = this.boot.scenarios.find((x) => x.script === s.source);
      this.set(known?.title ?? 'A shared script', s.source);
      this.choices = s.choices;
      this.seed = s.seed;
      if (this.boot.versions.includes(s.version)) this.version.value = s.version;
      else if (s.version) notice('warn', `The link asks for Node ${s.version}, which is not here; ${this.version.value} is chosen instead.`);
      if (this.boot.profiles.some((p) => p.name === s.net)) this.net.value = s.net;
      this.wanted = s.cursor;
      if (kept) notice('warn', 'The link’s script is open. Your own text is kept: the scenario menu lists it under “yours”.', ['Open the menu', () => this.menu.open()]);
      this.run();
    } catch (e) {
      notice('loss', `This link cannot be opened: ${(e as Error).message}. Ask for it again; what you were working on is untouched.`);
    }
  }

  private edited(): void {
    this.choices = '';
    this.outcomes.check();
    // A script is called what it calls itself; one without a name is the writer's own.
    this.title = /^\/\/ title: (.+)$/m.exec(this.editor.source)?.[1] ?? 'Your script';
    byId('title').textContent = this.title;
    byId('saved').textContent = 'edited';
    clearTimeout(this.saveSoon);
    this.saveSoon = setTimeout(() => this.save(), 400);
  }

  private save(): void {
    clearTimeout(this.saveSoon);
    const source = this.editor.source;
    if (source === this.loaded || byId('saved').textContent === 'autosaved') return;
    byId('saved').textContent = drafts.save(this.title, source) ? 'edited · autosaved' : 'edited · the browser keeps nothing: share or copy it';
  }

  /** otherWorld: a schedule belongs to one script, version and network. */
  private otherWorld(): void {
    this.choices = '';
    this.outcomes.check();
    if (this.trace || this.core.running) this.run();
  }

  private setup(): Setup {
    return { source: this.editor.source, version: this.version.value, net: this.net.value, seed: this.seed, choices: this.choices };
  }

  /** load shows the run of a schedule. */
  private load(schedule: string): void {
    this.choices = schedule;
    this.run();
  }

  private banner(kind: 'ok' | 'warn' | 'loss', headline: string): void {
    verdict.banner(byId('verdict'), kind, headline, ...scheduleNote(this.choices, () => { this.load(''); byId('run').focus(); }));
  }

  private run(): void {
    this.save();
    clearNotices();
    this.playback.pause();
    this.editor.problem(0, '');
    this.editor.highlight({ running: 0, lost: 0 });
    this.console.clear();
    this.runButton(true);
    verdict.banner(byId('verdict'), 'idle', 'Running', el('span', {}, this.core.ready ? '' : 'as soon as the simulator has loaded'));
    this.outcomes.shows(this.choices);
    this.core.run('script.js', this.setup());
  }

  private runButton(running: boolean): void {
    const b = byId('run');
    b.classList.toggle('running', running);
    b.replaceChildren(running ? 'Stop ' : 'Run ', el('kbd', {}, running ? 'Esc' : /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘↵' : 'Ctrl ↵'));
    b.title = running ? 'Stop (Esc)' : 'Run (Ctrl+Enter)';
  }

  /** show fills every view from a trace. */
  private show(t: Trace): void {
    this.trace = t;
    this.playback.load(t);
    this.events.load(t);
    this.wire.load(t);
    this.state.load(t);
    this.console.load(t);
    byId<HTMLInputElement>('scrub').max = String(t.length);
    if (t.complete) this.stage.load(t);
    else this.stage.clear('The run was stopped before its end: there is no picture of it.');
  }

  private done(t: Trace, answer: Answer, ms: number): void {
    this.runButton(false);
    if (!t.complete) {
      if (answer.error) this.failed(answer.error);
      return;
    }
    this.show(t);
    this.report = verdict.parse(answer.verdict);
    const problem = problemOf(t.file, answer.stderr);
    if (problem) {
      this.editor.problem(problem.line, problem.message);
      this.editor.highlight({ lost: problem.line });
    }
    if (problem && !(this.report?.exchanges?.length)) this.banner('loss', problem.title + ': ' + problem.message);
    else if (this.report) this.banner(verdict.tone(this.report.outcome), this.report.headline);
    else this.banner(answer.code === 0 ? 'ok' : 'loss', `Exit code ${answer.code}`);
    if (this.report) verdict.why(byId('panel-why'), t, this.report, this.rows);
    if (answer.error) this.console.note(answer.error);
    if (answer.foreign) notice('loss', `The schedule ${this.choices} is none of this script’s on this version and network. Go back to the canonical run, or explore it again.`, ['Canonical run', () => this.load('')]);
    if (answer.limit) notice('warn', answer.error ?? 'The run was stopped at a limit.');
    byId('verdict').title = `${answer.records.toLocaleString('en')} records in ${Math.round(ms)} ms`;
    document.documentElement.dataset['run'] = answer.hash;
    this.playback.seek(this.wanted || this.opening());
    this.wanted = 0;
  }

  /** opening is the moment to show first: where the story of the worst exchange turns. */
  private opening(): number {
    const x = (this.report?.exchanges ?? []).find((e) => verdict.tone(e.client) === 'loss');
    return x?.died?.[0]?.record ?? x?.why?.at(-1)?.record ?? this.trace!.length;
  }

  private stopped(t: Trace, why: 'stop' | 'silent' | 'crash', detail: string): void {
    this.runButton(false);
    const said = {
      stop: 'Stopped: you stopped the run.',
      silent: 'Stopped: the script did not come back to the event loop for 10 seconds. Is there a loop that never ends?',
      crash: `Stopped: the simulator broke down (${detail}). Your script is untouched; please report it with the link from Share.`,
    }[why];
    if (t.length) {
      const printed = byId('console-text').cloneNode(true);
      this.show(t);
      byId('console-text').replaceChildren(...printed.childNodes);
      this.playback.seek(t.length);
    }
    this.console.note(said);
    verdict.banner(byId('verdict'), why === 'stop' ? 'warn' : 'loss', said);
  }

  private failed(message: string): void {
    verdict.banner(byId('verdict'), 'loss', 'Not run: ' + message);
    this.console.note(message);
  }

  private coreFailed(why: string): void {
    this.runButton(false);
    for (const id of ['run', 'explore', 'explore-here']) byId<HTMLButtonElement>(id).disabled = true;
    verdict.banner(byId('verdict'), 'loss', 'Cannot run: ' + why);
  }

  private stageFailed(why: string): void {
    const box = byId('stagetext');
    box.hidden = false;
    box.replaceChildren(el('p', {}, why));
  }

  private moved(cursor: number, fraction: number): void {
    const t = this.trace;
    if (!t) return;
    this.stage.seek(cursor, fraction);
    if (fraction > 0 && cursor === this.drawn) return;
    this.drawn = cursor;
    this.redraw();
  }

  private drawn = -1;
  private redraw = soon(() => {
    const t = this.trace, cursor = this.playback.cursor;
    if (!t) return;
    const line = this.lineOf(cursor);
    this.editor.highlight({ running: line });
    byId<HTMLInputElement>('scrub').value = String(cursor);
    byId('scrub').setAttribute('aria-valuetext', cursor ? `${time(t.at[cursor]!)}, ${say(t, cursor).what}` : 'before the beginning');
    byId('clock').textContent = time(cursor ? t.at[cursor]! : 0);
    this.events.seek(cursor, this.playback.playing);
    this.wire.seek(cursor);
    this.state.seek(cursor);
    this.console.seek(cursor);
    for (const s of document.querySelectorAll<HTMLElement>('.step')) s.classList.toggle('here', Number(s.dataset['record']) === cursor);
    const s = cursor ? say(t, cursor) : null;
    byId('where').replaceChildren(...(s ? [line ? `${t.line[cursor] ? 'at' : 'after'} line ${line}: ` : '', el('b', {}, s.what), s.detail ? ' · ' + s.detail : ''] : ['before the beginning']));
  });

  /** lineOf is the line that a record comes from: what its causes say, or the verdict, which looked further, or the line that ran last. */
  private lineOf(record: number): number {
    const t = this.trace;
    if (!record || !t) return 0;
    if (t.line[record]) return t.line[record]!;
    for (const x of this.report?.exchanges ?? []) for (const s of x.why ?? []) if (s.record === record && s.line) return s.line;
    return t.ranBefore(record);
  }

  private playing(on: boolean): void {
    const b = byId('play');
    b.querySelector('path')!.setAttribute('d', on ? 'M4 3h3v10H4zM9 3h3v10H9z' : 'M4 2.5v11l9-5.5z');
    b.setAttribute('aria-label', on ? 'Pause' : 'Play');
    if (!on) this.redraw();
  }

  private hover(record: number, from: 'rows' | 'stage'): void {
    this.editor.highlight({ hovered: this.lineOf(record) });
    if (from === 'rows') this.stage.hover(record);
  }

  private hoverLine(line: number): void { this.events.hoverLine(line); }

  private seekLine(line: number): void {
    const r = this.events.firstOf(line);
    if (r) this.rows.seek(r);
  }

  private shown(id: string): void {
    if (id === 'events') this.events.shown();
    if (id === 'wire') this.wire.shown();
    if (id === 'state') this.state.seek(this.playback.cursor);
    if (id === 'console') this.console.seek(this.playback.cursor);
  }
}

void new Page().start();
