import { expect, it } from 'vitest';
import { queryLeaves } from './leave-query';
import { redactRows } from './redact';

const rows = [13812345678, 15987654321, 8613700001111].map((phone, at) => ({
  phone,
  score: at,
  revenue: 20_000_000_000 + at,
}));

it('takes phone numbers that were read as numbers out of free rows, and leaves sums alone', () => {
  expect(redactRows(rows, true)).toEqual({
    rows: rows.map((row) => ({ ...row, phone: '[phone]' })),
    found: 3,
  });
  const sums = [{ revenue: 13812345678 }, { revenue: 999 }];
  expect(redactRows(sums, true).rows).toEqual(sums);
});

it('leaves the measures of a metric as they are', () => {
  expect(redactRows(rows)).toEqual({ rows, found: 0 });
});

it('lets no phone number out with a query, whichever way the person named its rows', async () => {
  const columns = ['customer', 'phone', 'score', 'revenue'];
  const asked = Array.from({ length: 6 }, (_, at) => ({ customer: `c${String(at)}`, ...rows[at % 3]! }));
  for (const persons of [{ kind: 'agreed' }, { kind: 'ids', column: 'customer' }] as const) {
    const out = await queryLeaves({ kind: 'query', columns, rows: asked, persons }, { k: 5 });
    expect(out.rows).toHaveLength(6);
    expect(JSON.stringify(out.rows)).not.toMatch(/1[3-9]\d{9}/);
  }
});
