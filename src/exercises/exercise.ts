import * as v from 'valibot';
import { isMap, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import type { Text } from '../i18n/text';

/** What a pack's data generator gives: file name → text, ready to be opened by the workbench. */
export type PackData = (seed: number, names: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;

/** A value that is stated, or asked of the learner's own data (one row, first column). */
export type Expected = string | number | { readonly sql: string };

interface Common<K extends string, W> {
  readonly id: string;
  readonly kind: K;
  /** A few words, for lists; they give nothing away. */
  readonly title: Text;
  readonly ask: Text;
  /** From a nudge to nearly the answer. */
  readonly hints: readonly Text[];
  /** Worked with the learner's own figures: `{name:format}` for each of `figures`. */
  readonly solution: Text;
  readonly figures?: Readonly<Record<string, { readonly sql: string }>> | undefined;
  /** Typical wrong answers, each with its own words. */
  readonly mistakes: readonly { readonly when: W; readonly say: Text }[];
}

export type ChooseStep = Common<'choose' | 'flaw', Expected> & {
  /** The conclusion whose flaw is to be found. */
  readonly passage?: Text | undefined;
  readonly options: Readonly<Record<string, Text>>;
  readonly answer: Expected;
};
export type NumberStep = Common<'number', Expected> & {
  readonly unit: 'percent' | 'points' | 'count' | 'number';
  /** How far off still counts, in the unit shown. */
  readonly tolerance: number;
  readonly answer: Expected;
};
export type OrderStep = Common<'order', { readonly before: readonly string[] } | readonly string[]> & {
  readonly items: Readonly<Record<string, Text>>;
  readonly answer: readonly string[];
};
export type ParamsStep = Common<'params', Readonly<Record<string, string | number | boolean>>> & {
  readonly metric: string;
  readonly answer: Readonly<Record<string, string | number | boolean>>;
};
export type SqlStep = Common<'sql', { readonly sql: string }> & {
  readonly answer: { readonly sql: string };
  /** `set`: any order of rows. `any`: names and order of columns do not matter as long as the values are all there. */
  readonly compare: {
    readonly rows: 'set' | 'sequence';
    readonly columns: 'any' | 'named';
    readonly tolerance: number;
  };
};
export type Step = ChooseStep | NumberStep | OrderStep | ParamsStep | SqlStep;

export interface Pack {
  readonly id: string;
  readonly title: Text;
  readonly minutes: number;
  readonly goals: readonly Text[];
  readonly story: Text;
  /** Words of the data that differ by language; `{name}` in texts and SQL. */
  readonly names: Readonly<Record<string, Text>>;
  readonly steps: readonly Step[];
  /** For the trainer, point by point: what to discuss, and what to watch for. */
  readonly debrief: readonly Text[];
}

/** A place in a pack's text that cannot be right. */
export interface PackFault {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

const words = v.strictObject({ en: v.pipe(v.string(), v.minLength(1)), zh: v.pipe(v.string(), v.minLength(1)) });
const scalar = v.union([v.string(), v.number(), v.boolean()]);
const sqlText = v.strictObject({ sql: v.string() });
const expected = v.union([v.string(), v.number(), sqlText]);
const named = <T extends v.GenericSchema>(schema: T) =>
  v.record(v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_-]*$/)), schema);
const common = {
  id: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]*$/)),
  title: words,
  ask: words,
  hints: v.pipe(v.array(words), v.minLength(1)),
  solution: words,
  figures: v.optional(named(sqlText)),
};
const mistakes = <T extends v.GenericSchema>(when: T) =>
  v.pipe(v.array(v.strictObject({ when, say: words })), v.minLength(2, 'at least two typical mistakes'));
const choose = { ...common, options: named(words), answer: expected, mistakes: mistakes(expected) };

