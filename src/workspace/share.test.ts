import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openWasmInNode } from '../../test/engines/wasm-node';
import type { Engine } from '../engine/engine';
import { WorkbenchError } from '../engine/errors';
import { typed } from '../engine/sql';
import { fromFragment, longestFragment, parse, toFragment } from './fragment';
import { checkedIntent, type Intent } from './intent';
import { applied, matched } from './matched';
import { currentVersion } from './migrations';
import { refusalOf } from './one-select';
import { renamedIn } from './renamed';
import { readLink, toLink } from './share';

const column = (name: string, type = 'VARCHAR') => ({
  name,
  type,
  reading: { kind: 'text' as const },
  missing: [],
  nulls: 0,
  failed: 0,
  distinct: 2,
  min: null,
  max: null,
  examples: ['张三'],
});
const tables = [{ table: '王经理的问卷', columns: [column('满意度', 'DOUBLE'), column('触点'), column('客户')] }];
const feed = {
  table: 'responses',
  source: '王经理的问卷',
  columns: { score: { kind: 'column', column: '满意度' }, touchpoint: { kind: 'column', column: '触点' } },
  confidence: 0.7,
  reasons: { score: { en: 'values like 4', zh: '数值如 4' } },
};
const intentOf = (extra: object): Intent =>
  checkedIntent({ kind: 'touchpoint-workspace', version: currentVersion, ...extra });
const base = {
  name: '酒店',
  files: [{ name: '王经理的问卷.csv', size: 9, hash: 'abcdef' }],
  decisions: { '王经理的问卷.csv': { encoding: 'gb18030' } },
  mapping: { feeds: [feed], aliases: { App端: 'APP' } },
  draft: 'SELECT 1',
};

/** What the person did, and what the receiver then has. */
const cases: readonly (readonly [string, object, Partial<Intent>])[] = [
  ['named the workspace', {}, { name: '酒店' }],
  ['changed the language', { locale: 'zh' }, { locale: 'zh' }],
  ['began weeks on Sunday', { weekStart: 'sunday' }, { weekStart: 'sunday' }],
  ['set the zone', { zone: 'Asia/Shanghai' }, { zone: 'Asia/Shanghai' }],
  ['drew another seed', { seed: 7 }, { seed: 7 }],
  [
    'wrote a catalogue',
    { catalogue: [{ touchpoint: '前台', key: true, target_csat: 0.85 }] },
    { catalogue: [{ touchpoint: '前台', key: true, target_csat: 0.85 }] },
  ],
  [
    'set a goal',
    { goals: [{ metric: 'csat', target: 0.85, touchpoint: '前台' }] },
    { goals: [{ metric: 'csat', target: 0.85, touchpoint: '前台' }] },
  ],
  ['weighed touchpoints', { weights: { 前台: 2 } }, { weights: { 前台: 2 } }],
  [
    'chose a period and a segment',
    { filters: { from: '2025-01-01', where: [{ table: 'customers', column: 'segment', value: 'VIP' }] } },
    { filters: { from: '2025-01-01', where: [{ table: 'customers', column: 'segment', value: 'VIP' }] } },
  ],
  ['set a metric', { settings: { csat: { cut: 4, by: 'period' } } }, { settings: { csat: { cut: 4, by: 'period' } } }],
  [
    'gave a constant',
    { mapping: { feeds: [{ ...feed, columns: { kind: { kind: 'constant', value: 'nps' } } }], aliases: {} } },
    {},
  ],
  [
    'saved a query',
    { queries: [{ name: 'q', sql: 'SELECT 触点, count(*) FROM "王经理的问卷" GROUP BY 1' }] },
    { queries: [{ name: 'q', sql: 'SELECT 触点, count(*) FROM "mine" GROUP BY 1' }] },
  ],
  [
    'wrote a report',
    { report: { title: '季度', text: '引言', k: 8, items: [] } },
    { report: { title: '季度', text: '引言', k: 8, items: [] } },
  ],
  [
    'put metrics with parameters into it, in an order, with words on them',
    {
      report: {
        items: [
          { kind: 'metric', metric: 'nps', params: {}, title: '口碑', note: '上升' },
          { kind: 'metric', metric: 'csat', params: { by: 'stage', cut: 5 } },
        ],
      },
    },
    {
      report: {
        title: '',
        text: '',
        k: 5,
        items: [
          { kind: 'metric', metric: 'nps', params: {}, title: '口碑', note: '上升' },
          { kind: 'metric', metric: 'csat', params: { by: 'stage', cut: 5 }, title: '', note: '' },
        ],
      },
    },
  ],
  [
    'agreed that something leaves: the receiver is asked anew',
    {
      report: {
        items: [
          { kind: 'metric', metric: 'variants', agreed: true },
          { kind: 'query', sql: 'SELECT * FROM 王经理的问卷', persons: { kind: 'agreed' } },
          { kind: 'query', sql: 'SELECT 1 AS n', persons: { kind: 'numbers', column: 'n' } },
        ],
      },
    },
    {
      report: {
        title: '',
        text: '',
        k: 5,
        items: [
          { kind: 'metric', metric: 'variants', params: {}, title: '', note: '' },
          { kind: 'query', sql: 'SELECT * FROM "mine"', persons: null, title: '', note: '' },
          { kind: 'query', sql: 'SELECT 1 AS n', persons: null, title: '', note: '' },
        ],
      },
    },
  ],
  [
    'lowered k: it never goes below the usual one',
    { report: { k: 2 } },
    { report: { title: '', text: '', k: 5, items: [] } },
  ],
];

