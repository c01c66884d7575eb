import type { LocalFile } from '../engine';
import { WorkbenchError } from '../errors';
import { guarded } from './expand';
import { timeFormatOf, timeFormats, type TimeFormat } from './sheet-formats';
import { readXml, type XmlHearing } from './xml';
import { openMember, type Member } from './zip';

/** What all sheets of a workbook share, and where each lies. */
export interface Workbook {
  /** In the order of their tabs. */
  readonly sheets: readonly { readonly name: string; readonly member: Member }[];
  /** Texts that cells refer to by number. */
  readonly texts: readonly string[];
  /** What a cell's style makes of its number. */
  readonly formats: readonly (TimeFormat | null)[];
  /** Whether days are counted from 1904, as old spreadsheets on the Mac did. */
  readonly from1904: boolean;
}

/** Reads everything but the sheets themselves. */
export async function openWorkbook(file: LocalFile, members: readonly Member[]): Promise<Workbook> {
  const read = async (name: string, hearing: XmlHearing) => {
    const member = memberAt(members, name);
    if (member) for await (const _ of readXml(await memberText(file, member), hearing));
  };
  const places = new Map<string, string>();
  await read('xl/_rels/workbook.xml.rels', {
    open: (name, attribute) => {
      if (name === 'Relationship' && attribute('Type')?.endsWith('/worksheet'))
        places.set(attribute('Id') ?? '', placeOf(attribute('Target') ?? ''));
    },
  });
  const listed: { name: string; place: string | undefined }[] = [];
  let from1904 = false;
  await read('xl/workbook.xml', {
    open: (name, attribute) => {
      if (name === 'sheet') listed.push({ name: attribute('name') ?? '', place: places.get(attribute('r:id') ?? '') });
      if (name === 'workbookPr') from1904 = /^(?:1|true)$/.test(attribute('date1904') ?? '');
    },
  });
  const sheets = listed.flatMap(({ name, place }) => {
    const member = place === undefined ? undefined : memberAt(members, place);
    return member ? [{ name, member }] : [];
  });
  if (sheets.length === 0)
    throw new WorkbenchError('file-unreadable', {
      file: file.name,
      message: 'the workbook names no sheet that is there',
    });
  const texts: string[] = [];
  await read('xl/sharedStrings.xml', textsInto(texts));
  const formats: (TimeFormat | null)[] = [];
  await read('xl/styles.xml', formatsInto(formats));
  return { sheets, texts, formats, from1904 };
}

/** A member's text as it unpacks. */
export async function memberText(file: LocalFile, member: Member): Promise<ReadableStream<string>> {
  const bytes = guarded(await openMember(file, member), file.name, member.compressed);
  return bytes.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>);
}

function memberAt(members: readonly Member[], place: string): Member | undefined {
  return members.find(({ name }) => name.toLowerCase() === place.toLowerCase());
}

/** Targets are relative to the folder `xl`, or begin at the archive's root. */
function placeOf(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`.replaceAll(/[^/]+\/\.\.\//g, '');
}

/** A text may consist of runs; the readings of Japanese characters beside it are no part of it. */
function textsInto(texts: string[]): XmlHearing {
  let [text, within, aside] = ['', false, false];
  return {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') aside = true;
      within = name === 't' && !aside;
    },
    text: (piece) => {
      if (within) text += piece;
    },
    close: (name) => {
      within = false;
      if (name === 'rPh') aside = false;
      if (name === 'si') texts.push(unescaped(text));
    },
  };
}

/** Characters that XML cannot hold stand as `_x000D_`. */
export function unescaped(text: string): string {
  return text.includes('_x')
    ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)))
    : text;
}

function formatsInto(formats: (TimeFormat | null)[]): XmlHearing {
  const own = new Map<number, TimeFormat | null>();
  let within = false;
  return {
    open: (name, attribute) => {
      if (name === 'numFmt') own.set(Number(attribute('numFmtId')), timeFormatOf(attribute('formatCode') ?? ''));
      if (name === 'cellXfs') within = true;
      if (name !== 'xf' || !within) return;
      const id = Number(attribute('numFmtId') ?? 0);
      formats.push(own.get(id) ?? timeFormats.get(id) ?? null);
    },
    close: (name) => {
      if (name === 'cellXfs') within = false;
    },
  };
}
