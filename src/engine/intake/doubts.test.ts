import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNative } from '../../headless/native';
import type { Engine } from '../engine';
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
