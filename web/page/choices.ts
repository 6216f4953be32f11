// Where the world chose, and what else it might have chosen, in words.
import { nameOf, time } from './describe';
import { Kind, type Trace } from './trace';

export interface Choice {
  record: number;
  point: number; // number of the choice point, from 0: what schedules name
  taken: number;
  question: string;
  ways: string[]; // the alternatives; 0 is what Linux does
}

/** The choices of a trace: records in their order, so that the index is the choice point. */
export function choiceRecords(t: Trace): number[] {
  let list = known.get(t);
  if (!list) {
    list = [];
    for (let i = 1; i <= t.length; i++) if (t.kind[i] === Kind.Choice) list.push(i);
    if (t.complete) known.set(t, list);
  }
  return list;
}
const known = new WeakMap<Trace, number[]>();

export function choiceAt(t: Trace, point: number): Choice {
  const record = choiceRecords(t)[point]!;
  const [question, ways] = words(t, record);
  return { record, point, taken: t.a[record]!, question, ways };
}

/** taken is what the world chose, in words. */
export function taken(t: Trace, record: number): { about: string; way: string; others: number } {
  const [, ways, about] = words(t, record);
  return { about, way: ways[t.a[record]!] ?? '', others: ways.length - 1 };
}

/** depart is a schedule that takes another way at a point. What came later in it belonged to the way that is left. */
export function depart(schedule: string, point: number, way: number): string {
  const before = schedule ? schedule.split(',').filter((d) => Number(d.split('=')[0]) < point) : [];
  return [...before, ...(way ? [`${point}=${way}`] : [])].join(',');
}

const first = (n: number): string => ['first', 'second', 'third', 'fourth', 'fifth'][n] ?? `${n + 1}th`;
const numbered = (n: number, way: (k: number) => string): string[] => Array.from({ length: n }, (_, k) => way(k));

/** words are a question, its answers, and in short what it is about. The order of the ways is that of the machine that asks (sim.ChoiceKind says which). */
function words(t: Trace, i: number): [question: string, ways: string[], about: string] {
  const obj = t.obj[i]!, n = t.b[i]!, who = nameOf(t, obj);
  switch (t.str(t.name[i]!)) {
    case 'write': return [`How much of a write on ${who} does the kernel take?`, ['all of it', 'half of it', 'nothing (EAGAIN)'].slice(0, n), `write on ${who}`];
    case 'read': return [`What does a read on ${who} return?`, ['everything that has come', 'the first segment alone'], `read on ${who}`];
    case 'timer': return ['A timer is due and input is there. Which comes first?', ['the input', 'the timer'], 'first'];
    case 'loss': return [`What becomes of a segment from ${who}?`, ['it arrives', 'it is lost'], `segment from ${who}`];
    case 'stall': return ['Does the process get its processor?', ['at once', 'after 60 ms'], 'processor'];
    case 'process': return ['Several processes have something to do. Which goes on first?', processes(t, i, n), 'goes on'];
    case 'ready': return [`${n} descriptors are ready. Which one does the poller report first?`, ready(t, i, n), 'reported first'];
    case 'delivery':
      if (!obj) return ['Several segments are on their way. Which arrives first?', numbered(n, (k) => (k ? `that of the ${first(k)} connection` : 'the oldest')), 'arrives first'];
      return [`When does a segment from ${who} arrive?`, ['as soon as it can', 'later, when nobody has anything left to do', '5 ms late', '100 ms late', '1.5 s late'].slice(0, n), `segment from ${who}`];
  }
  return [t.str(t.name[i]!), numbered(n, (k) => `alternative ${k + 1}`), t.str(t.name[i]!)];
}

/** ready: the descriptors are reported right after the choice, the chosen one first. */
function ready(t: Trace, i: number, n: number): string[] {
  const reported: string[] = [];
  for (let r = i + 1; r <= t.length && t.kind[r] === Kind.Ready && reported.length < n; r++) reported.push(nameOf(t, t.obj[r]!));
  if (reported.length < n) return numbered(n, (k) => `the ${first(k)}`);
  const [chosen] = reported.splice(0, 1);
  reported.splice(t.a[i]!, 0, chosen!);
  return reported;
}

function processes(t: Trace, i: number, n: number): string[] {
  const names = t.processes();
  const own = names.get(t.proc[i]!) ?? 'the one whose turn it is';
  const others = [...names].filter(([p]) => p !== t.proc[i]).map(([, name]) => name);
  return numbered(n, (k) => (k === 0 ? own : others.length === 1 ? others[0]! : n > 2 ? `the ${first(k)}` : 'another one'));
}

/** moment says where a choice lies. */
export const moment = (t: Trace, c: Choice): string => `choice point ${c.point}, ${time(t.at[c.record]!)}`;
