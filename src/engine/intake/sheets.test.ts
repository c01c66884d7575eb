import { strToU8, unzipSync, zipSync } from 'fflate';
import writeXlsx from 'write-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workbook } from '../../../test/engines/workbook';
import { openNative } from '../../headless/native';
import type { Engine } from '../engine';
import { identifier, sql } from '../sql';
import { importFiles } from './import-files';
import type { Decisions } from './imported';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

let made = 0;
async function take(bytes: Uint8Array, decisions: (name: string) => Readonly<Record<string, Decisions>> = () => ({})) {
  const name = `book${String(++made)}.xlsx`;
  const { imported, failed } = await importFiles(engine, [{ name, blob: new Blob([bytes as BlobPart]) }], {
    zone: 'UTC',
    decisions: decisions(name),
  });
  const tables = await Promise.all(
    imported.map(async ({ table }) => engine.query(sql`SELECT * FROM ${identifier('raw', table)}`)),
  );
  return { name, imported, failed, tables };
}

/** A workbook whose sheet, texts and styles are given as XML. */
function written(parts: Readonly<Record<string, string>>): Uint8Array {
  const files = unzipSync(workbook({ Sheet1: [] }));
  return zipSync({ ...files, ...Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])) });
}
const sheet = (rows: string) => ({
  'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
});

describe('cells', () => {
  it('reads what another program wrote: texts, numbers, dates, truth', async () => {
    const at = new Date('2025-03-04T10:56:00Z');
    const header = ['客户', '金额', '下单时间', 'day', 'paid'].map((value) => ({ value }));
    const row = (name: string, amount: number, paid: boolean) => [
      { value: name },
      { type: Number, value: amount },
      { type: Date, value: at, format: 'yyyy-mm-dd hh:mm' },
      { type: Date, value: new Date('2025-03-04T00:00:00Z'), format: 'yyyy/m/d' },
      { type: Boolean, value: paid },
    ];
    const buffer = await writeXlsx(
      [header, row('王 "小" 明', 0.1, true), row('a\nb', 1e12, false)] as never,
      {},
    ).toBuffer();
    const { tables } = await take(new Uint8Array(buffer));
    const day = new Date('2025-03-04T00:00:00Z');
    expect(tables).toEqual([
      [
        { 客户: '王 "小" 明', 金额: 0.1, 下单时间: at, day, paid: true },
        { 客户: 'a\nb', 金额: 1e12, 下单时间: at, day, paid: false },
      ],
    ]);
  });

  it('joins the runs of a text, leaves out its readings, and decodes escapes and entities', async () => {
    const { tables } = await take(
      written({
        'xl/sharedStrings.xml':
          '<x:sst xmlns:x="urn:x"><x:si><x:t>name</x:t></x:si><x:si><x:r><x:t>東</x:t></x:r><x:r><x:t xml:space="preserve">京 &amp; </x:t></x:r><x:rPh><x:t>トウ</x:t></x:rPh></x:si><x:si><x:t>line_x000A_break</x:t></x:si><x:si/></x:sst>',
        ...sheet(
          '<row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>n</t></is></c></row><row><c t="s"><v>1</v></c><c><v>1</v></c></row><row><c t="s"><v>2</v></c><c><v>2</v></c></row>',
        ),
      }),
    );
    expect(tables).toEqual(
      [
        [
          { name: '東京 & ', n: 1 },
          { name: 'line\nbreak', n: 2 },
        ],
      ].map((rows) => rows.map((row) => ({ ...row, name: row.name.trim() }))),
    );
  });

  it('shows days and lengths of time by their formats, counted from 1900 and from 1904', async () => {
    const styles = {
      'xl/styles.xml':
        '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="[h]:mm:ss"/><numFmt numFmtId="166" formatCode="0.00&quot; d&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>',
    };
    const cells = (days: number) =>
      sheet(
        `<row>${['day', 'date', 'duration', 'amount'].map((name) => `<c t="inlineStr"><is><t>${name}</t></is></c>`).join('')}</row><row><c s="1"><v>${String(days)}</v></c><c s="2"><v>${String(days + 0.5)}</v></c><c s="3"><v>1.25</v></c><c s="4"><v>1.5</v></c></row>`,
      );
    const expected = {
      day: new Date('2024-01-01'),
      date: new Date('2024-01-01T12:00:00Z'),
      duration: 108_000,
      amount: 1.5,
    };
    expect((await take(written({ ...styles, ...cells(45_292) }))).tables).toEqual([[expected]]);
    const book =
      '<workbook xmlns:r="urn:r"><workbookPr date1904="1"/><sheets><sheet name="Sheet1" r:id="rId1"/></sheets></workbook>';
    expect((await take(written({ ...styles, ...cells(43_830), 'xl/workbook.xml': book }))).tables).toEqual([
      [expected],
    ]);
  });

  it('keeps the digits of identifiers, and takes errors as missing', async () => {
    const { tables } = await take(
      workbook({
        a: [
          ['user_id', 'v'],
          ['3074457347487777543', 1],
          [13800138000, 2],
        ],
      }),
    );
    expect(tables[0]!.map((row) => row.user_id)).toEqual(['3074457347487777543', '13800138000']);
    const broken = await take(
      written(
        sheet(
          '<row><c t="str"><v>a</v></c><c t="str"><v>b</v></c></row><row><c t="e"><v>#DIV/0!</v></c><c t="str"><v>x</v></c></row>',
        ),
      ),
    );
    expect(broken.tables[0]).toEqual([{ a: null, b: 'x' }]);
    expect(broken.imported[0]!.columns[0]!.missing).toEqual(['#DIV/0!']);
  });

  it('leaves gaps where rows and cells say where they stand, and drops what is empty at the end', async () => {
    const { tables, imported } = await take(
      written(
        sheet(
          '<row r="1"><c r="A1" t="str"><v>a</v></c><c r="C1" t="str"><v>c</v></c><c r="D1"/></row><row r="2"><c r="C2"><v>1</v></c></row><row r="4"><c r="A4" t="str"><v>x</v></c></row><row r="9"/>',
        ),
      ),
    );
    expect(imported[0]!.columns.map(({ name }) => name)).toEqual(['a', 'column1', 'c']);
    expect(tables[0]!.map(({ a, c }) => [a, c])).toEqual([
      [null, 1],
      [null, null],
      ['x', null],
    ]);
  });
});

