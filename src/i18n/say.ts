import type { Hole, Locale, Text } from './text';

/**
 * How a number is written: a share as per cent, a difference of shares in percentage points (`pp`), a count whole, seconds as a clock, a polarity with its sign, a p-value
 * to three places (`equals`: with its sign of relation, for sentences), the rest with three digits.
 */
export type Format =
  'number' | 'percent' | 'pp' | 'count' | 'seconds' | 'points' | 'signed' | 'money' | 'days' | 'p' | 'equals';

/** How the difference of two values is written that are themselves written so. */
export function differenceFormat(format: Format): Format {
  return format === 'percent' ? 'pp' : format;
}

const formatters = new Map<string, Intl.NumberFormat>();

/**
 * The sentence in one language; holes are `{name}` or `{name:format}`, and `{name|s}` or `{name|one|more}` end a word by
 * whether there is one of it. An unfilled hole is a programming error.
 */
export function say(text: Text, values: Readonly<Record<string, Hole>> | undefined, locale: Locale): string {
  return text[locale].replace(/\{(\w+)(?::(\w+)|\|([^{}]*))?\}/g, (_, name: string, format?: string, ends?: string) => {
    const value = values?.[name];
    if (value === undefined) throw new TypeError(`no value for {${name}} in "${text[locale]}"`);
    if (ends !== undefined) return (value === 1 ? ends.split('|').at(-2) : ends.split('|').at(-1)) ?? '';
    return fill(value, (format ?? 'number') as Format, locale);
  });
}

/** A number as a reader of `locale` expects it; null is a dash. */
export function write(value: number | null, format: Format, locale: Locale): string {
  if (value === null || !Number.isFinite(value)) return '–';
  switch (format) {
    case 'percent':
      return formatter(locale, { style: 'percent', maximumFractionDigits: Math.abs(value) < 0.1 ? 1 : 0 }).format(
        value,
      );
    case 'pp':
      return (
        formatter(locale, { maximumFractionDigits: 1 }).format(100 * value) + { en: ' pp', zh: ' 个百分点' }[locale]
      );
    case 'count':
      return formatter(locale, { maximumFractionDigits: 0 }).format(value);
    case 'points':
      return formatter(locale, { maximumFractionDigits: 0, signDisplay: 'exceptZero' }).format(value);
    case 'signed':
      return formatter(locale, { maximumFractionDigits: 2, signDisplay: 'exceptZero' }).format(value);
    case 'money':
      return formatter(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value);
    case 'seconds':
      return clock(value, locale);
    case 'days':
      return formatter(locale, { maximumFractionDigits: 1 }).format(value);
    case 'p':
      return value < 0.001 ? '<0.001' : value.toFixed(3);
    case 'equals':
      return value < 0.001 ? '< 0.001' : `= ${value.toFixed(3)}`;
    case 'number':
      return formatter(
        locale,
        Math.abs(value) >= 1000
          ? { maximumFractionDigits: 0 }
          : { maximumSignificantDigits: 3, maximumFractionDigits: 3 },
      ).format(value);
  }
}

function fill(value: Hole, format: Format, locale: Locale): string {
  if (value === null) return '–';
  if (typeof value === 'number') return write(value, format, locale);
  return typeof value === 'string' ? value : value[locale];
}

/** Minutes and seconds, with hours from an hour on; from two days on days, hours and minutes. */
function clock(seconds: number, locale: Locale): string {
  const whole = Math.round(Math.abs(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const two = (part: number) => String(part).padStart(2, '0');
  const sign = seconds < 0 ? '−' : '';
  if (h < 48) return `${sign}${h ? `${String(h)}:${two(m)}` : String(m)}:${two(s)}`;
  const days = write(Math.floor(h / 24), 'count', locale);
  return `${sign}${days}${locale === 'zh' ? '天' : ' d'} ${String(h % 24)}:${two(m)}`;
}

function formatter(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  const known = formatters.get(key) ?? new Intl.NumberFormat(locale === 'zh' ? 'zh-CN' : 'en-GB', options);
  formatters.set(key, known);
  return known;
}
