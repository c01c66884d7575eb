import type { Remark, Text } from '../i18n/text';
import type { Guessing } from './built';
import { draft, drop, feedOf, put } from './draft';
import { entitiesIn } from './entities';
import { linked } from './links';
import type { Feed, Tie } from './mapping';
import { look, type Looked } from './matching';
import { presetOf, fromPreset, spares } from './preset-feeds';
import { fieldsOf, type TableName } from './schema';
import { shape } from './shapes';

/** Reads headers and values of all tables together; nothing that is a coin toss is decided. */
export const guess: Guessing = (tables, knowing = {}) => {
  const all = tables.map((imported) => look(imported, knowing.profiles?.[imported.table]));
  const each = all.map((looked) => guessOne(looked, knowing.as?.[looked.imported.table]));
  return {
    feeds: linked(
      each.flatMap(({ feeds }) => feeds),
      all,
    ),
    ties: each.flatMap(({ ties }) => ties),
    remarks: each.flatMap(({ remarks }) => remarks),
  };
};

interface One {
  readonly feeds: readonly Feed[];
  readonly ties: readonly Tie[];
  readonly remarks: readonly Remark[];
}

function guessOne(looked: Looked, as: readonly TableName[] | undefined): One {
  const preset = presetOf(looked);
  const given = preset ? fromPreset(preset, looked) : [];
  const wanted = as ?? [
    ...given.map(({ table }) => table),
    ...entitiesIn(looked).filter((table) => !preset || !spares(preset, table)),
  ];
  const feeds: Feed[] = [];
  const ties: Tie[] = [];
  for (const table of new Set(wanted)) {
    const start = given.find((feed) => feed.table === table);
    const made = make(
      table,
      looked,
      start,
      preset ? (name) => spares(preset, table, name) : () => false,
      as !== undefined,
    );
    feeds.push(made.feed);
    ties.push(...made.ties);
  }
  const remarks: Remark[] = preset
    ? preset.traps.map((trap) => ({ level: 'note', say: prefixed, with: { name: preset.name, trap } }))
    : [];
  return { feeds, ties, remarks };
}

const prefixed: Text = { en: '{name}: {trap}', zh: '{name}：{trap}' };

function make(
  table: TableName,
  looked: Looked,
  start: Feed | undefined,
  spared: (column: string) => boolean,
  forced: boolean,
): { readonly feed: Feed; readonly ties: readonly Tie[] } {
  const made = draft(table, looked, start?.attributes ? new Set(Object.keys(fieldsOf(table))) : undefined);
  for (const name of Object.keys(made.columns)) if (spared(name)) drop(made, name);
  made.ties = made.ties.filter(({ column }) => !spared(column));
  for (const [name, supply] of Object.entries(start?.columns ?? {}))
    put(made, name, supply, start?.reasons[name] ?? prefixed, 0.97);
  const more = shape(table, looked, made, forced);
  const feed = feedOf(table, looked, made, {
    ...more,
    ...(start?.once ? { once: start.once } : {}),
    ...(start?.attributes ? { attributes: start.attributes } : {}),
    ...(start?.preset ? { preset: start.preset } : {}),
  });
  return { feed, ties: made.ties };
}
