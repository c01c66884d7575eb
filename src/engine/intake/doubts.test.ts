import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNative } from '../../headless/native';
import type { Engine } from '../engine';
import { identifier, sql } from '../sql';
import { importFiles } from './import-files';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

async function taken(files: Readonly<Record<string, string>>) {
  const given = Object.entries(files).map(([name, text]) => ({ name, blob: new Blob([text]) }));
  const { imported, failed } = await importFiles(engine, given, { zone: 'UTC' });
  expect(failed).toEqual([]);
  return imported;
}

const lines = (head: string, row: (at: number) => string, count = 100) =>
  `${[head, ...Array.from({ length: count }, (_, at) => row(at))].join('\n')}\n`;

describe('what is told of a file', () => {
  it('a column that a few words keep from being numbers, which words, and what it would be', async () => {
    const [made] = await taken({
      'waits.csv': lines('name,wait', (at) => `n${String(at)},${at % 20 ? String(at) : '约三分钟'}`),
    });
    expect(made?.columns[1]).toMatchObject({ reading: { kind: 'text' }, nearly: { kind: 'number' } });
    expect(made?.notes).toEqual([
      { code: 'mostly-values', details: { column: 'wait', kind: 'number', share: 0.05, words: '约三分钟' } },
    ]);
  });

  it('the same of the words of a scale, and nothing of texts, codes and few words among numbers', async () => {
    const scale = ['非常满意', '满意', '一般', '不满意', '非常不满意'];
    const [made] = await taken({
      'survey.csv': lines(
        'answer,remark,postcode,score',
        (at) =>
          `${at % 10 ? scale[at % 5]! : '还行吧'},${at % 3 ? `text ${String(at)}` : '5'},${at % 10 ? '10115' : 'D-10115'},${at === 7 ? 'x' : String(at % 5)}`,
      ),
    });
    expect(made?.columns.map(({ nearly }) => nearly?.kind)).toEqual(['likert', undefined, undefined, undefined]);
    expect(made?.notes.map(({ details }) => [details.column, details.share])).toEqual([['answer', 0.1]]);
    expect(made?.columns[3]?.failed).toBe(1);
  });

  it('a quotation mark out of place in the header, of every file of a table', async () => {
    const row = (at: number) => `${String(at)},"n, ${String(at)}",${String(at % 5)}`;
    const made = await taken({
      'a.csv': lines('id,name,score', row),
      'b.csv': lines('id,"na"me,score', row),
      'c.csv': lines('id,"name,score', (at) => `${String(at)},n${String(at)},1`),
    });
    const quotes = made.flatMap(({ notes }) => notes.filter(({ code }) => code === 'names-quotes'));
    expect(made).toHaveLength(1);
    expect(quotes.map(({ details }) => details)).toEqual([
      { line: 1, file: 'b.csv' },
      { line: 1, file: 'c.csv' },
    ]);
  });

  it('that short rows were filled up, and that there is no row at all', async () => {
    const [short] = await taken({ 'short.csv': lines('a,b,c', (at) => (at % 9 ? `x${String(at)},y,z` : 'x,y')) });
    expect(short?.notes).toEqual([{ code: 'rows-short', details: { files: 'short.csv' } }]);
    const [none] = await taken({ 'none.csv': 'a,b,c\n' });
    expect([none?.rows, none?.notes]).toEqual([0, [{ code: 'no-rows', details: {} }]]);
  });
});

describe('the line of a cell that does not read', () => {
  const strange = (row: readonly string[]) => row.findIndex((line) => line.includes('n.n.')) + 1;
  const listed = async (name: string) =>
    engine.query(
      sql`SELECT file, line, text FROM ${identifier('store', `${name}#rejected`)} WHERE reason LIKE 'cell: %'`,
    );

  it('is that of its file, below rejected rows, cells of several lines and blank lines, in each file of a table', async () => {
    const row = (at: number) => {
      if (at === 10) return '10,desk,"two\nlines, and\nthree",4';
      if (at === 20) return '20,desk,x,4,5';
      if (at === 25) return '\n25,desk,x,3';
      return `${String(at)},desk,x,${at === 150 ? 'n.n.' : String(at % 5)}`;
    };
    const [first, second] = [lines('id,touchpoint,note,score', row, 300), lines('id,touchpoint,note,score', row, 200)];
    await taken({ 'one.csv': `A title\n${first}`, 'two.csv': second });
    const [made] = await engine.query(
      sql`SELECT table_name AS t FROM duckdb_tables() WHERE table_name LIKE '%#rejected' AND estimated_size > 0 ORDER BY table_oid DESC LIMIT 1`,
    );
    expect(await listed(String(made?.t).replace('#rejected', ''))).toEqual([
      { file: 'one.csv', line: strange(`A title\n${first}`.split('\n')), text: 'n.n.' },
      { file: 'two.csv', line: strange(second.split('\n')), text: 'n.n.' },
    ]);
  });

  it('is the same where quotes out of place were mended', async () => {
    const text = lines(
      'id,name,note,score',
      (at) => `${String(at)},n,${at === 40 ? '"open' : '"a, b"'},${at === 150 ? 'n.n.' : String(at % 5)}`,
      400,
    );
    const [made] = await taken({ 'mended.csv': text });
    expect(made?.rejected).toBe(1);
    expect(await listed('mended')).toEqual([{ file: 'mended.csv', line: strange(text.split('\n')), text: 'n.n.' }]);
  });
});
