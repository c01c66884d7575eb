import { describe, expect, it } from 'vitest';
import { judgedBy } from '../../metrics/index-comparisons';
import { bandsGiven, bandsValue, edgesOf, isNoBand } from './bands-given';
import {
  compared,
  comparisonsGiven,
  pairsValue,
  saaty,
  step,
  timesOf,
  timesOfStep,
  unlinked,
} from './comparisons-given';
import { formOf } from './form-of';
import { marginsGiven, marginsValue, sharesOf, totalOf } from './margins-given';
import { namedNumbers, withNumber } from './named-numbers';
import { namesOffered } from './names-offered';

const names = ['shop', 'app', 'hotline'];

describe('comparisons by pairs', () => {
  const given = (value: unknown) => comparisonsGiven(value, names)!;

  it('are the same as an object, as text and as a matrix in the order of the sorted names', () => {
    const object = { app: { hotline: 3, shop: 2 }, hotline: { shop: 0.5 } };
    const matrix = [
      [1, 3, 2],
      [null, 1, 0.5],
      [null, null, 1],
    ];
    for (const value of [object, JSON.stringify(object), matrix])
      expect([timesOf(given(value), 'hotline', 'app'), timesOf(given(value), 'shop', 'hotline')]).toEqual([1 / 3, 2]);
  });

  it('given from both sides are read as the metric reads them', () => {
    const both = { shop: { app: 9 }, app: { shop: 2, hotline: 1 }, hotline: {} };
    expect(given(both)).toHaveLength(2);
    expect(timesOf(given(both), 'app', 'shop')).toBe(2);
    const sorted = [...names].sort();
    expect(judgedBy(pairsValue(given(both)), sorted, true)).toEqual(judgedBy(both, sorted, true));
  });

  it('are written whole and from the side that outweighs, and weigh as the matrix that they came from', () => {
    const third = compared(compared([], 'app', 'shop', 1 / 3), 'hotline', 'shop', timesOfStep('1/7'));
    expect(pairsValue(third)).toEqual({ shop: { app: 3, hotline: 7 } });
    expect(pairsValue(compared(third, 'shop', 'app', null))).toEqual({ shop: { hotline: 7 } });
    expect(pairsValue(compared(compared(third, 'shop', 'app', null), 'hotline', 'shop', null))).toBeNull();
    const matrix = [
      [1, null, 0.2],
      [null, 1, 4],
      [null, null, 1],
    ];
    const sorted = [...names].sort();
    const weights = (value: unknown) => judgedBy(value, sorted, true)!.weights;
    weights(pairsValue(given(matrix))).forEach((weight, at) => expect(weight).toBeCloseTo(weights(matrix)[at]!, 12));
  });

  it('say what they do not link', () => {
    const four = [...names, 'mail'];
    const two = compared(compared([], 'app', 'shop', 2), 'mail', 'hotline', 2);
    expect(unlinked(two, four)).toEqual(['hotline', 'mail']);
    expect(unlinked(compared(two, 'shop', 'mail', 1), four)).toEqual([]);
    expect(unlinked([], four)).toEqual([]);
  });

  it('are no form of what the metric refuses or the names do not fit', () => {
    for (const value of ['{', 5, { app: 3 }, { app: { shop: '3' } }, { app: { shop: -1 } }, [[1]], [[1, 2, 3], 4, 5]])
      expect(comparisonsGiven(value, names), JSON.stringify(value)).toBeNull();
    expect(given(undefined)).toEqual([]);
  });

  it('stand on the scale, or between its steps as their own', () => {
    expect(saaty.map(step)).toEqual([...'987654321', ...[2, 3, 4, 5, 6, 7, 8, 9].map((n) => `1/${String(n)}`)]);
    expect(saaty.map((times) => timesOfStep(step(times)))).toEqual(saaty);
    expect(step(0.33)).toBe('0.33');
    expect(timesOfStep(step(2.5))).toBe(2.5);
  });
});

