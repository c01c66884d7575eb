import * as v from 'valibot';
import { WorkbenchError } from '../engine/errors';
import type { Imported } from '../engine/intake/imported';
import { checkedIntent, type Intent } from './intent';
import { currentVersion } from './migrations';
import { refusalOf } from './one-select';
import { renamedIn, renamedFeed } from './renamed';

/** What a table of the sender's looked like, under a name that says nothing of its file. */
export interface Shape {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** What a link brings: the workspace's intent without rows, file names and hashes. */
export interface Link {
  readonly title: string | null;
  /** A sample of the app that the link was made on; it is then loaded instead of own files. */
  readonly sample: string | null;
  readonly shapes: readonly Shape[];
  readonly intent: Intent;
}

/** What the sender had open. */
export interface Sending {
  readonly intent: Intent;
  readonly tables: readonly Pick<Imported, 'table' | 'columns'>[];
  readonly sample: string | null;
}

/** A filter that was left out, since it names one person. */
export interface LeftOut {
  readonly column: string;
}

const text = v.string();
const shape = v.object({ name: text, columns: v.array(v.object({ name: text, type: text })) });
const envelope = v.object({
  kind: v.literal('touchpoint-link'),
  version: v.literal(1),
  title: v.nullable(v.pipe(text, v.maxLength(200))),
  sample: v.nullable(v.pipe(text, v.regex(/^[a-z0-9-]{1,40}$/))),
  shapes: v.pipe(v.array(shape), v.maxLength(200)),
  intent: v.looseObject({ version: v.number() }),
});

/** The JSON that goes into a link or a `.json` file, and which filters stay behind because they name a person. */
export function toLink({ intent, tables, sample }: Sending): {
  readonly json: Readonly<Record<string, unknown>>;
  readonly leftOut: readonly LeftOut[];
} {
  const names = new Map(tables.map(({ table }, at) => [table, `table_${String(at + 1)}`]));
  const feeds = intent.mapping.feeds.filter(({ source }) => names.has(source));
  const { where = [], ...period } = intent.filters;
  const personal = where.filter(({ table, column }) => isPersonal(table, column));
  const kept = where.filter((equality) => !personal.includes(equality));
  const columns = new Set(tables.flatMap((table) => table.columns.map(({ name }) => name.toLowerCase())));
  return {
    json: {
      kind: 'touchpoint-link',
      version: 1,
      title: intent.name,
      sample,
      shapes: tables.map(({ table, columns: all }) => ({
        name: names.get(table),
        columns: all.map(({ name, type }) => ({ name, type })),
      })),
      intent: {
        version: currentVersion,
        locale: intent.locale,
        seed: intent.seed,
        zone: intent.zone,
        mapping: {
          feeds: feeds.map((feed) => ({ ...renamedFeed(feed, names), reasons: {} })),
          aliases: intent.mapping.aliases,
        },
        catalogue: intent.catalogue,
        goals: intent.goals,
        weights: intent.weights,
        filters: kept.length ? { ...period, where: kept } : period,
        settings: intent.settings,
        queries: intent.queries.map(({ name, sql }) => ({ name, sql: renamedIn(sql, names, columns) })),
      },
    },
    leftOut: personal.map(({ column }) => ({ column })),
  };
}

/** What a link's JSON says, checked; WorkbenchError `link` names the path of what it refused. */
export function readLink(json: unknown): Link {
  const outer = v.safeParse(envelope, json);
  if (!outer.success) throw refused(v.getDotPath(outer.issues[0]) ?? '(top)', outer.issues[0].message);
  const { title, sample, shapes, intent: carried } = outer.output;
  const intent = inner({
    ...carried,
    kind: 'touchpoint-workspace',
    name: title,
    files: [],
    decisions: {},
    settled: [],
    draft: '',
  });
  intent.queries.forEach(({ sql }, at) => {
    const reason = refusalOf(sql);
    if (reason) throw refused(`intent.queries.${String(at)}.sql`, reason);
  });
  intent.mapping.feeds.forEach(({ source }, at) => {
    if (!shapes.some(({ name }) => name === source))
      throw refused(`intent.mapping.feeds.${String(at)}.source`, `${source} is none of the shapes`);
  });
  return { title, sample, shapes, intent };
}

function inner(value: unknown): Intent {
  try {
    return checkedIntent(value);
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    throw refused(`intent.${String(error.details.path)}`, String(error.details.reason));
  }
}

function isPersonal(table: string, column: string): boolean {
  const known = table in personal ? personal[table] : undefined;
  return (
    /(?:^|_)id$/.test(column) ||
    (known?.includes(column) ?? false) ||
    /name|phone|mail|mobile|姓名|手机|邮箱|电话/i.test(column)
  );
}

const personal: Readonly<Record<string, readonly string[]>> = {
  responses: ['text'],
  tickets: ['agent', 'issue'],
};

function refused(path: string, reason: string): WorkbenchError {
  return new WorkbenchError('link', { path, why: reason, message: `this link cannot be read: ${path}: ${reason}` });
}
