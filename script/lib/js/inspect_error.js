// How inspect shows errors: the stack, with the class's name set right, and
// without the frames that the cause shows again.
'use strict';
const has = internal('versions');
const { kindOf } = internal('inspect');
const own = Function.prototype.call.bind(Object.prototype.hasOwnProperty);

module.exports = ({ show, indented, prefix, tryGet }) => {
  function stackOf(c, e) {
    let stack;
    try {
      stack = e.stack;
    } catch { /* a getter that throws */ }
    if (!stack) return Error.prototype.toString.call(e);
    if (typeof stack === 'string') return stack;
    if (has.stackIndented) {
      c.seen.push(e);
      const text = indented(c, 4, () => show(c, stack, 0));
      c.seen.pop();
      return `${Error.prototype.toString.call(e)}\n    ${text}`;
    }
    return has.receivedByType ? show(c, stack, 0) : String(stack);
  }

  function error(c, e, name, tag, keys) {
    let stack = stackOf(c, e);
    const message = tryGet(e, 'message');
    let label = tryGet(e, 'name');
    if (!c.showHidden && keys.length !== 0) {
      for (const [key, text] of [['stack', stack], ['message', message], ['name', label]]) {
        const at = keys.indexOf(key);
        if (at !== -1 && (typeof text !== 'string' || stack.includes(text))) keys.splice(at, 1);
      }
    }
    label ??= 'Error';
    if ((has.ownCause ? own(e, 'cause') : 'cause' in e) && !keys.includes('cause')) keys.push('cause');
    const errors = tryGet(e, 'errors');
    if (Array.isArray(errors) && (!has.ownCause || own(e, 'errors')) && !keys.includes('errors')) keys.push('errors');

    stack = nameInStack(stack, name, label, tag);
    let at = (message && stack.indexOf(message)) || -1;
    if (at !== -1) at += message.length;
    const frames = stack.indexOf('\n    at', at);
    if (frames === -1) {
      stack = `[${stack}]`;
    } else {
      stack = `${stack.slice(0, frames)}\n${framesOf(c, e, stack.slice(frames + 1)).join('\n')}`;
    }
    if (c.indentationLvl !== 0) stack = stack.replaceAll('\n', `\n${' '.repeat(c.indentationLvl)}`);
    return stack;
  }

  // The stack's head shows the class's name where it differs from .name.
  function nameInStack(stack, name, label, tag) {
    let length = label.length;
    if (typeof label !== 'string') {
      if (!has.receivedByType) label = String(label);
      else stack = stack.replace(`${label}`, `${label} [${prefix(name, tag, 'Error').slice(0, -1)}]`);
    }
    const next = stack[length];
    if (name !== null && !(String(label).endsWith('Error') && stack.startsWith(label) &&
        (stack.length === length || next === ':' || next === '\n'))) {
      return stack;
    }
    let fallback = 'Error';
    if (name === null) {
      const m = /^([A-Z][a-z_ A-Z0-9[\]()-]+)(?::|\n {4}at)/.exec(stack) || /^([a-z_A-Z0-9-]*Error)$/.exec(stack);
      fallback = m?.[1] || '';
      length = fallback.length;
      fallback ||= 'Error';
    }
    const head = prefix(name, tag, fallback).slice(0, -1);
    if (label === head) return stack;
    if (!head.includes(label)) return `${head} [${label}]${stack.slice(length)}`;
    return length === 0 ? `${head}: ${stack}` : `${head}${stack.slice(length)}`;
  }

  // An error's frames, less those that its cause shows again.
  function framesOf(c, e, text) {
    const frames = text.split('\n');
    const cause = tryGet(e, 'cause');
    if (cause != null && kindOf(cause) === 'Error') {
      const causeStack = stackOf(c, cause);
      const start = causeStack.indexOf('\n    at');
      if (start !== -1) {
        const [length, offset] = sharedFrames(frames, causeStack.slice(start + 1).split('\n'));
        if (length > 0) {
          const skipped = length - 2;
          frames.splice(offset + 1, skipped, c.stylize(`    ... ${skipped} lines matching cause stack trace ...`, 'undefined'));
        }
      }
    }
    if (has.collapseFrames && frames.length > 10) collapse(c, frames);
    return frames;
  }

  function sharedFrames(a, b) {
    for (let i = 0; i < a.length - 3; i++) {
      const at = b.indexOf(a[i]);
      if (at === -1 || b.length - at <= 3) continue;
      const limit = Math.min(a.length - i, b.length - at);
      let n = 1;
      while (n < limit && a[i + n] === b[at + n]) n++;
      if (n > 3) return [n, i];
    }
    return [0, 0];
  }

  // Recursion shows as one round of frames and a line that counts the others.
  function collapse(c, frames) {
    for (let i = 0; i < frames.length - 3; i++) {
      let best = 0, times = 0;
      for (let n = 1; i + 2 * n <= frames.length; n++) {
        if (frames[i + n] !== frames[i]) continue;
        let rounds = 0;
        while (same(frames, i, i + (rounds + 1) * n, n)) rounds++;
        if (rounds * n > best * times) [best, times] = [n, rounds];
      }
      if (best * times < 3) continue;
      const what = times > 1 ? `${best} lines ${times} times...` : 'lines ...';
      frames.splice(i + best, best * times,
        c.stylize(`    ... collapsed ${best * times} duplicate lines matching above ${what}`, 'undefined'));
      i += best;
    }
  }

  function same(frames, a, b, n) {
    if (b + n > frames.length) return false;
    for (let i = 0; i < n; i++) if (frames[a + i] !== frames[b + i]) return false;
    return true;
  }

  return error;
};
