import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNative } from '../../headless/native';
import type { Engine, LocalFile } from '../engine';
import { identifier, sql } from '../sql';
import { importFiles } from './import-files';
import type { ImportOptions } from './import-options';
import type { Decisions, Imported } from './imported';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

let made = 0;
async function taken(
  content: string | Uint8Array,
  decisions: Decisions = {},
  options: Partial<ImportOptions> = {},
): Promise<Imported> {
  const name = `case${String(++made)}.csv`;
  const { imported, failed } = await importFiles(engine, [fileOf(name, content)], {
    zone: 'UTC',
    decisions: { [name]: decisions },
    ...options,
  });
  if (failed[0]) throw failed[0].error;
  return imported[0]!;
}
function fileOf(name: string, content: string | Uint8Array): LocalFile {
  return { name, blob: new Blob([content as BlobPart]) };
}
async function rowsOf({ table }: Imported) {
  return engine.query(sql`SELECT * FROM ${identifier('raw', table)}`);
}
/** One column of cells as it is typed: its type and values. */
async function column(
  header: string,
  cells: readonly string[],
  decisions: Decisions = {},
  options: Partial<ImportOptions> = {},
) {
  const text = [`n;${header}`, ...cells.map((cell, at) => `${String(at)};${cell}`)].join('\n');
  const imported = await taken(text, { ...decisions, dialect: { delimiter: ';', ...decisions.dialect } }, options);
  const found = imported.columns[1]!;
  return { ...found, values: (await rowsOf(imported)).map((row) => row[found.name] ?? null) };
}
const at = (text: string) => new Date(`${text}Z`);

it('reads a column that is called as the engine calls its row numbers', async () => {
  const rows = Array.from({ length: 7001 }, (_, nth) => `${String(9000 - nth)},${nth === 5001 ? '?!' : String(nth)}`);
  const imported = await taken(`RowId,score\n${rows.join('\n')}`);
  expect(imported.columns.map(({ name, failed }) => [name, failed])).toEqual([
    ['RowId', 0],
    ['score', 1],
  ]);
  expect((await rowsOf(imported))[7000]).toEqual({ RowId: '2000', score: 7000 });
  const rejected = await engine.query(
    sql`SELECT line, text FROM ${identifier('store', `${imported.table}#rejected`)} WHERE reason LIKE 'cell%'`,
  );
  expect(rejected).toEqual([{ line: 5003, text: '?!' }]);
});

describe('what only few cells show', () => {
  const seldom = (usual: string, odd: string) => Array.from({ length: 7001 }, (_, nth) => (nth === 5001 ? odd : usual));

  it.each<[string, string, string, string, unknown]>([
    ['blanks around a text', 'App', '\u3000App ', 'VARCHAR', 'App'],
    ['blanks around a number', '12', '\u00a012', 'BIGINT', 12],
    [
      'blanks around a time',
      '2025-03-04 10:00:00',
      '2025-03-04 10:00:00\u200b',
      'TIMESTAMP',
      at('2025-03-04T10:00:00'),
    ],
    [
      'a time with a half of the day',
      '15/03/2025 10:00',
      '15/03/2025 10:00 PM',
      'TIMESTAMP',
      at('2025-03-15T22:00:00'),
    ],
    ['an amount in tens of thousands', '¥1,200.5', '¥1.2万', 'DOUBLE', 12_000],
  ])('is read all the same: %s', async (_, usual, odd, type, expected) => {
    const found = await column('reply', seldom(usual, odd));
    expect([found.type, found.failed, found.values[5001]]).toEqual([type, 0, expected]);
  });
});

