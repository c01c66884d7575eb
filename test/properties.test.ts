import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../src/engine/engine';
import { openNative } from '../src/headless/native';
import { locales, type Locale, type Remark } from '../src/i18n/text';
import { say } from '../src/i18n/say';
import { metrics } from '../src/metrics';
import type { Found, Given, Metric } from '../src/metrics/metric';
import { run } from '../src/metrics/run';
import { give } from './engines/given';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

type Rows = NonNullable<Given[keyof Given]>;
const tablesOf = (given: Given, change: (rows: Rows) => Rows): Given =>
  Object.fromEntries(Object.entries(given).map(([table, rows]) => [table, change(rows)]));

/** What the metric finds with the roles of its example on other rows; null when empty. Charts and remarks are made too. */
async function found(metric: Metric, given: Given, more: object = {}): Promise<Found | null> {
  const roles = new Set(
    Object.entries(metric.example.given).flatMap(([table, rows]) =>
      rows.flatMap((row) => Object.keys(row).map((column) => `${table}.${column}`)),
    ),
  );
  await give(engine, given);
  const setting = { params: { ...metric.example.params, ...more }, roles, seed: 1 };
  const outcome = await run(metric, setting, { engine, metrics });
  expect(['answered', 'empty']).toContain(outcome.kind);
  if (outcome.kind !== 'answered') return null;
  finite(outcome.found, metric.id);
  for (const locale of locales) {
    metric.charts(outcome.found, setting, locale);
    for (const remark of metric.remarks(outcome.found, setting)) {
      expect(say(remark.say, remark.with, locale)).not.toMatch(/NaN|Infinity|undefined/);
      expect(holesLeft(locale, remark), remark.say.en).toEqual([]);
    }
  }
  return outcome.found;
}

/** What a remark speaks of though there is none. */
function holesLeft(locale: Locale, { say: { [locale]: text }, with: values }: Remark): readonly string[] {
  return [...text.matchAll(/\{(\w+)/g)].flatMap(([, name = '']) => ((values?.[name] ?? null) === null ? [name] : []));
}

function finite(value: unknown, path: string) {
  if (typeof value === 'number') expect(Number.isFinite(value), `${path} is ${String(value)}`).toBe(true);
  else if (value && typeof value === 'object')
    for (const [name, part] of Object.entries(value)) finite(part, `${path}.${name}`);
}

const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, v: unknown) => (typeof v === 'number' ? Number(v.toPrecision(8)) : v)));
const seen = (of: Found | null) => of && plain({ rows: of.rows, summary: of.summary });

/** Metrics for which the order of the rows says something, and what. */
const ordered: Readonly<Record<string, string>> = {
  authenticity: 'a run of equal answers has an order',
  'journey-map': 'the catalogue’s order is the journey’s',
};

/** Metrics whose rows or rates are not those of twice the cases, and why. */
const notDoubled: Readonly<Record<string, string>> = {
  authenticity: 'one row a form, and repeated answers are what it looks for',
  'clv-predicted': 'one row a customer',
  rfm: 'one row a customer',
  risk: 'one row a customer, and folds are drawn anew',
  topics: 'more words reach the least number of comments',
};

/** Metrics in which a blank answer counts, and why. */
const blankCounts: Readonly<Record<string, string>> = { authenticity: 'one row a form' };

/** Metrics to which the name of a touchpoint says something, and what. */
const named: Readonly<Record<string, string>> = {
  topics: 'of places that use a term equally often the first by name is told',
};

const each = describe.each([...metrics.values()].map((metric) => [metric.id, metric] as const));

