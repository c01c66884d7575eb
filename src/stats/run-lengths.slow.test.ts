import { describe, expect, it } from 'vitest';
import { cusum } from './cusum';
import { ewma } from './ewma';
import { normalCdf } from './normal-cdf';
import { normalQuantile } from './normal-quantile';
import { pChart } from './p-chart';
import { drawBinomial } from './draw-binomial';
import { seeded, type Random } from './random';
import { runRules, type RunRule } from './run-rules';
import { xbarChart } from './xbar-chart';

/** Mean of `run` over `times` runs, and its standard error. */
function mean(times: number, run: () => number): { readonly arl: number; readonly se: number } {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < times; i++) {
    const length = run();
    sum += length;
    squares += length * length;
  }
  const arl = sum / times;
  return { arl, se: Math.sqrt((squares / times - arl * arl) / times) };
}

/** Within four standard errors and half a unit of the last printed digit. */
function agrees({ arl, se }: { readonly arl: number; readonly se: number }, stated: number): void {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(stated)));
  const room = 4 * se + 0.5 * 10 ** -digits;
  expect(Math.abs(arl - stated), `${String(arl)} ± ${String(se)} against ${String(stated)}`).toBeLessThan(room);
}

/** The first of a stream of normal values around `shift` at which `first` finds a signal; the stream grows until it does. */
function runLength(random: Random, shift: number, block: number, first: (values: readonly number[]) => number): number {
  const own = seeded(Math.floor(random() * 2 ** 31));
  const values: number[] = [];
  for (let length = block; length < 1e6; length *= 4) {
    while (values.length < length) values.push(shift + normalQuantile(own()));
    const at = first(values);
    if (at >= 0) return at + 1;
  }
  throw new Error('no signal');
}

// Lucas & Crosier (1982), two-sided CUSUM, k = .5, h = 4; as printed in cran/spc, man/xcusum.arl.Rd
describe('the CUSUM chart', () => {
  it.each([
    [0, 168],
    [0.25, 74.2],
    [0.5, 26.6],
    [0.75, 13.3],
    [1, 8.38],
    [1.5, 4.75],
    [2, 3.34],
    [2.5, 2.62],
    [3, 2.19],
    [4, 1.71],
    [5, 1.31],
  ])('at a shift of %d σ signals after %d points on average', (shift, stated) => {
    const random = seeded(11 + shift * 4);
    const first = (values: readonly number[]) =>
      cusum(values, { target: 0, slack: 0.5, limit: 4 }).findIndex(({ signal }) => signal !== null);
    agrees(
      mean(6000, () => runLength(random, shift, shift ? 60 : 400, first)),
      stated,
    );
  });

  // Brook & Evans (1972), one-sided, k = .5, h = 3
  it.each([
    [0, 117.59],
    [1.5, 3.75],
  ])('one-sided with h = 3 at a shift of %d σ signals after %d points on average', (shift, stated) => {
    const random = seeded(31 + shift);
    const first = (values: readonly number[]) =>
      cusum(values, { target: 0, slack: 0.5, limit: 3 }).findIndex(({ upperSum }) => upperSum > 3);
    agrees(
      mean(6000, () => runLength(random, shift, shift ? 60 : 400, first)),
      stated,
    );
  });
});

// Lucas & Saccucci (1990), asymptotic limits; as printed in cran/spc, man/xewma.arl.Rd
describe('the EWMA chart', () => {
  const shifts = [0, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5];
  const tables = [
    { lambda: 0.5, width: 3.071, stated: [500, 255, 88.8, 35.9, 17.5, 6.53, 3.63, 2.5, 1.93, 1.58, 1.34, 1.07] },
    { lambda: 0.03, width: 2.437, stated: [500, 76.7, 29.3, 17.6, 12.6, 8.07, 5.99, 4.8, 4.03, 3.49, 3.11, 2.55] },
  ];
  it.each(
    tables.flatMap(({ lambda, width, stated }) =>
      stated.map((arl, at) => ({ lambda, width, shift: shifts[at]!, arl })),
    ),
  )(
    'with λ = $lambda and L = $width at a shift of $shift σ signals after $arl points on average',
    ({ lambda, width, shift, arl }) => {
      const random = seeded(51 + shift * 4 + lambda);
      const first = (values: readonly number[]) =>
        ewma(values, { target: 0, sigma: 1, lambda, width, limits: 'asymptotic' }).findIndex(({ signal }) => signal);
      agrees(
        mean(4000, () => runLength(random, shift, shift > 0.3 ? 100 : 900, first)),
        arl,
      );
    },
  );
});

