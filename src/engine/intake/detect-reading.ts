import { isDuration } from './duration-form';
import type { Reading } from './imported';
import { likertLabels } from './likert-scales';
import { isMissing, isUnrated } from './missing-words';
import { decimalOf, parseNumber } from './number-form';
import { timeForm, withOrder } from './time-form';

/** What is known beside the column's own cells. */
export interface Surroundings {
  readonly header: string;
  /** Words that a person declared as missing. */
  readonly missing: readonly string[];
  /** The decimal sign that other columns of the file prove. */
  readonly decimal: '.' | ',' | null;
  /** Whether other columns of the file prove that days stand before months. */
  readonly dayFirst: boolean | null;
}

export interface Detected {
  readonly reading: Reading;
  readonly missing: readonly string[];
}

const nearlyAll = 0.99;

/** How a column is read, from its distinct trimmed cells with their counts, of which so many must read alike. */
export function detectReading(
  cells: ReadonlyMap<string, number>,
  around: Surroundings,
  enough: number = nearlyAll,
): Detected {
  const filled = [...cells.keys()].filter((cell) => cell !== '');
  const asText = {
    reading: { kind: 'text' },
    missing: filled.filter((cell) => isMissing(cell, true, around.missing)),
  } as const;
  const values = filled.filter((cell) => !isMissing(cell, false, around.missing));
  if (values.length === 0) return asText;
  const reading = valued(values, cells, around, enough);
  if (reading) return { reading, missing: filled.filter((cell) => isMissing(cell, false, around.missing)) };
  const rated = filled.filter((cell) => !isUnrated(cell, around.missing));
  const labels = likertLabels(new Map(rated.map((cell) => [cell, cells.get(cell) ?? 1])), enough);
  const unrated = filled.filter((cell) => isUnrated(cell, around.missing));
  return labels ? { reading: { kind: 'likert', labels }, missing: unrated } : asText;
}

function valued(
  values: readonly string[],
  counts: ReadonlyMap<string, number>,
  around: Surroundings,
  enough: number,
): Reading | null {
  const most = (fits: (cell: string) => boolean) => {
    const kept = values.filter(fits);
    const weight = (list: readonly string[]) => list.reduce((sum, cell) => sum + (counts.get(cell) ?? 1), 0);
    return kept.length > 0 && weight(kept) >= enough * weight(values) ? kept : null;
  };
  if (values.every((cell) => /^(?:true|false)$/i.test(cell))) return { kind: 'flag' };
  const time = readTime(values, most, around);
  if (time) return time;
  if (
    isCode(around.header) ||
    values.some((cell) => /^\d{15,}$/.test(cell)) ||
    values.some((cell) => /^0\d+$/.test(cell))
  )
    return null;
  const timed = most(isDuration);
  if (timed?.some((cell) => parseNumber(cell, '.') === null)) return { kind: 'duration' };
  const decimal = decimalOf(values) ?? around.decimal ?? '.';
  const numbers = most((cell) => parseNumber(cell, decimal) !== null);
  if (!numbers) return null;
  return { kind: 'number', decimal, percent: numbers.some((cell) => parseNumber(cell, decimal)?.percent) };
}

function readTime(
  values: readonly string[],
  most: (fits: (cell: string) => boolean) => readonly string[] | null,
  { header, dayFirst }: Surroundings,
): Reading | null {
  const timely = speaksOfTime(header);
  if (isCode(header) && !timely) return null;
  const sample = most((cell) => timeForm([cell], { timely: true }) !== null);
  const form = sample && timeForm(sample, { timely });
  if (!form) return null;
  if (form.format === 'clock')
    return lasts(values, header) ? { kind: 'duration' } : { kind: 'time', format: 'clock', order: 'unambiguous' };
  if (form.order !== 'assumed' || dayFirst === null) return { kind: 'time', format: form.format, order: form.order };
  return { kind: 'time', format: withOrder(form.format, dayFirst), order: 'other-columns' };
}

/** Whether clock-like cells are lengths of time: the header says so, or all are under an hour. */
function lasts(values: readonly string[], header: string): boolean {
  if (values.some((cell) => /[apAP]\.?[mM]|午|晚|晨|早/.test(cell))) return false;
  return (
    /时长|用时|耗时|历时|等待|停留|duration|elapsed|handl|talk|wait|length|hold|spent|delay|speed/i.test(header) ||
    values.every((cell) => /^0{1,2}:/.test(cell)) ||
    values.some((cell) => Number(/^\d+/.exec(cell)?.[0]) > 24)
  );
}

/** Whether a header names an identifier, whose digits are no amount. */
function isCode(header: string): boolean {
  return (
    /(?:^|[^a-z])(?:id|ids|uuid|guid|code|zip|postcode|phone|mobile|tel|sku|isbn|ean|barcode|imei)(?:[^a-z]|$)/i.test(
      header.replaceAll(/([a-z])([A-Z])/g, '$1 $2'),
    ) ||
    /(?:^|[^a-z])(?:no|nr)\.?$/i.test(header.replaceAll(/([a-z])([A-Z])/g, '$1 $2')) ||
    /(?:编号|编码|单号|代码|证号|工号|卡号|账号|帐号|手机号?|电话|邮编|条码|会员号|ID|id)$/.test(header)
  );
}

/** Whether a header speaks of a point in time. */
function speaksOfTime(header: string): boolean {
  return /date|time(?!s)|日期|时间|时刻|(?:_|\b)(?:at|on|ts)$|[a-z]At$|timestamp|created|updated|(?:^|_)day$|日$/i.test(
    header,
  );
}
