// util.parseArgs
'use strict';
const { make, argType, argValue, validateArray, validateBoolean, validateObject, validateString } = require('internal/errors');
const own = (o, key) => (Object.hasOwn(o, key) ? o[key] : undefined);

function validate({ args, strict, options, allowPositionals, tokens, allowNegative }) {
  validateArray(args, 'args');
  validateBoolean(strict, 'strict');
  validateBoolean(allowPositionals, 'allowPositionals');
  validateBoolean(tokens, 'tokens');
  validateBoolean(allowNegative, 'allowNegative');
  validateObject(options, 'options');
  for (const [name, option] of Object.entries(options)) {
    validateObject(option, `options.${name}`);
    const type = own(option, 'type');
    if (type !== 'string' && type !== 'boolean') throw argType(`options.${name}.type`, "('string|boolean')", type);
    if (Object.hasOwn(option, 'short')) {
      validateString(option.short, `options.${name}.short`);
      if (option.short.length !== 1) throw argValue(`options.${name}.short`, option.short, 'must be a single character');
    }
    if (Object.hasOwn(option, 'multiple')) validateBoolean(option.multiple, `options.${name}.multiple`);
    const value = own(option, 'default');
    if (value === undefined) continue;
    const one = type === 'string' ? validateString : validateBoolean;
    if (!own(option, 'multiple')) one(value, `options.${name}.default`);
    else {
      validateArray(value, `options.${name}.default`);
      value.forEach((v, i) => one(v, `options.${name}.default[${i}]`));
    }
  }
}

function tokenize(args, options) {
  const tokens = [];
  const rest = [...args];
  let index = -1, inGroup = 0;
  const longOf = (short) => Object.keys(options).find((name) => own(options[name], 'short') === short) ?? short;
  const takesText = (name) => Object.hasOwn(options, name) && own(options[name], 'type') === 'string';
  const push = (name, rawName, value, inlineValue) => tokens.push({ kind: 'option', name, rawName, index, value, inlineValue });
  const next = (name, rawName) => {
    if (takesText(name) && rest[0] != null) {
      push(name, rawName, rest.shift(), false);
      index++;
    } else {
      push(name, rawName, undefined, undefined);
    }
  };
  while (rest.length > 0) {
    const arg = rest.shift();
    if (inGroup > 0) inGroup--;
    else index++;
    if (arg === '--') {
      tokens.push({ kind: 'option-terminator', index });
      for (const value of rest) tokens.push({ kind: 'positional', index: ++index, value });
      break;
    }
    if (/^-[^-]$/.test(arg)) {
      next(longOf(arg[1]), arg);
    } else if (/^-[^-]./s.test(arg) && !takesText(longOf(arg[1]))) {
      const expanded = [];
      for (let i = 1; i < arg.length; i++) {
        if (takesText(longOf(arg[i])) && i < arg.length - 1) {
          expanded.push(`-${arg.slice(i)}`);
          break;
        }
        expanded.push(`-${arg[i]}`);
      }
      rest.unshift(...expanded);
      inGroup = expanded.length;
    } else if (/^-[^-]./s.test(arg)) {
      push(longOf(arg[1]), `-${arg[1]}`, arg.slice(2), true);
    } else if (/^--[^=]+$/s.test(arg)) {
      next(arg.slice(2), arg);
    } else if (/^--.[^=]*=/s.test(arg)) {
      const eq = arg.indexOf('=', 3);
      push(arg.slice(2, eq), arg.slice(0, eq), arg.slice(eq + 1), true);
    } else {
      tokens.push({ kind: 'positional', index, value: arg });
    }
  }
  return tokens;
}

function checkUsage(token, { options, allowPositionals, allowNegative }) {
  let { name } = token;
  if (!Object.hasOwn(options, name)) {
    const positive = name.slice(3);
    if (!(allowNegative && name.startsWith('no-') && Object.hasOwn(options, positive) && options[positive].type === 'boolean')) {
      const hint = allowPositionals ? `. To specify a positional argument starting with a '-', place it at the end of the command after '--', as in '-- "${token.rawName}"` : '';
      throw make('TypeError', 'ERR_PARSE_ARGS_UNKNOWN_OPTION', `Unknown option '${token.rawName}'${hint}`);
    }
    name = positive;
  }
  const short = own(options[name], 'short');
  const shown = `${short ? `-${short}, ` : ''}--${name}`;
  const invalid = (text) => make('TypeError', 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE', text);
  if (options[name].type === 'string' && typeof token.value !== 'string') throw invalid(`Option '${shown} <value>' argument missing`);
  if (options[name].type === 'boolean' && token.value != null) throw invalid(`Option '${shown}' does not take an argument`);
  if (!token.inlineValue && typeof token.value === 'string' && token.value.length > 1 && token.value[0] === '-') {
    const example = token.rawName.startsWith('--') ? `'${token.rawName}=-XYZ'` : `'--${token.name}=-XYZ' or '${token.rawName}-XYZ'`;
    throw invalid(`Option '${token.rawName}' argument is ambiguous.\nDid you forget to specify the option argument for '${token.rawName}'?\n` +
      `To specify an option argument starting with a dash use ${example}.`);
  }
}

function parseArgs(config = {}) {
  const strict = own(config, 'strict') ?? true;
  const c = {
    args: own(config, 'args') ?? process.argv.slice(2), strict, options: own(config, 'options') ?? { __proto__: null },
    allowPositionals: own(config, 'allowPositionals') ?? !strict, tokens: own(config, 'tokens') ?? false,
    allowNegative: own(config, 'allowNegative') ?? false,
  };
  validate(c);
  const tokens = tokenize(c.args, c.options);
  const result = { values: { __proto__: null }, positionals: [] };
  if (c.tokens) result.tokens = tokens;
  const { values } = result;
  for (const token of tokens) {
    if (token.kind === 'positional') {
      if (!c.allowPositionals) {
        throw make('TypeError', 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL',
          `Unexpected argument '${token.value}'. This command does not take positional arguments`);
      }
      result.positionals.push(token.value);
    } else if (token.kind === 'option') {
      if (strict) checkUsage(token, c);
      let { name, value } = token;
      if (name === '__proto__') continue;
      if (c.allowNegative && name.startsWith('no-') && value === undefined) {
        token.name = name = name.slice(3);
        value = false;
      }
      value ??= true;
      if (Object.hasOwn(c.options, name) && own(c.options[name], 'multiple')) (values[name] ??= []).push(value);
      else values[name] = value;
    }
  }
  for (const [name, option] of Object.entries(c.options)) {
    if (own(option, 'default') !== undefined && values[name] === undefined && name !== '__proto__') values[name] = option.default;
  }
  return result;
}

exports.parseArgs = parseArgs;
