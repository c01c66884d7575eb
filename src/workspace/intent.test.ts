import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../engine/errors';
import { checkedIntent, readIntent, writeIntent } from './intent';
import { currentVersion } from './migrations';
import { emptyReport } from './intent-report';

const least = { kind: 'touchpoint-workspace', version: 1 };

const goal = { metric: 'csat', target: 0.8 };
const now = (extra: object) => JSON.stringify({ ...least, version: currentVersion, ...extra });

describe('a workspace file', () => {
  it('may leave out all but its kind and version', () => {
    expect(checkedIntent(least)).toMatchObject({ name: null, seed: 1, mapping: { feeds: [], aliases: {} } });
  });

  it('survives writing and reading', () => {
    const intent = checkedIntent({
      ...least,
      name: '酒店 "2025"',
      files: [{ name: '问卷.csv', size: 3, hash: 'ab' }],
      mapping: {
        feeds: [
          {
            table: 'responses',
            source: '问卷',
            columns: { score: { kind: 'column', column: '满意度', missing: ['0'] }, response_id: { kind: 'row' } },
            answers: [{ columns: ['前台'], kind: 'csat', touchpoint: 'name' }],
            confidence: 0.9,
            reasons: { score: { en: 'header', zh: '表头' } },
          },
        ],
        aliases: { App端: 'APP' },
      },
      filters: { from: '2025-01-01', where: [{ table: 'customers', column: 'segment', value: '会员' }] },
      settings: { csat: { cut: 4 } },
      goals: [goal, { ...goal, touchpoint: '前台' }],
      catalogue: [{ touchpoint: '前台', stage: 'purchase', key: true, weight: 2, owner: null }],
    });
    expect(readIntent(writeIntent(intent))).toEqual(intent);
  });

  it('keeps the report: items in their order, words, parameters, who is behind a query, k', () => {
    const report = {
      title: '季度',
      text: 'One.\n\nTwo.',
      k: 7,
      items: [
        { kind: 'query', title: 'by hand', note: '', sql: 'SELECT 1', persons: { kind: 'ids', column: 'c' } },
        { kind: 'metric', title: '', note: 'why', metric: 'csat', params: { by: 'stage' }, agreed: true },
      ],
    };
    expect(readIntent(writeIntent(checkedIntent({ ...least, report }))).report).toEqual(emptyReport);
    expect(readIntent(writeIntent(checkedIntent({ ...least, version: currentVersion, report }))).report).toEqual(
      report,
    );
  });

  it.each([
    ['not json', '(top)'],
    ['[]', 'kind'],
    [JSON.stringify({ ...least, version: 99 }), 'version'],
    [JSON.stringify({ ...least, seed: 'x' }), 'seed'],
    [JSON.stringify({ ...least, mapping: { feeds: [{ table: 'nonsense' }], aliases: {} } }), 'mapping.feeds.0.table'],
    [JSON.stringify({ ...least, version: 2, report: { k: 1 } }), 'report.k'],
    [JSON.stringify({ ...least, version: 2, report: { items: [{ kind: 'rows' }] } }), 'report.items.0.kind'],
    [
      JSON.stringify({
        ...least,
        version: 2,
        report: { items: [{ kind: 'query', sql: '', persons: { kind: 'all' } }] },
      }),
      'report.items.0.persons.kind',
    ],
    [now({ goals: [{ metric: 'csat', target: null }] }), 'goals.0.target'],
    [now({ goals: [{ metric: '', target: 1 }] }), 'goals.0.metric'],
    [now({ goals: [goal, { ...goal, touchpoint: 'a' }, goal] }), 'goals.2'],
    [now({ catalogue: [{ touchpoint: '' }] }), 'catalogue.0.touchpoint'],
    [now({ catalogue: [{ touchpoint: 'a' }, { touchpoint: 'b', colour: 'red' }] }), 'catalogue.1.colour'],
    [now({ catalogue: [{ touchpoint: 'a', weight: '2' }] }), 'catalogue.0.weight'],
    [now({ catalogue: [{ touchpoint: 'a', key: 'yes' }] }), 'catalogue.0.key'],
    [JSON.stringify({ ...least, files: [{ name: 'a', size: '3', hash: '' }] }), 'files.0.size'],
  ])('says where %j does not fit', (json, path) => {
    const refused = (() => {
      try {
        return readIntent(json);
      } catch (error) {
        return error;
      }
    })();
    expect(refused).toBeInstanceOf(WorkbenchError);
    expect((refused as WorkbenchError).code).toBe('workspace');
    expect((refused as WorkbenchError).details.path).toBe(path);
  });
});
