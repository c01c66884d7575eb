import type { LocalFile } from '../engine';
import { WorkbenchError } from '../errors';
import { isTooMuch } from './expand';
import { asWorkbenchError } from './file-error';
import { readHead, type Part, type TextPart } from './part';
import { textStream } from './scratch';
import { sampleBytes } from './sniff';
import { sheetsOf, type Sheet } from './sheets';
import { decisionsOn, textPart, type Unpacking } from './unpacking';
import type { Member } from './zip';

/** A part for every chosen sheet that holds anything; all of them where a person chose none. */
export async function unpackWorkbook(
  file: LocalFile,
  members: readonly Member[],
  { scratch, options, failed }: Unpacking,
): Promise<readonly Part[]> {
  const size = members.reduce((sum, member) => sum + member.size, 0);
  if (isTooMuch(size, file.blob.size))
    throw new WorkbenchError('file-too-large', { file: file.name, bytes: size, compressed: file.blob.size });
  const all = await sheetsOf(file, members);
  const book = { name: file.name, sheets: all.map(({ name }) => name) };
  const wanted = chosen(all, decisionsOn(file, options).sheets);
  const parts: TextPart[] = [];
  for (const [at, sheet] of wanted.entries()) {
    options.signal?.throwIfAborted();
    options.progress?.(file.name, (0.3 * at) / wanted.length);
    const name = `${file.name}/${sheet.name}`;
    try {
      const width = await sheet.width();
      if (width === 0) continue;
      options.signal?.throwIfAborted();
      options.progress?.(file.name, (0.3 * (at + 0.5)) / wanted.length);
      const inner = { name, ...(await scratch.keep(name, textStream(sheet.lines(width)))) };
      const given = decisionsOn(inner, options);
      const part = textPart(
        inner,
        await readHead(inner, sampleBytes),
        { ...given, encoding: 'utf-8', dialect: { ...written, ...given.dialect } },
        'xlsx',
      );
      parts.push({ ...part, book });
    } catch (error) {
      options.signal?.throwIfAborted();
      failed.push({ file: name, error: asWorkbenchError(error, name) });
    }
  }
  if (parts.length === 0 && failed.length === 0) throw new WorkbenchError('file-empty', { file: file.name });
  return parts;
}

/** How sheets are written down for the engine's reader. */
const written = { delimiter: ',', quote: '"', escape: '"', cut: 'delimiter', comment: null } as const;

/** Sheets that a workbook no longer has are no reason to read none. */
function chosen(sheets: readonly Sheet[], wanted: readonly string[] | undefined): readonly Sheet[] {
  const found = sheets.filter(({ name }) => wanted?.includes(name));
  return found.length ? found : sheets;
}
