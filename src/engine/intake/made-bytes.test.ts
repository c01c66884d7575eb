import { describe, expect, it } from 'vitest';
import { engine, fileOf, taken } from '../../../test/engines/made-files';
import { importFiles } from './import-files';

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
