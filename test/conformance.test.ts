import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../src/engine/engine';
import { sql } from '../src/engine/sql';
import { openNative } from '../src/headless/native';
import { baseline, data, outcomeOf, shapeKnown, type Known } from './conformance/outcome';
import { openWasmInNode } from './engines/wasm-node';

const limit = { timeout: 600_000 };

/** Reason → file → what we make of it, for the files of which native DuckDB makes something else. */
type Differing = Readonly<Record<string, Readonly<Record<string, string>>>>;

function known(suite: string): Differing {
  return JSON.parse(readFileSync(`test/conformance/known/${suite}.json`, 'utf8')) as Differing;
}

describe.skipIf(!existsSync(data))('beside native DuckDB', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openNative();
  });
  afterAll(() => engine.close());

  it.each(['csv-parser', 'papaparse', 'duckdb-csv'])(
    'as many rows and columns, but for files that are known: %s',
    limit,
    async (suite) => {
      const folder = `conf_${suite.replace('-', '_')}`;
      await compare(engine, suite, folder, baseline(folder), known(suite));
    },
  );

  it.each(['polluted_files', 'survey_sample'])(
    'the clean tables of Pollock, but for files that are known: %s',
    limit,
    async (part) => {
      const path = join(data, 'conf_pollock', `_vs_clean_${part}.json`);
      const files = JSON.parse(readFileSync(path, 'utf8')) as readonly Clean[];
      const clean = files.map(({ file, clean_rows: rows, clean_cols: columns, header_lines: header }) => ({
        file,
        rows: Number(rows) - Number(header),
        columns: Array.from({ length: Number(columns) }),
      }));
      await compare(engine, part, 'conf_pollock', clean, known(`pollock-${part}`));
    },
  );
});

interface Clean {
  readonly file: string;
  readonly clean_rows: number | string;
  readonly clean_cols: number | string;
  readonly header_lines: number | string;
}

/** Ends native DuckDB 1.4 with a fault of memory, and this process with it; the runner's own tests see what a person is told. */
const fatal = /rle_malicious_bitwidth/;

/** Make parquet-wasm panic outside of any promise, so that each waits until it is given up. */
const panicking = /\/afl\/|\/broken|bigdecimal/;

/** What parquet-wasm, or Arrow on its way into DuckDB-WASM, does not know. */
const beyondWasm: Differing = {
  'numbers of 16 bits with a point': { 'data/parquet-testing/float16.parquet': 'refused: file-unreadable' },
};
const beyondNative: Differing = {
  'texts that are no UTF-8': { 'data/parquet-testing/invalid_utf8_stats.parquet': 'refused: file-unreadable' },
  'variants, which DuckDB 1.4 does not know': {
    'data/parquet-testing/snowflake_variant.parquet': 'refused: file-unreadable',
  },
};

describe.skipIf(!existsSync(data)).each([
  ['native', openNative, beyondNative],
  ['wasm in Node', openWasmInNode, beyondWasm],
] as const)('Parquet files of DuckDB on %s', (name, open, beyond) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
  });
  afterAll(() => engine.close());

  it('have as many rows and columns, but for files that are known', limit, async () => {
    const suite = 'conf_duckdb_parquet';
    // What DuckDB refuses is left to native: most of it makes parquet-wasm panic, and a panic fails a test run.
    const files = baseline(suite).filter((one) =>
      engine.kind === 'native' ? !fatal.test(one.file) : shapeKnown(one) !== 'refused' && !panicking.test(one.file),
    );
    const differing = { ...known('duckdb-parquet'), ...beyond };
    await compare(engine, `duckdb-parquet on ${name}`, suite, files, differing);
  });
});

async function compare(
  engine: Engine,
  title: string,
  folder: string,
  files: readonly Known[],
  reasons: Differing,
): Promise<void> {
  const differing: Record<string, string> = {};
  let refused = 0;
  for (const file of files) {
    const ours = await outcomeOf(engine, join(data, folder, file.file));
    const theirs = shapeKnown(file);
    if (theirs === 'refused') refused++;
    else if (ours !== theirs) differing[file.file] = ours;
  }
  const there = new Set(files.map(({ file }) => file));
  const expected = Object.values(reasons).flatMap((one) => Object.entries(one).filter(([file]) => there.has(file)));
  const count = Object.keys(differing).length;
  console.info(
    `${title}: ${String(files.length - refused - count)} alike, ${String(count)} known to differ, ${String(refused)} that DuckDB refuses are read or refused cleanly`,
  );
  expect(await engine.query(sql`SELECT 1 AS alive`)).toEqual([{ alive: 1 }]);
  expect(differing).toEqual(Object.fromEntries(expected));
}
