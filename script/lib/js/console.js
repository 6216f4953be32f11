// The parts of console that are not worth Go: what loads here is rare.
'use strict';
const { out, err, now, warn, console } = internal('console');
const has = internal('versions');
const { inspect, format, formatWithOptions, stringWidth } = require('internal/inspect');

const counts = new Map();
const timers = new Map();
const self = () => console();

function elapsed(ms) {
  const pad = (n, d) => `${n}`.padStart(d, '0');
  if (ms >= 3600000) {
    const h = Math.floor(ms / 3600000), m = Math.floor(ms % 3600000 / 60000), s = Math.floor(ms % 60000 / 1000);
    return `${h}:${pad(m, 2)}:${pad(s, 2)} (h:mm:ss)`;
  }
  if (ms >= 60000) {
    const m = Math.floor(ms / 60000), s = Math.floor(ms % 60000 / 1000);
    return `${m}:${pad(s, 2)}.${pad(Math.floor(ms % 1000), 3)} (m:ss.mmm)`;
  }
  if (ms >= 1000) return `${(ms / 1000).toFixed(3)}s`;
  return `${Number(ms.toFixed(3))}ms`;
}

function timing(name, label, args) {
  label = `${label}`;
  const start = timers.get(label);
  if (start === undefined) {
    warn(`No such label '${label}' for console.${name}()`);
    return false;
  }
  const text = `${label}: ${elapsed(now() - start)}`;
  if (args.length > 0) self().log('%s', text, ...args);
  else self().log('%s', text);
  return true;
}

const box = { left: '│ ', middle: ' │ ', right: ' │' };

function renderRow(cells, widths) {
  const parts = cells.map((cell, i) => {
    const gap = widths[i] - stringWidth(cell);
    if (has.tableLeft) return cell + ' '.repeat(gap);
    return ' '.repeat(Math.floor(gap / 2)) + cell + ' '.repeat(Math.ceil(gap / 2));
  });
  return `${box.left}${parts.join(box.middle)}${box.right}`;
}

function renderTable(head, columns) {
  const widths = head.map((h) => stringWidth(h));
  const height = Math.max(...columns.map((c) => c.length));
  const rows = [];
  for (let i = 0; i < head.length; i++) {
    for (let j = 0; j < height; j++) {
      rows[j] ??= [];
      const cell = rows[j][i] = Object.hasOwn(columns[i], j) ? columns[i][j] : '';
      widths[i] = Math.max(widths[i], stringWidth(cell));
    }
  }
  const line = widths.map((w) => '─'.repeat(w + 2));
  let text = `┌${line.join('┬')}┐\n${renderRow(head, widths)}\n├${line.join('┼')}┤\n`;
  for (const row of rows) text += `${renderRow(row, widths)}\n`;
  return `${text}└${line.join('┴')}┘`;
}

function cellText(v) {
  const depth = v !== null && typeof v === 'object' && !Array.isArray(v) && Object.keys(v).length > 2 ? -1 : 0;
  return inspect(v, { maxArrayLength: 3, breakLength: Infinity, colors: false, depth });
}

function table(data, properties) {
  if (data === null || typeof data !== 'object') return self().log(data);
  if (properties !== undefined && !Array.isArray(properties)) throw require('internal/errors').argType('properties', 'Array', properties);
  const final = (head, columns) => self().log(renderTable(head, columns));
  const isMap = data instanceof Map, isSet = data instanceof Set;
  if (isMap || isSet) {
    const index = [], keys = [], values = [];
    let i = 0;
    for (const e of data) {
      index.push(`${i++}`);
      if (isMap) keys.push(cellText(e[0]));
      values.push(cellText(isMap ? e[1] : e));
    }
    return isMap ? final(['(iteration index)', 'Key', 'Values'], [index, keys, values]) : final(['(iteration index)', 'Values'], [index, values]);
  }
  const map = { __proto__: null };
  let hasPrimitives = false;
  const valueColumn = [];
  const index = Object.keys(data);
  for (let i = 0; i < index.length; i++) {
    const item = data[index[i]];
    const primitive = item === null || (typeof item !== 'function' && typeof item !== 'object');
    if (properties === undefined && primitive) {
      hasPrimitives = true;
      valueColumn[i] = cellText(item);
    } else {
      for (const key of properties || Object.keys(item)) {
        map[key] ??= [];
        if ((primitive && properties) || !Object.hasOwn(item, key)) map[key][i] = '';
        else map[key][i] = cellText(item[key]);
      }
    }
  }
  const head = ['(index)', ...Object.keys(map)];
  const columns = [index, ...Object.values(map)];
  if (hasPrimitives) {
    head.push('Values');
    columns.push(valueColumn);
  }
  return final(head, columns);
}

