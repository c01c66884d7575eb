import type { Engine } from '../engine/engine';
import type { Locale } from '../i18n/text';
import { reportWords } from '../i18n/words/report';
import type { Found, Metric, Setting, Value } from '../metrics/metric';
import type { Filters } from '../model/filters';
import { Cleared, MustAsk } from './cleared';
import { groupOf, passGate, type Beside } from './gate';
import { headedFor } from './headed';
import { inWords, wordsIn } from './in-words';
import { queryLeaves, type DepartingQuery, type QueryLeaving } from './leave-query';
import { personsBehind, unknownPersons } from './persons/behind';
import { heldAgainst } from './persons/beside';
import type { Departed } from './persons/departed';
import { noneOf, type Persons } from './persons/persons';
import { redactRows } from './redact';
import { hasFew, mentions, without, withoutFew, type HeldGroup } from './traces';
import { rowsInWords } from './value-word';
import { alikeColumn, heldGroups, holdingOf } from './what-holds';

/** A result that wants to leave the machine. */
export type Departing = DepartingMetric | DepartingQuery;

export interface DepartingMetric {
  readonly kind: 'metric';
  readonly metric: Metric;
  readonly found: Found;
  readonly setting: Setting;
}

export interface Leaving extends QueryLeaving {
  readonly engine: Engine;
  /** The person agreed that a metric whose persons cannot be counted leaves as it is. */
  readonly agreed?: boolean;
  /** The filters that the result stands under. */
  readonly filters?: Filters;
  /** Other results of the same data that leave with it or have left: what the one tells must not undo what the other holds back. */
  readonly beside?: readonly Departed[];
  /** Those that left before the data changed: a result that differs from one by a few persons tells of them. */
  readonly earlier?: readonly Departed[];
  /** Stages, classes and the like stand in words of this language; absent: as they are in the tables. */
  readonly locale?: Locale;
}

/** The one door out: counts the persons behind each group, passes the gate with k, and says what was held back. */
export function leave(departing: Departing, leaving: Leaving): Promise<Cleared> {
  return departing.kind === 'metric' ? metricLeaves(departing, leaving) : queryLeaves(departing, leaving);
}

async function metricLeaves(
  { metric: asked, found: all, setting }: DepartingMetric,
  { engine, k, agreed = false, filters = {}, beside: departed = [], earlier = [], locale: spoken }: Leaving,
): Promise<Cleared> {
  const metric = headedFor(asked, all);
  const leaver = { metric: metric.id, found: all, setting, filters };
  const others = [...departed, ...earlier].filter((other) => other.metric === metric.id);
  const told = others.flatMap(({ rows }) => rows.flatMap(({ persons, hidden }) => (hidden ? [] : [persons ?? 0])));
  const counted = await personsBehind(engine, { metric, found: all, setting, told }, k);
  if (counted === unknownPersons && !agreed) throw new MustAsk(metric.id);
  const rowLevel = counted === unknownPersons;
  const persons = rowLevel ? nobodyKnown(all) : counted;
  const plain = withoutFlagged(all);
  const found = persons.whole === null ? plain : { ...plain, summary: withoutFew(plain.summary, k) };
  const { beside, apart: differs } = await heldAgainst(engine, leaver, persons, { departed, earlier }, k);
  const { rows, hidden, held, holds, redactions, isWholeHeld } = throughGate(
    metric,
    found,
    { ...persons, beside, differs: differs.of },
    k,
  );
  const heldCells = persons.cells?.filter(({ row }) => !hidden.has(row)) ?? [];
  const whole = persons.told?.(found, hidden) ?? found;
  const isInPart = JSON.stringify(whole.summary) !== JSON.stringify(plain.summary);
  const groups = heldGroups(found.rows, hidden, holds);
  const inPart = heldGroups(found.rows, new Set(heldCells.map(({ row }) => row)), holds);
  const wholeDiffers = isWholeHeld || (differs.whole !== null && differs.whole < k);
  const wholeIsFew = wholeDiffers || (persons.whole !== null && persons.whole < k);
  const nameless = persons.nameless ?? false;
  const wordsFor = (locale?: Locale) => (locale ? wordsIn(found, locale) : new Map<string, string>());
  const words = wordsFor(spoken);
  const either = (some: readonly HeldGroup[], part: ReadonlyMap<string, string>) => [
    ...some,
    ...some.map((group) => group.map((name) => part.get(name) ?? name)),
  ];
  const summary = wholeIsFew ? {} : (without(whole.summary, groups) as Readonly<Record<string, Value>>);
  const shown = rows.filter((_, at) => !hidden.has(at));
  const more =
    (!rowLevel && persons.whole === null) || !hasFew(whole.more, k) ? without(whole.more, groups) : undefined;
  const outgoing: Found = { rows: shown, summary, ...(more === undefined ? {} : { more }) };
  const worded = spoken ? rowsInWords(inWords({ rows, summary }, spoken, words).rows, metric.headings, spoken) : rows;
  const named = (row: number) => groupOf({ columns: holds, rows: worded }, row);
  return new Cleared(
    {
      columns: holds.map(({ name }) => ({
        name,
        label: metric.headings[name]?.label ?? null,
        format: metric.headings[name]?.format ?? null,
      })),
      // A name that one person made would tell of them as much as the figures.
      rows: nameless ? worded.filter((_, at) => !hidden.has(at)) : worded,
      hidden: nameless ? new Set<number>() : hidden,
      suppressed: hidden,
      heldCells: nameless ? [] : heldCells,
      summary,
      held: [
        ...held.map(({ row, because }) => ({
          group: nameless ? null : named(row),
          because: (differs.of[row] ?? k) < k && (persons.of[row] ?? 0) >= k ? ('difference' as const) : because,
        })),
        ...heldCells.map(({ row, column, because }) => ({
          group: named(row),
          column: metric.headings[column]?.label ?? { en: column, zh: column },
          because,
        })),
        ...(wholeIsFew
          ? [
              {
                group: null,
                whole: true as const,
                because: wholeDiffers ? ('difference' as const) : ('few-persons' as const),
              },
            ]
          : isInPart
            ? [{ group: null, whole: true as const, column: reportWords.someFigures, because: 'complement' as const }]
            : []),
      ],
      redactions,
      behind: { of: persons.of, whole: persons.whole },
      k,
      rowLevel,
    },
    (locale) => {
      if (wholeIsFew || !shown.length) return [];
      const own = wordsFor(locale);
      const charts = drawn(() => metric.charts(inWords(outgoing, locale, own), setting, locale));
      return charts.filter((chart) => !mentions(chart, either(groups, own)));
    },
    () => {
      if (wholeIsFew) return [];
      const told = spoken ? inWords(outgoing, spoken, words) : outgoing;
      const remarks = drawn(() => metric.remarks(told, setting));
      return remarks.filter((remark) => !mentions(remark, either([...groups, ...inPart], words)));
    },
  );
}

