import { write } from '../i18n/say';
import type { Locale, Text } from '../i18n/text';
import { draw, rowsHigh, type Drawn, type Layers } from './draw';
import { paint } from './theme';

export interface Combination {
  /** The names that are together, in any order. */
  readonly names: readonly string[];
  readonly count: number;
}

export interface Combinations {
  readonly title: Text;
  /** All that is counted: what shares are of. */
  readonly total: number;
  /** Only so many of the largest; the rest is named below. */
  readonly top: number;
}

/** Exact combinations as an UpSet chart: a row each, a dot for every name in it, and a bar of how many. */
export function combinations(all: readonly Combination[], of: Combinations, locale: Locale): Drawn {
  const shown = [...all].sort((a, b) => b.count - a.count).slice(0, of.top);
  const names = [...new Set(shown.flatMap(({ names: own }) => own))].sort();
  const rest = of.total - shown.reduce((sum, { count }) => sum + count, 0);
  const written = (count: number) =>
    `${write(count, 'count', locale)} · ${write(of.total > 0 ? count / of.total : null, 'percent', locale)}`;
  const largest = Math.max(...shown.map(({ count }) => count), 1);
  const start = names.length + 0.4;
  const [reach, room] = [Math.max(4, names.length), 3];
  const rows = shown.map(({ names: own, count }, line) => ({
    line: line + 0.5,
    said: own.join(' + '),
    start,
    end: start + (reach * count) / largest,
    written: written(count),
    first: names.indexOf([...own].sort()[0] ?? '') + 0.5,
    last: names.indexOf([...own].sort().at(-1) ?? '') + 0.5,
  }));
  const dots = shown.flatMap(({ names: own }, line) =>
    names.map((name, at) => ({ line: line + 0.5, at: at + 0.5, name, in: own.includes(name) })),
  );
  const x = {
    type: 'quantitative',
    axis: null,
    scale: { domain: [0, start + reach + room], nice: false, zero: false },
  } as const;
  const y = {
    type: 'quantitative',
    axis: null,
    scale: { domain: [shown.length, -0.2], nice: false, zero: false },
  } as const;
  const tooltip = [
    { field: 'said', title: ' ' },
    { field: 'written', title: of.title[locale] },
  ];
  const layer = [
    {
      mark: { type: 'rule', strokeWidth: 2, color: paint('ink2') },
      encoding: { x: { field: 'first', ...x }, x2: { field: 'last' }, y: { field: 'line', ...y }, tooltip },
    },
    {
      data: { values: dots },
      mark: { type: 'circle', opacity: 1, size: 90 },
      encoding: {
        x: { field: 'at', ...x },
        y: { field: 'line', ...y },
        color: { condition: { test: 'datum.in', value: paint('ink') }, value: paint('edge') },
        tooltip: [{ field: 'name', title: ' ' }],
      },
    },
    {
      mark: { type: 'bar', height: 14, color: paint('accent') },
      encoding: { x: { field: 'start', ...x }, x2: { field: 'end' }, y: { field: 'line', ...y }, tooltip },
    },
    {
      mark: { type: 'text', align: 'left', dx: 6, color: paint('ink2') },
      encoding: { x: { field: 'end', ...x }, y: { field: 'line', ...y }, text: { field: 'written' } },
    },
    {
      data: { values: names.map((name, at) => ({ name, at: at + 0.5, line: 0 })) },
      mark: { type: 'text', align: 'left', angle: -35, baseline: 'bottom', dy: -4, limit: 130, clip: false },
      encoding: { x: { field: 'at', ...x }, y: { field: 'line', ...y }, text: { field: 'name' } },
    },
  ] as unknown as Layers;
  return draw(
    {
      title: of.title,
      alternative: spoken(of.title, rows, all.length),
      note:
        rest > 0
          ? {
              en: `${write(rest, 'count', locale)} more in ${String(all.length - shown.length)} other combinations.`,
              zh: `其余 ${write(rest, 'count', locale)} 属于另外 ${String(all.length - shown.length)} 种组合。`,
            }
          : null,
      values: rows,
      height: rowsHigh(shown.length) + 24,
      layer,
    },
    locale,
  );
}

function spoken(
  title: Text,
  rows: readonly { readonly said: string; readonly written: string }[],
  count: number,
): Text {
  if (!rows.length) return { en: `${title.en}: no values`, zh: `${title.zh}：没有数值` };
  const largest = rows.slice(0, 3).map(({ said, written }) => `${said} ${written}`);
  return {
    en: `${title.en}, ${String(count)} combinations. Largest: ${largest.join('; ')}`,
    zh: `${title.zh}，共 ${String(count)} 种组合。最大：${largest.join('；')}`,
  };
}
