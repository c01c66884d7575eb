import { openAsBlob } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, unzipSync, zipSync } from 'fflate';
import readXlsx from 'read-excel-file/node';
import writeXlsx from 'write-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workbook } from '../../../test/engines/workbook';
import { splitRows } from './split-rows';
import { sheetsOf } from './sheets';
import { membersOf } from './zip';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchpoint-books-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const rels = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const cells = (...written: readonly string[]) => `<row>${written.join('')}</row>`;
const inline = (text: string) => `<c t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
const number = (value: string, style = 0) => `<c s="${String(style)}"><v>${value}</v></c>`;
const formats = [0, 14, 22, 21, 46, 9, 10, 4, 49, 164, 165, 166, 167, 168, 169, 170];
const styles = `<styleSheet xmlns="urn:s"><numFmts>${[
  'yyyy\\-mm\\-dd\\ hh:mm:ss',
  'yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;',
  '[$-804]yyyy/m/d\\ h:mm\\ AM/PM;@',
  'd-mmm-yy',
  '0.00_);[Red]\\(0.00\\)',
  '[Red]0.0%',
  'mm:ss.0',
]
  .map((code, at) => `<numFmt numFmtId="${String(164 + at)}" formatCode="${code}"/>`)
  .join(
    '',
  )}</numFmts><cellXfs>${formats.map((id) => `<xf numFmtId="${String(id)}"/>`).join('')}</cellXfs></styleSheet>`;
const style = (id: number) => formats.indexOf(id);

/** A workbook of one sheet, whose rows, shared texts and settings are given as XML. */
function book(rows: string, { texts = '', settings = '' } = {}): Uint8Array {
  const files = unzipSync(workbook({ Sheet1: [] }));
  const parts = {
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="urn:m"><sheetData>${addressed(rows)}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="urn:m">${texts}</sst>`,
    'xl/styles.xml': styles,
    'xl/workbook.xml': `<workbook xmlns="urn:m" xmlns:r="${rels}">${settings}<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${rels}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${rels}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="${rels}/styles" Target="styles.xml"/></Relationships>`,
  };
  return zipSync({ ...files, ...Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])) });
}
/** Rows and cells that say where they stand, which the other reader needs. */
function addressed(rows: string): string {
  if (rows.includes(' r="')) return rows;
  return rows
    .split('<row>')
    .slice(1)
    .map((row, at) => {
      const [, ...parts] = row.split(/<c(?= |>)/);
      const placed = parts.map((part, place) => `<c r="${String.fromCharCode(65 + place)}${String(at + 1)}"${part}`);
      return `<row r="${String(at + 1)}">${placed.join('')}`;
    })
    .join('');
}
const shared = (at: number) => `<c t="s"><v>${String(at)}</v></c>`;

