import { say, write, type Format } from '../i18n/say';
import { colon, comma } from '../i18n/punctuation';
import type { Locale, Text } from '../i18n/text';
import { reportWords as words } from '../i18n/words/report';
import { groupBy } from '../metrics/group-by';
import type { Metric, ResultRow, Value } from '../metrics/metric';
import { svgOf } from './formats';
import type { Cleared, Held } from './cleared';
import type { Item } from './report.svelte';
import { filledColumns, holdsValue, inReadingOrder } from './shown-rows';
import { summaryLine } from './summary-line';
import { settingsTold } from './told-in-words';

/** One finding as it stands in the page: only what passed the gate, in one language. */
export interface Section {
  readonly title: string;
  readonly question: string;
  readonly note: string;
  readonly charts: readonly { readonly title: string; readonly alternative: string; readonly svg: string }[];
  readonly remarks: readonly { readonly level: string; readonly text: string }[];
  readonly columns: readonly {
    readonly name: string;
    readonly label: Text | null;
    readonly format: Format | null;
    readonly numeric: boolean;
  }[];
  /** Columns without a value in any row, as they are called: they are named, not printed. */
  readonly blank: readonly string[];
  readonly rows: readonly ResultRow[];
  /** Whether this place is empty because its figure was held back. */
  readonly isHeld: (line: number, column: string) => boolean;
  /** Rows beyond those that are printed. */
  readonly more: number;
  /** All rows of a query of which only the first were taken; null: all were. */
  readonly uncut: number | null;
  /** Figures for the whole, as they are called and said. */
  readonly whole: readonly { readonly name: string; readonly said: string }[];
  readonly formula: string;
  readonly counted: string;
  readonly params: string;
  readonly sources: readonly string[];
  readonly sql: Readonly<Record<string, string>>;
  readonly held: readonly string[];
  readonly k: number;
  readonly redactions: number;
  readonly rowLevel: boolean;
}

/** The whole page, ready to be written. */
export interface ReportPage {
  readonly locale: Locale;
  readonly title: string;
  readonly text: string;
  readonly made: string;
  readonly filters: readonly string[];
  readonly period: string | null;
  /** What several control charts signal by chance, in words; null where there are fewer than two. */
  readonly alarms: string | null;
  readonly sections: readonly Section[];
  /** What was chosen and came to nothing, by title, with the reason. */
  readonly leftOut: readonly { readonly title: string; readonly why: string }[];
  /** The tables that were read, each with the files that it was made of: rows are counted of the table. */
  readonly files: readonly {
    readonly files: readonly { readonly name: string; readonly hash: string | null }[];
    readonly rows: number;
    readonly rejected: number;
  }[];
  readonly versions: readonly (readonly [string, string])[];
  readonly k: number;
}

const printed = 500;

/** A cleared result as a section; `metric` is null for a free query. */
export async function sectionOf(
  cleared: Cleared,
  about: {
    readonly item: Item;
    readonly metric: Metric | null;
    readonly sql: Readonly<Record<string, string>>;
    readonly order: readonly string[];
    readonly locale: Locale;
    readonly uncut: number | null;
  },
): Promise<Section> {
  const { item, metric, locale } = about;
  const charts = await Promise.all(
    cleared.charts(locale).map(async (chart) => ({
      title: chart.title,
      alternative: chart.alternative,
      svg: await svgOf(chart, about.order),
    })),
  );
  const placed = inReadingOrder(cleared.rows, about.order);
  const names = cleared.columns.map(({ name }) => name);
  const { filled, blank } = filledColumns(names, (column) =>
    cleared.rows.some((row, line) => holdsValue(row[column]) || cleared.isHeld(line, column)),
  );
  const called = (name: string) => cleared.columns.find((column) => column.name === name)?.label?.[locale] ?? name;
  return {
    title: item.title || (metric ? metric.title[locale] : 'SQL'),
    question: metric?.question[locale] ?? '',
    note: item.note,
    charts,
    remarks: cleared
      .remarks()
      .map(({ level, say: text, with: values }) => ({ level, text: say(text, values, locale) })),
    columns: cleared.columns
      .filter(({ name }) => filled.includes(name))
      .map((column) => ({
        ...column,
        numeric: cleared.rows.some((row) => typeof row[column.name] === 'number'),
      })),
    blank: blank.map(called),
    rows: placed.slice(0, printed).map(({ row }) => row),
    isHeld: (line, column) => cleared.isHeld(placed[line]?.at ?? line, column),
    more: Math.max(0, cleared.rows.length - printed),
    uncut: about.uncut,
    whole: metric ? wholeOf(metric, cleared.summary, locale) : [],
    formula: metric?.formula[locale] ?? '',
    counted: metric?.counted[locale] ?? '',
    params: metric && item.kind === 'metric' ? settingsTold(metric, item.params, locale, 'all') : '',
    sources: (metric?.source ?? []).map(({ cite, url }) => (url === undefined ? cite : `${cite} – ${url}`)),
    sql: about.sql,
    held: heldOf(cleared.held, locale),
    k: cleared.k,
    redactions: cleared.redactions,
    rowLevel: cleared.rowLevel,
  };
}

/** Single figures of the summary and what a setting came to; other texts may be names, and stay with the rows. */
function wholeOf(metric: Metric, summary: Readonly<Record<string, Value>>, locale: Locale): Section['whole'] {
  return Object.entries(summary).flatMap(([name, value]) => {
    const own = metric.headings[name];
    if (value === null) return own ? [{ name: own.label[locale], said: '–' }] : [];
    if (typeof value === 'string' && !own && metric.params[name]?.kind !== 'choice') return [];
    const line = typeof value === 'object' ? null : summaryLine(metric, name, value, new Map());
    const said = line?.values.map((one) => (typeof one === 'number' ? write(one, line.format, locale) : one[locale]));
    return line && said ? [{ name: line.label[locale], said: said.join(comma[locale]) }] : [];
  });
}

/** What was held back, one line a group; rows of a free query only by their number. */
export function heldOf(held: readonly Held[], locale: Locale): readonly string[] {
  const named = held.filter(({ group, whole }) => group !== null || whole);
  const rest = held.filter((one) => !named.includes(one));
  const sorts = groupBy(named, ({ group, because, column }) => JSON.stringify([group, because, !column]));
  const lines = [...sorts.values()].map((alike) => heldLine(alike, locale));
  if (!rest.length) return lines;
  const why = [...new Set(rest.map(({ because }) => words[because][locale]))].join(comma[locale]);
  return [...lines, say(words.heldRows, { n: rest.length }, locale) + colon[locale] + why];
}

/** A group with the figures that were held back of it, where it was not all of them, and why. */
function heldLine(alike: readonly Held[], locale: Locale): string {
  const [first] = alike;
  const columns = alike.flatMap(({ column }) => (column ? [column[locale]] : []));
  const group = first?.group ?? words.whole[locale];
  const named = columns.length ? say(words.heldOf, { group, columns: columns.join(comma[locale]) }, locale) : group;
  return named + colon[locale] + words[first?.because ?? 'complement'][locale];
}
