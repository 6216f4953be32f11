// A link to a script: everything that names a run, in the fragment, which
// browsers never send anywhere. What a link says is hostile until parsed.
//
//   #1.<base64url of deflate-raw of JSON>

export interface Shared {
  source: string; version: string; net: string; choices: string; seed: number; cursor: number;
  together: boolean;
  fork: string | null; // the schedule that is shown beside that of choices
}

const mostLink = 200_000; // characters of a fragment
const mostText = 1_000_000; // bytes that it may unpack to
/** Longer links break in some chats, mail programs and issue trackers. */
export const longLink = 2000;

export async function encode(s: Shared): Promise<string> {
  const short: Record<string, unknown> = { s: s.source, v: s.version };
  if (s.net !== 'loopback') short['n'] = s.net;
  if (s.choices.length) short['c'] = s.choices;
  if (s.seed) short['d'] = s.seed;
  if (s.cursor) short['r'] = s.cursor;
  if (s.together) short['p'] = 1;
  if (s.fork !== null) short['f'] = s.fork;
  const packed = await pump(new TextEncoder().encode(JSON.stringify(short)), new CompressionStream('deflate-raw'), Infinity);
  let binary = '';
  for (let i = 0; i < packed.length; i += 0x8000) binary += String.fromCharCode(...packed.subarray(i, i + 0x8000));
  return '1.' + btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** decode throws an Error that says what is wrong with a link. */
export async function decode(fragment: string): Promise<Shared> {
  const m = /^#?(\d+)\.([A-Za-z0-9_-]*)$/.exec(fragment);
  if (!m) throw new Error('it is damaged: part of it may have been lost when it was copied');
  if (m[1] !== '1') throw new Error(`it was made by a newer page (format ${m[1]}): reload this one`);
  if (fragment.length > mostLink) throw new Error(`it is too long (${fragment.length} characters, at most ${mostLink})`);
  let value: unknown;
  try {
    const binary = atob(m[2]!.replace(/-/g, '+').replace(/_/g, '/'));
    const bytes = await pump(Uint8Array.from(binary, (c) => c.charCodeAt(0)), new DecompressionStream('deflate-raw'), mostText);
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (e) {
    if (e instanceof TooLong) throw e;
    throw new Error('it is damaged: part of it may have been lost when it was copied');
  }
  return check(value);
}

function check(value: unknown): Shared {
  const o = value as Record<string, unknown>;
  const whole = (x: unknown, most: number): number => (typeof x === 'number' && Number.isInteger(x) && x >= 0 && x <= most ? x : 0);
  if (typeof o !== 'object' || o === null || typeof o['s'] !== 'string') throw new Error('there is no script in it');
  return {
    source: o['s'],
    version: typeof o['v'] === 'string' ? o['v'].slice(0, 20) : '',
    net: typeof o['n'] === 'string' ? o['n'].slice(0, 20) : 'loopback',
    choices: schedule(o['c'] ?? ''),
    seed: whole(o['d'], 2 ** 32),
    cursor: whole(o['r'], 2 ** 31),
    together: o['p'] === 1,
    fork: o['f'] === undefined ? null : schedule(o['f']),
  };
}

/** schedule (package explore): departures, or as early links have it, every choice. */
function schedule(value: unknown): string {
  const text = Array.isArray(value) ? value.map((c, i) => (c === 0 ? '' : `${i}=${Number(c)}`)).filter(Boolean).join(',') : value;
  if (typeof text !== 'string' || text.length > 50_000 || !/^(\d{1,6}(=\d{1,6})?(,|$))*$/.test(text)) throw new Error('its choices make no sense');
  return text;
}

class TooLong extends Error {}

/** pump sends bytes through a stream and takes at most that many out. */
async function pump(bytes: Uint8Array, through: GenericTransformStream, most: number): Promise<Uint8Array> {
  const reader = (new Blob([bytes as BlobPart]).stream().pipeThrough(through as ReadableWritablePair<Uint8Array, BufferSource>)).getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > most) {
      void reader.cancel();
      throw new TooLong(`it unpacks to more than ${most} bytes`);
    }
    parts.push(value);
  }
  const out = new Uint8Array(size);
  let at = 0;
  for (const p of parts) { out.set(p, at); at += p.length; }
  return out;
}

/** markdown is a script with its link for an issue. */
export function markdown(s: Shared, title: string, verdict: string, link: string): string {
  const fence = '`'.repeat(Math.max(3, ...[...s.source.matchAll(/`{3,}/g)].map((m) => m[0].length + 1)));
  return `**${title}** on Node ${s.version}${s.net === 'loopback' ? '' : ', ' + s.net}${verdict ? ': ' + verdict : ''}\n\n${fence}js\n${s.source.trimEnd()}\n${fence}\n\n[Watch the race](${link})\n`;
}
