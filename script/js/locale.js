'use strict';
// Numbers and dates as en-US writes them, in UTC.

const grouped = (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ',');

// Rounds half away from zero, on the decimal digits as they are printed.
function rounded(x, max) {
  const text = Math.abs(x).toString();
  if (text.includes('e')) return x.toFixed(Math.min(max, 100));
  const [whole, part = ''] = text.split('.');
  if (part.length <= max) return text;
  let digits = BigInt(whole + part.slice(0, max));
  if (part[max] >= '5') digits += 1n;
  const s = String(digits).padStart(max + 1, '0');
  return max === 0 ? s : `${s.slice(0, -max)}.${s.slice(-max)}`;
}

const symbols = { USD: '$', EUR: '€', GBP: '£', JPY: '¥', INR: '₹', CNY: 'CN¥' };
const units = { byte: 'byte', kilobyte: 'kB', megabyte: 'MB', gigabyte: 'GB', percent: '%', second: 'sec', kilometer: 'km', meter: 'm' };

function formatNumber(x, options = {}) {
  if (typeof x === 'bigint') return (x < 0n ? '-' : '') + grouped(String(x < 0n ? -x : x));
  x = Number(x);
  if (Number.isNaN(x)) return 'NaN';
  const { style = 'decimal', currency, useGrouping = true, notation, unit, signDisplay } = options;
  let suffix = '';
  let low = style === 'currency' ? (currency === 'JPY' ? 0 : 2) : 0;
  let high = style === 'currency' ? low : style === 'percent' ? 0 : 3;
  if (options.minimumFractionDigits !== undefined) { low = options.minimumFractionDigits; high = Math.max(high, low); }
  if (options.maximumFractionDigits !== undefined) { high = options.maximumFractionDigits; low = Math.min(low, high); }
  if (style === 'percent') { x *= 100; suffix = '%'; }
  let abs = Math.abs(x);
  if (notation === 'compact') {
    const steps = ['', 'K', 'M', 'B', 'T'];
    let i = 0;
    while (abs >= 1000 && i < 4) { abs /= 1000; i++; }
    high = abs < 100 ? (abs < 10 ? 1 : abs < 100 ? 0 : 0) : 0;
    suffix = steps[i];
  }
  let text;
  if (abs === Infinity) {
    text = '∞';
  } else {
    if (options.maximumSignificantDigits !== undefined) {
      abs = Number(abs.toPrecision(options.maximumSignificantDigits));
      high = 20;
    }
    if (abs >= 1e21) abs = BigInt(abs);
    let [whole, part = ''] = (typeof abs === 'bigint' ? String(abs) : rounded(abs, high)).split('.');
    if (options.minimumIntegerDigits) whole = whole.padStart(options.minimumIntegerDigits, '0');
    while (part.length > low && part.endsWith('0')) part = part.slice(0, -1);
    part = part.padEnd(low, '0');
    text = (useGrouping ? grouped(whole) : whole) + (part && `.${part}`);
  }
  if (style === 'currency') text = (symbols[currency] ?? `${currency}\u00a0`) + text;
  if (style === 'unit') text += ` ${units[unit] ?? unit}`;
  const negative = x < 0 || Object.is(x, -0);
  const sign = negative ? '-' : signDisplay === 'always' || (signDisplay === 'exceptZero' && x !== 0) ? '+' : '';
  return sign + text + suffix;
}

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const two = (n) => String(n).padStart(2, '0');

function datePart(d, o) {
  const y = o.year === '2-digit' ? two(d.getUTCFullYear() % 100) : String(d.getUTCFullYear());
  const day = o.day === '2-digit' ? two(d.getUTCDate()) : String(d.getUTCDate());
  const m = d.getUTCMonth();
  const weekday = o.weekday && (o.weekday === 'long' ? days[d.getUTCDay()] : days[d.getUTCDay()].slice(0, 3));
  if (o.month === 'long' || o.month === 'short') {
    const name = o.month === 'long' ? months[m] : months[m].slice(0, 3);
    const md = o.day ? `${name} ${day}` : name;
    const text = o.year ? (o.day ? `${md}, ${y}` : `${md} ${y}`) : md;
    return weekday ? `${weekday}, ${text}` : text;
  }
  const parts = [];
  if (o.month) parts.push(o.month === '2-digit' ? two(m + 1) : String(m + 1));
  if (o.day) parts.push(day);
  if (o.year) parts.push(y);
  const text = parts.join('/');
  return weekday ? (text ? `${weekday}, ${text}` : weekday) : text;
}

