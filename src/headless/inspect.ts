import type { Imported } from '../engine/intake/imported';
import type { Locale } from '../i18n/text';
import { guess } from '../model/guess';
import type { Profiles } from '../model/profile';
import { rolesShown } from './mapping-shown';

/** What `--inspect` prints of a file; for archives and workbooks one object a member. */
export function inspected(tables: readonly Imported[], profiles: Profiles, file: string, locale: Locale): object {
  const name = file.replace(/^.*[\\/]/, '');
  const members = tables.map((table) => one(table, profiles, locale));
  const inside = tables.some(({ files }) => files.some((label) => label.startsWith(`${name}/`)));
  const [only] = members;
  if (only && !inside && members.length === 1) return only;
  return {
    file: name,
    members: members.map((member, at) => ({ name: tables[at]?.files.join(', ') ?? '', ...member })),
  };
}

function one(table: Imported, profiles: Profiles, locale: Locale): object {
  const { feeds, ties } = guess([table], { profiles });
  return {
    format: table.format,
    encoding: table.encoding,
    dialect: table.dialect,
    rows: table.rows,
    rejected: table.rejected,
    columns: table.columns.map(({ name, type, nulls, distinct, min, max }) => ({
      name,
      type,
      nulls,
      distinct,
      min,
      max,
    })),
    tables: feeds.map((feed) => ({
      table: feed.table,
      confidence: feed.confidence,
      roles: rolesShown(feed),
      ...(feed.answers ? { unpivot: feed.answers.map(({ kind, columns }) => ({ kind, columns })) } : {}),
      ...(feed.preset ? { preset: feed.preset } : {}),
      reasons: Object.fromEntries(Object.entries(feed.reasons).map(([column, reason]) => [column, reason[locale]])),
    })),
    ...(ties.length
      ? {
          ties: ties.map((tie) => ({
            role: `${tie.table}.${tie.column}`,
            candidates: tie.candidates,
            reason: tie.reason[locale],
          })),
        }
      : {}),
  };
}
