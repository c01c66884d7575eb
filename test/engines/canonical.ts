import { afterAll, beforeAll, describe } from 'vitest';
import type { Engine } from '../../src/engine/engine';
import { typed } from '../../src/engine/sql';
import { openNative } from '../../src/headless/native';
import type { Feed, Mapping, Supply } from '../../src/model/mapping';
import type { TableName } from '../../src/model/schema';
import { openWasmInNode } from './wasm-node';

/** The engine that the running test builds on. */
export let engine: Engine;

/** Runs tests on native DuckDB and on WASM. */
export function onBothEngines(title: string, tests: () => void): void {
  describe.each([
    ['native', openNative],
    ['wasm in Node', openWasmInNode],
  ] as const)(`${title} on %s`, (_, open) => {
    beforeAll(async () => {
      engine = await open();
    });
    afterAll(() => engine.close());
    tests();
  });
}

export const raw = (text: string) => engine.run(typed(text));
export const rows = (text: string) => engine.query(typed(text));

export const column = (name: string, more: object = {}): Supply => ({ kind: 'column', column: name, ...more });
export const constant = (value: string | number): Supply => ({ kind: 'constant', value });
export const feed = (table: TableName, source: string, columns: Feed['columns'], more: Partial<Feed> = {}): Feed => ({
  table,
  source,
  columns,
  confidence: 1,
  reasons: {},
  ...more,
});
export const mapping = (...feeds: Feed[]): Mapping => ({ feeds, aliases: {} });

/** Views of all rows, by nobody's catalogue. */
export const plainly = { filters: {}, catalogue: [], zone: 'UTC' };
