import * as v from 'valibot';
import { WorkbenchError } from '../engine/errors';
import { locales } from '../i18n/text';
import { answerKinds } from '../model/mapping';
import { tableNames } from '../model/schema';
import { isWeekStart, type WeekStart } from '../metrics/period';
import { catalogueIntent, goalsIntent } from './intent-catalogue';
import { emptyReport, reportIntent } from './intent-report';
import { currentVersion, migrated } from './migrations';
import { isZone } from './zones';

const text = v.string();
const texts = v.array(text);
const textOf = v.object({ en: text, zh: text });
const unit = v.picklist(['ms', 's', 'min', 'h', 'd']);
const words = v.picklist(['order-status', 'flag', 'satisfied']);
const when = v.object({ column: text, is: texts });

const supply = v.variant('kind', [
  v.object({
    kind: v.literal('column'),
    column: text,
    unit: v.exactOptional(unit),
    words: v.exactOptional(words),
    missing: v.exactOptional(texts),
    when: v.exactOptional(when),
  }),
  v.object({ kind: v.literal('constant'), value: v.union([text, v.number(), v.boolean()]) }),
  v.object({ kind: v.literal('product'), columns: texts }),
  v.object({ kind: v.literal('moment'), date: text, time: text }),
  v.object({ kind: v.literal('day'), year: text, month: text, day: text }),
  v.object({ kind: v.literal('paid-when'), column: text }),
  v.object({ kind: v.literal('row') }),
  v.object({ kind: v.literal('id-in-file'), column: text }),
  v.object({
    kind: v.literal('through'),
    path: v.array(v.object({ by: text, table: text, key: text })),
    column: text,
    fold: v.picklist(['first', 'sum']),
  }),
]);

const answers = v.object({
  columns: texts,
  kind: v.picklist(answerKinds),
  touchpoint: v.picklist(['name', 'row', 'none']),
  items: v.exactOptional(v.record(text, text)),
  missing: v.exactOptional(texts),
  words: v.exactOptional(words),
  scale: v.exactOptional(v.tuple([v.number(), v.number()])),
  when: v.exactOptional(when),
});

const feed = v.object({
  table: v.picklist(tableNames),
  source: text,
  columns: v.record(text, supply),
  answers: v.exactOptional(v.array(answers)),
  only: v.exactOptional(v.array(when)),
  once: v.exactOptional(v.picklist(['repeat', 'sum'])),
  attributes: v.exactOptional(texts),
  confidence: v.number(),
  reasons: v.record(text, textOf),
  preset: v.exactOptional(text),
});

const reading = v.variant('kind', [
  v.object({ kind: v.literal('text') }),
  v.object({ kind: v.literal('number'), decimal: v.picklist(['.', ',']), percent: v.boolean() }),
  v.object({ kind: v.literal('flag') }),
  v.object({
    kind: v.literal('time'),
    format: text,
    order: v.picklist(['evidence', 'other-columns', 'assumed', 'unambiguous', 'told']),
  }),
  v.object({ kind: v.literal('duration') }),
  v.object({ kind: v.literal('likert'), labels: v.record(text, v.number()) }),
]);

const dialect = v.object({
  delimiter: v.exactOptional(text),
  quote: v.exactOptional(text),
  escape: v.exactOptional(text),
  skipped: v.exactOptional(v.number()),
  headerLines: v.exactOptional(v.number()),
  cut: v.exactOptional(v.picklist(['delimiter', 'blanks', 'fixed'])),
  comment: v.exactOptional(v.nullable(text)),
});

const decisions = v.object({
  encoding: v.exactOptional(text),
  dialect: v.exactOptional(dialect),
  readings: v.exactOptional(v.record(text, reading)),
  missing: v.exactOptional(texts),
  sheets: v.exactOptional(texts),
});

const filters = v.object({
  from: v.exactOptional(text),
  to: v.exactOptional(text),
  where: v.exactOptional(v.array(v.object({ table: v.picklist(tableNames), column: text, value: text }))),
});

/** What a workspace file says: intent, never rows. Sections that are absent are empty. */
const schema = v.object({
  kind: v.literal('touchpoint-workspace'),
  version: v.literal(currentVersion),
  name: v.optional(v.nullable(text), null),
  locale: v.optional(v.picklist(locales), 'en'),
  seed: v.optional(v.pipe(v.number(), v.integer()), 1),
  zone: v.optional(v.pipe(text, v.check(isZone, 'is no time zone')), 'UTC'),
  weekStart: v.optional(v.custom<WeekStart>(isWeekStart), 'monday'),
  files: v.optional(v.array(v.object({ name: text, size: v.number(), hash: text })), []),
  decisions: v.optional(v.record(text, decisions), {}),
  mapping: v.optional(v.object({ feeds: v.array(feed), aliases: v.record(text, text) }), { feeds: [], aliases: {} }),
  /** Sources whose feeds a person confirmed; the rest is guessed anew. */
  settled: v.optional(texts, []),
  catalogue: v.optional(catalogueIntent, []),
  goals: v.optional(goalsIntent, []),
  /** Touchpoint → weight of the satisfaction index. */
  weights: v.optional(v.record(text, v.number()), {}),
  /** ε of all files that left with noise (differential privacy); undoing does not take it back. */
  epsilonSpent: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0)), 0),
  filters: v.optional(filters, {}),
  settings: v.optional(v.record(text, v.record(text, v.unknown())), {}),
  queries: v.optional(v.array(v.object({ name: text, sql: text })), []),
  draft: v.optional(text, ''),
  report: v.optional(reportIntent, emptyReport),
});

export type Intent = v.InferOutput<typeof schema>;
export type { Goal } from './intent-catalogue';

/** A workspace file's text, brought up to date and checked; WorkbenchError `workspace` names the path of what it refused. */
export function readIntent(json: string): Intent {
  return checkedIntent(parsed(json));
}

/** The same for what is JSON already. */
export function checkedIntent(value: unknown): Intent {
  const result = v.safeParse(schema, migrated(value));
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue) ?? '(top)';
  throw refusal(path, issue.message);
}

/** The text of a workspace file. */
export function writeIntent(intent: Intent): string {
  return `${JSON.stringify(intent, null, 2)}\n`;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch (error) {
    throw refusal('(top)', error instanceof Error ? error.message : 'not JSON');
  }
}

function refusal(path: string, reason: string): WorkbenchError {
  return new WorkbenchError('workspace', { path, reason, message: `workspace: ${path}: ${reason}` });
}