/** Run lengths of a chart of means with known centre and spread. */
function meansRunLength(random: Random, shift: number, rules: readonly RunRule[]): number {
  return runLength(random, shift, shift >= 1 ? 60 : 800, (values) => {
    const points = values.map((value) => ({ value, lower: -3, upper: 3, distance: value }));
    return runRules(points, { rules }).findIndex((found) => found.length > 0);
  });
}

/** Of a Shewhart chart alone: one over the chance of a point beyond. */
function alone(shift: number): number {
  return 1 / (normalCdf(-3 + shift) + normalCdf(-3 - shift));
}

// Champ & Woodall (1987), Technometrics 29, table 1: with two of three (C12), four of five (C13), eight on a side (C14), all (C1234)
describe('the chart of means', () => {
  it.each([
    ...[0, 1, 2, 3].map((shift) => ({ rules: ['beyond'] as RunRule[], shift, stated: alone(shift) })),
    { rules: ['beyond', 'two-of-three'], shift: 0, stated: 225.44 },
    { rules: ['beyond', 'four-of-five'], shift: 0, stated: 166.05 },
    { rules: ['beyond', 'side'], shift: 0, stated: 152.73 },
    { rules: ['beyond', 'two-of-three', 'four-of-five', 'side'], shift: 0, stated: 91.75 },
    { rules: ['beyond', 'two-of-three', 'four-of-five', 'side'], shift: 1, stated: 9.22 },
  ] as { rules: RunRule[]; shift: number; stated: number }[])(
    'with $rules at a shift of $shift σ signals after $stated points on average',
    ({ rules, shift, stated }) => {
      const random = seeded(71 + shift * 10 + rules.length);
      agrees(
        mean(5000, () => meansRunLength(random, shift, rules)),
        stated,
      );
    },
  );

  it('estimates its limits so that of settled processes .27 % of the points are beyond them', () => {
    const random = seeded(91);
    let [beyond, points] = [0, 0];
    for (let chart = 0; chart < 120; chart++) {
      const periods = Array.from({ length: 500 }, () => {
        const n = 10 + Math.floor(random() * 390);
        return { n, mean: 4 + normalQuantile(random()) / Math.sqrt(n), variance: 1 };
      });
      const found = xbarChart(periods)!;
      beyond += runRules(found.points).filter((rules) => rules.length).length;
      points += periods.length;
    }
    expect(Math.abs(beyond / points - 0.0027)).toBeLessThan(0.0006);
  });
});

// Laney (2002): with overdispersion the plain p chart alarms often, p′ as often as a chart of single values
describe('the p′ chart', () => {
  const shares = (random: Random, spread: number) =>
    Array.from({ length: 400 }, () => {
      const size = 2000 + Math.floor(random() * 6000);
      const p = Math.min(0.99, Math.max(0.01, 0.3 + spread * normalQuantile(random())));
      return { size, events: drawBinomial(size, p, random) };
    });
  const alarms = (spread: number, laney: boolean) => {
    const random = seeded(101);
    let [beyond, points] = [0, 0];
    for (let chart = 0; chart < 100; chart++) {
      const found = pChart(shares(random, spread), { laney })!;
      beyond += runRules(found.points).filter((rules) => rules.length).length;
      points += found.points.length;
    }
    return beyond / points;
  };
  it('alarms at .27 % without overdispersion, as the p chart does', () => {
    expect(Math.abs(alarms(0, true) - 0.0027)).toBeLessThan(0.0007);
    expect(Math.abs(alarms(0, false) - 0.0027)).toBeLessThan(0.0007);
  });
  it('still does with it, where the p chart alarms at more than a tenth of the points', () => {
    expect(alarms(0.02, true)).toBeLessThan(0.0045);
    expect(alarms(0.02, false)).toBeGreaterThan(0.1);
  });
});
