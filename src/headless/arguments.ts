import { parseArgs } from 'node:util';
import { locales, type Locale } from '../i18n/text';
import type { Equality } from '../model/filters';
import { answerKinds, type AnswerKind } from '../model/mapping';
import { fieldsOf, tableNames, type TableName } from '../model/schema';
import { misspelt, usage } from './misspelt';

export const formats = ['json', 'csv', 'text'] as const;
export type Format = (typeof formats)[number];

export interface Mapped {
  readonly table: TableName;
  readonly column: string;
  readonly value: string;
}

/** What the terminal asks for, each part checked as far as it can be without the files. */
export interface Asked {
  readonly act:
    | { readonly kind: 'list' }
    | { readonly kind: 'inspect'; readonly file: string }
    | { readonly kind: 'metric'; readonly id: string }
    | { readonly kind: 'sql'; readonly text: string };
  readonly data: readonly string[];
  readonly as: readonly { readonly table: TableName; readonly file: string }[];
  readonly map: readonly Mapped[];
  readonly set: readonly Mapped[];
  readonly unpivot: readonly { readonly kind: AnswerKind; readonly columns: string }[];
  readonly param: Readonly<Record<string, string>>;
  readonly where: readonly Equality[];
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly zone: string | undefined;
  readonly workspace: string | undefined;
  readonly locale: Locale;
  readonly format: Format;
}

const one = { type: 'string' } as const;
const many = { type: 'string', multiple: true } as const;
const options = {
  list: { type: 'boolean' },
  inspect: one,
  metric: one,
  sql: one,
  data: many,
  as: many,
  map: many,
  set: many,
  unpivot: many,
  param: many,
  where: many,
  from: one,
  to: one,
  zone: one,
  workspace: one,
  locale: one,
  format: one,
} as const;

/** Answer columns that `--map responses.<kind>=COLUMN` names beside a wide survey. */
export const wholeKinds = ['overall', 'nps', 'csat', 'ces', 'verbatim'] as const;

/** Throws WorkbenchError `usage` with the nearest right spelling. */
export function parsed(argv: readonly string[]): Asked {
  const values = optionsIn(argv);
  const acts = (['list', 'inspect', 'metric', 'sql'] as const).filter((name) => values[name] !== undefined);
  const [act, second] = acts;
  if (!act) throw usage('nothing asked: give --list, --inspect FILE, --metric ID or --sql QUERY');
  if (second) throw usage(`--${act} and --${second} cannot be asked together`);
  return {
    act: actOf(act, String(values[act])),
    data: values.data ?? [],
    as: (values.as ?? []).map((text) => {
      const [table, file] = halves(text, '--as TABLE=FILE');
      return { table: tableOf(table), file };
    }),
    map: (values.map ?? []).map((text) => mapped(text, "--map TABLE.COLUMN='source column'", wholeKinds)),
    set: (values.set ?? []).map((text) => mapped(text, '--set TABLE.COLUMN=VALUE')),
    unpivot: (values.unpivot ?? []).map(unpivoted),
    param: Object.fromEntries((values.param ?? []).map((text) => halves(text, '--param NAME=VALUE'))),
    where: (values.where ?? []).map((text) => mapped(text, "--where 'TABLE.COLUMN=VALUE'")),
    from: day('from', values.from),
    to: day('to', values.to),
    zone: zoneOf(values.zone),
    workspace: values.workspace,
    locale: choice('locale', values.locale ?? 'en', locales),
    format: choice('format', values.format ?? 'json', formats),
  };
}

function optionsIn(argv: readonly string[]) {
  const known = Object.keys(options).map((name) => `--${name}`);
  for (const word of argv) {
    const name = word.split('=', 1)[0] ?? word;
    if (word.startsWith('--') && word !== '--' && !known.includes(name)) throw misspelt('option', name, known);
  }
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, strict: true, allowPositionals: true });
    if (positionals[0] !== undefined) throw usage(`"${positionals[0]}" stands alone: files come after --data`);
    return values;
  } catch (error) {
    if (error instanceof TypeError) throw usage((error.message.split('\n', 1)[0] ?? '').replace(/\.$/, ''));
    throw error;
  }
}

function actOf(name: 'list' | 'inspect' | 'metric' | 'sql', value: string): Asked['act'] {
  switch (name) {
    case 'list':
      return { kind: 'list' };
    case 'inspect':
      return { kind: 'inspect', file: value };
    case 'metric':
      return { kind: 'metric', id: value };
    case 'sql':
      return { kind: 'sql', text: value };
  }
}

function mapped(text: string, form: string, also: readonly string[] = []): Mapped {
  const [role, value] = halves(text, form);
  const dot = role.indexOf('.');
  if (dot < 1) throw usage(`"${text}" is not ${form}`);
  const table = tableOf(role.slice(0, dot));
  const column = role.slice(dot + 1);
  const columns = Object.entries(fieldsOf(table)).flatMap(([name, field]) => (field.made ? [] : [name]));
  const known = table === 'responses' ? [...columns, ...also] : columns;
  if (table !== 'customers' && !known.includes(column)) throw misspelt(`column of ${table}`, column, known);
  return { table, column, value };
}

function unpivoted(text: string): Asked['unpivot'][number] {
  const [target, columns] = halves(text, "--unpivot TABLE='column,column,…'");
  const [table = '', kind = 'csat'] = target.split(':');
  if (tableOf(table) !== 'responses') throw usage(`only responses can be unpivoted, not ${table}`);
  return { kind: choice('unpivot kind', kind, answerKinds), columns };
}

function halves(text: string, form: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw usage(`"${text}" is not ${form}`);
  return [text.slice(0, at).trim(), text.slice(at + 1)];
}

function tableOf(name: string): TableName {
  return choice('table', name, tableNames);
}

function choice<T extends string>(what: string, value: string, known: readonly T[]): T {
  const found = known.find((name) => name === value);
  if (found === undefined) throw misspelt(what, value, known);
  return found;
}

function day(name: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (!/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?$/.test(value) || !isDay(value))
    throw usage(`--${name} is "${value}", not a date such as 2025-01-31`);
  return value;
}

/** Whether the day is in the calendar: 30 February would else pass for 2 March. */
function isDay(text: string): boolean {
  const moment = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  const rest = text.slice(11);
  const time = rest === '' || !Number.isNaN(Date.parse(`2000-01-01T${rest}Z`));
  return time && !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text.slice(0, 10));
}

function zoneOf(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone && value;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw misspelt('zone', value, ['UTC', ...Intl.supportedValuesOf('timeZone')]);
  }
}