function timePart(d, o) {
  const h = d.getUTCHours();
  const twelve = o.hour12 ?? (o.hourCycle === undefined ? true : o.hourCycle === 'h12');
  const parts = [];
  if (o.hour) {
    const n = twelve ? h % 12 || 12 : h;
    parts.push(o.hour === '2-digit' || !twelve ? two(n) : String(n));
  }
  if (o.minute) parts.push(parts.length || o.minute === '2-digit' ? two(d.getUTCMinutes()) : String(d.getUTCMinutes()));
  if (o.second) parts.push(parts.length || o.second === '2-digit' ? two(d.getUTCSeconds()) : String(d.getUTCSeconds()));
  let text = parts.join(':');
  if (o.fractionalSecondDigits) text += `.${String(d.getUTCMilliseconds()).padStart(3, '0').slice(0, o.fractionalSecondDigits)}`;
  if (o.hour && twelve) text += h < 12 ? ' AM' : ' PM';
  if (o.timeZoneName) text += ' UTC';
  return text;
}

const styles = {
  date: { full: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' }, long: { year: 'numeric', month: 'long', day: 'numeric' },
    medium: { year: 'numeric', month: 'short', day: 'numeric' }, short: { year: '2-digit', month: 'numeric', day: 'numeric' } },
  time: { full: { hour: 'numeric', minute: '2-digit', second: '2-digit', timeZoneName: 'short' }, long: { hour: 'numeric', minute: '2-digit', second: '2-digit', timeZoneName: 'short' },
    medium: { hour: 'numeric', minute: '2-digit', second: '2-digit' }, short: { hour: 'numeric', minute: '2-digit' } },
};

function formatDate(d, options, wantDate, wantTime) {
  if (Number.isNaN(d.getTime())) return 'Invalid Date';
  let o = { ...options };
  if (o.dateStyle || o.timeStyle) {
    o = { ...o, ...styles.date[o.dateStyle], ...styles.time[o.timeStyle] };
  } else {
    const hasDate = o.weekday || o.year || o.month || o.day;
    const hasTime = o.hour || o.minute || o.second || o.fractionalSecondDigits;
    if (!(hasDate && wantDate) && !(hasTime && wantTime)) {
      if (wantDate) o = { ...o, year: 'numeric', month: 'numeric', day: 'numeric' };
      if (wantTime) o = { ...o, hour: 'numeric', minute: '2-digit', second: '2-digit' };
    }
  }
  const date = o.weekday || o.year || o.month || o.day ? datePart(d, o) : '';
  const time = o.hour || o.minute || o.second || o.fractionalSecondDigits ? timePart(d, o) : '';
  return date && time ? `${date}, ${time}` : date || time;
}

exports.number = (x, locales, options) => formatNumber(typeof x === 'object' ? x.valueOf() : x, options);
exports.toLocaleString = (d, locales, options) => formatDate(d, options, true, true);
exports.toLocaleDateString = (d, locales, options) => formatDate(d, options, true, false);
exports.toLocaleTimeString = (d, locales, options) => formatDate(d, options, false, true);

class NumberFormat {
  #options;
  constructor(locales, options) { this.#options = options; this.format = (x) => formatNumber(x, this.#options); }
  resolvedOptions() { return { locale: 'en-US', numberingSystem: 'latn', style: 'decimal', ...this.#options }; }
}
class DateTimeFormat {
  #options;
  constructor(locales, options) { this.#options = options; this.format = (d = Date.now()) => formatDate(new Date(d), this.#options, true, false); }
  resolvedOptions() { return { locale: 'en-US', calendar: 'gregory', numberingSystem: 'latn', timeZone: 'UTC', ...this.#options }; }
}
class Collator {
  constructor(locales, options) { this.compare = (a, b) => String(a).localeCompare(String(b), locales, options); }
}
class PluralRules {
  #ordinal;
  constructor(locales, options) { this.#ordinal = options?.type === 'ordinal'; }
  select(n) {
    if (!this.#ordinal) return n === 1 ? 'one' : 'other';
    const teen = n % 100 >= 11 && n % 100 <= 13;
    return teen ? 'other' : ['other', 'one', 'two', 'few'][n % 10] ?? 'other';
  }
}
class ListFormat {
  #word;
  constructor(locales, options) { this.#word = options?.type === 'disjunction' ? 'or' : 'and'; }
  format(list) {
    const a = [...list];
    if (a.length < 3) return a.join(` ${this.#word} `);
    return `${a.slice(0, -1).join(', ')}, ${this.#word} ${a.at(-1)}`;
  }
}
exports.Intl = Object.defineProperty({ NumberFormat, DateTimeFormat, Collator, PluralRules, ListFormat }, Symbol.toStringTag, { value: 'Intl', configurable: true });
