import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWasmInNode } from '../../../test/engines/wasm-node';
import { openNative } from '../../headless/native';
import type { Engine } from '../engine';
import { identifier, sql } from '../sql';
import { importFiles } from './import-files';

const header = 'id,name,text,n\n';
const plain = (from: number, to: number) => rows(from, to, (n) => `${n},name ${n},text ${n},1`);
const quoted = (from: number, to: number) => rows(from, to, (n) => `${n},"name ${n}","text, ${n}",1`);
function rows(from: number, to: number, of: (n: string) => string): string {
  return Array.from({ length: to - from }, (_, at) => `${of(String(from + at))}\n`).join('');
}

interface Case {
  readonly text: string;
  readonly rows: number;
  /** The line of every rejected row, and how its text begins. */
  readonly rejected: readonly (readonly [line: number, text: string])[];
}

const open = '1000,"name,text,3\n';

/** Rows with a quotation mark too many; the figures follow from how many rows each text is made of. */
const cases: Readonly<Record<string, Case>> = {
  'in the middle of a large file without other quotes': {
    text: header + plain(0, 20_000) + open + plain(20_001, 100_000),
    rows: 99_999,
    rejected: [[20_002, '1000,"name']],
  },
  'in the middle of a large file with other quotes': {
    text: header + quoted(0, 1000) + open + quoted(1001, 100_000),
    rows: 99_999,
    rejected: [[1002, '1000,"name']],
  },
  'twice, so that five hundred rows stand in one cell': {
    text: `${header}${plain(0, 1000)}${open}${plain(1001, 1500)}1500,name",text,3\n${plain(1501, 50_000)}`,
    rows: 49_999,
    rejected: [[1002, '1000,"name']],
  },
  'in the last line of a large file': {
    text: header + plain(0, 100_000) + '9,"name,text,3\n',
    rows: 100_000,
    rejected: [[100_002, '9,"name']],
  },
  'near the end of a file of which many rows are short': {
    text: `${header}${rows(0, 30_000, (n) => (Number(n) % 3 ? `${n},a,b,1` : `${n},a`))}${open}${plain(30_001, 30_010)}`,
    rows: 30_009,
    rejected: [[30_002, '1000,"name']],
  },
  'in a file with line breaks of two signs': {
    text: (header + quoted(0, 10) + open + quoted(11, 40)).replaceAll('\n', '\r\n'),
    rows: 39,
    rejected: [[12, '1000,"name']],
  },
  'in a small file without other quotes, where it is a sign like others': {
    text: header + plain(0, 10) + open + plain(11, 40),
    rows: 40,
    rejected: [],
  },
  'in the header': { text: `id,"name,text,n\n${plain(0, 3000)}`, rows: 3000, rejected: [] },
  'in the header, before rows with quotes': { text: `id,"name,text,n\n${quoted(0, 3000)}`, rows: 3000, rejected: [] },
  'opened and closed within the header': { text: `id,"name,text,"n"\n${quoted(0, 83)}`, rows: 83, rejected: [] },
};

const verbatim = 'Waited long,\nthen: "fine", said 3 people, 4, 5\n\nbread, milk, eggs\n1, 2, 3';

describe.each(Object.entries({ native: openNative, 'wasm in Node': openWasmInNode }))('on %s', (_, start) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start();
  });
  afterAll(() => engine.close());

  async function take(text: string) {
    const { imported, failed } = await importFiles(engine, [{ name: 'quotes.csv', blob: new Blob([text]) }], {
      zone: 'UTC',
    });
    expect(failed).toEqual([]);
    const made = imported[0]!;
    const rejected = await engine.query(sql`SELECT line, text, reason FROM store."quotes#rejected" ORDER BY line`);
    return { made, rejected, table: identifier('raw', made.table) };
  }

  describe('a quotation mark too many takes no row with it', () => {
    it.each(Object.entries(cases))('%s', { timeout: 60_000 }, async (_title, { text, rows: expected, rejected }) => {
      const { made, rejected: told, table } = await take(text);
      expect([made.rows, made.rejected, made.columns.length]).toEqual([expected, rejected.length, 4]);
      expect(told.map(({ line, text: held }) => [line, String(held).slice(0, rejected[0]![1].length)])).toEqual(
        rejected,
      );
      for (const { reason } of told) expect(reason).toMatch(/^unquoted value/);
      const [distinct] = await engine.query(sql`SELECT count(DISTINCT COLUMNS(*)) FROM ${table}`);
      expect(Object.values(distinct!)[0]).toBe(expected);
    });
  });

  it('tells of the line of the header, and names the columns by it', async () => {
    const { made } = await take(cases['opened and closed within the header']!.text);
    expect(made.columns.map(({ name }) => name)).toEqual(['id', 'name', 'text', 'n']);
    expect(made.notes).toContainEqual({ code: 'names-quotes', details: { line: 1, file: 'quotes.csv' } });
  });

  it('keeps texts of several lines, with commas, quotes and empty lines in them', async () => {
    const cell = `"${verbatim.replaceAll('"', '""')}"`;
    const { made, table } = await take(`${header}${rows(0, 2000, (n) => `${n},name,${cell},${n}`)}`);
    expect([made.rows, made.rejected, made.notes]).toEqual([2000, 0, []]);
    expect(await engine.query(sql`SELECT DISTINCT "text" FROM ${table}`)).toEqual([{ text: verbatim }]);
  });

  it('keeps them beside a quotation mark too many', async () => {
    const cell = `"${verbatim.replaceAll('"', '""')}"`;
    const { made, table, rejected } = await take(
      `${header}${rows(0, 500, (n) => `${n},name,${cell},${n}`)}${open}${rows(501, 1000, (n) => `${n},name,${cell},${n}`)}`,
    );
    expect([made.rows, rejected.map(({ line }) => line)]).toEqual([999, [2502]]);
    expect(await engine.query(sql`SELECT DISTINCT "text" FROM ${table}`)).toEqual([{ text: verbatim }]);
  });

  it('reads the other files of a table as they are, and this one by its lines', async () => {
    const broken = `${header}${plain(0, 1000)}${open}${plain(1001, 1500)}1500,name",text,3\n${plain(1501, 2000)}`;
    const files = [header + plain(0, 10), broken, header + plain(0, 20)];
    const { imported } = await importFiles(
      engine,
      files.map((text, at) => ({ name: `quotes_${String(at)}.csv`, blob: new Blob([text]) })),
      { zone: 'UTC' },
    );
    const { table, rejected } = imported[0]!;
    expect([imported.length, rejected]).toEqual([1, 1]);
    expect(
      await engine.query(sql`SELECT file, count(*) AS n FROM ${identifier('raw', table)} GROUP BY 1 ORDER BY 1`),
    ).toEqual([10, 1999, 20].map((n, at) => ({ file: `quotes_${String(at)}.csv`, n })));
    expect(await engine.query(sql`SELECT file, line FROM ${identifier('store', `${table}#rejected`)}`)).toEqual([
      { file: 'quotes_1.csv', line: 1002 },
    ]);
  });

  it('keeps a text of three hundred lines, each with as many commas as a row', async () => {
    const long = Array.from({ length: 300 }, (_, at) => `first, second, third, line ${String(at)}`).join('\n');
    const { made, table } = await take(`${header}${plain(0, 50)}50,name,"${long}",1\n${plain(51, 100)}`);
    expect([made.rows, made.rejected]).toEqual([100, 0]);
    expect(await engine.query(sql`SELECT "text" FROM ${table} WHERE id = 50`)).toEqual([{ text: long }]);
  });
});
