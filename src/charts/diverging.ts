import { write, type Format } from '../i18n/say';
import type { Locale, Text } from '../i18n/text';
import { draw, type Drawn, extremes, nameAt, numberAt, placesAmong, rowsHigh, withInterval } from './draw';
import { paint, type Colour } from './theme';

/** A part of a divided bar: the field of its count or share. */
export interface Part {
  readonly field: string;
  readonly label: Text;
}

export interface Diverging {
  readonly group: string;
  readonly title: Text;
  /** From the worst. */
  readonly negative: readonly Part[];
  /** Straddles the middle. */
  readonly neutral?: Part;
  /** To the best. */
  readonly positive: readonly Part[];
  /** The figure that the parts come to (e.g. nps), written at the right. */
  readonly value?: string;
  readonly format?: Format;
}

const reds: readonly (readonly Colour[])[] = [[], ['score0'], ['score0', 'score1'], ['score0', 'score1', 'score2']];
const greens: readonly (readonly Colour[])[] = [[], ['score6'], ['score5', 'score6'], ['score4', 'score5', 'score6']];

/** Bars divided left and right of the middle, e.g. detractors, passives and promoters, as shares of each group's whole. */
export function diverging(rows: readonly object[], of: Diverging, locale: Locale): Drawn {
  const parts = [
    ...of.negative.map((part, at) => ({ ...part, colour: reds[of.negative.length]?.[at] ?? 'score1' })),
    ...(of.neutral ? [{ ...of.neutral, colour: 'edgeStrong' as const }] : []),
    ...of.positive.map((part, at) => ({ ...part, colour: greens[of.positive.length]?.[at] ?? 'score5' })),
  ];
  const groups = rows.map((row) => groupOf(row, of, parts, locale)).filter((group) => group.whole > 0);
  const values = groups.flatMap((group) => group.segments);
  const [start, end] = [Math.min(...values.map(({ from }) => from), 0), Math.max(...values.map(({ to }) => to), 0.1)];
  const right = groups.map(({ name, said }) => ({ name, said, at: end }));
  const y = { field: 'name', type: 'nominal' as const, sort: null, title: null };
  const colours = parts.map(({ colour }) => paint(colour));
  return draw(
    {
      title: of.title,
      alternative: of.value
        ? extremes(of.title, groups)
        : extremes(
            {
              en: `${of.title.en} (${parts.at(-1)?.label.en ?? ''})`,
              zh: `${of.title.zh}（${parts.at(-1)?.label.zh ?? ''}）`,
            },
            groups,
          ),
      values,
      journey: placesAmong({ name: of.group }),
      height: rowsHigh(groups.length),
      layer: [
        {
          mark: { type: 'bar', height: { band: 0.68 } },
          encoding: {
            y,
            x: {
              field: 'from',
              type: 'quantitative',
              title: null,
              axis: { values: [...ticks(start, end)], labelExpr: "format(abs(datum.value), '.0%')" },
              // Room at the right for the figures that are written there.
              ...(of.value ? { scale: { domainMax: end + 0.22 * (end - start) } } : {}),
            },
            x2: { field: 'to' },
            fill: {
              field: 'part',
              type: 'nominal',
              title: null,
              sort: null,
              scale: { domain: parts.map(({ label }) => label[locale]), range: colours },
            },
            tooltip: [
              { field: 'name', title: ' ' },
              { field: 'part', title: ' ' },
              { field: 'share', title: { en: 'share', zh: '占比' }[locale] },
              { field: 'count', title: 'n' },
            ],
          },
        },
        { mark: { type: 'rule', color: paint('ink3') }, encoding: { x: { datum: 0, type: 'quantitative' } } },
        ...(of.value
          ? [
              {
                data: { values: right },
                mark: { type: 'text' as const, align: 'left' as const, dx: 8, fontWeight: 600 as const },
                encoding: { y, x: { field: 'at', type: 'quantitative' as const }, text: { field: 'said' } },
              },
            ]
          : []),
      ],
    },
    locale,
  );
}

function groupOf(row: object, of: Diverging, parts: readonly (Part & { readonly colour: Colour })[], locale: Locale) {
  const counts = parts.map(({ field }) => numberAt(row, field) ?? 0);
  const whole = counts.reduce((sum, count) => sum + count, 0);
  const neutral = of.neutral ? (counts[of.negative.length] ?? 0) : 0;
  const left = counts.slice(0, of.negative.length).reduce((sum, count) => sum + count, 0) + neutral / 2;
  const name = nameAt(row, of.group, locale);
  let at = -left;
  const segments = parts.map(({ label }, index) => {
    const count = counts[index] ?? 0;
    const from = at;
    at += count;
    return {
      name,
      part: label[locale],
      from: whole ? from / whole : 0,
      to: whole ? at / whole : 0,
      share: write(whole ? count / whole : null, 'percent', locale),
      count: write(count, Number.isInteger(count) ? 'count' : 'number', locale),
    };
  });
  const value = of.value ? numberAt(row, of.value) : whole ? (counts.at(-1) ?? 0) / whole : null;
  const format = of.value ? (of.format ?? 'points') : 'percent';
  const said = of.value
    ? withInterval(value, numberAt(row, 'low'), numberAt(row, 'high'), format, locale)
    : write(value, format, locale);
  return { name, whole, segments, value, said };
}

/** Every fifth of the whole between the ends of the bars: beyond them there is only room for figures. */
function ticks(start: number, end: number): readonly number[] {
  const [first, last] = [Math.ceil(start * 5), Math.floor(end * 5)];
  return Array.from({ length: last - first + 1 }, (_, at) => (first + at) / 5);
}
