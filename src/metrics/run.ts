import type { Engine, Result } from '../engine/engine';
import { join, type Sql } from '../engine/sql';
import { scoped, type Dated, type Filters } from '../model/filters';
import { anyWeightless, hasWeight, withoutWeightless } from './answer-weights';
import { lackingForFilters } from './filter-lacks';
import { besideOther, looksForFlagged, notCompared, wishOf, withFlagged } from './flagged-left-out';
import type { Found, Metric, Progress, Setting, Use, Used } from './metric';
import { oneOf, refused } from './params';
import { speltOut } from './spelt-out';

export type Outcome =
  | { readonly kind: 'answered'; readonly found: Found; readonly sql: Readonly<Record<string, string>> }
  | { readonly kind: 'lacking'; readonly roles: readonly string[] }
  | { readonly kind: 'empty'; readonly sql: Readonly<Record<string, string>> };

/** What a metric's queries gave: as results, or as Arrow IPC streams for a thread that reads them itself. */
export interface Answers {
  results(): Promise<Readonly<Record<string, Result>>>;
  arrow(): Promise<Readonly<Record<string, Uint8Array>>>;
}

/** Who waits for a computation: may stop it, and hears how far it has come. */
export interface Waiting {
  readonly signal?: AbortSignal | undefined;
  readonly progress?: Progress | undefined;
}

/** Where `compute` runs: here, or in a worker. */
export type Computing = (
  metric: Metric,
  answers: Answers,
  setting: Setting,
  used: Readonly<Record<string, Used>>,
  waiting: Waiting,
) => Promise<Found | null>;

export interface Running extends Waiting {
  readonly engine: Engine;
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly computing?: Computing | undefined;
  readonly only?: Filters | undefined;
  readonly dated?: Dated | undefined;
  /** What the person set for authenticity, by whose rules forms are flagged. */
  readonly rules?: Readonly<Record<string, unknown>> | undefined;
  /** A further condition on responses. */
  readonly answers?: Sql | undefined;
  /** Whether there are responses that cannot count by their weight. */
  readonly weightless?: boolean | undefined;
}

/** Computes on this thread. */
export const here: Computing = async (metric, answers, setting, used, { progress }) =>
  metric.compute(await answers.results(), setting, used, progress);

/**
 * Says what stands in the way before it asks, and asks before it answers. Responses that cannot count by their weight are
 * left out of what rests on weights, and counted.
 */
export async function run(metric: Metric, setting: Setting, running: Running): Promise<Outcome> {
  if (!(await anyWeightless(setting, running))) return compared(metric, setting, running);
  const outcome = await compared(metric, setting, { ...running, weightless: true });
  if (outcome.kind !== 'answered') return outcome;
  return { ...outcome, found: await withoutWeightless(outcome.found, metric, setting, running) };
}

/**
 * A survey metric is asked twice where authenticity flags forms: with them and without, and the other figure stands beside
 * the one that was wished.
 */
async function compared(metric: Metric, setting: Setting, running: Running): Promise<Outcome> {
  const wish = wishOf(metric, setting);
  if (wish === null || lackingRoles(metric, setting.roles).length) return once(metric, setting, running);
  if (!(await looksForFlagged(wish, running))) {
    const outcome = await once(metric, setting, running);
    return outcome.kind === 'answered' ? { ...outcome, found: notCompared(outcome.found) } : outcome;
  }
  return withFlagged(running, async (flagged) => {
    const without = { ...running, answers: flagged.isOther };
    const [own, other] = wish === 'include' ? [running, without] : [without, running];
    const outcome = await once(metric, setting, own);
    if (outcome.kind !== 'answered') return outcome;
    const second = flagged.flagged ? await once(metric, setting, other) : outcome;
    const beside = second.kind === 'answered' ? second.found : null;
    const found = besideOther(outcome.found, beside, { wish, flagged, headline: metric.headline });
    return { ...outcome, found, sql: { ...outcome.sql, flagged: flagged.listing.text } };
  });
}

/** As a metric that another one uses: only what was wished. */
async function inside(metric: Metric, setting: Setting, running: Running): Promise<Outcome> {
  if (lackingRoles(metric, setting.roles).length || wishOf(metric, setting) !== 'exclude')
    return once(metric, setting, running);
  return withFlagged(running, ({ isOther }) => once(metric, setting, { ...running, answers: isOther }));
}

