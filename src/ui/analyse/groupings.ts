import { columnWords } from '../../i18n/words/shell';
import { analyseWords as words } from '../../i18n/words/analyse';
import type { Text } from '../../i18n/text';

export interface Grouping {
  /** Null: what the metric does by itself. */
  readonly by: string | null;
  readonly label: Text;
}

const classes = ['stage', 'phase', 'class', 'medium', 'channel', 'owner', 'control'];
const idle = new Set(['customer_id', 'first_seen', 'churned', 'churned_at', 'tenure']);

/** What rows can be grouped by with the columns that are mapped: touchpoint, its classes, attributes of customers, period. */
export function groupings(roles: ReadonlySet<string>): readonly Grouping[] {
  const named = (by: string): Grouping => ({ by, label: columnWords[by] ?? { en: by, zh: by } });
  const has = (column: string) => [...roles].some((role) => role.endsWith(`.${column}`));
  const attributes = [...roles]
    .filter((role) => role.startsWith('customers.'))
    .map((role) => role.slice('customers.'.length))
    .filter((column) => !idle.has(column));
  return [
    { by: null, label: words.groupAuto },
    { by: 'none', label: words.groupNone },
    ...(has('touchpoint') ? [named('touchpoint')] : []),
    ...classes.filter(has).map(named),
    { by: 'period', label: words.groupPeriod },
    ...(roles.has('interactions.touchpoint') ? [{ by: 'first-touchpoint', label: words.groupFirst }] : []),
    ...attributes.filter((column) => !classes.includes(column)).map(named),
  ];
}