each('%s', (id, metric) => {
  const { given } = metric.example;

  it.skipIf(id in ordered)('does not depend on the order of the rows', async () => {
    const before = seen(await found(metric, given));
    const shuffles = fc.record(
      Object.fromEntries(
        Object.entries(given).map(([table, rows]) => [
          table,
          fc.shuffledSubarray([...rows], { minLength: rows.length, maxLength: rows.length }),
        ]),
      ),
    );
    await fc.assert(
      fc.asyncProperty(shuffles, async (shuffled) => {
        expect(seen(await found(metric, shuffled as Given))).toEqual(before);
      }),
      { numRuns: 3, seed: 1, endOnFailure: true },
    );
  });

  it.skipIf(id in named || !placesIn(given).length)('does not depend on what touchpoints are called', async () => {
    const places = placesIn(given);
    const others = new Map(places.map((name, at) => [name, `place ${String(99 - at)}`]));
    const back = new Map([...others].map(([name, other]) => [other, name]));
    const before = await found(metric, given);
    const after = await found(
      metric,
      recalled(given, others) as Given,
      recalled(metric.example.params ?? {}, others) as object,
    );
    expect(unordered(recalled(after, back) as Found | null)).toEqual(unordered(before));
  });

  it('stays finite with one row a table, equal numbers, and blank ones', async () => {
    const one = tablesOf(given, (rows) => rows.slice(0, 1));
    await found(metric, one);
    if (metric.params.by && id !== 'change') await found(metric, one, { by: 'none' });
    for (const value of [null, 3]) {
      const same = tablesOf(given, (rows) =>
        rows.map((row) =>
          Object.fromEntries(
            Object.entries(row).map(([name, cell]) => [name, typeof cell === 'number' ? value : cell]),
          ),
        ),
      );
      await found(metric, same);
    }
  });

  it.skipIf(!given.responses?.some(({ score }) => typeof score === 'number') || id in blankCounts)(
    'keeps its rates and means when somebody else leaves the score blank',
    async () => {
      const before = rates(await found(metric, given));
      const blank = { ...given.responses?.[0], response_id: 'blank', customer_id: 'somebody else', score: null };
      expect(rates(await found(metric, { ...given, responses: [...(given.responses ?? []), blank] }))).toEqual(before);
    },
  );

  it.skipIf(id in notDoubled)('keeps its rates and means when every case occurs twice', async () => {
    const before = await found(metric, given);
    const after = await found(
      metric,
      tablesOf(given, (rows) => [
        ...rows,
        ...rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, twin(name, cell)]))),
      ]),
    );
    expect(rates(after)).toEqual(rates(before));
  });
});

/** Another customer, form, order and so on: ids get a mark, the rest stays. */
function twin(name: string, cell: string | number | boolean | null) {
  return name.endsWith('_id') && typeof cell === 'string' ? `${cell} twin` : cell;
}

const kept = [
  'rate',
  'csat',
  'nps',
  'mean',
  'score',
  'share',
  'probability',
  'index',
  'match_rate',
  'step_rate',
  'jaccard',
];
function rates(of: Found | null): unknown {
  const only = (row: object) => Object.fromEntries(Object.entries(row).filter(([name]) => kept.includes(name)));
  return of && plain({ rows: of.rows.map(only), summary: only(of.summary) });
}

function placesIn(given: Given): readonly string[] {
  const rows: readonly Rows[number][] = Object.values(given).flat();
  const names = rows.flatMap(({ touchpoint }) => (typeof touchpoint === 'string' ? [touchpoint] : []));
  return [...new Set(names)].sort();
}

/** The same with other names wherever one stands, in values, names of columns and sequences. */
function recalled(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string')
    return value
      .split(' > ')
      .map((name) => names.get(name) ?? name)
      .join(' > ');
  if (Array.isArray(value)) return value.map((part) => recalled(part, names));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [names.get(name) ?? name, recalled(part, names)]),
  );
}

/** Groups with their rates and means, in no order. */
function unordered(of: Found | null) {
  if (!of) return null;
  const { rows, summary } = rates(of) as { rows: object[]; summary: object };
  const groups = rows.map((row, at) =>
    JSON.stringify([
      Object.values(of.rows[at] ?? {})
        .filter((cell) => typeof cell === 'string')
        .sort(),
      row,
    ]),
  );
  return { groups: groups.sort(), summary };
}
