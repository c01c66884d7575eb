import fc from 'fast-check';
import { expect, it } from 'vitest';
import { kaplanMeier, type LifetimeCounts } from './kaplan-meier';

const ended = (time: number, events = 1): LifetimeCounts => ({ time, events, censored: 0 });
const open = (time: number, censored = 1): LifetimeCounts => ({ time, events: 0, censored });

// remission in weeks under 6-mercaptopurine, Freireich et al. (1963), as in Kalbfleisch & Prentice (1980)
const remission = [
  ...[ended(6, 3), ended(7), ended(10), ended(13), ended(16), ended(22), ended(23)],
  ...[6, 9, 10, 11, 17, 19, 20, 25, 34, 35].map((time) => open(time)),
  open(32, 2),
];

// printed in Kleinbaum & Klein, Survival Analysis, ch. 2: survival and Greenwood's error
it.each([
  [6, 21, 0.857, 0.0764],
  [7, 17, 0.807, 0.0869],
  [10, 15, 0.753, 0.0963],
  [13, 12, 0.69, 0.1068],
  [16, 11, 0.627, 0.1141],
  [22, 7, 0.538, 0.1282],
  [23, 6, 0.448, 0.1346],
])('gives the published survival in week %i', (time, atRisk, survival, se) => {
  const point = kaplanMeier(remission)!.points.find((row) => row.time === time)!;
  expect(point.atRisk).toBe(atRisk);
  expect(point.survival).toBeCloseTo(survival, 3);
  expect(point.se).toBeCloseTo(se, 4);
});

// plain, log-log: scipy 1.17.1 stats.ecdf; log: survfit of R as printed for these data
it.each([
  ['plain', 6, 0.7074793118252003, 1, 12],
  ['plain', 23, 0.1843848638406128, 0.711973679576754, 12],
  ['log-log', 6, 0.6197179552659838, 0.951551747646997, 12],
  ['log-log', 16, 0.36751085598750205, 0.8049121894718412, 12],
  ['log-log', 23, 0.18805200595923235, 0.6801426284952414, 12],
  ['log', 16, 0.439, 0.896, 3],
  ['log', 23, 0.249, 0.807, 3],
] as const)('gives the %s interval of the packages in week %i', (interval, time, low, high, digits) => {
  const point = kaplanMeier(remission, { interval })!.points.find((row) => row.time === time)!;
  expect(point.low).toBeCloseTo(low, digits);
  expect(point.high).toBeCloseTo(high, digits);
});

it('gives the published median of 23 weeks, and its lower end', () => {
  const { median, medianLow, medianHigh } = kaplanMeier(remission, { interval: 'log' })!;
  expect([median, medianLow, medianHigh]).toEqual([23, 16, null]);
});

it('has a median end where the limit crosses ½, and none where it does not', () => {
  const { medianLow, medianHigh } = kaplanMeier(remission)!;
  expect(medianLow).toBe(13);
  expect(medianHigh).toBeNull();
});

it('takes the middle where the curve rests on ½', () => {
  expect(kaplanMeier([ended(2), open(5), ended(8)])!.median).toBe(8);
  expect(kaplanMeier([ended(2), ended(8)])!.median).toBe(5);
});

it('keeps every interval within 0 and 1 and round its survival', () => {
  const row = fc.record({ time: fc.nat(20), events: fc.nat(5), censored: fc.nat(5) });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 15 }), fc.constantFrom('plain', 'log', 'log-log'), (rows, interval) => {
      let before = 1;
      for (const { survival, low, high } of kaplanMeier(rows, { interval: interval as 'plain' })?.points ?? []) {
        expect(survival).toBeLessThanOrEqual(before);
        before = survival;
        if (low === null || high === null) continue;
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(survival);
        expect(high).toBeGreaterThanOrEqual(survival);
        expect(high).toBeLessThanOrEqual(1);
      }
    }),
    { seed: 1 },
  );
});

it('says nothing of nobody, and nothing unsure once all have ended', () => {
  expect(kaplanMeier([])).toBeNull();
  expect(kaplanMeier([{ time: 3, events: 0, censored: 0 }])).toBeNull();
  expect(kaplanMeier([ended(3, 2)])!.points).toEqual([
    { time: 3, events: 2, censored: 0, atRisk: 2, survival: 0, se: null, low: null, high: null },
  ]);
  expect(kaplanMeier([open(3)])!.median).toBeNull();
});