describe('what the person did is what the receiver has', () => {
  it.each(cases)('who %s', (_, did, has) => {
    const { json } = toLink({ intent: intentOf({ ...base, ...did }), tables, data: null });
    const fragment = toFragment(json)!;
    const link = readLink(fromFragment(fragment));
    const matches = matched(link, [{ table: 'mine', columns: tables[0]!.columns }]);
    const { feeds, queries, report } = applied(link, matches);
    const had = { ...link.intent, queries, report };
    expect(Object.fromEntries(Object.keys(has).map((key) => [key, had[key as keyof Intent]]))).toEqual(has);
    expect(feeds.map(({ source }) => source)).toEqual(['mine']);
    expect(feeds[0]!.columns).toEqual(intentOf({ ...base, ...did }).mapping.feeds[0]!.columns);
    expect(link.intent.mapping.aliases).toEqual(intentOf({ ...base, ...did }).mapping.aliases);
  });

  it('never sends rows, examples, file names, hashes, drafts, or how files were read', () => {
    const sent = JSON.stringify(
      toLink({ intent: intentOf({ ...base, ...cases.at(-1)![1] }), tables, data: { kind: 'sample', id: 'hotel' } })
        .json,
    );
    for (const word of ['王经理', '张三', 'abcdef', 'gb18030', 'SELECT 1', 'values like', '.csv'])
      expect(sent).not.toContain(word);
  });

  it('leaves a filter behind that names a person, and says so', () => {
    const where = [
      { table: 'customers', column: 'customer_id', value: 'C7' },
      { table: 'tickets', column: 'agent', value: '小李' },
    ];
    const { json, leftOut } = toLink({ intent: intentOf({ ...base, filters: { where } }), tables, data: null });
    expect(leftOut).toEqual([{ column: 'customer_id' }, { column: 'agent' }]);
    expect(JSON.stringify(json)).not.toContain('小李');
  });

  it('leaves staff behind wherever they are named: owners, fixed agents, comparisons of one person; and says so', () => {
    const did = {
      ...base,
      catalogue: [
        { touchpoint: '前台', stage: 'service', owner: '李店长' },
        { touchpoint: '热线', owner: null },
      ],
      mapping: {
        feeds: [
          feed,
          {
            ...feed,
            table: 'tickets',
            columns: {
              agent: { kind: 'constant', value: '赵坐席' },
              issue: { kind: 'column', column: '事由' },
              channel: { kind: 'constant', value: '电话' },
            },
          },
        ],
        aliases: {},
      },
      filters: { where: [{ table: 'touchpoints', column: 'owner', value: '李店长' }] },
      settings: {
        change: { metric: 'csat', before: 'tickets.agent=赵坐席', after: 'customers.segment=VIP' },
        csat: { by: 'period' },
      },
      report: {
        title: '',
        text: '',
        k: 5,
        items: [
          { kind: 'metric', metric: 'change', title: '', note: '', params: { before: 'touchpoints.owner = 李店长' } },
        ],
      },
    };
    const { json, leftOut } = toLink({ intent: intentOf(did), tables, data: null });
    const sent = JSON.stringify(json);
    for (const name of ['李店长', '赵坐席']) expect(sent).not.toContain(name);
    for (const other of ['电话', '事由', 'customers.segment=VIP', '"stage":"service"']) expect(sent).toContain(other);
    expect(leftOut).toEqual([{ column: 'owner' }, { column: 'agent' }]);
    expect(readLink(fromFragment(toFragment(json)!)).intent.catalogue).toEqual([
      { touchpoint: '前台', stage: 'service' },
      { touchpoint: '热线' },
    ]);
    expect(intentOf(did).catalogue[0]?.owner).toBe('李店长');
  });

  it('names a sample or files beside the app, where the sender wants it', () => {
    for (const data of [
      { kind: 'sample', id: 'hotel' },
      { kind: 'beside', files: ['客户 survey (2025).csv'] },
      null,
    ] as const)
      expect(readLink(fromFragment(toFragment(toLink({ intent: intentOf(base), tables, data }).json)!)).data).toEqual(
        data,
      );
  });

  it('becomes a file where it is too long for a link', () => {
    const noise = Array.from({ length: 60_000 }, (_, at) => ((at * 2654435761) >>> 0).toString(36)).join();
    const { json } = toLink({
      intent: intentOf({ ...base, queries: [{ name: 'q', sql: `SELECT '${noise}'` }] }),
      tables,
      data: null,
    });
    expect(toFragment(json)).toBeNull();
    expect(readLink(parse(JSON.stringify(json))).intent.queries[0]!.sql).toContain(noise.slice(0, 99));
  });
});

