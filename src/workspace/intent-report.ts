import * as v from 'valibot';

const text = v.string();

/** What the person says of a free query's rows: which column holds ids or numbers of persons, or that the rows may leave as they are. */
export const naming = v.variant('kind', [
  v.object({ kind: v.literal('ids'), column: text }),
  v.object({ kind: v.literal('numbers'), column: text }),
  v.object({ kind: v.literal('agreed') }),
]);

const item = v.variant('kind', [
  v.object({
    kind: v.literal('metric'),
    title: v.optional(text, ''),
    note: v.optional(text, ''),
    metric: text,
    params: v.optional(v.record(text, v.unknown()), {}),
    /** Persons behind its rows cannot be counted, and the person agreed that it leaves. */
    agreed: v.exactOptional(v.literal(true)),
  }),
  v.object({
    kind: v.literal('query'),
    title: v.optional(text, ''),
    note: v.optional(text, ''),
    sql: text,
    /** Null: nobody has said so far; it neither runs nor leaves before. */
    persons: v.optional(v.nullable(naming), null),
  }),
]);

/** The report as the person left it: questions in their order with the person's words, never results. */
export const reportIntent = v.object({
  title: v.optional(text, ''),
  text: v.optional(text, ''),
  /** Groups of fewer distinct persons leave without figures. */
  k: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(1000)), 5),
  items: v.optional(v.array(item), []),
});

export type Naming = v.InferOutput<typeof naming>;
export type SavedItem = v.InferOutput<typeof item>;
export type ReportIntent = v.InferOutput<typeof reportIntent>;

export const emptyReport: ReportIntent = { title: '', text: '', k: 5, items: [] };
