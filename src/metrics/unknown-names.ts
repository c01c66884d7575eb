import { join, sql, type Sql } from '../engine/sql';
import type { Remark } from '../i18n/text';
import { listed } from './contrasts';

/** The columns of `unknownNames`. */
export const unknownColumns = { name: 'text' } as const;

/** Of the names that a parameter gives, those that `known` (a query with a column `name`) does not have; null: none is given. */
export function unknownNames(names: readonly string[], known: Sql): Sql | null {
  if (!names.length) return null;
  return sql`SELECT asked.name FROM (SELECT unnest([${join(names)}]) AS name) AS asked ANTI JOIN (${known}) AS known ON known.name = asked.name`;
}

/** The caution that goes with names of a parameter that nothing in the data has; none where there are none. */
export function unknownRemark(param: string, names: readonly string[]): readonly Remark[] {
  if (!names.length) return [];
  return [
    {
      level: 'caution',
      say: {
        en: 'Nothing in the data is called {names} ({param}). Check the spelling.',
        zh: '数据中没有 {names}（{param}），请检查拼写。',
      },
      with: { names: listed(names), param },
    },
  ];
}
