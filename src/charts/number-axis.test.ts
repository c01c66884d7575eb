import * as vega from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type TopLevelSpec } from 'vega-lite';
import { expect, it } from 'vitest';
import { bars } from './bars';
import { diverging } from './diverging';

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
  return [...svg.matchAll(/>([\d.,e+%]+)</g)].map((match) => match[1]!);
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
