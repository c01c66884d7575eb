import type { Engine, LocalFile } from '../engine';
import { WorkbenchError } from '../errors';
import { discard } from './discard';
import { asWorkbenchError } from './file-error';
import type { ImportOptions, ImportOutcome } from './import-options';
import type { Imported } from './imported';
import { importTexts } from './import-texts';
import { judgedAgain } from './judge-encoding';
import { readHead, type Part, type TextPart } from './part';
import { openScratch, type Scratch } from './scratch';
import { withoutQuotes } from './stray-quotes';
import { tableName } from './table-name';
import { partsOf } from './unpack';
import { importTyped } from './import-typed';
import { settleUnion } from './union';

/** Makes tables in schema raw from files of any kind that is known by its content; files of one shape become one table. */
export async function importFiles(
  engine: Engine,
  files: readonly LocalFile[],
  options: ImportOptions,
): Promise<ImportOutcome> {
  const scratch = options.scratch ?? (await openScratch());
  const failed: { file: string; error: WorkbenchError }[] = [];
  const imported: Imported[] = [];
  const attempt = async (file: string, act: () => Promise<void>) => {
    try {
      await act();
    } catch (error) {
      options.signal?.throwIfAborted();
      failed.push({ file, error: asWorkbenchError(error, file) });
    }
  };
  try {
    const parts: Part[] = [];
    for (const file of files) {
      await attempt(file.name, async () => {
        parts.push(...(await partsOf(file, scratch, options, failed)));
      });
    }
    const taken = new Set(options.taken);
    for (const group of groupsOf(parts)) {
      const name = tableName(
        group.map(({ label }) => label),
        taken,
      );
      await attempt(group.map(({ label }) => label).join(', '), async () => {
        options.begun?.(name);
        try {
          const made = await importGroup(engine, name, group, { ...options, scratch });
          for (const part of group) await stillThere(part);
          imported.push(made);
          taken.add(name);
        } catch (error) {
          await discard(engine, name);
          for (const part of group) await stillThere(part);
          throw error;
        } finally {
          options.ended?.(name);
        }
      });
    }
  } finally {
    if (!options.scratch) await scratch.clear();
  }
  return { imported, failed };
}

async function importGroup(
  engine: Engine,
  table: string,
  group: readonly Part[],
  options: ImportOptions & { readonly scratch: Scratch },
): Promise<Imported> {
  const [first] = group;
  if (!first) throw new TypeError('a group of no files');
  if (first.kind !== 'text') return importTyped(engine, table, first, options);
  const texts = group.filter((part) => part.kind === 'text');
  const made = await importUnion(engine, table, texts, options);
  const sheets = texts.flatMap(({ book }) => (book ? [[book.name, book.sheets] as const] : []));
  return sheets.length ? { ...made, sheets: Object.fromEntries(sheets) } : made;
}

async function importUnion(
  engine: Engine,
  table: string,
  texts: readonly TextPart[],
  options: ImportOptions & { readonly scratch: Scratch },
): Promise<Imported> {
  const { decisions = {} } = options;
  const first = await importTexts(engine, table, texts, options);
  const judged = (await judgedAgain(engine, table, texts, decisions)) ?? texts;
  const read = judged === texts ? first : await importTexts(engine, table, judged, options);
  const plain = await withoutQuotes(engine, read, judged, decisions);
  const made = plain ? await leastRejected(engine, table, [judged, plain], read, options) : read;
  return texts.length > 1 ? settleUnion(engine, made, judged, decisions) : made;
}

/** Reads the texts the second way, and once more the first way if that rejected fewer rows. */
async function leastRejected(
  engine: Engine,
  table: string,
  [before, after]: readonly [readonly TextPart[], readonly TextPart[]],
  read: Imported,
  options: ImportOptions & { readonly scratch: Scratch },
): Promise<Imported> {
  const again = await importTexts(engine, table, after, options);
  return again.rejected < read.rejected ? again : importTexts(engine, table, before, options);
}

/** Texts with the same columns belong together. */
function groupsOf(parts: readonly Part[]): readonly (readonly Part[])[] {
  const groups = new Map<string, Part[]>();
  for (const [at, part] of parts.entries()) {
    const shape =
      part.kind === 'text' && part.sniffed.dialect.headerLines > 0
        ? JSON.stringify(part.sniffed.names)
        : `alone ${String(at)}`;
    groups.set(shape, [...(groups.get(shape) ?? []), part]);
  }
  return [...groups.values()];
}

/** A file that was changed on disk in the meantime can no longer be read, whatever the engine made of it. */
async function stillThere({ file }: Part): Promise<void> {
  await readHead(file, 1);
}
