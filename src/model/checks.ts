import type { Engine } from '../engine/engine';
import type { Remark } from '../i18n/text';
import { propose, touchpointsMet, type Aliases } from './aliases';
import { checkFeeds } from './check-feeds';
import { checkOrders } from './check-orders';
import { checkRows } from './check-rows';
import type { Checked } from './checked';
import { tableWord } from './role-words';
import type { TableName } from './schema';

/** What is doubtful in the data, and which metric it bears on. */
export async function check(engine: Engine, checked: Checked): Promise<readonly Remark[]> {
  return [
    ...(await checkFeeds(engine, checked)),
    ...(await checkRows(engine, checked)),
    ...(await checkOrders(engine, checked)),
    ...(await checkAliases(engine, checked.mapping.aliases)),
    ...leftOut(checked),
  ];
}

async function checkAliases(engine: Engine, aliases: Aliases): Promise<readonly Remark[]> {
  const proposals = propose(await touchpointsMet(engine), aliases);
  return proposals.map(({ as, names }) => ({
    level: 'note',
    say: {
      en: '{names} and {as} may be one touchpoint; they are kept apart until you say so. Apart, each has a smaller base in every metric by touchpoint.',
      zh: '{names}与{as}可能是同一触点；在您确认之前分别统计，按触点的各项指标基数会偏小。',
    },
    with: { names: names.map((name) => `“${name}”`).join(', '), as: `“${as}”` },
  }));
}

function leftOut({ counts }: Checked): readonly Remark[] {
  return Object.entries(counts).flatMap(([table, { withoutCustomer }]): Remark[] =>
    withoutCustomer
      ? [
          {
            level: 'note',
            say: {
              en: '{n:count} row{n|s} of {table} {n|has|have} no customer: left out by a filter by customer.',
              zh: '{table}中有 {n:count} 行没有客户编号：按客户筛选时不计入。',
            },
            with: { n: withoutCustomer, table: tableWord(table as TableName) },
          },
        ]
      : [],
  );
}
