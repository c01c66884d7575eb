import type { Feed } from '../model/mapping';
import type { Intent } from './intent';

type Params = Readonly<Record<string, unknown>>;

/** What of an intent may travel, and which columns stay behind since what was written for them may name one person. Staff are persons. */
export interface Impersonal {
  readonly catalogue: Intent['catalogue'];
  readonly settings: Intent['settings'];
  readonly report: Intent['report'];
  feeds(feeds: readonly Feed[]): readonly Feed[];
  leftOut(feeds: readonly Feed[]): readonly string[];
}

/** Whether a value of this column stands for one person. */
export function isPersonal(table: string, column: string): boolean {
  const known = Object.hasOwn(personal, table) ? personal[table] : undefined;
  return (
    /(?:^|_)id$/.test(column) ||
    (known?.includes(column) ?? false) ||
    /name|phone|mail|mobile|姓名|手机|邮箱|电话/i.test(column)
  );
}

/** The intent's catalogue without owners, its settings without comparisons of one person, its mapping without fixed persons. */
export function withoutPersons({ catalogue, settings, report }: Intent): Impersonal {
  const owned = catalogue.some(({ owner }) => owner !== undefined && owner !== null && owner !== '');
  const params = [
    ...Object.values(settings),
    ...report.items.flatMap((item) => (item.kind === 'metric' ? [item.params] : [])),
  ];
  return {
    catalogue: catalogue.map(({ owner: _, ...entry }) => entry),
    settings: Object.fromEntries(Object.entries(settings).map(([id, each]) => [id, kept(each)])),
    report: {
      ...report,
      items: report.items.map((item) => (item.kind === 'metric' ? { ...item, params: kept(item.params) } : item)),
    },
    feeds: (feeds) =>
      feeds.map((feed) => ({
        ...feed,
        columns: Object.fromEntries(Object.entries(feed.columns).filter(([column]) => !isFixed(feed, column))),
      })),
    leftOut: (feeds) => [
      ...(owned ? ['owner'] : []),
      ...params.flatMap((each) => Object.values(each).flatMap((value) => columnNamed(value) ?? [])),
      ...feeds.flatMap((feed) => Object.keys(feed.columns).filter((column) => isFixed(feed, column))),
    ],
  };
}

function kept(params: Params): Record<string, unknown> {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => columnNamed(value) === null));
}

/** The personal column that a condition `TABLE.COLUMN=VALUE` is about; null: it is none. */
function columnNamed(value: unknown): string | null {
  const condition = typeof value === 'string' ? /^\s*([a-z]+)\.([^=]+?)\s*=/.exec(value) : null;
  const [, table = '', column = ''] = condition ?? [];
  return condition && isPersonal(table, column) ? column : null;
}

/** A person says the same of every row, e.g. who served all of them. */
function isFixed({ table, columns }: Feed, column: string): boolean {
  return columns[column]?.kind === 'constant' && isPersonal(table, column);
}

const personal: Readonly<Record<string, readonly string[]>> = {
  responses: ['text'],
  tickets: ['agent', 'issue'],
  touchpoints: ['owner'],
};
