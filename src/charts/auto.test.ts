import { compile } from 'vega-lite';
import { expect, it } from 'vitest';
import { autoChart, type AnyColumn } from './auto';

const number = (name: string): AnyColumn => ({ name, kind: 'number' });
const name = (of: string): AnyColumn => ({ name: of, kind: 'name' });
const time = (of: string): AnyColumn => ({ name: of, kind: 'time' });
const title = (columns: readonly AnyColumn[], rows: readonly object[]) => {
  const drawn = autoChart(columns, rows, 'en');
  if (drawn) compile(structuredClone(drawn.spec));
  return drawn?.title ?? null;
};

it('draws a course over time, by group where a moment stands in several rows', () => {
  const day = (d: number) => new Date(Date.UTC(2025, 0, d));
  expect(
    title(
      [time('day'), number('n')],
      [1, 2, 3].map((d) => ({ day: day(d), n: d })),
    ),
  ).toBe('n by day');
  const grouped = [1, 2].flatMap((d) => ['a', 'b'].map((c) => ({ day: day(d), c, n: d })));
  expect(title([time('day'), name('c'), number('n')], grouped)).toBe('n by day and c');
});

it('draws intervals, bars or a matrix by name', () => {
  expect(
    title(
      [name('tp'), number('csat')],
      [
        { tp: 'a', csat: 1 },
        { tp: 'b', csat: 2 },
      ],
    ),
  ).toBe('csat by tp');
  expect(
    title(
      [name('tp'), number('n'), number('csat'), number('low'), number('high')],
      [{ tp: 'a', n: 3, csat: 1, low: 0, high: 2 }],
    ),
  ).toBe('csat by tp');
  const cells = ['a', 'b'].flatMap((x) => ['c', 'd'].map((y) => ({ x, y, v: 1 })));
  expect(title([name('x'), name('y'), number('v')], cells)).toBe('v by x and y');
});

it('draws points of two numbers, a distribution of one, and counts of names', () => {
  const many = Array.from({ length: 50 }, (_, at) => ({ a: at, b: at * at }));
  expect(title([number('a'), number('b')], many)).toBe('b against a');
  expect(title([number('a')], many)).toBe('Distribution of a');
  expect(title([name('x')], [{ x: 'p' }, { x: 'p' }, { x: null }])).toBe('Rows by x');
});

it('draws nothing where nothing would be said', () => {
  expect(title([number('a')], [])).toBeNull();
  expect(title([number('a')], [{ a: 1 }])).toBeNull();
  expect(
    title(
      [name('id')],
      Array.from({ length: 200 }, (_, id) => ({ id: String(id) })),
    ),
  ).toBeNull();
});

it('passes over columns without a value, and says when it does not draw everything', () => {
  const columns = [
    { name: 'at', kind: 'time' },
    { name: 'name', kind: 'name' },
    { name: 'n', kind: 'number' },
  ] as const;
  const rows = Array.from({ length: 50 }, (_, at) => ({ at: null, name: `t${String(at)}`, n: at }));
  expect(autoChart(columns, rows, 'en')?.title).toBe('n by name: the first 40 of 50');
  expect(autoChart(columns, rows.slice(0, 40), 'zh')?.title).toBe('n（按 name）');
});
