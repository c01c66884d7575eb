import { describe, expect, it } from 'vitest';
import { tables, feed, intentOf, base } from '../../test/engines/shared-analysis';
import { fromFragment, parse, toFragment } from './fragment';
import type { Intent } from './intent';
import { applied, matched } from './matched';
import { readLink, toLink } from './share';

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
      toLink({ intent: intentOf({ ...base, report: { k: 2 } }), tables, data: { kind: 'sample', id: 'hotel' } }).json,
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
