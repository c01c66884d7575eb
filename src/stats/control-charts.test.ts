import { expect, it } from 'vitest';
import { cChart } from './c-chart';
import type { ControlChart } from './control-limits';
import { pChart } from './p-chart';
import { normalQuantile } from './normal-quantile';
import { seeded } from './random';
import { runRules } from './run-rules';
import { uChart } from './u-chart';
import { xbarChart } from './xbar-chart';
import { xmrChart } from './xmr-chart';

const beyond = (chart: ControlChart): number[] =>
  runRules(chart.points).flatMap((rules, i) => (rules.includes('beyond') ? [i + 1] : []));
const of = (events: readonly number[], size: number): { events: number; size: number }[] =>
  events.map((count) => ({ events: count, size }));

const juice = [
  12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6,
];

// R qcc 2.7 on orangejuice, after Montgomery
it('gives the p chart of the orange juice cans', () => {
  const chart = pChart(of(juice, 50))!;
  expect(chart.centre).toBeCloseTo(0.23133333333, 10);
  expect(chart.points[0]!.lower).toBeCloseTo(0.05242754807, 10);
  expect(chart.points[0]!.upper).toBeCloseTo(0.4102391186, 10);
  expect(beyond(chart)).toEqual([15, 23]);
});

// Montgomery, exercise 6-1 (printed: 117 in 20 × 100, UCL .1289; without the twelfth, of 15, .0537 and .1213)
it('gives the p chart of the exercise, before and after the twelfth sample is left out', () => {
  const samples = of([5, 6, 5, 6, 5, 5, 6, 5, 5, 6, 5, 15, 6, 5, 5, 5, 6, 5, 6, 5], 100);
  const all = pChart(samples)!;
  expect(all.centre).toBeCloseTo(0.0585, 10);
  expect(all.points[0]!.upper).toBeCloseTo(0.1289, 4);
  expect(all.points[0]!.lower).toBe(0);
  expect(beyond(all)).toEqual([12]);
  const rest = pChart(samples, { baseline: samples.map((_, i) => i !== 11) })!;
  expect(rest.centre).toBeCloseTo(0.0537, 4);
  expect(rest.points[0]!.upper).toBeCloseTo(0.1213, 3);
});

// Montgomery, table 7.7; limits of R qcc 2.7
it('gives the c chart of the circuit boards', () => {
  const circuit = [
    21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16, 19, 10, 17, 13, 22, 18, 39, 30, 24, 16, 19, 17, 15,
  ];
  const chart = cChart(circuit)!;
  expect(chart.centre).toBeCloseTo(19.84615385, 8);
  expect(chart.points[0]!.lower).toBeCloseTo(6.481447167, 8);
  expect(chart.points[0]!.upper).toBeCloseTo(33.21086053, 8);
  expect(beyond(chart)).toEqual([6, 20]);
});

// Montgomery, table 7.10 (pcmanufact); limits of R qcc 2.7
it('gives the u chart of the computers', () => {
  const chart = uChart(of([10, 12, 8, 14, 10, 16, 11, 7, 10, 15, 9, 5, 7, 11, 12, 6, 8, 10, 7, 5], 5))!;
  expect(chart.centre).toBeCloseTo(1.93, 12);
  expect(chart.points[0]!.lower).toBeCloseTo(0.06613305, 8);
  expect(chart.points[0]!.upper).toBeCloseTo(3.79386695, 8);
});

// NIST/SEMATECH e-Handbook 6.3.2.2
it('gives the published individuals chart', () => {
  const chart = xmrChart([49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1])!;
  expect(chart.centre).toBeCloseTo(50.81, 10);
  expect(chart.meanMovingRange).toBeCloseTo(1.8778, 4);
  expect(chart.points[0]!.upper).toBeCloseTo(55.8041, 4);
  expect(chart.points[0]!.lower).toBeCloseTo(45.8159, 4);
  expect(chart.movingRangeUpper).toBeCloseTo(6.1347, 4);
});

