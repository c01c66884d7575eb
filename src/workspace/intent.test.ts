import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../engine/errors';
import { checkedIntent, readIntent, writeIntent } from './intent';

const least = { kind: 'touchpoint-workspace', version: 1 };

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
    });
    expect(readIntent(writeIntent(intent))).toEqual(intent);
  });

  it.each([
    ['not json', '(top)'],
    ['[]', 'kind'],
    [JSON.stringify({ ...least, version: 99 }), 'version'],
    [JSON.stringify({ ...least, seed: 'x' }), 'seed'],
    [JSON.stringify({ ...least, mapping: { feeds: [{ table: 'nonsense' }], aliases: {} } }), 'mapping.feeds.0.table'],
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
