import type { Engine } from '../engine/engine';
import type { Locale } from '../i18n/text';
import type { Found, Metric, Setting, Value } from '../metrics/metric';
import { Cleared, MustAsk } from './cleared';
import { passGate } from './gate';
import { inWords, wordsIn } from './in-words';
import { queryLeaves, type DepartingQuery, type QueryLeaving } from './leave-query';
import { personsBehind, unknownPersons } from './persons/behind';
import { redact, redactRows } from './redact';
import { hasFew, mentions, without } from './traces';
import { alikeColumn, heldGroups, holdingOf } from './what-holds';

/** A result that wants to leave the machine. */
export type Departing =
  | {
      readonly kind: 'metric';
      readonly metric: Metric;
      readonly found: Found;
      readonly setting: Setting;
    }
  | DepartingQuery;

export interface Leaving extends QueryLeaving {
  readonly engine: Engine;
  /** The person agreed that a metric whose persons cannot be counted leaves as it is. */
  readonly agreed?: boolean;
  /** Stages, classes and the like stand in words of this language; absent: as they are in the tables. */
  readonly locale?: Locale;
}

/** The one door out: counts the persons behind each group, passes the gate with k, and says what was held back. */
export function leave(departing: Departing, leaving: Leaving): Promise<Cleared> {
  return departing.kind === 'metric'
    ? metricLeaves(departing, leaving)
    : Promise.resolve(queryLeaves(departing, leaving));
}

/** What the same rows give with or without flagged answers tells of the few that are flagged: it stays here. */
function withoutTwins(found: Found): Found {
  const twins = ['without_flagged', 'with_flagged'];
  const rest = <V>(of: Readonly<Record<string, V>>) =>
    Object.fromEntries(Object.entries(of).filter(([name]) => !twins.includes(name)));
  return { ...found, rows: found.rows.map(rest), summary: rest(found.summary) };
}

async function metricLeaves(
  { metric, found: all, setting }: Extract<Departing, { kind: 'metric' }>,
  { engine, k, agreed = false, locale: spoken }: Leaving,
): Promise<Cleared> {
  const found = withoutTwins(all);
  const behind = await personsBehind(engine, { metric, found, setting });
  if (behind === unknownPersons && !agreed) throw new MustAsk(metric.id);
  const names = Object.keys(found.rows[0] ?? {});
  const holds = names.map((name, at) => ({ name, holds: holdingOf(metric, found.rows, name, at) }));
  const alike = alikeColumn(metric, found.rows);
  const passed = passGate(
    {
      columns: [...holds, { name: alikeName, holds: 'share' }],
      rows: found.rows.map((row, at) => ({ ...row, [alikeName]: alike(at) })),
      persons: behind === unknownPersons ? found.rows.map(() => null) : behind.of,
      largest: behind === unknownPersons ? [] : behind.largest,
      overlapping: behind !== unknownPersons && (behind.overlapping ?? false),
    },
    { k },
  );
  const hidden = new Set(passed.suppressed.map(({ row }) => row));
  const cleaned = redactRows(passed.rows.map(({ [alikeName]: _, ...row }) => row));
  const wholeIsFew = behind !== unknownPersons && behind.whole !== null && behind.whole < k;
  const isNobody = behind !== unknownPersons && behind.whole === null;
  const nameless = behind !== unknownPersons && (behind.nameless ?? false);
  const wordsFor = (locale?: Locale) => (locale ? wordsIn(found, locale) : new Map<string, string>());
  const words = wordsFor(spoken);
  const groups = heldGroups(found.rows, hidden, holds);
  const worded = (part: ReadonlyMap<string, string>) =>
    groups.map((group) => group.map((name) => part.get(name) ?? name));
  const summary = wholeIsFew ? {} : (without(found.summary, groups) as Readonly<Record<string, Value>>);
  const rows = spoken ? inWords({ rows: cleaned.rows, summary }, spoken, words).rows : cleaned.rows;
  const shown = cleaned.rows.filter((_, at) => !hidden.has(at));
  const kept = isNobody || !hasFew(found.more, k) ? without(found.more, groups) : undefined;
  const outgoing: Found = { rows: shown, summary, ...(kept === undefined ? {} : { more: kept }) };
  return new Cleared(
    {
      columns: names.map((name) => ({
        name,
        label: metric.headings[name]?.label ?? null,
        format: metric.headings[name]?.format ?? null,
      })),
      // A name that one person made would tell of them as much as the figures.
      rows: nameless ? rows.filter((_, at) => !hidden.has(at)) : rows,
      hidden: nameless ? new Set<number>() : hidden,
      summary,
      held: [
        ...passed.suppressed.map(({ group, because }) => ({
          group: nameless
            ? null
            : redact(
                group
                  .split(parted)
                  .map((name) => words.get(name) ?? name)
                  .join(parted),
              ).text,
          because,
        })),
        ...(wholeIsFew ? [{ group: null, whole: true as const, because: 'few-persons' as const }] : []),
      ],
      redactions: passed.redactions + cleaned.found,
      k,
      rowLevel: behind === unknownPersons,
    },
    (locale) => {
      if (wholeIsFew || !shown.length) return [];
      const own = wordsFor(locale);
      const charts = drawn(() => metric.charts(inWords(outgoing, locale, own), setting, locale));
      return charts.filter((chart) => !mentions(chart, [...groups, ...worded(own)]));
    },
    () => {
      if (wholeIsFew) return [];
      const told = spoken ? inWords(outgoing, spoken, words) : outgoing;
      const remarks = drawn(() => metric.remarks(told, setting));
      return remarks.filter((remark) => !mentions(remark, [...groups, ...worded(words)]));
    },
  );
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
/** What stands between the names of a group of several. */
const parted = ' · ';
