import { expect, it } from 'vitest';
import { column, engine, feed, mapping, onBothEngines, plainly, raw, rows } from '../../test/engines/canonical';
import { fileComment } from '../engine/intake/file-comment';
import { sql } from '../engine/sql';
import type { Feed, Supply } from './mapping';
import { build } from './views';

onBothEngines('canonical tables', () => {
  it('make one response of each rating of a wide survey, zero being "not applicable" where said', async () => {
    await raw(
      `CREATE OR REPLACE TABLE raw.wide AS FROM (VALUES (7, 5, 0, 'satisfied', 'fine'), (8, 1, 3, 'neutral or dissatisfied', NULL)) v(id, "Check-in", "Wifi", overall, said)`,
    );
    await build(
      engine,
      mapping(
        feed(
          'responses',
          'wide',
          { response_id: { kind: 'row' }, customer_id: column('id') },
          {
            answers: [
              { columns: ['Check-in', 'Wifi'], kind: 'csat', touchpoint: 'name', missing: ['0'], scale: [1, 5] },
              { columns: ['overall'], kind: 'overall', touchpoint: 'none', words: 'satisfied', scale: [0, 1] },
              { columns: ['said'], kind: 'verbatim', touchpoint: 'none' },
            ],
          },
        ),
      ),
      plainly,
    );
    expect(
      await rows(
        'SELECT customer_id AS c, kind, touchpoint AS t, score, text, scale_max AS top FROM responses ORDER BY response_id, kind, t',
      ),
    ).toEqual([
      { c: '7', kind: 'csat', t: 'Check-in', score: 5, text: null, top: 5 },
      { c: '7', kind: 'csat', t: 'Wifi', score: null, text: null, top: 5 },
      { c: '7', kind: 'overall', t: null, score: 1, text: null, top: 1 },
      { c: '7', kind: 'verbatim', t: null, score: null, text: 'fine', top: null },
      { c: '8', kind: 'csat', t: 'Check-in', score: 1, text: null, top: 5 },
      { c: '8', kind: 'csat', t: 'Wifi', score: 3, text: null, top: 5 },
      { c: '8', kind: 'overall', t: null, score: 0, text: null, top: 1 },
    ]);
  });

  it('take a row for one that has a value in a column of one’s own that is named file', async () => {
    await raw(
      `CREATE OR REPLACE TABLE raw.sent AS FROM (VALUES ('a.pdf', NULL), (NULL, 'hotline'), (NULL, NULL)) AS t(file, tp)`,
    );
    const { counts } = await build(engine, mapping(feed('responses', 'sent', { touchpoint: column('tp') })), plainly);
    expect(counts.responses.all).toBe(2);
  });

  it('take no row of empty cells for an order or an answer, in one file or in several', async () => {
    await raw(`CREATE OR REPLACE TABLE raw.pos AS SELECT * FROM (VALUES
      ('a.csv', '1', TIMESTAMP '2025-01-01', 5.0), ('a.csv', NULL, NULL, NULL), ('b.csv', '2', NULL, NULL), ('b.csv', NULL, NULL, 3.0)) t(file, id, day, stars)`);
    await engine.run(sql`COMMENT ON COLUMN raw.pos.file IS ${fileComment}`);
    const orders = feed('orders', 'pos', { order_id: column('id'), ordered_at: column('day') });
    const answers = [{ columns: ['stars'], kind: 'csat', touchpoint: 'nobody' }] as unknown as NonNullable<
      Feed['answers']
    >;
    await build(engine, mapping(orders, feed('responses', 'pos', {}, { answers })), plainly);
    expect(await rows('SELECT order_id AS id FROM orders')).toEqual([{ id: '1' }, { id: '2' }, { id: null }]);
    expect(await rows('SELECT score FROM responses ORDER BY score')).toEqual([
      { score: 3 },
      { score: 5 },
      { score: null },
    ]);
  });

  it('count a total once where it repeats, and add lines up where it does not', async () => {
    await raw(
      `CREATE OR REPLACE TABLE raw.lines AS FROM (VALUES ('1', DATE '2025-01-01', 10.0, 2, 3.0), ('1', DATE '2025-01-01', 10.0, 1, 4.0), ('2', DATE '2025-01-02', NULL, -1, 5.0)) v(no, day, total, quantity, price)`,
    );
    const shared = { order_id: column('no'), ordered_at: column('day') };
    const amounts = async (amount: Supply, once: 'sum' | 'repeat') => {
      await build(engine, mapping(feed('orders', 'lines', { ...shared, amount }, { once })), plainly);
      return rows('SELECT order_id AS o, amount AS a, status AS s FROM orders ORDER BY order_id');
    };
    expect(await amounts(column('total'), 'repeat')).toEqual([
      { o: '1', a: 10, s: null },
      { o: '2', a: null, s: null },
    ]);
    expect(await amounts({ kind: 'product', columns: ['quantity', 'price'] }, 'sum')).toEqual([
      { o: '1', a: 10, s: null },
      { o: '2', a: -5, s: 'closed' },
    ]);
  });

  it('read status words of both languages, and unpaid where the time of payment is missing', async () => {
    await raw(
      `CREATE OR REPLACE TABLE raw.shop AS FROM (VALUES ('1', '交易成功', TIMESTAMP '2025-01-01'), ('2', '等待买家付款', NULL), ('3', 'canceled', NULL), ('4', 'Delivered ', NULL), ('5', 'refunded', NULL)) v(no, state, paid)`,
    );
    const one = feed('orders', 'shop', { order_id: column('no'), status: column('state', { words: 'order-status' }) });
    await build(engine, mapping(one), plainly);
    expect((await rows('SELECT status FROM orders ORDER BY order_id')).map(({ status }) => status)).toEqual([
      'paid',
      'unpaid',
      'closed',
      'paid',
      'refunded',
    ]);
    await build(
      engine,
      mapping({ ...one, columns: { order_id: column('no'), status: { kind: 'paid-when', column: 'paid' } } }),
      plainly,
    );
    expect((await rows("SELECT count(*) FILTER (status = 'unpaid') AS n FROM orders"))[0]).toEqual({ n: 4 });
  });

  it('tell from the rows whether amounts are before or after refunds', async () => {
    const orders = (amount: string) =>
      `CREATE OR REPLACE TABLE raw.back AS SELECT i::VARCHAR AS no, ${amount} AS amount, 20.0 AS refund FROM range(20) t(i)`;
    const one = feed('orders', 'back', { order_id: column('no'), amount: column('amount'), refund: column('refund') });
    await raw(orders('0.0'));
    expect((await build(engine, mapping(one), plainly)).roles).toContain('orders.gross_or_net');
    expect(await rows('SELECT DISTINCT gross_or_net AS g FROM orders')).toEqual([{ g: 'net' }]);
    await raw(orders('20.0'));
    await build(engine, mapping(one), plainly);
    expect(await rows('SELECT DISTINCT gross_or_net AS g FROM orders')).toEqual([{ g: 'gross' }]);
  });
});
