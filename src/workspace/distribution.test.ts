import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeTable } from '../../test/engines/read-csv';
import type { Engine } from '../engine/engine';
import { typed } from '../engine/sql';
import { openNative } from '../headless/native';
import { distribution } from './distribution';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
  await engine.run(
    typed(`CREATE TABLE raw.log AS SELECT 'id' || i AS id, i AS nth, 'u' || (i // 2) AS who,
      CASE WHEN i % 3 = 0 THEN 'web' ELSE 'shop ' || i END AS place, (i * 7 % 100)::DOUBLE AS amount FROM range(100) t(i)`),
  );
});
afterAll(() => engine.close());

async function spreadOf(name: string) {
  const table = await describeTable(engine, 'log');
  return distribution(
    engine,
    table,
    table.columns.find((column) => column.name === name)!,
  );
}

it('tells of ids how many rows each stands on, since no single one says anything', async () => {
  expect(await spreadOf('id')).toEqual({ of: 'values', bars: [{ label: '1', n: 100 }] });
  expect(await spreadOf('nth')).toEqual({ of: 'values', bars: [{ label: '1', n: 100 }] });
  expect(await spreadOf('who')).toEqual({ of: 'values', bars: [{ label: '2', n: 50 }] });
});

it('tells the most frequent values where they hold a good part of the rows, and stretches of numbers', async () => {
  const place = await spreadOf('place');
  expect([place.of, place.bars[0]]).toEqual(['rows', { label: 'web', n: 34 }]);
  const amount = await spreadOf('amount');
  expect([amount.of, amount.bars.length, amount.bars[0]]).toEqual(['rows', 20, { label: '0', n: 5 }]);
});
