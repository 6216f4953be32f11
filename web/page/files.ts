// A text as files: a line `// file: NAME` begins each. Nothing but comments may
// stand before the first, so that a script with such a comment inside stays one.
// Everything that keeps or sends a text keeps one text.

export interface File { name: string; text: string }
export interface Files { preamble: string; list: File[] }

export const soleName = 'script.js';
const header = /^\/\/ file: ([\w.-]+\.(?:[cm]?js|json))[ \t]*$/;
/** What a file may be called. */
export const fileName = /^[A-Za-z0-9_][\w.-]*\.([cm]?js|json)$/;

export function split(source: string): Files {
  const lines = source.split('\n');
  const first = lines.findIndex((l) => header.test(l));
  if (first < 0 || lines.slice(0, first).some((l) => l.trim() && !l.startsWith('//'))) return { preamble: '', list: [{ name: soleName, text: source }] };
  const list: File[] = [];
  let begin = first;
  for (let i = first; i <= lines.length; i++) {
    if (i < lines.length && (i === first || !header.test(lines[i]!))) continue;
    list.push({ name: free(header.exec(lines[begin]!)![1]!, list), text: lines.slice(begin + 1, i).join('\n') + (i < lines.length ? '\n' : '') });
    begin = i;
  }
  return { preamble: lines.slice(0, first).map((l) => l + '\n').join(''), list };
}

/** join is the text that split takes apart. */
export function join(f: Files): string {
  if (!f.preamble && f.list.length === 1 && f.list[0]!.name === soleName) return f.list[0]!.text;
  return f.preamble + f.list.map((x) => `// file: ${x.name}\n${x.text}${x.text.endsWith('\n') ? '' : '\n'}`).join('');
}

/** host is the name by which the others find a file's process. */
export const host = (name: string): string => name.replace(/\.\w+$/, '').toLowerCase();

/** free is a name like the one wanted whose host is nobody's yet. */
export function free(name: string, taken: readonly File[]): string {
  const ext = /\.\w+$/.exec(name)![0];
  let out = name;
  for (let n = 2; taken.some((f) => host(f.name) === host(out)); n++) out = name.slice(0, -ext.length) + n + ext;
  return out;
}

/** programs are the files that are processes: those that no other one loads. */
export function programs(list: readonly File[]): File[] {
  const scripts = list.filter((f) => !f.name.endsWith('.json'));
  const mains = scripts.filter((f) => !list.some((other) => other !== f && loads(other.text, f.name)));
  return mains.length ? mains : scripts.slice(0, 1);
}

const loads = (text: string, name: string): boolean => ["'", '"', '`'].some((q) => text.includes(`${q}./${name}${q}`) || text.includes(`${q}./${name.replace(/\.\w+$/, '')}${q}`));
