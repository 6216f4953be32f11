// What an uncaught error says about the script, from what Node prints of it:
//
//	/script.js:3
//	  boom();
//	  ^
//
//	ReferenceError: boom is not defined
//	    at …

export interface Problem { line: number; title: string; message: string }

export function problemOf(file: string, stderr: string): Problem | null {
  const rows = stderr.split('\n');
  const place = rows.findIndex((r) => r.startsWith(file + ':') && /:\d+$/.test(r));
  const title = rows.findIndex((r, i) => i > place && /^(Uncaught )?[A-Za-z]*(Error|Exception)\b/.test(r));
  if (title < 0) return null;
  // Where Node names its own library first, the first line of ours in the stack counts.
  const own = rows.slice(title).map((r) => r.match(/\(?(\/[^():]+):(\d+):\d+\)?$/)).find((m) => m?.[1] === file);
  const line = place >= 0 ? Number(rows[place]!.split(':').pop()) : Number(own?.[2] ?? 0);
  const m = /^(?:Uncaught )?([\w]+)(?: \[\w+\])?:? ?(.*)$/.exec(rows[title]!)!;
  return { line, title: m[1]!, message: m[2] || m[1]! };
}
