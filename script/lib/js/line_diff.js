// The diff of assert from Node 22 on: E. Myers, "An O(ND) Difference Algorithm
// and Its Variations", over the lines of what inspect prints.
'use strict';

const SAME = 0, ACTUAL = 1, EXPECTED = -1;

// Lines that differ by a trailing comma count as the same.
const alike = (a, b, commas) => a === b || (commas && (`${a},` === b || a === `${b},`));

function edits(actual, expected, commas) {
  const max = actual.length + expected.length;
  const reach = new Int32Array(2 * max + 1);
  const history = [];
  for (let d = 0; d <= max; d++) {
    history.push(reach.slice());
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && reach[k - 1 + max] < reach[k + 1 + max]);
      let x = down ? reach[k + 1 + max] : reach[k - 1 + max] + 1;
      while (x < actual.length && x - k < expected.length && alike(actual[x], expected[x - k], commas)) x++;
      reach[k + max] = x;
      if (x >= actual.length && x - k >= expected.length) return trace(history, actual, expected, commas);
    }
  }
}

function trace(history, actual, expected, commas) {
  const max = actual.length + expected.length;
  let x = actual.length, y = expected.length;
  const out = [];
  for (let d = history.length - 1; d >= 0; d--) {
    const reach = history[d];
    const k = x - y;
    const down = k === -d || (k !== d && reach[k - 1 + max] < reach[k + 1 + max]);
    const prev = down ? k + 1 : k - 1;
    const px = reach[prev + max], py = px - prev;
    while (x > px && y > py) {
      out.push([SAME, commas && !actual[x - 1].endsWith(',') ? expected[y - 1] : actual[x - 1]]);
      x--;
      y--;
    }
    if (d > 0) out.push(x > px ? [ACTUAL, actual[--x]] : [EXPECTED, expected[--y]]);
  }
  return out.reverse();
}

// Of more than five equal lines only the first five and those next to a
// difference are shown.
function print(list) {
  const lines = [];
  let same = 0, skipped = false;
  list.forEach(([kind, text], i) => {
    if (kind !== SAME && i > 0 && list[i - 1][0] === SAME) {
      if (same === 7) lines.push(`  ${list[i - 2][1]}`);
      if (same >= 8) {
        lines.push('...');
        skipped = true;
      }
      if (same >= 6) lines.push(`  ${list[i - 1][1]}`);
      same = 0;
    }
    if (kind === SAME) {
      if (same++ < 5) lines.push(`  ${text}`);
    } else {
      lines.push(`${kind === ACTUAL ? '+' : '-'} ${text}`);
    }
  });
  return { message: `\n${lines.join('\n').trimEnd()}`, skipped };
}

function stacked(actual, expected, isText) {
  let message = `\n+ ${actual}\n- ${expected}`;
  if (isText && actual.length + expected.length <= 80) {
    for (let i = 0; i < actual.length; i++) {
      if (actual[i] === expected[i]) continue;
      if (i >= 3) message += `\n${' '.repeat(i + 2)}^`;
      break;
    }
  }
  return message;
}

function simple(a, actual, b, expected) {
  const length = actual.length + expected.length - (typeof a === 'string' ? 2 : 0) - (typeof b === 'string' ? 2 : 0);
  if (length <= 12 && (a !== 0 || b !== 0)) return { message: `${actual} !== ${expected}`, header: '' };
  return { message: stacked(actual, expected, typeof a === 'string' && typeof b === 'string') };
}

function lineDiff(a, b, show, texts, operator, custom) {
  const actual = show(a), expected = show(b);
  const left = actual.split('\n'), right = expected.split('\n');
  const oneLine = left.length === 1 && right.length === 1 &&
    (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null);
  let header = '+ actual - expected', message, skipped = false;
  if (oneLine) {
    ({ message, header = header } = simple(a, actual, b, expected));
  } else if (actual === expected) {
    operator = 'notIdentical';
    header = '';
    skipped = left.length > 50;
    message = skipped ? `${left.slice(0, 50).join('\n')}\n...}` : actual;
  } else {
    ({ message, skipped } = print(edits(left, right, typeof a === 'object' && a !== null)));
  }
  return `${custom || texts[operator]}\n${header}${skipped ? '\n... Skipped lines' : ''}\n${message}\n`;
}

exports.lineDiff = lineDiff;