describe('numbers', () => {
  it.each<[string, string[], string, unknown[]]>([
    ['integers', ['1', '-2', '30'], 'BIGINT', [1, -2, 30]],
    ['decimals', ['1.5', '2', '-0.25'], 'DOUBLE', [1.5, 2, -0.25]],
    ['thousands by commas', ['1,234', '12,345.5', '7'], 'DOUBLE', [1234, 12345.5, 7]],
    ['thousands by blanks', ['1 234', '12 345', '7'], 'DOUBLE', [1234, 12345, 7]],
    ['a decimal comma', ['3,5', '1.234,75', '12'], 'DOUBLE', [3.5, 1234.75, 12]],
    ['per cents as shares', ['9.98%', '11.27%', '0%'], 'DOUBLE', [0.0998, 0.1127, 0]],
    ['currencies', ['￥12.5', '¥1,200', '300元'], 'DOUBLE', [12.5, 1200, 300]],
    ['dollars with signs', ['$1,234.50', '-$5', '($7.25)'], 'DOUBLE', [1234.5, -5, -7.25]],
    ['full-width digits', ['１２', '３.５', '-４'], 'DOUBLE', [12, 3.5, -4]],
    ['Chinese units', ['1.2万', '10w', '3亿'], 'DOUBLE', [12000, 100000, 300000000]],
    ['points', ['4分', '5分', '3分'], 'DOUBLE', [4, 5, 3]],
    ['points out of five', ['4/5', '5/5', '3/5'], 'DOUBLE', [4, 5, 3]],
    ['stars', ['★★★★☆', '★★★★★', '☆☆☆☆☆'], 'DOUBLE', [4, 5, 0]],
    ['exponents', ['1e3', '2.5E-1', '7'], 'DOUBLE', [1000, 0.25, 7]],
    ["Excel's forced text", ['="12"', '="7"', '="30"'], 'BIGINT', [12, 7, 30]],
    ['padded fields', [' 35188 ', '  7', '1\t'], 'BIGINT', [35188, 7, 1]],
  ])('reads %s', async (_, cells, type, values) => {
    expect(await column('amount', cells)).toMatchObject({ type, values, failed: 0 });
  });

  it('takes the decimal sign that another column proves', async () => {
    const imported = await taken('a;b\n1,234;0,5\n2,345;1,25\n');
    expect(await rowsOf(imported)).toEqual([
      { a: 1.234, b: 0.5 },
      { a: 2.345, b: 1.25 },
    ]);
  });

  it.each([
    ['identifiers of many digits', 'user', ['3074457347487777543', '12', '13']],
    ['leading zeros', 'area', ['010', '021', '755']],
    ['what the header calls an id', 'customer_id', ['1', '2', '3']],
    ['order numbers', '订单编号', ['1', '2', '3']],
    ['codes among numbers', 'invoice', ['536365', 'C536379', '536367']],
  ])('leaves %s as text', async (_, header, cells) => {
    expect(await column(header, cells)).toMatchObject({ type: 'VARCHAR', values: cells });
  });

  it('says that identifiers went through a spreadsheet', async () => {
    const imported = await taken('id,n\n1.38E+10,1\n1.39E+10,2\n');
    expect(imported.notes).toContainEqual({ code: 'ids-damaged', details: { column: 'id', cells: 2 } });
  });
});

describe('missing', () => {
  it.each(['NULL', 'N/A', '?', '-', '--', '无', '(空)', '(跳过)', 'None', 'Select', '#N/A', ''])(
    'reads %s among numbers as missing',
    async (word) => {
      const found = await column('score', ['5', word, '4', '3']);
      expect(found).toMatchObject({ type: 'BIGINT', values: [5, null, 4, 3], nulls: 1 });
      expect(found.missing).toEqual(word === '' ? [] : [word]);
    },
  );
  it('keeps 无 and None as answers in columns of words', async () => {
    expect((await column('投诉', ['有', '无', '有'])).values).toEqual(['有', '无', '有']);
    expect((await column('plan', ['Gold', 'None', 'Silver'])).values).toEqual(['Gold', 'None', 'Silver']);
  });
  it('takes words that a person declares', async () => {
    expect(await column('score', ['5', '99', '4'], { missing: ['99'] })).toMatchObject({
      values: [5, null, 4],
      missing: ['99'],
    });
  });
});

