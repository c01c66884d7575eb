import { afterAll, beforeAll, expect, it } from 'vitest';
import { give } from '../../../test/engines/given';
import type { Engine } from '../../engine/engine';
import { openNative } from '../../headless/native';
import { EngineRoom } from '../engine-room.svelte';
import { customerCategories } from './customer-categories';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

it('counts customers, each once, by the columns that have few categories', async () => {
  const people = Array.from({ length: 60 }, (_, at) => ({
    customer_id: `c${String(at)}`,
    segment: at < 40 ? 'old' : 'new',
    region: 'only one',
    first_seen: at % 2 ? '2025-01-01' : '2025-02-01',
    'shoe size': at ? String(38 + (at % 3)) : null,
    name: `name ${String(at)}`,
  }));
  const roles = await give(engine, { customers: [...people, ...people.slice(0, 5)] });
  const room = new EngineRoom(() => Promise.resolve(engine));
  const found = await customerCategories(room, roles, new AbortController().signal);
  expect([...found].map(([column, counts]) => [column, [...counts]])).toEqual([
    [
      'segment',
      [
        ['old', 40],
        ['new', 20],
      ],
    ],
    [
      'shoe size',
      [
        ['39', 20],
        ['40', 20],
        ['38', 19],
      ],
    ],
  ]);
});
