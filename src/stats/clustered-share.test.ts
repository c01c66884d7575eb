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
  it('is close to Wilson where each cluster is one trial', () => {
    const single = clusteredShare(sumsOf([...Array(30).fill([1, 1]), ...Array(70).fill([0, 1])] as [number, number][]));
    expect(single?.low).toBeCloseTo(wilson(30, 100)?.low ?? 0, 2);
    expect(single?.high).toBeCloseTo(wilson(30, 100)?.high ?? 0, 2);
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

  it('is null without trials or with one cluster, and keeps a width when all agree', () => {
    expect(clusteredShare(sumsOf([]))).toBeNull();
    expect(clusteredShare(sumsOf([[1, 2]]))).toBeNull();
    expect(
      clusteredShare(
        sumsOf([
          [0, 5],
          [0, 5],
        ]),
      ),
    ).toEqual(wilson(0, 2));
  });
});