describe('times', () => {
  it.each<[string, string[], string, unknown[]]>([
    ['ISO dates', ['2025-03-04', '2025-12-31'], 'DATE', [at('2025-03-04T00:00'), at('2025-12-31T00:00')]],
    [
      'slashes and unpadded parts',
      ['2018/1/1', '2018/12/31 4:05'],
      'TIMESTAMP',
      [at('2018-01-01T00:00'), at('2018-12-31T04:05')],
    ],
    [
      'unpadded hours',
      ['2020-02-01 2:02:21', '2020-02-01 12:02:21'],
      'TIMESTAMP',
      [at('2020-02-01T02:02:21'), at('2020-02-01T12:02:21')],
    ],
    ['Chinese dates', ['2025年3月4日', '2025年12月31日'], 'DATE', [at('2025-03-04T00:00'), at('2025-12-31T00:00')]],
    [
      'Chinese dates with hours',
      ['2025年3月4日 15时', '2025年3月4日 下午3:05', '2025年3月4日 上午12:30'],
      'TIMESTAMP',
      [at('2025-03-04T15:00'), at('2025-03-04T15:05'), at('2025-03-04T00:30')],
    ],
    [
      'days before months, by evidence',
      ['31-08-2023', '01-09-2023'],
      'DATE',
      [at('2023-08-31T00:00'), at('2023-09-01T00:00')],
    ],
    [
      'months before days, by evidence',
      ['10/2/2017 10:56', '10/25/2017 9:00'],
      'TIMESTAMP',
      [at('2017-10-02T10:56'), at('2017-10-25T09:00')],
    ],
    ['months by name', ['1-Jan-21', '31-Jul-18'], 'DATE', [at('2021-01-01T00:00'), at('2018-07-31T00:00')]],
    [
      'halves of the day',
      ['3/4/2025 12:15 AM', '3/14/2025 1:05 pm'],
      'TIMESTAMP',
      [at('2025-03-04T00:15'), at('2025-03-14T13:05')],
    ],
    ['two-digit years', ['25/12/98', '13/01/05'], 'DATE', [at('1998-12-25T00:00'), at('2005-01-13T00:00')]],
    [
      'twenty-four o’clock',
      ['2025-01-01 24:00', '2025-01-01 23:00'],
      'TIMESTAMP',
      [at('2025-01-02T00:00'), at('2025-01-01T23:00')],
    ],
    [
      'offsets as UTC',
      ['2010-12-30 14:32:00+01:00', '2010-07-30T14:32:00Z'],
      'TIMESTAMP',
      [at('2010-12-30T13:32'), at('2010-07-30T14:32')],
    ],
    [
      'seconds since 1970',
      ['1700000000', '1700000060'],
      'TIMESTAMP',
      [at('2023-11-14T22:13:20'), at('2023-11-14T22:14:20')],
    ],
    [
      'milliseconds since 1970',
      ['1700000000500', '1700000060000'],
      'TIMESTAMP',
      [at('2023-11-14T22:13:20.500'), at('2023-11-14T22:14:20')],
    ],
    [
      'microseconds since 1970',
      ['1700000000500000', '1700000060000000'],
      'TIMESTAMP',
      [at('2023-11-14T22:13:20.500'), at('2023-11-14T22:14:20')],
    ],
    ["Excel's serial days", ['45292', '45292.5'], 'TIMESTAMP', [at('2024-01-01T00:00'), at('2024-01-01T12:00')]],
    ['days without marks', ['19970101', '19980630'], 'DATE', [at('1997-01-01T00:00'), at('1998-06-30T00:00')]],
    ['missing ones', ['29-02-2016 01:16', '?'], 'TIMESTAMP', [at('2016-02-29T01:16'), null]],
  ])('reads %s', async (_, cells, type, values) => {
    expect(await column('created_at', cells)).toMatchObject({ type, values, failed: 0 });
  });

  it('takes the order of day and month from another column', async () => {
    const imported = await taken('opened,closed\n01/02/2020,25/02/2020\n03/04/2020,26/04/2020\n');
    expect((await rowsOf(imported))[0]).toEqual({ opened: at('2020-02-01T00:00'), closed: at('2020-02-25T00:00') });
    expect(imported.columns[0]!.reading).toMatchObject({ order: 'other-columns' });
  });

  it('says where the order is a guess', async () => {
    const imported = await taken('opened,n\n01/02/2020,1\n03/04/2020,2\n');
    expect(imported.columns[0]!.reading).toMatchObject({ format: '%m/%d/%Y', order: 'assumed' });
    expect(imported.notes).toContainEqual({ code: 'order-assumed', details: { column: 'opened', format: '%m/%d/%Y' } });
  });

  it('turns offsets into the wall clock of the zone, through a change of its clocks', async () => {
    const cells = ['2025-03-30T00:30:00Z', '2025-03-30T01:30:00Z', '2025-03-30 09:00:00'];
    const { values } = await column('created_at', cells, {}, { zone: 'Europe/Berlin' });
    expect(values).toEqual([at('2025-03-30T01:30'), at('2025-03-30T03:30'), at('2025-03-30T09:00')]);
  });

  it.each<[string, string, string[], number[]]>([
    ['Chinese words', '所用时间', ['10秒', '1分20秒', '1小时2分3秒'], [10, 80, 3723]],
    ['colons', 'AvgTalkDuration', ['0:02:23', '0:45', '1:00:00'], [143, 45, 3600]],
    ['English words', 'elapsed', ['45s', '2m 5s', '1h 5m'], [45, 125, 3900]],
  ])('reads lengths of time in %s as seconds', async (_, header, cells, values) => {
    expect(await column(header, cells)).toMatchObject({ type: 'DOUBLE', values, reading: { kind: 'duration' } });
  });

  it('reads a clock as the time of day', async () => {
    expect(await column('Time', ['9:12', '18:00'])).toMatchObject({ type: 'TIME', values: ['09:12:00', '18:00:00'] });
    expect(await column('时刻', ['下午3:05', '上午9:00'])).toMatchObject({
      type: 'TIME',
      values: ['15:05:00', '09:00:00'],
    });
  });
});