describe('sheets', () => {
  const table = (n: number) => [
    ['id', `v${String(n)}`],
    ['a', n],
    ['b', n + 1],
  ];
  const book = () => workbook({ 订单: table(1), Empty: [], Notes: table(5) });

  it('become a table each, but for empty ones, and all are told', async () => {
    const { name, imported } = await take(book());
    expect(imported.map(({ table: of, files, sheets }) => [of, files, sheets])).toEqual([
      [`${name.slice(0, -5)} 订单`, [`${name}/订单`], { [name]: ['订单', 'Empty', 'Notes'] }],
      [`${name.slice(0, -5)} Notes`, [`${name}/Notes`], { [name]: ['订单', 'Empty', 'Notes'] }],
    ]);
  });

  it('are those that a person chose', async () => {
    const { imported, failed } = await take(book(), (name) => ({ [name]: { sheets: ['Notes'] } }));
    expect([imported.map(({ files }) => files.length), imported[0]!.files[0]!.endsWith('/Notes'), failed]).toEqual([
      [1],
      true,
      [],
    ]);
  });

  it('are all of them again when none of those that were chosen is left', async () => {
    expect((await take(book(), (name) => ({ [name]: { sheets: ['gone'] } }))).imported).toHaveLength(2);
  });

  it('may hold more rows than a call has places for arguments', async () => {
    const rows = Array.from({ length: 150_000 }, (_, at) => [`c${String(at)}`, at]);
    const { imported } = await take(workbook({ long: [['id', 'n'], ...rows] }));
    expect(imported[0]!.rows).toBe(150_000);
  });

  it('fail by the workbook’s name when it is damaged', async () => {
    const { failed, name } = await take(written(sheet('<row><c><v>1</c></row>')));
    expect(failed).toMatchObject([{ file: `${name}/Sheet1`, error: { code: 'file-unreadable' } }]);
    expect((await take(workbook({}))).failed).toMatchObject([{ error: { code: 'file-unreadable' } }]);
  });
});
