import { write, type Format } from '../i18n/say';
import type { Locale, Text } from '../i18n/text';
import { lowBase, nameAt, numberAt, withInterval, type Layers } from './draw';
import { paint } from './theme';

/** Where in the rows of a result its estimates stand, and how they are written. */
export interface Estimates {
  readonly group: string;
  readonly value: string;
  readonly format: Format;
  readonly title: Text;
  /** Fields of the interval's ends: `low` and `high` unless said. */
  readonly low?: string;
  readonly high?: string;
  /** The field of the base: `n` unless said. */
  readonly base?: string;
  /** Drawn as a thin line. */
  readonly target?: number | null;
}

/** One estimate a group with its interval and base, as marks and tooltips need it; groups without a value are left out. */
export function estimatesOf(rows: readonly object[], of: Estimates, locale: Locale) {
  return rows.flatMap((row) => {
    const value = numberAt(row, of.value);
    if (value === null) return [];
    const low = numberAt(row, of.low ?? 'low');
    const high = numberAt(row, of.high ?? 'high');
    const n = numberAt(row, of.base ?? 'n');
    return [
      {
        name: nameAt(row, of.group, locale),
        value,
        low,
        high,
        small: n !== null && n < lowBase,
        said: withInterval(value, low, high, of.format, locale),
        written: write(value, of.format, locale),
        base: write(n, 'count', locale),
      },
    ];
  });
}

export function estimateTooltip({ title }: Estimates, locale: Locale) {
  return [
    { field: 'name', title: ' ' },
    { field: 'said', title: title[locale] },
    { field: 'base', title: 'n' },
  ];
}

/** Groups down the page in the order given. */
export const groupsDown = { field: 'name', type: 'nominal', sort: null, title: null } as const;

/** The accent, hollow on a low base. */
export function hollowWhenSmall() {
  return { condition: { test: 'datum.small', value: paint('raised') }, value: paint('accent') };
}

/** A thin dashed line at a target on the x axis. */
export function targetLine(target: number | null | undefined): Layers {
  if (target === null || target === undefined) return [];
  return [
    {
      mark: { type: 'rule', strokeDash: [4, 3], color: paint('ink2') },
      encoding: { x: { datum: target, type: 'quantitative' } },
    },
  ];
}
