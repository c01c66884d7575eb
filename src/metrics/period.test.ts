import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer } from '../../test/engines/answer';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

/** Answers of ten days in January 2025 at each of the times, and of the last day at `last` alone. */
function answers(times: readonly string[], last: readonly string[]) {
  const days = Array.from({ length: 11 }, (_, at) => `2025-01-${String(at + 1).padStart(2, '0')}`);
  return days.flatMap((day, at) =>
    (at === 10 ? last : times).map((time, nth) => ({
      response_id: `${day} ${String(nth)}`,
      kind: 'csat',
      score: 4,
      scale_min: 1,
      scale_max: 5,
      submitted_at: `${day}${time}`,
    })),
  );
}

const completeOf = async (times: readonly string[], last: readonly string[], grain = 'day') => {
  const { rows } = await answer(engine, 'csat', { responses: answers(times, last) }, { by: 'period', grain });
  return rows.map(({ complete }) => complete);
};

// The catalogue, Common to all modules: `complete` says whether the period is over.
describe('a period is over', () => {
  const closed = Array.from({ length: 10 }, () => true);

  it('not when the data ends at one in the morning of its last day', async () => {
    expect(await completeOf([' 00:30:00', ' 12:00:00', ' 23:40:00'], [' 00:30:00', ' 01:00:00'])).toEqual([
      ...closed,
      false,
    ]);
  });

  it('when its last day ends as late as others do, though nobody answers until midnight', async () => {
    expect(await completeOf([' 09:00:00', ' 17:30:00'], [' 10:00:00', ' 17:45:00'])).toEqual([...closed, true]);
    expect(await completeOf([' 09:00:00', ' 17:30:00'], [' 10:00:00', ' 12:00:00'])).toEqual([...closed, false]);
  });

  it('when dates have no time and its last day is there', async () => {
    expect(await completeOf([''], [''])).toEqual([...closed, true]);
    expect(await completeOf([''], [''], 'week')).toEqual([true, false]);
  });

  it('as a week or month only when its last day is over', async () => {
    const late = [' 09:00:00', ' 17:30:00'];
    const week = (last: string) =>
      answer(
        engine,
        'csat',
        {
          responses: answers(late, []).concat(
            answers([], [last]).map((row) => ({ ...row, submitted_at: `2025-01-12${last}` })),
          ),
        },
        { by: 'period', grain: 'week' },
      );
    expect((await week(' 17:40:00')).rows.at(-1)).toMatchObject({ touchpoint: '2025-01-06', complete: true });
    expect((await week(' 08:00:00')).rows.at(-1)).toMatchObject({ touchpoint: '2025-01-06', complete: false });
  });

  it('not on the only day there is, unless its dates have no time', async () => {
    const one = (time: string) =>
      answer(engine, 'csat', { responses: answers([], [time]) }, { by: 'period', grain: 'day' });
    expect((await one(' 23:00:00')).rows).toMatchObject([{ complete: false }]);
    expect((await one('')).rows).toMatchObject([{ complete: true }]);
  });
});

it('a month of retention and of purchases that ends with its last day’s morning is open', async () => {
  const orders = ['2025-01-05 18:00', '2025-01-20 18:30', '2025-02-10 19:00', '2025-02-28 01:00'].map((at, nth) => ({
    order_id: String(nth),
    customer_id: 'a',
    ordered_at: `${at}:00`,
    amount: 10,
  }));
  const of = (last: string) => [...orders.slice(0, 3), { ...orders[3]!, ordered_at: last }];
  for (const [last, complete] of [
    ['2025-02-28 01:00:00', false],
    ['2025-02-28 18:45:00', true],
  ] as const) {
    const kept = await answer(engine, 'retention', { orders: of(last) });
    expect(kept.rows.at(-1), last).toMatchObject({ period: 1, complete });
    const value = await answer(
      engine,
      'clv-historic',
      { orders: [...of(last), { ...orders[0]!, order_id: 'x', customer_id: 'b', ordered_at: '2025-02-11 18:00:00' }] },
      { by: 'period' },
    );
    expect(
      value.rows.find(({ touchpoint }) => touchpoint === '2025-02-01'),
      last,
    ).toMatchObject({ complete });
  }
});