// R qcc 2.7 on viscosity
it('gives the individuals chart of the viscosity', () => {
  const viscosity = [33.75, 33.05, 34, 33.81, 33.46, 34.02, 33.68, 33.27, 33.49, 33.2, 33.62, 33, 33.54, 33.12, 33.84];
  const chart = xmrChart(viscosity)!;
  expect(chart.centre).toBeCloseTo(33.52333333, 8);
  expect(chart.sigma).toBeCloseTo(0.4261651469, 10);
  expect(chart.meanMovingRange).toBeCloseTo(0.4807142857, 10);
  expect(chart.points[0]!.lower).toBeCloseTo(32.24483789, 8);
  expect(chart.points[0]!.upper).toBeCloseTo(34.80182877, 8);
});

it('takes no range across a missing period', () => {
  const whole = xmrChart([1, 3, 2, 50, 51, 49])!;
  const parted = xmrChart([1, 3, 2, null, 50, 51, 49])!;
  expect(whole.meanMovingRange).toBe(54 / 5);
  expect(parted.meanMovingRange).toBe(6 / 4);
  expect(parted.points[3]).toEqual({ value: null, lower: null, upper: null, distance: null });
});

it('computes limits from the baseline alone and applies them to all', () => {
  const baseline = juice.map((_, i) => i < 14);
  const chart = pChart(of(juice, 50), { baseline })!;
  const first = pChart(of(juice.slice(0, 14), 50))!;
  expect(chart.centre).toBe(first.centre);
  expect(chart.points[20]!.upper).toBe(first.points[0]!.upper);
  expect(xmrChart([1, 2, 1, 2, 90], { baseline: [true, true, true, true, false] })!.centre).toBe(1.5);
});

it('steps limits with the size and keeps them within 0 and 1', () => {
  const chart = pChart([{ events: 9, size: 10 }, { events: 900, size: 1000 }, null, { events: 0, size: 0 }])!;
  expect(chart.points[0]!.upper).toBe(1);
  expect(chart.points[1]!.upper).toBeCloseTo(0.9 + 3 * Math.sqrt(0.09 / 1000), 12);
  expect(chart.points[2]!.value).toBeNull();
  expect(chart.points[3]!.value).toBeNull();
});

it('widens the limits of Laney by what shares vary more than chance', () => {
  const wide = of([4200, 5100, 4600, 5400, 4300, 5000, 4500, 5300, 4400, 5200], 10_000);
  const plain = pChart(wide)!;
  const laney = pChart(wide, { laney: true })!;
  expect(beyond(plain).length).toBeGreaterThan(5);
  expect(beyond(laney)).toEqual([]);
  expect(laney.sigmaZ).toBeGreaterThan(5);
  const reach = (chart: ControlChart): number => chart.points[0]!.upper! - chart.centre;
  expect(reach(laney) / reach(plain)).toBeCloseTo(laney.sigmaZ, 10);
});

it('charts stable means of unequal size with few false alarms', () => {
  const random = seeded(4);
  const normal = (): number => normalQuantile(random() || 0.5);
  const periods = Array.from({ length: 2000 }, (_, i) => {
    const n = 10 + (i % 40) * 10;
    return { n, mean: 7 + (2 * normal()) / Math.sqrt(n), variance: 4 };
  });
  const chart = xbarChart(periods)!;
  expect(chart.sigma).toBeCloseTo(2, 12);
  expect(chart.sigmaZ).toBeCloseTo(1, 1);
  expect(beyond(chart).length / 2000).toBeLessThan(0.006);
  expect(xbarChart(periods, { laney: false })!.sigmaZ).toBe(1);
});

it('has no chart of nothing, of single periods or of values that never move', () => {
  expect(pChart([])).toBeNull();
  expect(pChart(of([0, 0], 50))).toBeNull();
  expect(pChart(of([50, 50], 50))).toBeNull();
  expect(pChart(of([5], 50), { laney: true })).toBeNull();
  expect(pChart(of([5, 5], 50), { laney: true })).toBeNull();
  expect(uChart([null])).toBeNull();
  expect(cChart([0, 0])).toBeNull();
  expect(xmrChart([])).toBeNull();
  expect(xmrChart([4])).toBeNull();
  expect(xmrChart([4, 4, 4])).toBeNull();
  expect(xbarChart([])).toBeNull();
  expect(xbarChart([{ n: 1, mean: 3, variance: 0 }])).toBeNull();
  expect(xbarChart([{ n: 9, mean: 3, variance: 1 }])).toBeNull();
});
