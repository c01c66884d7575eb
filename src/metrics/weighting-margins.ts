import { groupBy } from './group-by';
import { refused } from './params';

interface Asked {
  readonly params: { readonly margins: unknown };
  has(role: string): boolean;
}

/** How many people of each category. */
export type Targets = Readonly<Record<string, number>>;

/** The columns to weigh by with what was given of their population; null where the customers are the population. */
export function marginsOf(ask: Asked): readonly { readonly column: string; readonly targets: Targets | null }[] {
  const { margins } = ask.params;
  const allowed = {
    en: 'a list of columns of customers, or column → category → population',
    zh: '客户的列的列表，或 列 → 类别 → 总体数',
  };
  const known = (column: string) => {
    if (!ask.has(`customers.${column}`))
      throw refused('margins', column, { en: 'a mapped column of customers', zh: '客户中已对应的列' });
    return column;
  };
  if (margins === null)
    return ['segment', 'region']
      .filter((column) => ask.has(`customers.${column}`))
      .map((column) => ({ column, targets: null }));
  if (Array.isArray(margins)) {
    if (!margins.every((column) => typeof column === 'string')) throw refused('margins', margins, allowed);
    return margins.map((column) => ({ column: known(column), targets: null }));
  }
  if (typeof margins !== 'object') throw refused('margins', margins, allowed);
  return Object.entries(margins ?? {}).map(([column, targets]: [string, unknown]) => {
    if (typeof targets !== 'object' || targets === null) throw refused('margins', margins, allowed);
    const entries = Object.entries(targets).map(([category, count]: [string, unknown]) => {
      if (typeof count !== 'number' || !(count >= 0)) throw refused('margins', margins, allowed);
      return [category, count] as const;
    });
    return { column: known(column), targets: Object.fromEntries(entries) };
  });
}

/** How many people there are of each category of one margin. */
export function totals(
  cells: readonly { readonly categories: readonly string[]; readonly population: number }[],
  at: number,
): Targets {
  const groups = groupBy(cells, ({ categories }) => categories[at] ?? '');
  return Object.fromEntries(
    [...groups].map(([category, own]) => [category, own.reduce((sum, { population }) => sum + population, 0)]),
  );
}

/** The categories whose share among respondents is 5 points or more off the population’s, with both shares. */
export function biased(column: string, respondents: Targets, population: Targets): readonly string[] {
  const share = (of: Targets, category: string) =>
    (of[category] ?? 0) / Object.values(of).reduce((sum, count) => sum + count, 0);
  return Object.keys(population).flatMap((category) => {
    const [own, target] = [share(respondents, category), share(population, category)];
    return Math.abs(own - target) < 0.05
      ? []
      : [`${column} ${category} (${String(Math.round(100 * own))} % / ${String(Math.round(100 * target))} %)`];
  });
}
