import * as vega from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type TopLevelSpec } from 'vega-lite';
import { expect, it } from 'vitest';
import { bars } from './bars';
import { diverging } from './diverging';
import { histogram } from './histogram';
import { line } from './line';

const title = { en: 'title', zh: '标题' };

/** Ticks of a bar chart. */
function ticks(values: readonly number[]): Promise<readonly string[]> {
  const rows = values.map((value, at) => ({ name: `g${String(at)}`, value, n: 100 }));
  return numbersOn(bars(rows, { group: 'name', value: 'value', format: 'money', title }, 'en').spec);
}

/** Numbers written on a chart as the page draws it. */
async function numbersOn(spec: TopLevelSpec): Promise<readonly string[]> {
  const parsed = vega.parse(compile({ ...spec, width: 600 } as TopLevelSpec).spec, undefined, { ast: true } as never);
  const view = new vega.View(parsed, { renderer: 'none', expr: expressionInterpreter as never });
  const svg = await view.toSVG();
  view.finalize();
  return [...svg.matchAll(/>([\d.,e+%:]+(?: d|天)?)</g)].map((match) => match[1]!);
}

it('writes the ticks of an axis of numbers in full', async () => {
  expect(await ticks([31_990, 30_147])).toEqual(expect.arrayContaining(['5,000', '10,000', '30,000']));
  expect(await ticks([1_250_000, 800_000])).toEqual(expect.arrayContaining(['200,000', '1,200,000']));
  expect(await ticks([0.8, 2.4])).toEqual(expect.arrayContaining(['0.4', '2']));
});

it('writes no share of more than the whole beside divided bars', async () => {
  const part = (field: string) => ({ field, label: title });
  const of = { group: 'name', negative: [part('bad')], neutral: part('fair'), positive: [part('good')], title };
  const value = { value: 'net', format: 'points' } as const;
  const { spec } = diverging([{ name: 'a', bad: 40, fair: 95, good: 306, net: 60 }], { ...of, ...value }, 'en');
  const shares = (await numbersOn(spec)).filter((text) => text.endsWith('%'));
  expect(shares).toEqual(['0%', '20%', '40%', '60%', '80%']);
});

it('parts an axis of durations at whole minutes, hours or days', async () => {
  const bins = (width: number) =>
    Array.from({ length: 8 }, (_, at) => ({ from: at * width, to: (at + 1) * width, n: 900 }));
  const of = { from: 'from', to: 'to', count: 'n', format: 'seconds', title, valueTitle: title } as const;
  const clocks = async (width: number, locale: 'en' | 'zh' = 'en') =>
    (await numbersOn(histogram(bins(width), of, locale).spec)).filter((text) => /[:d天]/.test(text));
  expect(await clocks(520_000)).toEqual(['0:00', '10 d', '20 d', '30 d', '40 d']);
  expect(await clocks(520_000, 'zh')).toContain('20天');
  expect(await clocks(30 * 86_400)).toEqual(['0:00', '50 d', '100 d', '150 d', '200 d']);
  expect(await clocks(2700)).toEqual(['0:00', '1:00:00', '2:00:00', '3:00:00', '4:00:00', '5:00:00', '6:00:00']);
  expect(await clocks(9)).toEqual(['0:00', '0:15', '0:30', '0:45', '1:00']);
  const waits = [100, 700].map((wait, at) => ({ period: `2025-0${String(at + 1)}-01`, wait }));
  const upright = await numbersOn(
    line(waits, { period: 'period', value: 'wait', format: 'seconds', title }, 'en').spec,
  );
  expect(upright).toEqual(expect.arrayContaining(['2:00', '4:00', '10:00']));
});
