import { WorkbenchError } from '../engine/errors';
import type { Text } from '../i18n/text';
import type { CountsWhen, JsonShape } from './json-shape';

interface Labelled {
  readonly label: Text;
  /** What it does, for the form and the help page. */
  readonly hint?: Text;
}

/** One parameter. `null` as a default means: from the data, or not set. */
export type Param = Labelled &
  (
    | {
        readonly kind: 'number';
        readonly default: number | null;
        readonly min: number;
        readonly max: number;
        readonly whole?: true;
      }
    | { readonly kind: 'choice'; readonly default: string; readonly of: Readonly<Record<string, Text>> }
    /** Several of them, each once; `all` stands for every one. */
    | { readonly kind: 'choices'; readonly default: readonly string[]; readonly of: Readonly<Record<string, Text>> }
    | { readonly kind: 'flag'; readonly default: boolean }
    /** Free text, e.g. a touchpoint's name, an ISO range, or `TABLE.COLUMN=VALUE`. */
    | { readonly kind: 'text'; readonly default: string | null }
    /** Names, separated by commas or as a JSON list. */
    | { readonly kind: 'list'; readonly default: readonly string[] }
    /** A JSON object or matrix; with a shape a form writes it. */
    | { readonly kind: 'json'; readonly default: unknown; readonly shape?: JsonShape; readonly when?: CountsWhen }
    /** The id of another metric. */
    | { readonly kind: 'metric'; readonly default: string | null }
    /** How rows are grouped; null: by touchpoint where the table has one, else not at all. */
    | { readonly kind: 'group'; readonly default: string | null }
  );

export type Params = Readonly<Record<string, Param>>;
export type ValuesOf<P extends Params> = { readonly [K in keyof P]: ValueOf<P[K]> };
type ValueOf<P> = P extends { kind: 'number'; default: infer D }
  ? number | (D & null)
  : P extends { kind: 'flag' }
    ? boolean
    : P extends { kind: 'choice'; of: infer O }
      ? keyof O & string
      : P extends { kind: 'choices'; of: infer O }
        ? readonly (keyof O & string)[]
        : P extends { kind: 'list' }
          ? readonly string[]
          : P extends { kind: 'json' }
            ? unknown
            : string | null;

/** Values from a screen, a link or a terminal, typed; throws WorkbenchError `parameter` for what does not fit. */
export function settle<P extends Params>(params: P, raw: Readonly<Record<string, unknown>>): ValuesOf<P> {
  const stranger = Object.keys(raw).find((name) => !Object.hasOwn(params, name));
  if (stranger !== undefined) throw refused(stranger, raw[stranger], oneOf(Object.keys(params)));
  return Object.fromEntries(
    Object.entries(params).map(([name, param]) => [
      name,
      Object.hasOwn(raw, name) ? read(name, param, raw[name]) : param.default,
    ]),
  ) as ValuesOf<P>;
}

function read(name: string, param: Param, value: unknown): unknown {
  if (value === null || value === undefined) return param.default;
  switch (param.kind) {
    case 'number': {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      const fits =
        typeof number === 'number' &&
        number >= param.min &&
        number <= param.max &&
        (!param.whole || Number.isInteger(number));
      if (!fits)
        throw refused(name, value, {
          en: `a ${param.whole ? 'whole ' : ''}number from ${String(param.min)} to ${String(param.max)}`,
          zh: `${String(param.min)} 至 ${String(param.max)} 的${param.whole ? '整数' : '数'}`,
        });
      return number;
    }
    case 'choice':
      if (typeof value !== 'string' || !Object.hasOwn(param.of, value))
        throw refused(name, value, oneOf(Object.keys(param.of)));
      return value;
    case 'choices':
      return several(name, value, Object.keys(param.of));
    case 'flag':
      if (value === true || value === 'true') return true;
      if (value === false || value === 'false') return false;
      throw refused(name, value, { en: 'true or false', zh: 'true（是）或 false（否）' });
    case 'list':
      return list(name, value);
    case 'json':
      return json(name, value);
    default:
      if (typeof value !== 'string') throw refused(name, value, { en: 'text', zh: '文本' });
      return value;
  }
}

function list(name: string, value: unknown): readonly string[] {
  const items =
    typeof value === 'string' ? (value.trimStart().startsWith('[') ? json(name, value) : value.split(',')) : value;
  if (!Array.isArray(items) || !items.every((item) => typeof item === 'string'))
    throw refused(name, value, {
      en: 'names separated by commas, or a JSON list',
      zh: '用英文逗号分隔的名称，或 JSON 列表',
    });
  return items.map((item) => item.trim()).filter((item) => item !== '');
}

function several(name: string, value: unknown, of: readonly string[]): readonly string[] {
  const asked = [...new Set(list(name, value))];
  if (asked.includes('all')) return of;
  const stranger = asked.find((one) => !of.includes(one));
  if (stranger !== undefined) throw refused(name, stranger, someOf(of));
  return asked;
}

function json(name: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    throw refused(name, value, { en: 'JSON', zh: '有效的 JSON' });
  }
}

/** The error for a parameter that does not fit: names it, its value and what is allowed; `offers`: names to choose from. */
export function refused(
  name: string,
  value: unknown,
  allowed: Text,
  offers: readonly string[] | null = null,
): WorkbenchError {
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  return new WorkbenchError('parameter', {
    name,
    value: shown,
    allowed: allowed.en,
    allowed_zh: allowed.zh,
    ...(offers ? { offers: JSON.stringify(offers) } : {}),
    message: `parameter ${name} is "${shown}", not ${allowed.en}`,
  });
}

/** What would do, of an error that `refused` made. */
export function allowedOf({ details }: WorkbenchError): Text {
  const en = String(details.allowed ?? '');
  return { en, zh: String(details.allowed_zh ?? en) };
}

/** Allowed: one of these names. */
export function oneOf(names: readonly (string | number)[]): Text {
  return names.length
    ? { en: `one of ${names.join(', ')}`, zh: `${names.join('、')} 之一` }
    : { en: 'one of (none)', zh: '（无可用的值）' };
}

/** Allowed: several of these names, or all of them. */
export function someOf(names: readonly string[]): Text {
  return { en: `all, or some of ${names.join(', ')}`, zh: `all（全部），或 ${names.join('、')} 中的若干项` };
}

/** Allowed: an object written as JSON. */
export const jsonObject: Text = { en: 'a JSON object', zh: 'JSON 对象' };
