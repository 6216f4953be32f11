// The diff of assert up to Node 20: lines are compared pairwise from the top,
// after equal lines at the end have been set aside.
'use strict';

function alignedDiff(a, b, show, texts, operator, custom) {
  const shown = show(a);
  const actual = shown.split('\n'), expected = show(b).split('\n');
  const state = { res: '', other: '', printed: 0, identical: 0, skipped: false };
  let indicator = '', i = 0;
  if (actual.length === 1 && expected.length === 1 && actual[0] !== expected[0]) {
    const length = actual[0].length + expected[0].length;
    const primitive = (v) => typeof v !== 'object' || v === null;
    if (length <= 12) {
      if (primitive(a) && primitive(b) && (a !== 0 || b !== 0)) return `${custom || texts[operator]}\n\n${actual[0]} !== ${expected[0]}\n`;
    } else if (operator !== 'strictEqualObject' && length < 80) {
      while (actual[0][i] === expected[0][i]) i++;
      if (i > 2) {
        indicator = `\n  ${' '.repeat(i)}^`;
        i = 0;
      }
    }
  }
  let end = '', rest = '';
  while (actual.length > 0 && expected.length > 0 && actual.at(-1) === expected.at(-1)) {
    const line = actual.pop();
    expected.pop();
    if (i++ < 3) end = `\n  ${line}${end}`;
    else rest = line;
  }
  const count = Math.max(actual.length, expected.length);
  if (count === 0) {
    const lines = shown.split('\n');
    if (lines.length > 50) lines.splice(46, Infinity, '...');
    return `${custom || texts.notIdentical}\n\n${lines.join('\n')}\n`;
  }
  if (i >= 5) {
    end = `\n...${end}`;
    state.skipped = true;
  }
  if (rest !== '') end = `\n  ${rest}${end}`;
  const message = `${custom || texts[operator]}\n+ actual - expected`;
  for (i = 0; i < count; i++) {
    if (pair(state, actual, expected, i), state.printed > 50 && i < count - 2) {
      return `${message} ... Lines skipped\n${state.res}\n...${state.other}\n...`;
    }
  }
  return `${message}${state.skipped ? ' ... Lines skipped' : ''}\n${state.res}${state.other}${end}${indicator}`;
}

// Of a run of equal lines the first two and the last two are shown.
function flushIdentical(s, lines, i) {
  if (s.identical > 4) {
    if (s.identical === 5) {
      s.res += `\n  ${lines[i - 3]}`;
      s.printed++;
    } else {
      s.res += '\n...';
      s.skipped = true;
    }
  }
  if (s.identical > 3) {
    s.res += `\n  ${lines[i - 2]}`;
    s.printed++;
  }
  if (s.identical > 2) {
    s.res += `\n  ${lines[i - 1]}`;
    s.printed++;
  }
  s.identical = 0;
}

function pair(s, actual, expected, i) {
  if (i >= Math.min(actual.length, expected.length)) {
    const longer = actual.length >= expected.length ? actual : expected;
    flushIdentical(s, longer, i);
    if (longer === actual) s.res += `\n+ ${actual[i]}`;
    else s.other += `\n- ${expected[i]}`;
    s.printed++;
    return;
  }
  let line = actual[i];
  const want = expected[i];
  let differs = line !== want && !(line.endsWith(',') && line.slice(0, -1) === want);
  if (differs && want.endsWith(',') && want.slice(0, -1) === line) {
    differs = false;
    line += ',';
  }
  if (differs) {
    flushIdentical(s, actual, i);
    s.res += `\n+ ${line}`;
    s.other += `\n- ${want}`;
    s.printed += 2;
    return;
  }
  s.res += s.other;
  s.other = '';
  if (++s.identical <= 2) {
    s.res += `\n  ${line}`;
    s.printed++;
  }
}

exports.alignedDiff = alignedDiff;