const books: Readonly<Record<string, () => Uint8Array | Promise<Uint8Array>>> = {
  'days and moments counted from 1900': () =>
    book(
      [14, 22, 164, 165, 166, 167]
        .map((id) =>
          cells(
            number('45292', style(id)),
            number('45292.4559027778', style(id)),
            number('61', style(id)),
            number('2958465', style(id)),
          ),
        )
        .join(''),
    ),
  'days and moments counted from 1904': () =>
    book(cells(number('43830', style(14)), number('43830.5', style(22))), { settings: '<workbookPr date1904="1"/>' }),
  'numbers: percentages, thousands, negative, tiny, large, with an exponent': () =>
    book(
      cells(
        number('0.25', style(9)),
        number('0.125', style(10)),
        number('1234567.891', style(4)),
        number('-3.5', style(168)),
        number('0.5', style(169)),
        number('1E-7'),
        number('1.5E+20'),
        number('0.1'),
        number('-0'),
      ),
    ),
  'shared texts: rich runs, readings, blanks that are meant, escapes, entities': () =>
    book(cells(...[0, 1, 2, 3, 4, 5, 6].map(shared)), {
      texts:
        '<si><t>plain</t></si><si><r><rPr><b/></rPr><t>bold</t></r><r><t xml:space="preserve"> and plain</t></r></si><si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si><si><t xml:space="preserve">a  b</t></si><si><t>a &amp; b &lt;c&gt; &quot;d&quot; &#20013;</t></si><si><t/></si><si><t>two\nlines</t></si>',
    }),
  'inline texts, rich and plain': () =>
    book(cells(inline('plain'), '<c t="inlineStr"><is><r><t>ri</t></r><r><t>ch</t></r></is></c>', inline('王小明 👍'))),
  'truth, errors, formulas with what they gave': () =>
    book(
      cells(
        '<c t="b"><v>1</v></c>',
        '<c t="b"><v>0</v></c>',
        '<c><f>SUM(A1:B1)</f><v>42</v></c>',
        '<c t="str"><f>A1&amp;"x"</f><v>1x</v></c>',
        `<c s="${String(style(14))}"><f>TODAY()</f><v>45292</v></c>`,
        '<c t="b"><f>1=1</f><v>1</v></c>',
      ),
    ),
  'numbers that are stored as texts': () =>
    book(cells(inline('007'), inline('1e5'), inline('3074457347487777543'), number('12', style(49)))),
  'gaps between cells and rows, and merged cells': () =>
    book(
      '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="D1"><v>4</v></c></row><row r="2"><c r="A2" s="1"/><c r="AB2"><v>28</v></c></row><row r="5"><c r="B5"><v>2</v></c></row>',
    ),
  'sheets that are hidden': () => {
    const files = unzipSync(workbook({ Shown: [['a', 1]], Hidden: [['b', 2]], Deep: [['c', 3]] }));
    const xml = new TextDecoder()
      .decode(files['xl/workbook.xml'])
      .replace('name="Hidden"', 'name="Hidden" state="hidden"')
      .replace('name="Deep"', 'name="Deep" state="veryHidden"');
    return zipSync({ ...files, 'xl/workbook.xml': strToU8(xml) });
  },
  'a sheet of fifty thousand rows': () =>
    workbook({ Long: Array.from({ length: 50_000 }, (_, n) => [`text ${String(n)}`, n / 4, n]) }),
  'what another program wrote': async () => {
    const at = new Date('2025-03-04T10:56:30Z');
    const rows = Array.from({ length: 3000 }, (_, n) => [
      { value: `name ${String(n % 7)} “é”` },
      { type: Number, value: n / 8 },
      { type: Date, value: new Date(at.getTime() + n * 61_000), format: 'yyyy-mm-dd hh:mm:ss' },
      { type: Boolean, value: n % 2 === 0 },
    ]);
    return new Uint8Array(await writeXlsx(rows as never, {}).toBuffer());
  },
};

async function ours(path: string): Promise<readonly (readonly (readonly string[])[])[]> {
  const file = { name: 'book.xlsx', blob: await openAsBlob(path) };
  const read = [];
  for (const sheet of await sheetsOf(file, await membersOf(file))) {
    const width = await sheet.width();
    let text = '';
    for await (const line of sheet.lines(width)) text += line;
    read.push(
      [...splitRows(text, { delimiter: ',', quote: '"', escape: '"', comment: null })].map(({ cells: row }) => row),
    );
  }
  return read;
}

/** A value as our sheets write it down: a moment to its second, without its time where that is midnight. */
function plain(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) {
    const text = new Date(Math.round(value.getTime() / 1000) * 1000).toISOString();
    return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ');
  }
  return String(value);
}

describe('beside another reader', () => {
  it.each(Object.entries(books))('%s', async (title, content) => {
    const path = join(folder, `${title.replaceAll(/\W/g, '_')}.xlsx`);
    await writeFile(path, await content());
    const theirs = (await readXlsx(path, { trim: false })).map(({ data }) =>
      (data as readonly (readonly unknown[])[]).map((row) => row.map(plain)),
    );
    const mine = await ours(path);
    const width = Math.max(...mine.flat().map(({ length }) => length));
    expect(mine).toEqual(
      theirs.map((rows) => rows.map((row) => [...row, ...Array.from({ length: width - row.length }, () => '')])),
    );
  });
});

describe('by the format’s own rules, where the other reader differs', () => {
  it('decodes characters that XML cannot hold, but no escape that is itself escaped', async () => {
    const path = join(folder, 'escapes.xlsx');
    await writeFile(
      path,
      book(cells(inline('a_x000D_\nb'), inline('_x005F_x000D_'), inline('_x4E2D_'), inline('x_y'))),
    );
    expect(await ours(path)).toEqual([[['a\r\nb', '_x000D_', '中', 'x_y']]]);
  });

  it('keeps what an error says, rounds moments to the second, and shows a length of time by its hours', async () => {
    const path = join(folder, 'errors.xlsx');
    const error = '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>';
    await writeFile(
      path,
      book(
        cells(
          error,
          number('45292.4999999999', style(22)),
          number('45292.0000057871', style(22)),
          number('2.5', style(46)),
        ),
      ),
    );
    expect(await ours(path)).toEqual([[['#DIV/0!', '2024-01-01 12:00:00', '2024-01-01 00:00:01', '60:00:00']]]);
  });
});
