// What an uncaught error says about the script, from what Node prints of it:
//
//	/script.js:3
//	  boom();
//	  ^
//
//	ReferenceError: boom is not defined
//	    at …

import type { Place, Trace } from './trace';

export interface Problem { place: Place; title: string; message: string }

export function problemOf(t: Trace, stderr: string): Problem | null {
  const rows = stderr.split('\n');
  const placeOf = (m: RegExpMatchArray | null): Place => (m ? t.placeOf(m[1]!, Number(m[2])) : 0);
  const place = rows.findIndex((r) => placeOf(/^(\/[^():]+):(\d+)$/.exec(r)) > 0);
  const title = rows.findIndex((r, i) => i > place && /^(Uncaught )?[A-Za-z]*(Error|Exception)\b/.test(r));
  if (title < 0) return null;
  // Where Node names its own library first, the first line of ours in the stack counts.
  const own = rows.slice(title).map((r) => placeOf(r.match(/\(?(\/[^():]+):(\d+):\d+\)?$/))).find((p) => p > 0) ?? 0;
  const m = /^(?:Uncaught )?([\w]+)(?: \[\w+\])?:? ?(.*)$/.exec(rows[title]!)!;
  return { place: place >= 0 ? placeOf(/^(.*):(\d+)$/.exec(rows[place]!)) : own, title: m[1]!, message: m[2] || m[1]! };
}
