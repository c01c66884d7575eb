import { describe, expect, it } from 'vitest';
import { wilson } from '../../stats/wilson';
import { packTexts } from '..';
import { readPack } from '../exercise';
import data from './data';

const [text] = Object.values(packTexts);
const { names: words } = readPack('pack.yaml', text!).pack!;
const names = Object.fromEntries(Object.entries(words).map(([key, { en }]) => [key, en]));

/** Valid ratings and satisfied ones by touchpoint. */
function ratings(seed: number): ReadonlyMap<string, { n: number; satisfied: number }> {
  const found = new Map<string, { n: number; satisfied: number }>();
  for (const line of data(seed, names)['survey.csv']!.trim().split('\n').slice(1)) {
    const [, , touchpoint = '', csat = ''] = line.split(',');
    if (csat === '') continue;
    const own = found.get(touchpoint) ?? { n: 0, satisfied: 0 };
    found.set(touchpoint, { n: own.n + 1, satisfied: own.satisfied + (Number(csat) >= 4 ? 1 : 0) });
  }
  return found;
}

/** What the steps take for granted must be true for every learner, not for most. */
describe.each(Array.from({ length: 300 }, (_, at) => at + 1))('the data of seed %i', (seed) => {
  const all = ratings(seed);
  const share = ({ n, satisfied }: { n: number; satisfied: number }) => satisfied / n;
  const of = (key: string) => all.get(names[key]!)!;
  const others = [...all].filter(([name]) => name !== names.breakfast).map(([, own]) => share(own));

  it('has breakfast on top, on a low base, with an interval that spans other touchpoints', () => {
    const { n, satisfied } = of('breakfast');
    const { low, high } = wilson(satisfied, n)!;
    expect(share(of('breakfast'))).toBeGreaterThan(Math.max(...others));
    expect([n >= 18, n < 30]).toEqual([true, true]);
    expect(satisfied / (n + 5)).toBeLessThan(Math.max(...others));
    expect(others.filter((other) => other > low && other < high).length).toBeGreaterThanOrEqual(2);
  });

  it('has a mean of shares that nobody takes for the share of all', () => {
    const counts = [...all.values()];
    const pooled = share({
      n: counts.reduce((sum, { n }) => sum + n, 0),
      satisfied: counts.reduce((sum, { satisfied }) => sum + satisfied, 0),
    });
    const mean = counts.map(share).reduce((sum, one) => sum + one, 0) / counts.length;
    expect(100 * Math.abs(pooled - mean)).toBeGreaterThan(1.2);
  });

  it('has the front desk to act on first: below target, and with the most dissatisfied', () => {
    const lost = ([, { n, satisfied }]: [string, { n: number; satisfied: number }]) => n - satisfied;
    const below = [...all].filter(([, { n, satisfied }]) => wilson(satisfied, n)!.high < 0.8);
    expect(below.sort((a, b) => lost(b) - lost(a))[0]![0]).toBe(names.check_in);
    expect(share(of('refunds'))).toBe(Math.min(...[...all.values()].map(share)));
  });
});