describe('numbers by name', () => {
  it('are added, changed and taken away; without any the parameter is not given', () => {
    expect(withNumber(namedNumbers(null)!, 'app', ' 3 ')).toEqual({ app: 3 });
    expect(withNumber(namedNumbers('{"app":3,"shop":0}')!, 'app', '4.5')).toEqual({ app: 4.5, shop: 0 });
    expect(withNumber(namedNumbers({ app: 3 })!, 'app', '')).toBeNull();
    expect(Object.entries(withNumber(new Map(), '__proto__', '1')!)).toEqual([['__proto__', 1]]);
  });

  it('keep what is no number as it was typed, for the metric to refuse', () => {
    expect(withNumber(new Map(), 'app', '1,5')).toEqual({ app: '1,5' });
    expect(namedNumbers({ app: '1,5' })!.get('app')).toBe('1,5');
  });

  it('are no form of anything else', () => {
    for (const value of ['{', 5, [], { app: null }, { app: { to: 5 } }]) expect(namedNumbers(value)).toBeNull();
  });
});

describe('margins', () => {
  const categories = new Map([['segment', new Map(Object.entries({ old: 3, new: 1 }))]]);

  it('are the columns that count unless given, a list, or figures by column', () => {
    const followed = [{ column: 'segment', population: null }];
    expect(marginsGiven(undefined, ['segment'])).toEqual(followed);
    expect(marginsGiven('["segment"]', [])).toEqual(followed);
    expect(marginsGiven([], ['segment'])).toEqual([]);
    const own = marginsGiven({ region: { east: 2, west: 3 } }, [])!;
    expect(totalOf(own[0]!.population!)).toBe(5);
  });

  it('stay a list while all follow the customers; else each has figures, the followers those of the customers', () => {
    const followed = marginsGiven(null, ['segment'])!;
    expect(marginsValue(followed, categories)).toEqual(['segment']);
    const own = { column: 'region', population: new Map([['east', 2]]) };
    expect(marginsValue([...followed, own], categories)).toEqual({
      segment: { old: 75, new: 25 },
      region: { east: 2 },
    });
    expect(
      sharesOf(
        new Map([
          ['rare', 1],
          ['rest', 99_999],
        ]),
      ).get('rare'),
    ).toBe(0.001);
  });

  it('are no form of anything else', () => {
    for (const value of ['{', 5, [5], { segment: 5 }, { segment: { old: [] } }])
      expect(marginsGiven(value, [])).toBeNull();
  });
});

describe('bands', () => {
  it('are one list for all or a list by name', () => {
    expect(bandsGiven('[0,4000]')).toEqual({ kind: 'shared', edges: '0; 4000' });
    expect(bandsGiven({ csat: [0, 0.5, 1] })).toEqual({ kind: 'own', edges: new Map([['csat', '0; 0.5; 1']]) });
    expect(bandsGiven(null)).toEqual({ kind: 'own', edges: new Map() });
    for (const value of ['{', 5, { csat: 5 }, [[1]]]) expect(bandsGiven(value)).toBeNull();
  });

  it('come back as they were given, and are nothing when no edge is left', () => {
    for (const value of [[0, 4000], { csat: [0, 0.5, 1] }]) expect(bandsValue(bandsGiven(value)!)).toEqual(value);
    expect(bandsValue({ kind: 'shared', edges: ' ' })).toBeNull();
    expect(bandsValue({ kind: 'own', edges: new Map([['csat', '']]) })).toBeNull();
  });

  it.each([
    ['0 4000 12000', [0, 4000, 12000]],
    ['0, 4,000, 12,000', [0, 4000, 12000]],
    ['0,4000,12000', [0, 4000, 12000]],
    ['-1.5；2、3', [-1.5, 2, 3]],
    ['0 much', [0, 'much']],
  ])('reads “%s”', (text, edges) => {
    expect(edgesOf(text)).toEqual(edges);
    expect(isNoBand(text)).toBe(edges.includes('much'));
  });
});

it('takes the margins that count unless given from the columns that are mapped', () => {
  const roles = new Set(['customers.region', 'customers.plan']);
  const shape = { kind: 'margins', unset: ['segment', 'region'] } as const;
  expect(formOf(shape, undefined, { names: [], roles })).toEqual({
    kind: 'margins',
    margins: [{ column: 'region', population: null }],
  });
  expect(formOf(shape, 5, { names: [], roles })).toBeNull();
});

it('offers the names of the rows, those that have an order first', () => {
  const found = { rows: names.map((touchpoint) => ({ touchpoint })), summary: {} };
  const outcome = { kind: 'answered', found, sql: {} } as unknown as Parameters<typeof namesOffered>[0];
  expect(namesOffered(outcome, 'touchpoint', ['hotline', 'gone'])).toEqual(['hotline', 'shop', 'app']);
  expect(namesOffered(null, 'touchpoint', names)).toEqual([]);
});
