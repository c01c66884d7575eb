import { describe, expect, it } from 'vitest';
import { at, column, engine, fileOf, rowsOf, taken } from '../../../test/engines/made-files';
import { identifier, sql } from '../sql';
import { importFiles } from './import-files';

describe('dialects', () => {
  const table = [
    { a: 1, b: 'x' },
    { a: 2, b: 'y' },
  ];
  it.each([
    ['commas', 'a,b\n1,x\n2,y\n'],
    ['semicolons', 'a;b\n1;x\n2;y\n'],
    ['tabs', 'a\tb\n1\tx\n2\ty\n'],
    ['bars', 'a|b\n1|x\n2|y\n'],
    ['carets', 'a^b\n1^x\n2^y\n'],
    ['CRLF', 'a,b\r\n1,x\r\n2,y\r\n'],
    ['CR alone', 'a,b\r1,x\r2,y\r'],
    ['no break at the end', 'a,b\n1,x\n2,y'],
    ['a title above', '月报\n\na,b\n1,x\n2,y\n'],
    ['a mark of UTF-8', '\ufeffa,b\n1,x\n2,y\n'],
    ['quotes', '"a","b"\n"1","x"\n"2","y"\n'],
    ['single quotes', "'a','b'\n'1','x'\n'2','y'\n"],
    ['padded names', ' a , b\t\n1,x\n2,y\n'],
    ['comments', '# exported 2025\na,b\n1,x\n2,y\n'],
  ])('reads %s', async (_, text) => {
    expect(await rowsOf(await taken(text))).toEqual(table);
  });

  it('reads runs of blanks without a header', async () => {
    const imported = await taken(
      ' 00004 0001 19970101  2   29.33\r\n 00004 0001 19970118  2   29.73\r\n 00021 0002 19970101  3   63.34\r\n',
    );
    expect(imported).toMatchObject({ rows: 3, dialect: { cut: 'blanks', headerLines: 0 } });
    expect((await rowsOf(imported))[0]).toMatchObject({
      column0: '00004',
      column1: '0001',
      column3: 2,
      column4: 29.33,
    });
  });

  it('reads fields of fixed width that hold blanks', async () => {
    const imported = await taken(
      'name       city       score\nAnn Lee    New York      12\nBo         Rome           7\nCy Young   Los Alamos     3\nDi         Oslo          44\n',
    );
    expect(await rowsOf(imported)).toEqual([
      { name: 'Ann Lee', city: 'New York', score: 12 },
      { name: 'Bo', city: 'Rome', score: 7 },
      { name: 'Cy Young', city: 'Los Alamos', score: 3 },
      { name: 'Di', city: 'Oslo', score: 44 },
    ]);
  });

  it('reads three header lines of Qualtrics', async () => {
    const rows = Array.from(
      { length: 5 },
      (_, at) => `2025-01-0${String(at + 1)} 10:00:00,${String(at)},R_${String(at)}`,
    ).join('\n');
    const imported = await taken(
      `StartDate,Q1,ResponseId\nStart Date,"How satisfied,\nall in all?",Response ID\n"{""ImportId"":""startDate""}","{""ImportId"":""QID1""}","{""ImportId"":""_recordId""}"\n${rows}\n`,
    );
    expect(imported).toMatchObject({ rows: 5, dialect: { headerLines: 3 } });
    expect(imported.columns.map(({ name, type }) => [name, type])).toEqual([
      ['StartDate', 'TIMESTAMP'],
      ['Q1', 'BIGINT'],
      ['ResponseId', 'VARCHAR'],
    ]);
  });

  it('names columns without and with the same name', async () => {
    const imported = await taken(',a,A,a\n1,2,3,4\n5,6,7,8\n');
    expect(imported.columns.map(({ name }) => name)).toEqual(['column0', 'a', 'A_2', 'a_3']);
    expect(imported.notes.map(({ code }) => code)).toEqual(['names-blank', 'names-twice']);
  });

  it('rejects rows that do not fit, with line, reason and text', async () => {
    const good = Array.from({ length: 50 }, (_, at) => `${String(at)},x`).join('\n');
    const imported = await taken(`a,b\n${good}\n1,2,3\n51,y\n52`);
    expect(imported).toMatchObject({ rows: 51, rejected: 2 });
    const rejected = await engine.query(
      sql`SELECT * FROM ${identifier('store', `${imported.table}#rejected`)} ORDER BY line`,
    );
    expect(rejected).toMatchObject([
      { line: 52, text: '1,2,3' },
      { line: 54, text: '52' },
    ]);
    expect(rejected[0]!.reason).toMatch(/too many columns/);
  });

  it('fills up rows that end early where that is the way of the file', async () => {
    const imported = await taken('a,b,c\n1,2,3\n4,5\n6,7,8\n9,10\n');
    expect(imported).toMatchObject({ rows: 4, rejected: 0 });
    expect((await rowsOf(imported))[1]).toEqual({ a: 4, b: 5, c: null });
  });

  it('keeps rows without any value, and counts them', async () => {
    expect((await taken('a,b\n1,x\n2,y\n,\n,\n')).notes).toContainEqual({ code: 'rows-blank', details: { rows: 2 } });
  });

  it('lists the cells that do not read as their column', async () => {
    const cells = Array.from({ length: 300 }, (_, at) => String(at));
    const found = await column('score', [...cells, '999+']);
    expect(found).toMatchObject({ type: 'DOUBLE', failed: 1 });
  });

  it('obeys every decision', async () => {
    const decided = await taken('x;y\n1,5;2\n', {
      dialect: { headerLines: 0 },
      readings: { column1: { kind: 'text' } },
    });
    expect(decided).toMatchObject({ rows: 2, columns: [{ name: 'column0' }, { name: 'column1', type: 'VARCHAR' }] });
    expect((await column('score', ['1', '2'], { readings: { score: { kind: 'text' } } })).values).toEqual(['1', '2']);
    expect(
      (await column('on', ['01/02/2020'], { readings: { on: { kind: 'time', format: '%d/%m/%Y', order: 'assumed' } } }))
        .values,
    ).toEqual([at('2020-02-01T00:00')]);
  });
});

describe('unions', () => {
  it('makes files of one shape one table with a column that names them', async () => {
    const files = ['2025-01', '2025-02'].map((name, place) =>
      fileOf(`orders-${name}.csv`, `id,amount\n${String(place)},1.5\n`),
    );
    const { imported } = await importFiles(engine, [...files, fileOf('other.csv', 'x,y\n1,2\n')], { zone: 'UTC' });
    expect(imported.map(({ table, files: from, rows }) => [table, from.length, rows])).toEqual([
      ['orders-2025', 2, 2],
      ['other', 1, 1],
    ]);
    expect((await rowsOf(imported[0]!)).map((row) => row.file)).toEqual(['orders-2025-01.csv', 'orders-2025-02.csv']);
  });
  it('does not take a name that is taken', async () => {
    const { imported } = await importFiles(engine, [fileOf('other.csv', 'x,y\n1,2\n')], {
      zone: 'UTC',
      taken: new Set(['Other']),
    });
    expect(imported[0]!.table).toBe('other_2');
  });
});
