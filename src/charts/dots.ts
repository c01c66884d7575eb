import { write, type Format } from '../i18n/say';
import type { Locale, Text } from '../i18n/text';
import type { TopLevelSpec } from 'vega-lite';

export interface Drawn {
  readonly title: string;
  readonly alternative: string;
  readonly spec: TopLevelSpec;
}

interface Dots {
  readonly group: string;
  readonly value: string;
  readonly format: Format;
  readonly title: Text;
}

/** Interval dots: one row a group, the estimate as a dot, its interval as a rule; low base (n < 30) hollow. */
export function dots(rows: readonly object[], { group, value, format, title }: Dots, locale: Locale): Drawn {
  const values = rows as readonly Readonly<Record<string, string | number | null>>[];
  const known = values
    .filter((row) => typeof row[value] === 'number')
    .sort((a, b) => Number(b[value]) - Number(a[value]));
  const phrase = (row: (typeof values)[number] | undefined) =>
    row ? `${String(row[group] ?? '–')} ${write(Number(row[value]), format, locale)}` : '–';
  const alternative = {
    en: `${title.en} of ${String(known.length)} groups: highest ${phrase(known[0])}, lowest ${phrase(known.at(-1))}`,
    zh: `${title.zh}，共 ${String(known.length)} 组：最高 ${phrase(known[0])}，最低 ${phrase(known.at(-1))}`,
  }[locale];
  const x = {
    type: 'quantitative' as const,
    title: null,
    axis: { format: format === 'percent' ? '.0%' : '.3~f' },
    scale: { zero: false },
  };
  return {
    title: title[locale],
    alternative,
    spec: {
      description: alternative,
      data: {
        values: values
          .filter((row) => typeof row[value] === 'number')
          .map((row) => ({ ...row, [group]: row[group] ?? '–' })),
      },
      encoding: { y: { field: group, type: 'nominal', sort: null, title: null } },
      layer: [
        { mark: 'rule', encoding: { x: { field: 'low', ...x }, x2: { field: 'high' } } },
        { mark: { type: 'point', filled: true, size: 60 }, encoding: { x: { field: value, ...x } } },
      ],
    },
  };
}