function nobodyKnown({ rows }: Found): Persons {
  return { of: noneOf(rows), largest: noneOf(rows), whole: null };
}

/** With or without flagged answers tells of the few that are flagged: it stays here. */
function withoutFlagged(found: Found): Found {
  const rest = <V>(of: Readonly<Record<string, V>>) =>
    Object.fromEntries(Object.entries(of).filter(([name]) => !['without_flagged', 'with_flagged'].includes(name)));
  return { ...found, rows: found.rows.map(rest), summary: rest(found.summary) };
}

/** Rows at the gate, with whether all persons of each are alike beside its columns. */
function throughGate(
  metric: Metric,
  { rows }: Found,
  persons: Persons & { readonly beside: Beside | null; readonly differs: readonly (number | null)[] },
  k: number,
) {
  const names = Object.keys(rows[0] ?? {});
  const holds = names.map((name, at) => ({ name, holds: holdingOf(metric, rows, name, at) }));
  const alike = persons.cells ? () => null : alikeColumn(metric, rows);
  const passed = passGate(
    {
      columns: [...holds, { name: alikeName, holds: 'share' }],
      rows: rows.map((row, at) => ({ ...row, [alikeName]: alike(at) })),
      persons: persons.of,
      ...(persons.who ? { who: persons.who } : {}),
      largest: persons.largest,
      overlapping: persons.overlapping ?? false,
      cells: persons.cells ?? [],
      ...(persons.groups ? { groups: persons.groups } : {}),
      ...(persons.totals ? { totals: persons.totals } : {}),
      ...(persons.beside ? { beside: persons.beside } : {}),
      differs: persons.differs,
    },
    { k },
  );
  const clean = redactRows(passed.rows.map(({ [alikeName]: _, ...row }) => row));
  return {
    rows: clean.rows,
    hidden: new Set(passed.suppressed.map(({ row }) => row)),
    held: passed.suppressed,
    holds,
    redactions: passed.redactions + clean.found,
    isWholeHeld: passed.isWholeHeld,
  };
}

/** What a metric draws or says from rows alone; one that cannot do without what was held back says nothing. */
function drawn<T>(make: () => readonly T[]): readonly T[] {
  try {
    return make();
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return [];
    throw error;
  }
}

const alikeName = '(alike)';