const step = v.variant('kind', [
  v.strictObject({ kind: v.literal('choose'), ...choose }),
  v.strictObject({ kind: v.literal('flaw'), passage: words, ...choose }),
  v.strictObject({
    kind: v.literal('number'),
    ...common,
    unit: v.picklist(['percent', 'points', 'count', 'number']),
    tolerance: v.pipe(v.number(), v.minValue(0)),
    answer: expected,
    mistakes: mistakes(expected),
  }),
  v.strictObject({
    kind: v.literal('order'),
    ...common,
    items: named(words),
    answer: v.array(v.string()),
    mistakes: mistakes(v.union([v.strictObject({ before: v.array(v.string()) }), v.array(v.string())])),
  }),
  v.strictObject({
    kind: v.literal('params'),
    ...common,
    metric: v.string(),
    answer: v.record(v.string(), scalar),
    mistakes: mistakes(v.record(v.string(), scalar)),
  }),
  v.strictObject({
    kind: v.literal('sql'),
    ...common,
    answer: sqlText,
    compare: v.strictObject({
      rows: v.picklist(['set', 'sequence']),
      columns: v.picklist(['any', 'named']),
      tolerance: v.number(),
    }),
    mistakes: mistakes(sqlText),
  }),
]);

const packSchema = v.strictObject({
  id: v.string(),
  title: words,
  minutes: v.number(),
  goals: v.array(words),
  story: words,
  names: named(words),
  steps: v.pipe(v.array(step), v.minLength(1)),
  debrief: v.pipe(v.array(words), v.minLength(1)),
});

/** Reads a pack's YAML. Faults name file and line; a pack with faults is not used. */
export function readPack(
  file: string,
  text: string,
): { readonly pack: Pack | null; readonly faults: readonly PackFault[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const broken = document.errors.map((error) => ({
    file,
    line: lines.linePos(error.pos[0]).line,
    message: error.message,
  }));
  if (broken.length) return { pack: null, faults: broken };
  const checked = v.safeParse(packSchema, document.toJS({ maxAliasCount: 0 }));
  if (checked.success) {
    const faults = crossFaults(checked.output as Pack).map(({ path, message }) => ({
      file,
      line: lineAt(document, lines, path),
      message,
    }));
    return { pack: faults.length ? null : (checked.output as Pack), faults };
  }
  const faults = checked.issues.map((issue) => {
    const path = (issue.path ?? []).map(({ key }) => key as string | number);
    return { file, line: lineAt(document, lines, path), message: `${path.join('.')}: ${issue.message}` };
  });
  return { pack: null, faults };
}

/** What the schema cannot say: ids are unique, answers name options, orders name all items, holes have names. */
function crossFaults(pack: Pack): { path: (string | number)[]; message: string }[] {
  const seen = new Set<string>();
  return pack.steps.flatMap((step, at) => {
    const path = ['steps', at];
    const faults: { path: (string | number)[]; message: string }[] = [];
    if (seen.has(step.id)) faults.push({ path: [...path, 'id'], message: `step id "${step.id}" is there twice` });
    seen.add(step.id);
    if (
      (step.kind === 'choose' || step.kind === 'flaw') &&
      typeof step.answer === 'string' &&
      !(step.answer in step.options)
    ) {
      faults.push({ path: [...path, 'answer'], message: `answer "${step.answer}" is none of the options` });
    }
    if (step.kind === 'order' && [...step.answer].sort().join() !== Object.keys(step.items).sort().join()) {
      faults.push({ path: [...path, 'answer'], message: 'the answer must name every item once' });
    }
    const { solution, figures = {}, ...rest } = step;
    const holes = (part: unknown, known: object) =>
      [...JSON.stringify(part).matchAll(/\{(\w+)(?::\w+)?\}/g)].flatMap(([, name = '']) =>
        name in known ? [] : [name],
      );
    for (const name of [...holes([rest, figures], pack.names), ...holes(solution, { ...pack.names, ...figures })])
      faults.push({ path, message: `{${name}} is not among the names` });
    return faults;
  });
}

function lineAt(document: Document.Parsed, lines: LineCounter, path: readonly (string | number)[]): number {
  for (let depth = path.length; depth > 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true) as Node | undefined;
    if (node?.range) return lines.linePos(node.range[0]).line;
  }
  return isMap(document.contents) ? 1 : 0;
}

/** The text of a step in one language, with the pack's names filled in. */
export function fillNames(text: string, names: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => names[name] ?? hole);
}

/** SQL of a pack with the names as literals. */
export function fillSql(text: string, names: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) =>
    names[name] === undefined ? hole : `'${names[name].replaceAll("'", "''")}'`,
  );
}
