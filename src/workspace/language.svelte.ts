import { say, write, type Format } from '../i18n/say';
import { locales, type Hole, type Locale, type Remark, type Text } from '../i18n/text';

/** The language that the person reads, and everything that is written by it. Switching re-renders; nothing reloads. */
export class Language {
  locale = $state<Locale>('en');

  constructor(locale: Locale) {
    this.locale = locale;
  }

  /** A text of ours in the person's language, its holes filled. */
  readonly say = (text: Text, values?: Readonly<Record<string, Hole>>): string => say(text, values, this.locale);

  readonly remark = (remark: Remark): string => say(remark.say, remark.with, this.locale);

  readonly number = (value: number | null, format: Format = 'number'): string => write(value, format, this.locale);

  /** A day or a moment, in UTC: the wall-clock time of the workspace. */
  readonly date = (value: Date, withTime = false): string =>
    new Intl.DateTimeFormat(this.tag, {
      dateStyle: 'medium',
      ...(withTime ? { timeStyle: 'short' } : {}),
      timeZone: 'UTC',
    }).format(value);

  /** Bytes in the largest fitting unit. */
  readonly bytes = (value: number): string => {
    const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
    const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3));
    return new Intl.NumberFormat(this.tag, {
      style: 'unit',
      unit: units[power] ?? 'byte',
      unitDisplay: power ? 'short' : 'long',
      maximumFractionDigits: power && value / 1000 ** power < 10 ? 1 : 0,
    }).format(value / 1000 ** power);
  };

  /** The other language, for the switch. */
  get other(): Locale {
    return locales.find((locale) => locale !== this.locale) ?? this.locale;
  }

  /** BCP 47, for `lang` and `Intl`. */
  get tag(): string {
    return this.locale === 'zh' ? 'zh-CN' : 'en-GB';
  }
}

/** What the browser's languages ask for. */
export function preferred(languages: readonly string[]): Locale {
  return languages[0]?.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
