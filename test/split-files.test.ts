import { expect, it } from 'vitest';
import { firm } from './engines/made-up-firm';
import { file, result } from './terminal';

type Rows = readonly Readonly<Record<string, unknown>>[];
const tables: Readonly<Record<string, Rows>> = {
  customers: firm.customers,
  interactions: firm.interactions,
  orders: firm.orders,
  responses: firm.responses,
  tickets: firm.tickets,
};

const cell = (value: unknown) => (value === null || value === undefined ? '' : `"${String(value as string)}"`);
const csv = (name: string, rows: Rows, columns: readonly string[]) =>
  file(
    name,
    [columns.join(','), ...rows.map((row) => columns.map((column) => cell(row[column])).join(','))].join('\n'),
  );

/** How many rows of each canonical table there are, and a fingerprint of all in any order. */
async function canonical(parts: number) {
  const files = Object.entries(tables).flatMap(([table, rows]) => {
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const size = Math.ceil(rows.length / parts);
    return Array.from({ length: parts }, (_, at) => {
      const path = csv(
        `${table}-${String(parts)}-${String(at + 1)}.csv`,
        rows.slice(at * size, (at + 1) * size),
        columns,
      );
      return ['--as', `${table}=${path}`];
    }).flat();
  });
  // A customer's attributes also name the file, where there are several.
  const told = (table: string) => (table === 'customers' ? Object.keys(firm.customers[0] ?? {}).join(', ') : '*');
  const ask = Object.keys(tables).map(
    (table) =>
      `SELECT '${table}' AS name, count(*) AS n, bit_xor(hash(t))::VARCHAR AS fingerprint FROM (SELECT ${told(table)} FROM canonical.${table}) AS t`,
  );
  return (await result('--sql', ask.join(' UNION ALL '), ...files)).rows as { name: string; n: number }[];
}

// Every metric reads the canonical tables and nothing else, and that their order does not matter is tested of each.
it('the rows of files that were split are those of the whole files', async () => {
  const whole = await canonical(1);
  expect(whole.map(({ name, n }) => [name, n])).toEqual(
    Object.entries(tables).map(([name, rows]) => [name, rows.length]),
  );
  expect(await canonical(2)).toEqual(whole);
});
