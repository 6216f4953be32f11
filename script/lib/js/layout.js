// How inspect lays the entries of an object out: on one line, in columns, or
// one to a line.
'use strict';
const { width } = internal('inspect');

// ECMA-48: OSC strings (8.3.89), control sequences (5.4), and other escapes (5.3).
const controlSequence = /\u001B\][^\u0007\u009C]*?(?:\u0007|\u001B\\|\u009C)|(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]|\u001B[ -/]*[0-~]/g;

const LIST = 2; // entries of an array, which may stand in columns

function layOut(c, out, base, braces, type, level, value) {
  const head = base ? `${base} ` : '';
  if (c.compact === true) return compactLayOut(c, out, base, braces);
  if (typeof c.compact === 'number' && c.compact >= 1) {
    const entries = out.length;
    if (type === LIST && entries > 6) out = columns(c, out, value);
    if (c.currentDepth - level < c.compact && entries === out.length) {
      // The innermost levels share a line if they fit, ten characters to spare.
      const start = out.length + c.indentationLvl + braces[0].length + base.length + 10;
      if (fits(c, out, start, base)) {
        const line = out.join(', ');
        if (!line.includes('\n')) return `${head}${braces[0]} ${line} ${braces[1]}`;
      }
    }
  }
  const indent = `\n${' '.repeat(c.indentationLvl)}`;
  return `${head}${braces[0]}${indent}  ${out.join(`,${indent}  `)}${indent}${braces[1]}`;
}

function compactLayOut(c, out, base, braces) {
  if (fits(c, out, 0, base)) return `${braces[0]}${base ? ` ${base}` : ''} ${out.join(', ')} ${braces[1]}`;
  const indent = ' '.repeat(c.indentationLvl);
  const gap = base === '' && braces[0].length === 1 ? ' ' : `${base ? ` ${base}` : ''}\n${indent}  `;
  return `${braces[0]}${gap}${out.join(`,\n${indent}  `)} ${braces[1]}`;
}

function fits(c, out, start, base) {
  let total = out.length + start;
  if (total + out.length > c.breakLength) return false;
  for (const text of out) {
    total += c.colors ? stripVTControlCharacters(text).length : text.length;
    if (total > c.breakLength) return false;
  }
  return base === '' || !base.includes('\n');
}

// Long lists of short entries stand in columns: a square, a character being
// taken as two and a half times as high as wide.
function columns(c, out, value) {
  let count = out.length;
  if (c.maxArrayLength < out.length) count--; // the line that counts the rest
  const widths = [];
  let total = 0, widest = 0;
  for (let i = 0; i < count; i++) {
    widths[i] = width(out[i], c.colors);
    total += widths[i] + 2;
    if (widths[i] > widest) widest = widths[i];
  }
  const cell = widest + 2;
  if (!(cell * 3 + c.indentationLvl < c.breakLength && (total / cell > 5 || widest <= 6))) return out;
  const biased = Math.max(cell - 3 - Math.sqrt(cell - total / out.length), 1);
  const n = Math.min(Math.round(Math.sqrt(2.5 * biased * count) / biased),
    Math.floor((c.breakLength - c.indentationLvl) / cell), c.compact * 4, 15);
  if (n <= 1) return out;
  const columnWidths = [];
  for (let i = 0; i < n; i++) {
    let w = 0;
    for (let j = i; j < count; j += n) w = Math.max(w, widths[j]);
    columnWidths.push(w + 2);
  }
  let right = true;
  if (value !== undefined) {
    for (let i = 0; i < out.length && right; i++) right = typeof value[i] === 'number' || typeof value[i] === 'bigint';
  }
  const rows = [];
  for (let i = 0; i < count; i += n) {
    const end = Math.min(i + n, count);
    let row = '';
    for (let j = i; j < end; j++) {
      const pad = columnWidths[j - i] + out[j].length - widths[j];
      const last = j === end - 1;
      if (right) row += last ? out[j].padStart(pad - 2) : `${out[j]}, `.padStart(pad);
      else row += last ? out[j] : `${out[j]}, `.padEnd(pad);
    }
    rows.push(row);
  }
  if (c.maxArrayLength < out.length) rows.push(out[count]);
  return rows;
}

function stripVTControlCharacters(str) {
  if (typeof str !== 'string') throw require('internal/errors').argType('str', 'string', str);
  if (!str.includes('\u001B') && !str.includes('\u009B')) return str;
  return str.replace(controlSequence, '');
}

module.exports = { LIST, layOut, stripVTControlCharacters };
