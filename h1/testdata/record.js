// throw-away: drives the raw HTTPParser binding. stdin: JSON lines; stdout: JSON lines
const { internalBinding } = require('internal/test/binding');
const { HTTPParser, allMethods, methods } = internalBinding('http_parser');
const all = allMethods || methods;
const rl = require('readline').createInterface({ input: process.stdin });
const L = s => Buffer.from(s, 'latin1');
function run(c) {
  const p = new HTTPParser();
  const ev = [];
  let body = null;
  const flush = () => { if (body !== null) { ev.push(['body', body]); body = null; } };
  const type = c.k === 'res' ? HTTPParser.RESPONSE : HTTPParser.REQUEST;
  p.initialize(type, {}, c.max || 0, c.len || 0);
  let hdrs = [], url = '', inTrailer = false;
  p[HTTPParser.kOnMessageBegin | 0] = () => { flush(); ev.push(['begin']); hdrs = []; url = ''; };
  p[HTTPParser.kOnHeaders | 0] = (h, u) => { hdrs.push(...h); url += u; };
  let n = 0;
  p[HTTPParser.kOnHeadersComplete | 0] = (maj, min, h, m, u, st, sm, up, ka) => {
    flush();
    if (h !== undefined) hdrs.push(...h);
    if (u !== undefined) url += u;
    let r = 0;
    if (Array.isArray(c.ret)) r = c.ret[Math.min(n, c.ret.length - 1)];
    else if (c.ret !== undefined) r = c.ret;
    n++;
    if (r === 'auto') r = up ? 2 : 0;
    ev.push(['head', { v: maj + '.' + min, m: m === undefined ? undefined : all[m], u: url || undefined, st, sm, up, ka, h: hdrs }]);
    hdrs = []; url = '';
    return r;
  };
  p[HTTPParser.kOnBody | 0] = (b, off, len) => { 
    if (off !== undefined) b = b.slice(off, off + len);
    body = (body === null ? '' : body) + b.toString('latin1'); };
  p[HTTPParser.kOnMessageComplete | 0] = () => { flush(); const e = ['done']; if (hdrs.length) { e.push(hdrs); hdrs = []; } ev.push(e); };
  const rets = [];
  for (const piece of c.in) {
    const b = L(piece);
    const r = p.execute(b);
    if (typeof r !== 'number') { flush(); ev.push(['err', r.code, r.reason, r.bytesParsed, r.message]); return ev; }
    rets.push(r);
    if (r < b.length) { flush(); ev.push(['stop', r]); return ev; }
  }
  if (c.fin) {
    const r = p.finish();
    flush();
    if (r !== undefined) ev.push(['err', r.code, r.reason, r.bytesParsed, r.message]);
    else ev.push(['fin']);
  }
  flush();
  return ev;
}
rl.on('line', l => { const c = JSON.parse(l); let o; try { o = run(c); } catch (e) { o = [['throw', e.message]]; } process.stdout.write(JSON.stringify(o) + '\n'); });
