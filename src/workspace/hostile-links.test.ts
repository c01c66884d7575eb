import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base, tables, intentOf } from '../../test/engines/shared-analysis';
import { WorkbenchError } from '../engine/errors';
import { fromFragment, longestFragment, toFragment } from './fragment';
import { applied, matched } from './matched';
import { refusalOf } from './one-select';
import { readLink, toLink } from './share';

describe('hostile links', () => {
  const good = () =>
    toLink({ intent: intentOf({ ...base, report: { k: 2 } }), tables, data: { kind: 'sample', id: 'hotel' } }).json;
  const markup = '<img src=x onerror=alert(1)>"><script>alert(1)</script>';
  const bombs = [1, 20, 90].map((times) => toFragment({ ...good(), title: 'z'.repeat(times * 200_000) }));
  const hostileText = fc.constantFrom(
    markup,
    "'; DROP TABLE t; --",
    '__proto__',
    '../../x',
    '\u0000',
    'javascript:alert(1)',
    'a'.repeat(9999),
  );
  const value: fc.Arbitrary<unknown> = fc.oneof(
    hostileText,
    fc.jsonValue(),
    fc.constant(null),
    fc.constant({ kind: 'column' }),
  );
  const sqls = fc.constantFrom(
    "SELECT * FROM 'http://e.x/a.csv'",
    "COPY t TO 'x'",
    'SELECT 1; SELECT 2',
    "SELECT * FROM read_csv('local/x')",
    `SELECT '${markup}'`,
  );
  const hostile = fc.oneof(
    fc.tuple(fc.string(), value).map(([key, put]) => toFragment({ ...good(), [key]: put })),
    fc
      .tuple(fc.constantFrom('title', 'data', 'shapes', 'intent', 'version', 'kind'), value)
      .map(([key, put]) => toFragment({ ...good(), [key]: put })),
    fc
      .tuple(
        fc.constantFrom(
          'mapping',
          'catalogue',
          'goals',
          'weights',
          'filters',
          'settings',
          'queries',
          'report',
          'zone',
          'locale',
          'version',
        ),
        value,
      )
      .map(([key, put]) => toFragment({ ...good(), intent: { ...(good().intent as object), [key]: put } })),
    sqls.map((sql) =>
      toFragment({ ...good(), intent: { ...(good().intent as object), queries: [{ name: markup, sql }] } }),
    ),
    sqls.map((sql) =>
      toFragment({
        ...good(),
        intent: {
          ...(good().intent as object),
          report: { items: [{ kind: 'query', title: markup, sql, persons: { kind: 'agreed' } }] },
        },
      }),
    ),
    fc.tuple(fc.nat(), fc.string({ maxLength: 4 })).map(([at, put]) => {
      const text = toFragment(good())!;
      const cut = at % text.length;
      return text.slice(0, cut) + put;
    }),
    fc.nat(99).map((version) => toFragment(good())!.replace('#w1', `#w${String(version)}`)),
    fc.constantFrom(...bombs),
  );

  it('are refused with a place, or are harmless: 2,000 of them', () => {
    let refusals = 0;
    fc.assert(
      fc.property(hostile, (fragment) => {
        if (fragment === null || fragment.length > longestFragment) return;
        try {
          const link = readLink(fromFragment(fragment));
          for (const { sql } of link.intent.queries) expect(refusalOf(sql)).toBeNull();
          for (const item of link.intent.report.items) {
            if (item.kind === 'query') expect([refusalOf(item.sql), item.persons]).toEqual([null, null]);
            else expect(item.agreed).toBeUndefined();
          }
          expect(link.intent.files).toEqual([]);
          applied(link, matched(link, tables));
        } catch (error) {
          refusals += 1;
          expect(error).toBeInstanceOf(WorkbenchError);
          expect(['link', 'workspace']).toContain((error as WorkbenchError).code);
        }
        expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
    expect(refusals).toBeGreaterThan(500);
  }, 240_000);

  it.each([
    ['title', { title: 7 }],
    ['data.id', { data: { kind: 'sample', id: '../secret' } }],
    ['data.files.0', { data: { kind: 'beside', files: ['../secret.csv'] } }],
    ['data.kind', { data: { kind: 'address', href: 'https://evil.example/x.csv' } }],
    ['data', { data: 7 }],
    ['version', { version: 99 }],
    ['intent.version', { intent: { version: 99 } }],
    ['intent.goals', { intent: { version: 1, goals: 'x' } }],
    ['intent.queries.0.sql', { intent: { version: 1, queries: [{ name: 'q', sql: 'DROP TABLE t' }] } }],
    [
      'intent.report.items.0.sql',
      { intent: { version: 2, report: { items: [{ kind: 'query', sql: "FROM 'x.csv'" }] } } },
    ],
    ['intent.report.items.0.kind', { intent: { version: 2, report: { items: [{ kind: 'rows' }] } } }],
    ['intent.report.k', { intent: { version: 2, report: { k: 1 } } }],
    ['intent.mapping.feeds.0.source', { shapes: [] }],
  ])('are refused at %s', (path, bent) => {
    const refused = (() => {
      try {
        return readLink({ ...good(), ...bent });
      } catch (error) {
        return error as WorkbenchError;
      }
    })();
    expect((refused as WorkbenchError).details.path).toBe(path);
  });
});
