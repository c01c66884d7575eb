import { expect, it } from 'vitest';
import { History } from './history.svelte';

function counter() {
  const state = { value: 0 };
  const history = new History(
    () => state.value,
    (value) => {
      state.value = value;
      return Promise.resolve();
    },
  );
  const set = (value: number) => {
    history.note('goals');
    state.value = value;
  };
  return { state, history, set };
}

it('goes back and forth between acts, and forgets what was undone once something else is done', async () => {
  const { state, history, set } = counter();
  for (const value of [1, 2, 3]) set(value);
  await history.undo();
  await history.undo();
  expect([state.value, history.last, history.next]).toEqual([1, 'goals', 'goals']);
  await history.redo();
  expect(state.value).toBe(2);
  set(9);
  expect(history.next).toBeNull();
  await history.redo();
  expect(state.value).toBe(9);
  await history.undo();
  expect(state.value).toBe(2);
  history.clear();
  await history.undo();
  expect(state.value).toBe(2);
});

it('keeps the last hundred acts', async () => {
  const { state, history, set } = counter();
  for (let value = 1; value <= 150; value++) set(value);
  while (history.last) await history.undo();
  expect(state.value).toBe(50);
});
