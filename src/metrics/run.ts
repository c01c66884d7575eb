import type { Engine, Row } from '../engine/engine';
import type { Sql } from '../engine/sql';
import { scoped, type Filters } from '../model/filters';
import type { Found, Metric, Setting, Used } from './metric';
import { refused } from './params';

export type Outcome =
  | { readonly kind: 'answered'; readonly found: Found; readonly sql: Readonly<Record<string, string>> }
  | { readonly kind: 'lacking'; readonly roles: readonly string[] }
  | { readonly kind: 'empty'; readonly sql: Readonly<Record<string, string>> };

/** Where `compute` runs: here, or in a worker. */
export type Computing = (
  metric: Metric,
  rows: Readonly<Record<string, readonly Row[]>>,
  setting: Setting,
  used: Readonly<Record<string, Used>>,
) => Promise<Found | null> | Found | null;

export interface Running {
  readonly engine: Engine;
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly computing?: Computing | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly only?: Filters | undefined;
}

const here: Computing = (metric, rows, setting, used) => metric.compute(rows, setting, used);

/** Says what stands in the way before it asks, and asks before it answers. */
export async function run(metric: Metric, setting: Setting, running: Running): Promise<Outcome> {
  const roles = lackingRoles(metric, setting.roles);
  const uses = roles.length ? {} : metric.uses(setting);
  if (roles.length) return { kind: 'lacking', roles };
  const used = await useAll(uses, setting, running);
  const missing = missingFrom(used);
  if (missing) return { kind: 'lacking', roles: missing };
  const asked = Object.entries(metric.query(setting)).map(
    ([name, query]) => [name, scoped(query, running.only ?? {})] as const,
  );
  const sql = Object.fromEntries(asked.map(([name, { text }]) => [name, text]));
  const found = await (running.computing ?? here)(metric, await askAll(asked, running), setting, used);
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
    if (!metric) throw refused('metric', use.metric, `one of ${[...running.metrics.keys()].join(', ')}`);
    const outcome = await run(
      metric,
      { ...setting, params: use.params ?? {} },
      { ...running, only: both(running.only, use.only) },
    );
    used[name] = metric.headline && outcome.kind === 'answered' ? { ...outcome, headline: metric.headline } : outcome;
  }
  return used;
}

function both(outer: Filters | undefined, inner: Filters | undefined): Filters {
  const later = [outer?.from, inner?.from]
    .filter((from) => from !== undefined)
    .sort()
    .at(-1);
  const earlier = [outer?.to, inner?.to].filter((to) => to !== undefined).sort()[0];
  return { from: later, to: earlier, where: [...(outer?.where ?? []), ...(inner?.where ?? [])] };
}

async function askAll(
  asked: readonly (readonly [string, Sql])[],
  { engine, signal }: Running,
): Promise<Record<string, readonly Row[]>> {
  const rows: Record<string, readonly Row[]> = {};
  for (const [name, query] of asked) rows[name] = await engine.query(query, { signal, first: 'canonical' });
  return rows;
}
