import { describe, expect, it } from 'vitest';
import { at, column, engine, rowsOf, taken } from '../../../test/engines/made-files';
import { identifier, sql } from '../sql';

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
