import { afterEach, describe, expect, it } from 'vitest';
import { openNative } from '../headless/native';
import type { Answer } from './answer.svelte';
import { EngineRoom } from './engine-room.svelte';
import { Explore } from './explore.svelte';

let room: EngineRoom;
afterEach(() => room.close());

async function answered(statement: string): Promise<Answer> {
  room = new EngineRoom(openNative);
  const explore = new Explore(room, () => Promise.resolve());
  await explore.run(statement);
  if (!explore.answer) throw explore.error;
  return explore.answer;
}

const column = async (answer: Answer, name: string, from = 0, count = 100) =>
  (await answer.rows(from, count)).map((row) => row[name]);

describe('an answer', () => {
  it('turns upwards, downwards and back by a column; what is null stands last', async () => {
    const answer = await answered("SELECT * FROM (VALUES (2, 'b'), (NULL, 'c'), (10, 'a'), (1, 'b')) AS t(n, word)");
    await answer.turn('n');
    expect(answer.order).toEqual({ column: 'n', descending: false });
    expect(await column(answer, 'n')).toEqual([1, 2, 10, null]);
    await answer.turn('n');
    expect(await column(answer, 'n')).toEqual([10, 2, 1, null]);
    await answer.turn('n');
    expect(answer.order).toBeNull();
    expect(await column(answer, 'n')).toEqual([2, null, 10, 1]);
  });

  it('does so too where the statement is no query and all of its rows are here', async () => {
    const answer = await answered("DESCRIBE SELECT 1 AS b, 'x' AS c, NULL::DATE AS a");
    await answer.turn('column_name');
    expect(await column(answer, 'column_name')).toEqual(['a', 'b', 'c']);
    await answer.turn('column_name');
    expect(await column(answer, 'column_name')).toEqual(['c', 'b', 'a']);
    await answer.turn('column_name');
    expect(await column(answer, 'column_name')).toEqual(['b', 'c', 'a']);
  });
});

it('keeps equal rows as the statement gave them, and reads windows of the order', async () => {
  const answer = await answered('SELECT i, i % 3 AS rest FROM range(10000) AS t(i)');
  await answer.turn('rest');
  expect(await column(answer, 'i', 0, 3)).toEqual([0, 3, 6]);
  expect(await column(answer, 'i', 3334, 2)).toEqual([1, 4]);
  await answer.turn('rest');
  expect(await column(answer, 'i', 9998, 5)).toEqual([9996, 9999]);
});

it('takes the last of several turns', async () => {
  const answer = await answered("SELECT * FROM (VALUES (1, 'b'), (2, 'a')) AS t(n, word)");
  await Promise.all([answer.turn('n'), answer.turn('word')]);
  expect(answer.order).toEqual({ column: 'word', descending: false });
  expect(await column(answer, 'word')).toEqual(['a', 'b']);
});
