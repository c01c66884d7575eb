import * as vega from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type TopLevelSpec } from 'vega-lite';
import { expect, it } from 'vitest';
import { control } from './control';
import { line } from './line';

const rows = Array.from({ length: 77 }, (_, at) => ({
  period: new Date(Date.UTC(2018, 4, 16 + at)).toISOString().slice(0, 10),
  value: (at % 7) / 10,
  centre: 0.4,
  lower: 0.1,
  upper: 0.9,
  low: 0,
  high: 1,
  signal: null,
}));
const title = { en: 'title', zh: '标题' };
const of = { period: 'period', value: 'value', format: 'percent', title } as const;

/** Dates written on a chart as the page draws it: expressions are interpreted, since the policy forbids to compile them. */
async function datesOn(spec: TopLevelSpec): Promise<readonly string[]> {
  const parsed = vega.parse(compile({ ...spec, width: 600 } as TopLevelSpec).spec, undefined, { ast: true } as never);
  const view = new vega.View(parsed, { renderer: 'none', expr: expressionInterpreter as never });
  const svg = await view.toSVG();
  view.finalize();
  return [...svg.matchAll(/>(\d{4}-\d\d-\d\d)</g)].map((match) => match[1]!);
}

it('writes dates under charts over time', async () => {
  const actions = [{ date: '2018-07-04', text: 'new form' }];
  for (const { spec } of [control(rows, of, 'en'), control(rows, { ...of, actions }, 'en'), line(rows, of, 'en')]) {
    const dates = await datesOn(spec);
    expect(dates.length).toBeGreaterThan(4);
    expect(dates[0]).toBe('2018-05-16');
  }
});