describe('own files are matched by shape', () => {
  const link = () => readLink(fromFragment(toFragment(toLink({ intent: intentOf(base), tables, data: null }).json)!));

  it('names what differs, and takes what is nearly called the same', () => {
    const [match] = matched(link(), [
      { table: 'orders', columns: [column('amount')] },
      { table: 'q', columns: [column('满意度'), column('触 点'), column('年龄')] },
    ]);
    expect(match).toEqual({
      shape: 'table_1',
      table: 'q',
      missing: [{ column: '触点', instead: '触 点' }],
      retyped: [{ column: '满意度', was: 'DOUBLE', is: 'VARCHAR' }],
      extra: ['触 点', '年龄'],
    });
    expect(applied(link(), [match!]).feeds[0]!.columns.touchpoint).toEqual({ kind: 'column', column: '触 点' });
  });

  it('drops what no column stands in for, and feeds without a table', () => {
    const mine = { table: 'q', columns: [column('满意度'), column('x')] };
    expect(Object.keys(applied(link(), matched(link(), [mine])).feeds[0]!.columns)).toEqual(['score']);
    expect(applied(link(), matched(link(), [])).feeds).toEqual([]);
  });
});

describe('SQL that came with a link', () => {
  it.each([
    'SELECT * FROM responses',
    'with a as (select 1 as "set") select * from a;',
    "FROM raw.t SELECT count(*) WHERE x IN ('https://a.b', 'drop table t')",
    "SELECT replace(update, 'a', 'b') FROM t -- insert into t",
  ])('may be %s', (text) => {
    expect(refusalOf(text)).toBeNull();
  });

  it.each([
    "SELECT * FROM 'https://evil.example/x.csv'",
    "SELECT * FROM read_csv('local/a.csv')",
    'SELECT * FROM "local/a.csv"',
    "FROM 'a.parquet'",
    "SELECT * FROM t, 'x.csv'",
    "SELECT * FROM/**/'x'",
    "COPY t TO 'x.csv'",
    "ATTACH 'x.db'",
    'INSTALL httpfs',
    'LOAD httpfs',
    "SET search_path='x'",
    'DROP TABLE t',
    'SELECT 1; DROP TABLE t',
    "SELECT getenv('HOME')",
    "SELECT * FROM glob('*')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM query('SELECT 1')",
    'PRAGMA database_list',
    'WITH a AS (SELECT 1) SELECT * FROM "READ_CSV"(\'x\')',
    'EXPLAIN SELECT 1',
    'WITH a AS (SELECT 1) DELETE FROM t',
    '',
    'SELECT * FROM $$x.csv$$',
  ])('may not be %s', (text) => {
    expect(refusalOf(text)).not.toBeNull();
  });

  it('is cut into pieces that make it again, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const names = new Map<string, string>();
        expect(typeof refusalOf(text)).not.toBe('undefined');
        expect(renamedSame(text, names)).toBe(text);
      }),
    );
  });

  describe('on the engine', () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await openWasmInNode();
    });
    it.each([
      "SELECT * FROM 'https://evil.example/x.csv'",
      "SELECT * FROM read_text('/etc/passwd')",
      "COPY (SELECT 1) TO 'x.csv'",
      "ATTACH 'x.db'",
    ])('is refused even if it got there: %s', async (text) => {
      await expect(engine.ask(typed(text), { first: 'raw' })).rejects.toThrow(WorkbenchError);
    });
  });
});

describe('hostile links', () => {
  const good = () =>
    toLink({ intent: intentOf({ ...base, ...cases.at(-1)![1] }), tables, data: { kind: 'sample', id: 'hotel' } }).json;
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

function renamedSame(text: string, names: ReadonlyMap<string, string>): string {
  return renamedIn(text, names, new Set());
}