describe('words', () => {
  it('reads true and false, and leaves yes and no as they are', async () => {
    expect(await column('paid', ['TRUE', 'false'])).toMatchObject({ type: 'BOOLEAN', values: [true, false] });
    expect(await column('paid', ['Yes', 'No'])).toMatchObject({ type: 'VARCHAR', values: ['Yes', 'No'] });
    expect(await column('是否省会', ['是', '否'])).toMatchObject({ type: 'VARCHAR', values: ['是', '否'] });
  });
  it.each([
    ['Chinese', ['非常满意', '一般', '不满意', '非常不满意'], [5, 3, 2, 1]],
    ['English', ['Strongly agree', 'Neutral', 'Disagree', 'Agree'], [5, 3, 2, 4]],
    ['coded', ['A.非常满意', 'B.满意', 'C.一般'], [5, 4, 3]],
  ])('gives %s labels their numbers', async (_, cells, values) => {
    const found = await column('评价', cells);
    expect(found.values).toEqual(values);
    expect(found.reading).toEqual({
      kind: 'likert',
      labels: Object.fromEntries(cells.map((cell, place) => [cell, values[place]])),
    });
  });
});

describe('words beside a scale', () => {
  const rated = ['非常满意', '满意', '一般', '不满意', '非常不满意'];
  it('that say there is no rating are missing', async () => {
    const found = await column('评价', [...rated, '不清楚', '不适用', '未评价']);
    expect(found).toMatchObject({ type: 'INTEGER', values: [5, 4, 3, 2, 1, null, null, null] });
    const english = await column('satisfaction', ['Very satisfied', 'Neutral', 'Dissatisfied', "Don't know", 'N/A']);
    expect(english.values).toEqual([5, 3, 2, null, null]);
  });
  it('that say something else are left out while they are one in a hundred, else the column is text', async () => {
    const many = Array.from({ length: 40 }, () => rated).flat();
    const one = await column('评价', [...many, '还可以吧']);
    expect([one.type, one.values.at(-1), one.values.at(0)]).toEqual(['INTEGER', null, 5]);
    expect((await column('评价', [...many, ...Array.from({ length: 5 }, () => '还可以吧')])).type).toBe('VARCHAR');
  });
});

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

