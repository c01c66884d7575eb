import { expect, it } from 'vitest';
import type { Chart } from '../metrics/metric';
import { pictureOf, specOf, svgOf } from './formats';
import { titled } from './titled';

const chart = (title: string): Chart => ({
  title,
  alternative: '',
  spec: { data: { values: [{ a: 'x', b: 1 }] }, mark: 'bar', encoding: { x: { field: 'b', type: 'quantitative' } } },
});
const linesOf = (title: string) => (titled(chart(title)).title as { text: string[] }).text;

it('puts the title into a picture and a spec of their own, but not into the page’s picture', async () => {
  const one = chart('CSAT <by> 触点');
  expect(await pictureOf(one, [])).toContain('CSAT &lt;by&gt; 触点');
  expect(await svgOf(one, [])).not.toContain('CSAT');
  expect(await specOf(one, []).text()).toContain('CSAT <by> 触点');
});

it('keeps below the title what the chart says of its marks', async () => {
  const one = chart('CSAT');
  const noted = { ...one, spec: { ...one.spec, title: { text: 'Hollow: low base', orient: 'bottom' as const } } };
  const picture = await pictureOf(noted, []);
  expect(picture).toContain('CSAT');
  expect(picture).toContain('Hollow: low base');
});

it.each([
  ['CSAT by touchpoint', ['CSAT by touchpoint']],
  [`${'word '.repeat(20)}end`, [`${'word '.repeat(16)}word`.trim(), 'word word word end']],
  ['各触点满意率'.repeat(8), ['各触点满意率'.repeat(7), '各触点满意率']],
  ['', []],
])('breaks %j', (title, lines) => {
  expect(linesOf(title)).toEqual(lines);
});