const failed = ([first, ...rest]) => (!has.assertObjects && (first !== undefined || rest.length > 0) ? [`Assertion failed: ${first}`, ...rest] :
  typeof first === 'string' ? [`Assertion failed: ${first}`, ...rest] :
  first === undefined && rest.length === 0 ? ['Assertion failed'] : ['Assertion failed', first, ...rest]);

const methods = {
  dir(object, options) {
    out(inspect(object, { customInspect: false, ...options }));
  },
  time(label = 'default') {
    label = `${label}`;
    if (timers.has(label)) return warn(`Label '${label}' already exists for console.time()`);
    timers.set(label, now());
  },
  timeEnd(label = 'default') {
    if (timing('timeEnd', label, [])) timers.delete(`${label}`);
  },
  timeLog(label = 'default', ...data) {
    timing('timeLog', label, data);
  },
  trace: function trace(...args) {
    const e = { name: 'Trace', message: format(...args) };
    const at = new Error().stack.split('\n').filter((line) => !line.includes('node:console')).slice(1).join('\n');
    self().error(`Trace${e.message ? `: ${e.message}` : ''}${at ? `\n${at}` : ''}`);
  },
  assert(ok, ...args) {
    if (ok) return;
    self().warn(...failed(args));
  },
  count(label = 'default') {
    label = `${label}`;
    const n = (counts.get(label) ?? 0) + 1;
    counts.set(label, n);
    self().log(`${label}: ${n}`);
  },
  countReset(label = 'default') {
    if (!counts.delete(`${label}`)) warn(`Count for '${label}' does not exist`);
  },
  table,
  context() { return self(); },
  createTask(name) { return { run: (f) => f() }; },
};

// Console writes to streams that a script hands over.
function Console(options, stderr) {
  if (!new.target) return new Console(...arguments);
  if (!options || typeof options.write === 'function') options = { stdout: options, stderr };
  const { stdout } = options;
  if (!stdout || typeof stdout.write !== 'function') {
    throw require('internal/errors').make('TypeError', 'ERR_CONSOLE_WRITABLE_STREAM', 'Console expects a writable stream instance for stdout');
  }
  const errors = options.stderr || stdout;
  let indent = '';
  const local = { counts: new Map(), timers: new Map() };
  const write = (stream, text) => {
    if (indent !== '') text = indent + text.replaceAll('\n', `\n${indent}`);
    stream.write(`${text}\n`);
  };
  const step = ' '.repeat(options.groupIndentation ?? 2);
  const fmt = (args) => (options.inspectOptions ? formatWithOptions(options.inspectOptions, ...args) : format(...args));
  const con = this;
  const add = (name, f) => Object.defineProperty(con, name, { value: f, writable: true, enumerable: true, configurable: true });
  for (const name of ['log', 'info', 'debug', 'dirxml']) add(name, (...args) => write(stdout, fmt(args)));
  for (const name of ['error', 'warn']) add(name, (...args) => write(errors, fmt(args)));
  add('dir', (o, opts) => write(stdout, inspect(o, { customInspect: false, ...options.inspectOptions, ...opts })));
  add('group', (...args) => { if (args.length > 0) con.log(...args); indent += step; });
  add('groupCollapsed', con.group);
  add('groupEnd', () => { indent = indent.slice(0, Math.max(indent.length - step.length, 0)); });
  add('assert', (ok, ...args) => {
    if (ok) return;
    con.warn(...failed(args));
  });
  add('count', (label = 'default') => {
    const n = (local.counts.get(`${label}`) ?? 0) + 1;
    local.counts.set(`${label}`, n);
    con.log(`${label}: ${n}`);
  });
  add('countReset', (label = 'default') => { local.counts.delete(`${label}`); });
  add('time', (label = 'default') => { local.timers.set(`${label}`, now()); });
  add('timeEnd', (label = 'default') => {
    con.log(`${label}: ${elapsed(now() - (local.timers.get(`${label}`) ?? now()))}`);
    local.timers.delete(`${label}`);
  });
  add('timeLog', (label = 'default', ...data) => con.log(`${label}: ${elapsed(now() - (local.timers.get(`${label}`) ?? now()))}`, ...data));
  add('trace', (...args) => con.error(`Trace${args.length ? `: ${format(...args)}` : ''}`));
  add('table', (data, properties) => {
    const lines = [];
    const saved = self().log;
    self().log = (...args) => lines.push(args);
    try { table(data, properties); } finally { self().log = saved; }
    for (const args of lines) con.log(...args);
  });
}
methods.Console = Console;


exports.methods = methods;
