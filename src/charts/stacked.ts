import { write } from '../i18n/say';
import type { Locale, Text } from '../i18n/text';
import { draw, nameAt, numberAt, rowsHigh, type Drawn } from './draw';
import { seriesColours } from './theme';

export interface Stacked {
  readonly group: string;
  /** The field that names a part; parts stand in the order of first appearance. */
  readonly part: string;
  /** A count or amount; drawn as the share of its group's whole. */
  readonly value: string;
  readonly title: Text;
  /** Longer names of parts, where the field holds codes. */
  readonly labels?: Readonly<Record<string, Text>>;
}

/** One bar a group, divided into its parts' shares; shares of 8 % and more are written in. */
export function stacked(rows: readonly object[], of: Stacked, locale: Locale): Drawn {
  const cells = rows.map((row) => {
    const part = nameAt(row, of.part, locale);
    return {
      name: nameAt(row, of.group, locale),
      part: of.labels?.[part]?.[locale] ?? part,
      count: Math.max(0, numberAt(row, of.value) ?? 0),
    };
  });
  const wholes = new Map<string, number>();
  for (const { name, count } of cells) wholes.set(name, (wholes.get(name) ?? 0) + count);
  const at = new Map<string, number>();
  const parts = [...new Set(cells.map(({ part }) => part))];
  const values = parts.flatMap((part) =>
    cells
      .filter((cell) => cell.part === part && (wholes.get(cell.name) ?? 0) > 0)
      .map(({ name, count }) => {
        const share = count / (wholes.get(name) ?? 1);
        const from = at.get(name) ?? 0;
        at.set(name, from + share);
        return {
          name,
          part,
          from,
          to: from + share,
          share,
          middle: from + share / 2,
          said: write(share, 'percent', locale),
          count: write(count, 'number', locale),
        };
      }),
  );
  const names = [...new Set(cells.map(({ name }) => name))].filter((name) => (wholes.get(name) ?? 0) > 0);
  const y = { field: 'name', type: 'nominal' as const, sort: names, title: null };
  return draw(
    {
      title: of.title,
      alternative: largest(of.title, names, values),
      values,
      height: rowsHigh(names.length),
      layer: [
        {
          mark: { type: 'bar', height: { band: 0.7 }, stroke: { expr: 'raised' }, strokeWidth: 1 },
          encoding: {
            y,
            x: { field: 'from', type: 'quantitative', title: null, axis: { format: '.0%' }, scale: { domain: [0, 1] } },
            x2: { field: 'to' },
            fill: {
              field: 'part',
              type: 'nominal',
              sort: null,
              title: null,
              scale: { domain: parts, range: seriesColours(parts.length) },
            },
            tooltip: [
              { field: 'name', title: ' ' },
              { field: 'part', title: ' ' },
              { field: 'said', title: { en: 'share', zh: '占比' }[locale] },
              { field: 'count', title: of.title[locale] },
            ],
          },
        },
        {
          transform: [{ filter: 'datum.share >= 0.08' }],
          mark: { type: 'text', color: { expr: 'raised' }, fontWeight: 600 },
          encoding: { y, x: { field: 'middle', type: 'quantitative' }, text: { field: 'said' } },
        },
      ],
    },
    locale,
  );
}

function largest(
  title: Text,
  names: readonly string[],
  values: readonly { readonly name: string; readonly part: string; readonly share: number; readonly said: string }[],
): Text {
  if (names.length === 0) return { en: `${title.en}: no values`, zh: `${title.zh}：没有数值` };
  const tops = names.slice(0, 6).flatMap((name) => {
    const top = values.filter((row) => row.name === name).sort((a, b) => b.share - a.share)[0];
    return top ? [top] : [];
  });
  return {
    en: `${title.en}. Largest part: ${tops.map(({ name, part, said }) => `${name} ${part} ${said}`).join('; ')}`,
    zh: `${title.zh}。最大部分：${tops.map(({ name, part, said }) => `${name} ${part} ${said}`).join('；')}`,
  };
}