async function once(metric: Metric, setting: Setting, running: Running): Promise<Outcome> {
  const roles = [...lackingRoles(metric, setting.roles), ...lackingForFilters(metric, setting.roles, running.only)];
  const uses = roles.length ? {} : metric.uses(setting);
  if (roles.length) return { kind: 'lacking', roles };
  const used = await useAll(uses, setting, running);
  const missing = missingFrom(used);
  if (missing) return { kind: 'lacking', roles: missing };
  const { only = {}, dated, answers: flagged, weightless } = running;
  const conditions = [...(flagged ? [flagged] : []), ...(metric.weighted && weightless ? [hasWeight] : [])];
  const counting = conditions.length ? join(conditions, ' AND ') : null;
  const asked = Object.entries(metric.query(setting)).map(
    ([name, query]) => [name, scoped(query, only, dated, counting)] as const,
  );
  const asking = { signal: running.signal, first: 'canonical' } as const;
  const sql = Object.fromEntries(asked.map(([name, query]) => [name, query.text]));
  const answers: Answers = {
    results: () =>
      askAll(asked, async (query) => running.engine.ask(await speltOut(running.engine, query, asking), asking)),
    arrow: () =>
      askAll(asked, async (query) => running.engine.arrow(await speltOut(running.engine, query, asking), asking)),
  };
  const found = await (running.computing ?? here)(metric, answers, setting, used, running);
  return found ? { kind: 'answered', found, sql } : { kind: 'empty', sql };
}

/** The roles that a metric still needs; of alternatives, the first one is named. */
export function lackingRoles(metric: Metric, roles: ReadonlySet<string>): readonly string[] {
  return metric.needs.flatMap((need) => {
    const anyOf: readonly string[] = typeof need === 'string' ? [need] : need;
    return anyOf.some((role) => roles.has(role)) ? [] : [anyOf.join(' | ')];
  });
}

/** What stands in the way when a metric works on others and none of them can answer; else null. */
function missingFrom(used: Readonly<Record<string, Used>>): readonly string[] | null {
  const all = Object.values(used);
  if (!all.length || !all.every(({ kind }) => kind === 'lacking')) return null;
  return [...new Set(all.flatMap((one) => (one.kind === 'lacking' ? one.roles : [])))];
}

async function useAll(
  uses: ReturnType<Metric['uses']>,
  setting: Setting,
  running: Running,
): Promise<Readonly<Record<string, Used>>> {
  const used: Record<string, Used> = {};
  for (const [name, use] of Object.entries(uses)) {
    const metric = running.metrics.get(use.metric);
    if (!metric) throw refused('metric', use.metric, oneOf([...running.metrics.keys()]));
    const outcome = await inside(
      metric,
      { ...setting, params: { ...fitting(use.wishes, metric), ...use.params }, columns: use.columns },
      { ...running, only: both(running.only, use.only), dated: use.dated ?? running.dated },
    );
    used[name] = outcome.kind === 'answered' ? answered(outcome, use, metric) : outcome;
  }
  return used;
}

function answered(outcome: Outcome & { kind: 'answered' }, { columns }: Use, { headline }: Metric): Used {
  const found = columns ? onlyColumns(outcome.found, columns) : outcome.found;
  return { ...outcome, found, ...(headline && { headline }) };
}

/** What was found without anything that was not asked for, and so need not be right. */
function onlyColumns({ rows }: Found, columns: readonly string[]): Found {
  const kept = ([column]: [string, unknown]) => columns.includes(column);
  return { rows: rows.map((row) => Object.fromEntries(Object.entries(row).filter(kept))), summary: {} };
}

function fitting(wishes: Use['wishes'], { params }: Metric): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(wishes ?? {}).filter(([name]) => Object.hasOwn(params, name)));
}

function both(outer: Filters | undefined, inner: Filters | undefined): Filters {
  const later = [outer?.from, inner?.from]
    .filter((from) => from !== undefined)
    .sort()
    .at(-1);
  const earlier = [outer?.to, inner?.to].filter((to) => to !== undefined).sort()[0];
  return { from: later, to: earlier, where: [...(outer?.where ?? []), ...(inner?.where ?? [])] };
}

async function askAll<T>(
  asked: readonly (readonly [string, Sql])[],
  ask: (query: Sql) => Promise<T>,
): Promise<Record<string, T>> {
  const answers: Record<string, T> = {};
  for (const [name, query] of asked) answers[name] = await ask(query);
  return answers;
}
