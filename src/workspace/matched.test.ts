import { describe, expect, it } from 'vitest';
import { column, tables, intentOf, base } from '../../test/engines/shared-analysis';
import { fromFragment, toFragment } from './fragment';
import { applied, matched } from './matched';
import { readLink, toLink } from './share';

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
