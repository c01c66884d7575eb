import { expect, it } from 'vitest';
import { PagedRows } from './paged-rows.svelte';

const source = (reads: [number, number][]) => (from: number, count: number) => {
  reads.push([from, count]);
  return Promise.resolve(Array.from({ length: Math.min(count, 1_000_000 - from) }, (_, at) => ({ id: from + at })));
};

it('reads only the pages that are looked at, each once', async () => {
  const reads: [number, number][] = [];
  const rows = new PagedRows(source(reads));
  expect(rows.row(999_999)).toBeNull();
  await rows.look(999_950, 1_000_000);
  await rows.look(999_950, 1_000_000);
  expect(reads).toEqual([[999_750, 250]]);
  expect(rows.row(999_999)).toEqual({ id: 999_999 });
  await rows.look(240, 260);
  expect(reads.slice(1)).toEqual([
    [0, 250],
    [250, 250],
  ]);
});

it('holds no more than some thousands of rows however far one scrolls', async () => {
  const rows = new PagedRows(source([]));
  for (let at = 0; at < 1_000_000; at += 10_000) await rows.look(at, at + 40);
  expect(rows.held).toBeLessThanOrEqual(6000);
  expect(rows.row(990_000)).toEqual({ id: 990_000 });
  expect(rows.row(0)).toBeNull();
});

it('stops reading what is no longer looked at', async () => {
  const stopped: number[] = [];
  const rows = new PagedRows(
    (from, _count, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          stopped.push(from);
          reject(new DOMException('stopped', 'AbortError'));
        });
      }),
  );
  void rows.look(0, 40);
  void rows.look(500_000, 500_040);
  await Promise.resolve();
  expect(stopped).toEqual([0]);
  rows.end();
  await Promise.resolve();
  expect(stopped).toEqual([0, 500_000]);
  expect(rows.error).toBeNull();
});
