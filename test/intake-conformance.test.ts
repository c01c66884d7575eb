import { existsSync, openAsBlob, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../src/engine/engine';
import { WorkbenchError } from '../src/engine/errors';
import { importFiles } from '../src/engine/intake/import-files';
import { identifier, sql } from '../src/engine/sql';
import { openNative } from '../src/headless/native';
import { openWasmInNode } from './engines/wasm-node';

const folder = join(process.cwd(), '../shared/data');

/** What parquet-wasm, or Arrow on its way into DuckDB-WASM, does not know; each is refused by name. */
const beyondWasm = {
  'numbers of 16 bits with a point': [
    'data/float16_nonzeros_and_nans.parquet',
    'data/float16_zeros_and_nans.parquet',
    'data/floating_orders_nan_count.parquet',
  ],
  'statistics of an unknown form': ['data/dict-page-offset-zero.parquet'],
  'repeated fields that are no lists': ['data/repeated_no_annotation.parquet'],
};
const engines = [
  ['native', openNative, []],
  ['wasm in Node', openWasmInNode, Object.values(beyondWasm).flat()],
] as const;

describe.skipIf(!existsSync(folder)).each(engines)('on %s', (_, open, beyond) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
  });
  afterAll(() => engine.close());

  describe('csv-spectrum', () => {
    it.each(namesIn('conf_csv_spectrum/csvs', '.csv').filter((name) => name !== contradictory))(
      '%s has the rows of its JSON',
      async (name) => {
        const { imported, failed } = await take(join(folder, 'conf_csv_spectrum/csvs', name));
        expect(failed).toEqual([]);
        const rows = await engine.query(sql`SELECT * FROM ${identifier('raw', imported[0]!.table)}`);
        const expected = JSON.parse(
          readFileSync(join(folder, 'conf_csv_spectrum/json', name.replace('.csv', '.json')), 'utf8'),
        ) as Record<string, string>[] | Record<string, string>;
        expect(rows.map(texts)).toEqual([expected].flat().map(texts));
      },
    );
  });

  describe.each(['conf_parquet_testing'])('%s', (suite) => {
    it(
      'reads every file that native DuckDB reads but for those that are known, and refuses the others cleanly',
      { timeout: 300_000 },
      async () => {
        const outcomes: Record<string, number> = { read: 0, refused: 0 };
        const lost: Record<string, string> = {};
        for (const { file, rows, sound } of baseline(suite)) {
          const { imported, failed } = await take(join(folder, suite, file));
          for (const { error } of failed) {
            expect(error, file).toBeInstanceOf(WorkbenchError);
            expect(error.details.file, file).toBe(basename(file));
          }
          outcomes[imported.length ? 'read' : 'refused']! += 1;
          if (sound && imported[0]?.rows !== rows)
            lost[file] = `${String(imported[0]?.rows ?? failed[0]?.error.message)} for ${String(rows)}`;
          for (const { table } of imported) await engine.run(sql`DROP TABLE ${identifier('raw', table)}`);
        }
        expect(await engine.query(sql`SELECT 1 AS alive`)).toEqual([{ alive: 1 }]);
        console.info(
          `${suite} on ${engine.kind}: ${String(outcomes.read)} read, ${String(outcomes.refused)} refused; ${JSON.stringify(lost)}`,
        );
        expect(Object.keys(lost).toSorted()).toEqual(beyond.toSorted());
      },
    );
  });

  async function take(path: string) {
    return importFiles(engine, [{ name: basename(path), path, blob: await openAsBlob(path) }], { zone: 'UTC' });
  }
});

/** Its JSON holds another phone number than its CSV. */
const contradictory = 'location_coordinates.csv';

/** Makes parquet-wasm panic outside of any promise; the import is given up, but the panic fails a test run. */
const panics = 'data/nation.dict-malformed.parquet';

/** Empty and missing are one; numbers are as they were written, but for their trailing zeros. */
function texts(row: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value instanceof Date ? value.toISOString().slice(0, 10) : plain(String(value ?? '')),
    ]),
  );
}

function plain(text: string): string {
  return text !== '' && Number.isFinite(Number(text)) ? String(Number(text)) : text.replaceAll('\r\n', '\n');
}

function namesIn(suite: string, ending: string): readonly string[] {
  const place = join(folder, suite);
  return existsSync(place) ? readdirSync(place).filter((name) => name.endsWith(ending)) : [];
}

interface Known {
  readonly file: string;
  readonly rows: number;
  /** Whether native DuckDB read all of it. */
  readonly sound: boolean;
}

function baseline(suite: string): readonly Known[] {
  const { files } = JSON.parse(readFileSync(join(folder, suite, '_native_duckdb_baseline.json'), 'utf8')) as {
    readonly files: readonly {
      readonly file: string;
      readonly rows?: number;
      readonly error?: string;
      readonly scan_error?: string;
    }[];
  };
  return files
    .filter(({ file }) => file !== panics && existsSync(join(folder, suite, file)))
    .map(({ file, rows = 0, error, scan_error: broken }) => ({
      file,
      rows,
      sound: error === undefined && broken === undefined,
    }));
}
