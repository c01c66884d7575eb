import type { Text } from '../i18n/text';
import type { Feed, Step, Supply } from './mapping';
import type { Looked, LookedColumn } from './matching';
import { isNumber } from './profile';
import { fieldsOf } from './schema';
import { synonyms } from './synonyms';

/** Tables without customer (or orders without amount) take it through ids they share with another table. */
export function linked(feeds: readonly Feed[], all: readonly Looked[]): readonly Feed[] {
  const persons = personsOf(feeds, all);
  return feeds.map((feed) => withAmount(withPerson(feed, feeds, all, persons), feeds, all));
}

/** A table that knows the person behind an account: `account` is the id that other tables use. */
interface Persons {
  readonly source: string;
  readonly account: LookedColumn;
  readonly person: string;
}

function personsOf(feeds: readonly Feed[], all: readonly Looked[]): Persons | null {
  for (const feed of feeds.filter(({ table }) => table === 'customers')) {
    const looked = all.find(({ imported }) => imported.table === feed.source);
    const person = feed.columns.customer_id;
    if (!looked || person?.kind !== 'column') continue;
    const account = looked.columns.find(
      ({ name, header }) => name !== person.column && synonyms.customers?.customer_id?.[1]?.includes(header.key),
    );
    const key = looked.columns.find(({ name }) => name === person.column)?.header.key ?? '';
    if (account && synonyms.customers?.customer_id?.[0]?.includes(key))
      return { source: feed.source, account, person: person.column };
  }
  return null;
}

function withPerson(feed: Feed, feeds: readonly Feed[], all: readonly Looked[], persons: Persons | null): Feed {
  if (!('customer_id' in fieldsOf(feed.table)) || feed.table === 'customers' || feed.table === 'identities')
    return feed;
  const own = feed.columns.customer_id;
  const looked = all.find(({ imported }) => imported.table === feed.source);
  if (!looked) return feed;
  if (own) {
    if (own.kind !== 'column' || !persons || feed.source === persons.source) return feed;
    if (looked.columns.find(({ name }) => name === own.column)?.header.key !== persons.account.header.key) return feed;
    const step = { by: own.column, table: persons.source, key: persons.account.name };
    return put(feed, 'customer_id', { kind: 'through', path: [step], column: persons.person, fold: 'first' });
  }
  const found = throughOther(looked, feeds, all, persons);
  return found ? put(feed, 'customer_id', found) : feed;
}

/** Another feed with a customer, and an id column of the same name in both tables. */
function throughOther(
  looked: Looked,
  feeds: readonly Feed[],
  all: readonly Looked[],
  persons: Persons | null,
): Supply | null {
  for (const other of feeds) {
    const customer = other.columns.customer_id;
    if (other.source === looked.imported.table || customer?.kind !== 'column') continue;
    const there = all.find(({ imported }) => imported.table === other.source);
    const shared = there && sharedId(looked, there, customer.column);
    if (!shared) continue;
    const path: Step[] = [{ by: shared[0].name, table: other.source, key: shared[1].name }];
    const key = there.columns.find(({ name }) => name === customer.column)?.header.key;
    if (!persons || persons.source === other.source || key !== persons.account.header.key)
      return { kind: 'through', path, column: customer.column, fold: 'first' };
    path.push({ by: customer.column, table: persons.source, key: persons.account.name });
    return { kind: 'through', path, column: persons.person, fold: 'first' };
  }
  return null;
}

function sharedId(here: Looked, there: Looked, not: string): readonly [LookedColumn, LookedColumn] | null {
  for (const column of here.columns) {
    if (!/(id|编号|单号|number|no|code)$/.test(column.header.key) || column.header.key === 'id') continue;
    const other = there.columns.find(({ name, header }) => name !== not && header.key === column.header.key);
    if (other && column.distinct > 1 && other.distinct > 1) return [column, other];
  }
  return null;
}

/** The sum of an order's payments, or of its items, in another table. */
function withAmount(feed: Feed, feeds: readonly Feed[], all: readonly Looked[]): Feed {
  const id = feed.columns.order_id;
  if (feed.table !== 'orders' || feed.columns.amount || id?.kind !== 'column') return feed;
  const own = all.find(({ imported }) => imported.table === feed.source);
  const key = own?.columns.find(({ name }) => name === id.column)?.header.key;
  for (const other of all) {
    if (other === own || feeds.some(({ source, table }) => source === other.imported.table && table === 'orders'))
      continue;
    const shared = other.columns.find(({ header }) => header.key === key);
    const amount = shared && other.columns.find((column) => isPayment(column));
    if (!shared || !amount) continue;
    const path = [{ by: id.column, table: other.imported.table, key: shared.name }];
    return put(feed, 'amount', { kind: 'through', path, column: amount.name, fold: 'sum' });
  }
  return feed;
}

function isPayment(column: LookedColumn): boolean {
  return (
    isNumber(column) &&
    /^(paymentvalue|paymentamount|amount|paidamount|支付金额|付款金额|实付金额)$/.test(column.header.key)
  );
}

function put(feed: Feed, name: string, supply: Supply): Feed {
  return {
    ...feed,
    columns: { ...feed.columns, [name]: supply },
    reasons: { ...feed.reasons, [name]: reasonOf(supply) },
  };
}

function reasonOf(supply: Supply): Text {
  const tables = supply.kind === 'through' ? supply.path.map(({ by, table }) => `${table} (${by})`).join(', ') : '';
  return { en: `through the shared id of ${tables}`, zh: `通过共同编号取自 ${tables}` };
}
