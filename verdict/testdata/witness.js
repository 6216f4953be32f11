// What the two sides of a script saw, told when the process exits. It patches emit() and keeps
// what passes; it adds no listener to anything but the process.
(() => {
  const events = require('events').EventEmitter.prototype, net = require('net'), emit = events.emit;
  const seen = new Map(), sockets = [], streams = [], servers = [], told = { sockets: [], streams: [] };
  const of = (o) => seen.get(o) || (seen.set(o, { bytes: 0, data: [], on: {} }), seen.get(o));
  events.emit = function (name, ...args) {
    if (typeof name === 'string') {
      // Before 20.12 there is no 'connectionAttempt': the first sign of a client is that it is connected.
      if ((name === 'connectionAttempt' || name === 'connect') && this instanceof net.Socket) {
        if (!seen.has(this)) { of(this).keep = true; sockets.push(this); } else if (of(this).on[name]) told.again = true;
      }
      if (name === 'secureConnect' || name === 'secureConnection' || name === 'secure') told.again = true;
      const w = seen.get(this);
      if (w) {
        w.on[name] = (w.on[name] || 0) + 1;
        if (name === 'error' && args[0]) w.error = args[0].code || args[0].message;
        if (name === 'data' && args[0]) { w.bytes += args[0].length; if (w.keep) w.data.push(Buffer.from(args[0])); }
      }
      if (name === 'connection' && args[0] instanceof net.Socket && !seen.has(args[0])) { of(args[0]); servers.push(args[0]); }
      if (name === 'stream' && args[0] && args[0].constructor.name === 'ServerHttp2Stream' && !seen.has(args[0])) {
        of(args[0]).server = true;
        servers.push(args[0]);
      }
    }
    return emit.call(this, name, ...args);
  };
  // What is put back is read again, and must not count twice.
  const unshift = net.Socket.prototype.unshift;
  net.Socket.prototype.unshift = function (chunk, ...args) {
    const w = seen.get(this);
    if (w && w.keep && chunk) {
      const all = Buffer.concat(w.data);
      w.data = [all.subarray(0, all.length - chunk.length)];
      w.bytes -= chunk.length;
    }
    return unshift.call(this, chunk, ...args);
  };
  let http2;
  try { http2 = require('http2'); } catch (e) { http2 = null; }
  if (http2) {
    const open = http2.connect;
    http2.connect = function (...args) {
      const s = open.apply(this, args), request = s.request;
      s.request = function (...a) {
        const r = request.apply(this, a);
        of(r);
        streams.push(r);
        return r;
      };
      return s;
    };
  }
  process.on('exit', () => {
    for (const s of sockets) {
      const w = of(s);
      told.sockets.push({ on: w.on, error: w.error, left: s.readableLength || 0, data: Buffer.concat(w.data).toString('base64') });
    }
    for (const r of streams) {
      // The k-th of a number here is the k-th of that number there, if there are as many.
      const w = of(r), same = streams.filter((x) => x.id === r.id), there = servers.filter((x) => of(x).server && x.id === r.id);
      const far = same.length === there.length ? there[same.indexOf(r)] : undefined;
      const t = { id: r.id, on: w.on, error: w.error, bytes: w.bytes, rst: r.rstCode };
      if (far && r.id) t.far = { ended: !!far.writableEnded, finished: of(far).on.finish > 0, aborted: !!of(far).on.aborted, headers: !!far.headersSent };
      told.streams.push(t);
    }
    console.log('\nWITNESS ' + JSON.stringify(told));
  });
})();
