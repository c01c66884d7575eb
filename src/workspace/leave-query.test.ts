import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { few, given } from '../../test/engines/few-persons';
import { autoChart } from '../charts/auto';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';
import { MustAsk } from './cleared';
import { csvOf } from './formats';
import type { Naming } from './intent-report';
import { leave } from './leave';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

describe('a free query that leaves', () => {
  const columns = ['customer_id', 'touchpoint', 'score'];
  const rows = given.responses!.map((row) => ({
    customer_id: String(row.customer_id),
    touchpoint: String(row.touchpoint),
    score: Number(row.score),
  }));
  const asked = (persons: Naming, some = rows, names = columns) =>
    leave(
      { kind: 'query', columns: names, rows: some, persons },
      {
        engine,
        k: 5,
        draw: (all, out, locale) =>
          autoChart(
            all.map((name) => ({ name, kind: name === 'score' ? 'number' : 'name' })),
            out,
            locale,
          ),
      },
    );

  it('drops the ids, counts them by group, and leaves nothing of small groups', async () => {
    const out = await asked({ kind: 'ids', column: 'customer_id' });
    expect(out.columns.map(({ name }) => name)).toEqual(['touchpoint', 'score']);
    const everything = [
      await csvOf(out).text(),
      ...out.charts('en').flatMap((chart) => [JSON.stringify(chart)]),
    ].join();
    expect(everything).not.toContain(few);
    expect(everything).not.toContain('-c1');
    expect(out.shown.length).toBe(90);
  });

  it('takes a column that counts persons at its word', async () => {
    const counted = [
      { touchpoint: 'a', persons: 50, mean: 4 },
      { touchpoint: few, persons: 2, mean: 1 },
      { touchpoint: 'b', persons: 9, mean: 3 },
    ];
    const out = await leave(
      {
        kind: 'query',
        columns: ['touchpoint', 'persons', 'mean'],
        rows: counted,
        persons: { kind: 'numbers', column: 'persons' },
      },
      { engine, k: 5 },
    );
    expect(out.rows.map((row) => row.touchpoint)).toEqual(['a']);
  });

  it('leaves rows as they are only when the person agreed, still without what identifies in texts', async () => {
    const out = await asked({ kind: 'agreed' }, [
      { customer_id: 'c1', touchpoint: 'ring 13812345678, 王经理', score: 1 },
    ]);
    expect(out.rowLevel).toBe(true);
    expect(out.rows[0]!.touchpoint).toBe('ring [phone], [name]');
    expect(out.redactions).toBe(2);
  });

  it('refuses a column that is not there', async () => {
    await expect((async () => asked({ kind: 'ids', column: 'nobody' }))()).rejects.toThrow(MustAsk);
  });
});
