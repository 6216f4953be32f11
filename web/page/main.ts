// The playground's page: what a person does on one side, what ran on the other.
import { files } from './early';
import { Branches, type Branch } from './branches';
import { Core, type Answer, type RunListener, type Setup } from './core';
import { time } from './describe';
import { byId, el } from './dom';
import * as drafts from './drafts';
import { Editor } from './editor';
import { Explorer } from './explorer';
import { programs } from './files';
import { Forking } from './forking';
import { keys } from './keys';
import { Menu, type Scenario } from './menu';
import { notice, clearNotices } from './notices';
import { openOutcomes, Outcomes, scheduleNote } from './outcomes';
import { problemOf } from './problem';
import { decode } from './share';
import { Sharing } from './sharing';
import { theme } from './theme';
import type { Trace } from './trace';
import { Views } from './views';
import * as verdict from './why';

interface Boot { versions: string[]; version: string; profiles: { name: string; about: string }[]; seed: string; scenarios: Scenario[] }

class Page {
  private boot: Boot = { versions: [], version: '', profiles: [], seed: '', scenarios: [] };
  private title = '';
  private loaded = ''; // the text as it was taken from a scenario, a link or the history
  private choices = ''; // a schedule; '' is the canonical run
  private seed = 0;
  private together = false; // programs in one process
  private wanted = 0; // the cursor that a link asks for
  private beside: string | null = null; // the schedule that is to be shown beside this one, once that has run
  private version = byId<HTMLSelectElement>('version');
  private net = byId<HTMLSelectElement>('net');
  private layout = byId<HTMLSelectElement>('layout');
  private editor = new Editor(byId('editor'), { changed: () => this.edited(), hovered: (p) => this.views.hoverPlace(p), clicked: (p) => this.views.seekPlace(p) });
  private views = new Views(this.editor, (r) => this.forking.open(this.views.trace, r, this.choices));
  private forking = new Forking({ seek: (r) => this.views.rows.seek(r), fork: (schedule) => this.fork(schedule) });
  private branches = new Branches({ show: (schedule) => { if (schedule !== this.choices) this.load(schedule); else this.ended(); },
    closed: () => this.ended(), hover: (t, r) => this.editor.highlight({ hovered: t.place[r]! }) });
  private menu = new Menu(() => this.boot.scenarios, (title, source) => this.replace(title, source));
  private sharing = new Sharing(() => ({ ...this.setup(), cursor: this.views.playback.cursor, fork: this.forked }),
    () => ({ title: this.title, verdict: this.views.report?.headline ?? '' }));
  private core = new Core(files, (why) => this.coreFailed(why));
  private shown: RunListener = {
    output: (fd, text) => this.views.console.append(fd, text),
    progress: (t) => (byId('clock').textContent = time(t.at[t.length]!) + ' …'),
    done: (t, answer, ms) => this.done(t, answer, ms),
    stopped: (t, why, detail) => this.stopped(t, why, detail),
  };
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
    void this.core.quietly.then(() => this.views.stage.open(files.stage));
    if ('serviceWorker' in navigator && isSecureContext) navigator.serviceWorker.register('sw.js').catch(() => undefined);
    document.documentElement.dataset['ready'] = 'true';
  }

  private wireUp(): void {
    const click = (id: string, f: () => void): void => { byId(id).onclick = f; };
    const fork = (): void => this.forking.open(this.views.trace, this.views.playback.cursor, this.choices);
    click('run', () => (this.core.running ? this.core.stop() : this.run()));
    click('explore', () => { this.alone(); openOutcomes(); this.outcomes.toggle(); });
    click('share', () => void this.sharing.open());
    click('scenario', () => this.menu.open());
    click('help', () => byId<HTMLDialogElement>('helping').showModal());
    click('fork', fork);
    this.version.onchange = () => { drafts.setting('version', this.version.value); this.otherWorld(); };
    this.net.onchange = () => this.otherWorld();
    this.layout.onchange = () => { this.together = this.layout.value === 'one'; this.otherWorld(); };
    theme((t, calm) => this.views.stage.setLook(t, calm));
    // Beside each other there is no cursor to move.
    const single = (f: () => void): void => { if (!this.branches.open) f(); };
    keys({
      run: () => this.run(), share: () => void this.sharing.open(), toggle: () => single(() => this.views.playback.toggle()), help: () => byId<HTMLDialogElement>('helping').showModal(),
      step: (u, d) => single(() => this.views.step(u, d)), fork: () => single(fork),
      escape: () => { if (this.core.running) this.core.stop(); else if (this.branches.open) this.branches.close(); else if (this.editor.has(document.activeElement?.shadowRoot?.activeElement ?? null)) byId('run').focus(); },
    });
    if (!/Mac|iPhone|iPad/.test(navigator.platform)) byId('run').querySelector('kbd')!.textContent = 'Ctrl ↵';
    addEventListener('beforeunload', () => this.save());
  }

  /** set puts a text into the editor. */
  private set(title: string, source: string, own = false): void {
    this.title = title;
    this.choices = '';
    this.seed = 0;
    byId('title').textContent = title;
    this.alone();
    this.editor.load(source);
    this.loaded = own ? '' : this.editor.source;
    this.together = false;
    this.offerLayouts();
    this.views.playback.pause();
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
      this.beside = s.fork;
      this.together = s.together;
      this.offerLayouts();
      if (kept) notice('warn', 'The link’s script is open. Your own text is kept: the scenario menu lists it under “yours”.', ['Open the menu', () => this.menu.open()]);
      this.run();
    } catch (e) {
      notice('loss', `This link cannot be opened: ${(e as Error).message}. Ask for it again; what you were working on is untouched.`);
    }
  }

  /** offerLayouts: several programs may be processes on hosts of their own, or one process. */
  private offerLayouts(): void {
    const n = programs(this.editor.list).length;
    const options = n > 1 ? [['several', `${n} processes`], ['one', 'one process']] : [['one', 'one process']];
    this.layout.replaceChildren(...options.map(([value, label]) => el('option', { value: value! }, label!)));
    this.layout.value = n > 1 && !this.together ? 'several' : 'one';
    this.layout.title = n > 1 ? 'Each program in a process on a host of its own, or all in one' : 'Process layout: with a second file (+) there would be a second process';
  }

  private edited(): void {
    this.choices = '';
    this.alone();
    this.offerLayouts();
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
    this.editor.unpack();
    this.offerLayouts();
    const source = this.editor.source;
    if (source === this.loaded || byId('saved').textContent === 'autosaved') return;
    byId('saved').textContent = drafts.save(this.title, source) ? 'edited · autosaved' : 'edited · the browser keeps nothing: share or copy it';
  }

  /** otherWorld: a schedule belongs to one script, version and network. */
  private otherWorld(): void {
    this.choices = '';
    this.outcomes.check();
    if (this.views.trace || this.core.running) this.run();
  }

  private setup(): Setup {
    const list = this.editor.list, mains = programs(list);
    return {
      source: this.editor.source, files: list.map((f) => ({ name: f.name, source: f.text, main: mains.includes(f) })), together: mains.length > 1 && this.together,
      version: this.version.value, net: this.net.value, seed: this.seed, choices: this.choices,
    };
  }

  /** load shows the run of a schedule. */
  private load(schedule: string): void {
    this.choices = schedule;
    this.run();
  }

  /** fork shows another schedule beside the one that is shown. */
  private fork(schedule: string): void {
    const t = this.views.trace!, base: Branch = { trace: t, report: this.views.report, schedule: this.choices };
    this.views.playback.pause();
    this.runButton(true);
    this.forked = schedule;
    this.branches.wait();
    const other = (trace: Trace, report: verdict.Report | null, stopped?: string): void => {
      if (this.forked !== schedule) return; // something else runs by now
      this.runButton(false);
      this.branches.show(base, { trace, report, schedule, ...(stopped ? { stopped } : {}) });
    };
    this.core.run({ ...this.setup(), choices: schedule }, {
      output: () => undefined, progress: () => undefined,
      done: (trace, answer) => other(trace, verdict.parse(answer.verdict), answer.foreign ? 'NO SUCH SCHEDULE: it is none of this script’s on this version and network' : trace.complete ? undefined : answer.error),
      stopped: (trace, why, detail) => other(trace, null, said(why, detail)),
    });
  }
  private forked: string | null = null;

  /** alone: only one run is shown again, or is about to be. */
  private alone(): void {
    this.branches.leave();
    this.forked = null;
  }

  private ended(): void {
    this.alone();
    byId('fork').focus();
  }

  private banner(kind: 'ok' | 'warn' | 'loss', headline: string): void {
    verdict.banner(byId('verdict'), kind, headline, ...scheduleNote(this.choices, {
      canonical: () => { this.load(''); byId('run').focus(); },
      compare: () => { this.beside = this.choices; this.load(''); },
    }));
  }

  private run(): void {
    this.save();
    clearNotices();
    this.views.playback.pause();
    this.alone();
    this.editor.problem(0, '');
    this.editor.highlight({ running: 0, lost: 0 });
    this.views.console.clear();
    this.runButton(true);
    verdict.banner(byId('verdict'), 'idle', 'Running', el('span', {}, this.core.ready ? '' : 'as soon as the simulator has loaded'));
    this.outcomes.shows(this.choices);
    this.core.run(this.setup(), this.shown);
  }

  private runButton(running: boolean): void {
    const b = byId('run');
    b.classList.toggle('running', running);
    b.replaceChildren(running ? 'Stop ' : 'Run ', el('kbd', {}, running ? 'Esc' : /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘↵' : 'Ctrl ↵'));
    b.title = running ? 'Stop (Esc)' : 'Run (Ctrl+Enter)';
  }

  private done(t: Trace, answer: Answer, ms: number): void {
    this.runButton(false);
    if (!t.complete) {
      if (answer.error) this.failed(answer.error);
      return;
    }
    this.views.show(t);
    const report = (this.views.report = verdict.parse(answer.verdict));
    const problem = problemOf(t, answer.stderr);
    if (problem) {
      this.editor.problem(problem.place, problem.message);
      this.editor.highlight({ lost: problem.place });
    }
    if (problem && !(report?.exchanges?.length)) this.banner('loss', problem.title + ': ' + problem.message);
    else if (report) this.banner(answer.limit ? 'warn' : verdict.tone(report.outcome), report.headline);
    else this.banner(answer.code === 0 ? 'ok' : 'loss', `Exit code ${answer.code}`);
    if (report) verdict.why(byId('panel-why'), t, report, this.views.rows);
    if (answer.error) this.views.console.note(answer.error.replace(/; raise it with --.*/, '')); // the page has no flags
    if (answer.foreign) notice('loss', `The schedule ${this.choices} is none of this script’s on this version and network. Go back to the canonical run, or explore it again.`, ['Canonical run', () => this.load('')]);
    byId('verdict').title = `${answer.records.toLocaleString('en')} records in ${Math.round(ms)} ms`;
    document.documentElement.dataset['run'] = answer.hash;
    this.views.playback.seek(this.wanted || this.opening());
    this.wanted = 0;
    const beside = this.beside;
    this.beside = null;
    if (beside !== null && !answer.foreign) this.fork(beside);
  }

  /** opening is the moment to show first: where the story of the worst exchange turns. */
  private opening(): number {
    const x = (this.views.report?.exchanges ?? []).find((e) => verdict.tone(e.client) === 'loss');
    return x?.died?.[0]?.record ?? x?.why?.at(-1)?.record ?? this.views.trace!.length;
  }

  private stopped(t: Trace, why: 'stop' | 'silent' | 'crash', detail: string): void {
    this.runButton(false);
    if (t.length) {
      const printed = byId('console-text').cloneNode(true);
      this.views.show(t);
      byId('console-text').replaceChildren(...printed.childNodes);
      this.views.playback.seek(t.length);
    }
    this.views.console.note(said(why, detail));
    verdict.banner(byId('verdict'), why === 'stop' ? 'warn' : 'loss', said(why, detail));
  }

  private failed(message: string): void {
    verdict.banner(byId('verdict'), 'loss', 'Not run: ' + message);
    this.views.console.note(message);
  }

  private coreFailed(why: string): void {
    this.runButton(false);
    for (const id of ['run', 'explore', 'explore-here']) byId<HTMLButtonElement>(id).disabled = true;
    verdict.banner(byId('verdict'), 'loss', 'Cannot run: ' + why);
  }
}

/** said is why a run was stopped from outside. */
function said(why: 'stop' | 'silent' | 'crash', detail: string): string {
  switch (why) {
    case 'stop': return 'Stopped: you stopped the run.';
    case 'silent': return 'Stopped: the script did not come back to the event loop for 10 seconds. Is there a loop that never ends?';
    case 'crash': return `Stopped: the simulator broke down (${detail}). Your script is untouched; please report it with the link from Share.`;
  }
}

void new Page().start();
