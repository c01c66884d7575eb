import * as v from 'valibot';
import { WorkbenchError } from '../engine/errors';
import type { Imported } from '../engine/intake/imported';
import { checkedIntent, type Intent } from './intent';
import { besideName } from './beside';
import { emptyReport, type ReportIntent } from './intent-report';
import { currentLinkVersion, currentVersion, migratedLink } from './migrations';
import { refusalOf } from './one-select';
import { isPersonal, withoutPersons } from './persons-named';
import { renamedIn, renamedFeed } from './renamed';

/** What a table of the sender's looked like, under a name that says nothing of its file. */
export interface Shape {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** Data that the link names instead of the receiver's own files: a sample of the app, or files that lie beside it. */
export type NamedData =
  { readonly kind: 'sample'; readonly id: string } | { readonly kind: 'beside'; readonly files: readonly string[] };

/** What a link brings: the workspace's intent without rows, file names and hashes. */
export interface Link {
  readonly title: string | null;
  readonly data: NamedData | null;
  readonly shapes: readonly Shape[];
  readonly intent: Intent;
}

/** What the sender had open. */
export interface Sending {
  readonly intent: Intent;
  readonly tables: readonly Pick<Imported, 'table' | 'columns'>[];
  readonly data: NamedData | null;
}

/** A filter, a setting or a column of the catalogue that was left out, since it may name one person. */
export interface LeftOut {
  readonly column: string;
}

const text = v.string();
const shape = v.object({ name: text, columns: v.array(v.object({ name: text, type: text })) });
const envelope = v.object({
  kind: v.literal('touchpoint-link'),
  version: v.literal(currentLinkVersion),
  title: v.nullable(v.pipe(text, v.maxLength(200))),
  data: v.nullable(
    v.variant('kind', [
      v.object({ kind: v.literal('sample'), id: v.pipe(text, v.regex(/^[a-z0-9-]{1,40}$/)) }),
      v.object({
        kind: v.literal('beside'),
        files: v.pipe(v.array(besideName), v.minLength(1), v.maxLength(50)),
      }),
    ]),
  ),
  shapes: v.pipe(v.array(shape), v.maxLength(200)),
  intent: v.looseObject({ version: v.number() }),
});

/** The JSON that goes into a link or a `.json` file, and which filters stay behind because they name a person. */
export function toLink({ intent, tables, data }: Sending): {
  readonly json: Readonly<Record<string, unknown>>;
  readonly leftOut: readonly LeftOut[];
} {
  const names = new Map(tables.map(({ table }, at) => [table, `table_${String(at + 1)}`]));
  const feeds = intent.mapping.feeds.filter(({ source }) => names.has(source));
  const { where = [], ...period } = intent.filters;
  const personal = where.filter(({ table, column }) => isPersonal(table, column));
  const kept = where.filter((equality) => !personal.includes(equality));
  const impersonal = withoutPersons(intent);
  const columns = new Set(tables.flatMap((table) => table.columns.map(({ name }) => name.toLowerCase())));
  return {
    json: {
      kind: 'touchpoint-link',
      version: currentLinkVersion,
      title: intent.name,
      data,
      shapes: tables.map(({ table, columns: all }) => ({
        name: names.get(table),
        columns: all.map(({ name, type }) => ({ name, type })),
      })),
      intent: {
        version: currentVersion,
        locale: intent.locale,
        seed: intent.seed,
        zone: intent.zone,
        weekStart: intent.weekStart,
        mapping: {
          feeds: impersonal.feeds(feeds).map((feed) => ({ ...renamedFeed(feed, names), reasons: {} })),
          aliases: intent.mapping.aliases,
        },
        catalogue: impersonal.catalogue,
        goals: intent.goals,
        weights: intent.weights,
        filters: kept.length ? { ...period, where: kept } : period,
        settings: impersonal.settings,
        queries: intent.queries.map(({ name, sql }) => ({ name, sql: renamedIn(sql, names, columns) })),
        report: sentReport(impersonal.report, (sql) => renamedIn(sql, names, columns)),
      },
    },
    leftOut: [...new Set([...personal.map(({ column }) => column), ...impersonal.leftOut(feeds)])].map((column) => ({
      column,
    })),
  };
}

/** What a link's JSON says, checked; WorkbenchError `link` names the path of what it refused. */
export function readLink(json: unknown): Link {
  const outer = v.safeParse(envelope, upToDate(json));
  if (!outer.success) throw refused(v.getDotPath(outer.issues[0]) ?? '(top)', outer.issues[0].message);
  const { title, data, shapes, intent: carried } = outer.output;
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
  intent.report.items.forEach((item, at) => {
    const reason = item.kind === 'query' ? refusalOf(item.sql) : null;
    if (reason) throw refused(`intent.report.items.${String(at)}.sql`, reason);
  });
  intent.mapping.feeds.forEach(({ source }, at) => {
    if (!shapes.some(({ name }) => name === source))
      throw refused(`intent.mapping.feeds.${String(at)}.source`, `${source} is none of the shapes`);
  });
  // What the sender agreed to holds for the sender's data only.
  return { title, data, shapes, intent: { ...intent, report: sentReport(intent.report, (sql) => sql) } };
}

/** The report without what a person answered for their own data, and with a k that is never below the usual one. */
function sentReport(report: ReportIntent, renamed: (sql: string) => string): ReportIntent {
  return {
    ...report,
    k: Math.max(report.k, emptyReport.k),
    items: report.items.map((item) => {
      if (item.kind === 'query') return { ...item, sql: renamed(item.sql), persons: null };
      const { agreed: _, ...rest } = item;
      return rest;
    }),
  };
}

function upToDate(json: unknown): unknown {
  try {
    return migratedLink(json);
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    throw refused(String(error.details.path), String(error.details.reason));
  }
}

function inner(value: unknown): Intent {
  try {
    return checkedIntent(value);
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    throw refused(`intent.${String(error.details.path)}`, String(error.details.reason));
  }
}

function refused(path: string, reason: string): WorkbenchError {
  return new WorkbenchError('link', { path, why: reason, message: `this link cannot be read: ${path}: ${reason}` });
}