describe('encodings', () => {
  const gbk = new Uint8Array([0xb6, 0xa9, 0xb5, 0xa5, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x0a, 0x31, 0x2c, 0x32, 0x0a]);
  const utf16 = (text: string, little: boolean, mark: boolean) => {
    const bytes = [...(mark ? [0xfeff] : []), ...[...text].map((char) => char.charCodeAt(0))].flatMap((code) =>
      little ? [code & 255, code >> 8] : [code >> 8, code & 255],
    );
    return new Uint8Array(bytes);
  };
  it.each<[string, Uint8Array, string, string[]]>([
    ['GBK', gbk, 'gb18030', ['订单', '金额']],
    ['UTF-16 with mark', utf16('订单,金额\n1,2\n', true, true), 'utf-16le', ['订单', '金额']],
    ['UTF-16 the other way', utf16('a,b\n1,2\n', false, true), 'utf-16be', ['a', 'b']],
    ['UTF-16 without mark', utf16('id,name\n1,2\n', true, false), 'utf-16le', ['id', 'name']],
    [
      'Windows-1252',
      new Uint8Array([
        ...new TextEncoder().encode('n,cit'),
        0xe9,
        0x0a,
        ...new TextEncoder().encode('1,Orl'),
        0xe9,
        ...new TextEncoder().encode('ans\n'),
      ]),
      'windows-1252',
      ['n', 'cité'],
    ],
    [
      'Shift-JIS',
      new Uint8Array([
        0x96, 0xbc, 0x91, 0x4f, 0x2c, 0x83, 0x65, 0x83, 0x58, 0x83, 0x67, 0x0a, 0x31, 0x2c, 0x83, 0x41, 0x83, 0x43,
        0x0a,
      ]),
      'shift_jis',
      ['名前', 'テスト'],
    ],
    [
      'Big5',
      new Uint8Array([
        0xad, 0x71, 0xb3, 0xe6, 0x2c, 0xb9, 0x71, 0xb8, 0xdc, 0x0a, 0x31, 0x2c, 0xba, 0xa1, 0xb7, 0x4e, 0xab, 0xd7,
        0x0a,
      ]),
      'big5',
      ['訂單', '電話'],
    ],
  ])('knows %s', async (_, bytes, encoding, names) => {
    const imported = await taken(bytes);
    expect(imported.encoding).toBe(encoding);
    expect(imported.columns.map(({ name }) => name)).toEqual(names);
  });
  it('takes the encoding that a person chose', async () => {
    expect((await taken(gbk, { encoding: 'big5' })).encoding).toBe('big5');
  });
});

describe('what cannot be read', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['an empty file', '', 'file-empty'],
    ['a file of blank lines', '\n\n \n', 'file-empty'],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]), 'file-foreign'],
    ['Parquet that was cut', 'PAR1........', 'file-unreadable'],
    ['encrypted Parquet', 'PARE........', 'file-encrypted'],
    ['an archive that was cut', new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0]), 'file-unreadable'],
    ['JSON that ends too early', '[{"a":1},{"a":', 'file-unreadable'],
    [
      '100,000 columns',
      `${Array.from({ length: 100_000 }, (_, place) => `c${String(place)}`).join(',')}\n`,
      'file-columns',
    ],
  ])('names the file and the cause: %s', async (_, content, code) => {
    const { failed, imported } = await importFiles(
      engine,
      [fileOf('bad.csv', content), fileOf('good.csv', 'a,b\n1,2\n')],
      { zone: 'UTC' },
    );
    expect(failed).toMatchObject([{ file: 'bad.csv', error: { code, details: { file: 'bad.csv' } } }]);
    expect(imported).toHaveLength(1);
  });

  it('stops when it is told to', async () => {
    await expect(
      importFiles(engine, [fileOf('a.csv', 'a,b\n1,2\n')], { zone: 'UTC', signal: AbortSignal.abort('enough') }),
    ).rejects.toBe('enough');
  });
});
