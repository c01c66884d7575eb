import { describe, expect, it } from 'vitest';
import { clusteredShare } from './clustered-share';
import { wilson } from './wilson';

const sumsOf = (clusters: readonly (readonly [hits: number, n: number])[]) => ({
  clusters: clusters.length,
  hits: clusters.reduce((sum, [hits]) => sum + hits, 0),
  n: clusters.reduce((sum, [, n]) => sum + n, 0),
  hitsSquared: clusters.reduce((sum, [hits]) => sum + hits * hits, 0),
  nSquared: clusters.reduce((sum, [, n]) => sum + n * n, 0),
  product: clusters.reduce((sum, [hits, n]) => sum + hits * n, 0),
});

describe('an interval of a share by clusters', () => {
  it('is Wilson where each cluster is one trial', () => {
    const single = clusteredShare(sumsOf([...Array(30).fill([1, 1]), ...Array(70).fill([0, 1])] as [number, number][]));
    expect(single).toEqual({ ...wilson(30, 100), size: 100 });
  });

  it('counts ten equal answers of one person as one', () => {
    const people = [...Array(30).fill([10, 10]), ...Array(70).fill([0, 10])] as [number, number][];
    const got = clusteredShare(sumsOf(people));
    expect(got?.low).toBeCloseTo(wilson(30, 100)?.low ?? 0, 2);
    expect(got?.low).toBeLessThan(wilson(300, 1000)?.low ?? 0);
  });

  it('has the linearised standard error of a ratio', () => {
    // Clusters (1,2) (3,4) (0,3): p = 4/9; residuals 1/9, 11/9, −12/9; Σ² = 266/81; variance = 1.5 · 266/81 / 81.
    const size = 20 / 81 / ((1.5 * 266) / 81 / 81);
    const got = clusteredShare(
      sumsOf([
        [1, 2],
        [3, 4],
        [0, 3],
      ]),
    );
    expect(got?.low).toBeCloseTo(wilson((4 / 9) * size, size)?.low ?? 0, 12);
    expect(got?.high).toBeCloseTo(wilson((4 / 9) * size, size)?.high ?? 0, 12);
  });

  it('is null without trials, and keeps the width of one a cluster where all agree or there is one', () => {
    expect(clusteredShare(sumsOf([]))).toBeNull();
    expect(clusteredShare(sumsOf([[1, 2]]))).toEqual({ ...wilson(0.5, 1), size: 1 });
    const agreed = clusteredShare(
      sumsOf([
        [0, 5],
        [0, 5],
      ]),
    );
    expect(agreed).toEqual({ ...wilson(0, 2), size: 2 });
  });

  // numpy: twelve clusters of 25 trials with the weights 1, 1.5, 2 in turn; Kish’s size over the effect of the clusters.
  it('knows of weights', () => {
    const hits = ['11', '1110', '00', '0', '1', '10', '0001', '11', '1', '000', '1', '10'];
    let at = 0;
    const clusters = hits.map((own) => [...own].map((hit) => ({ w: 1 + 0.5 * (at++ % 3), x: Number(hit) })));
    const sum = (of: readonly { w: number; x: number }[], how: (one: { w: number; x: number }) => number) =>
      of.reduce((total, one) => total + how(one), 0);
    const all = clusters.flat();
    const weighted = {
      trials: all.length,
      squares: sum(all, ({ w }) => w * w),
      hitSquares: sum(all, ({ w, x }) => w * w * x),
    };
    const found = clusteredShare({
      ...sumsOf(clusters.map((own) => [sum(own, ({ w, x }) => w * x), sum(own, ({ w }) => w)])),
      weighted,
    });
    expect(found?.size).toBeCloseTo(17.190639269406397, 10);
    expect(found?.low).toBeCloseTo(0.2863136425352706, 10);
  });
});
