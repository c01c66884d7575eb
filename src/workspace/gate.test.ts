import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passGate, type Leaving } from './gate';
import { redact } from './redact';

const columns = [
  { name: 'touchpoint', holds: 'group' },
  { name: 'n', holds: 'measure' },
  { name: 'rate', holds: 'share' },
] as const;

function table(groups: readonly (readonly [string, number, number])[], extra: Partial<Leaving> = {}): Leaving {
  return {
    columns,
    rows: groups.map(([touchpoint, n, rate]) => ({ touchpoint, n, rate })),
    persons: groups.map(([, n]) => n),
    ...extra,
  };
}

describe('the gate', () => {
  it('lets large groups pass as they are', () => {
    const passed = passGate(
      table([
        ['a', 50, 0.4],
        ['b', 60, 0.5],
      ]),
      { k: 5 },
    );
    expect(passed.suppressed).toEqual([]);
    expect(passed.rows[0]).toEqual({ touchpoint: 'a', n: 50, rate: 0.4 });
  });

  it('hides a small group with its count, and the next smallest so that the total does not give it away', () => {
    const passed = passGate(
      table([
        ['a', 50, 0.4],
        ['b', 3, 0.3],
        ['c', 20, 0.5],
      ]),
      { k: 5 },
    );
    expect(passed.suppressed.map(({ group, because }) => [group, because])).toEqual([
      ['b', 'few-persons'],
      ['c', 'complement'],
    ]);
    expect(passed.rows[1]).toEqual({ touchpoint: 'b', n: null, rate: null });
  });

  it('counts persons, not rows', () => {
    expect(
      passGate(
        table(
          [
            ['a', 50, 0.4],
            ['b', 60, 0.5],
          ],
          { persons: [2, 60] },
        ),
        { k: 5 },
      ).suppressed,
    ).toHaveLength(2);
  });

  it('hides a sum that one person dominates, and shares of 0 and 1', () => {
    expect(
      passGate(
        table(
          [
            ['a', 50, 0.4],
            ['b', 60, 0.5],
          ],
          { largest: [0.6, 0.1] },
        ),
        { k: 5 },
      ).suppressed[0]!.because,
    ).toBe('dominance');
    expect(
      passGate(
        table([
          ['a', 50, 1],
          ['b', 60, 0.5],
        ]),
        { k: 5 },
      ).suppressed[0]!.because,
    ).toBe('all-alike');
  });

  it('never leaves a hidden group to be found by subtraction', () => {
    const group = fc.tuple(
      fc.string(),
      fc.integer({ min: 0, max: 40 }),
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(group, { minLength: 1, maxLength: 12 }), fc.integer({ min: 2, max: 20 }), (groups, k) => {
        const leaving = table(groups);
        const { rows, suppressed } = passGate(leaving, { k });
        const hidden = new Set(suppressed.map(({ row }) => row));
        rows.forEach((row, at) => {
          if (hidden.has(at)) expect([row.n, row.rate]).toEqual([null, null]);
          else expect(leaving.persons[at]).toBeGreaterThanOrEqual(k);
        });
        const peopled = rows.flatMap((_, at) => (leaving.persons[at] ? [at] : []));
        const kept = peopled.filter((at) => hidden.has(at));
        const persons = kept.reduce((sum, at) => sum + (leaving.persons[at] ?? 0), 0);
        expect(kept.length === 0 || kept.length === peopled.length || (kept.length >= 2 && persons >= k)).toBe(true);
      }),
    );
  });

  it('hides no further group for the sake of one that nobody is in', () => {
    const { suppressed } = passGate(
      table([
        ['a', 50, 0.5],
        ['nobody', 0, 0.5],
        ['b', 60, 0.4],
      ]),
      { k: 5 },
    );
    expect(suppressed).toEqual([{ row: 1, group: 'nobody', because: 'few-persons' }]);
  });

  it('refuses a k that protects nobody', () => {
    expect(() => passGate(table([]), { k: 1 })).toThrow(RangeError);
  });
});

it.each([
  ['call 13812345678 now', 'call [phone] now'],
  ['138****0000 打电话', '[phone] 打电话'],
  ['身份证11010519491231002X', '身份证[id]'],
  ['mail me: li.lei@example.com.cn', 'mail me: [e-mail]'],
  ['找王经理投诉', '找[name]投诉'],
  ['寄到广东省深圳市南山区科技南路12号3栋502室，谢谢', '寄到广东省[address]，谢谢'],
  ['上海市黄浦区人民大道200号', '上海市[address]'],
  ['内蒙古自治区', '内蒙古自治区'],
  ['服务差！建设路8号2单元301室没送到', '服务差！[address]没送到'],
  ['中山路88号店排队太久', '中山路88号店排队太久'],
  ['地铁2号线，3号楼，第5号柜台', '地铁2号线，3号楼，第5号柜台'],
  ['ask Mr. Smith about room 1204', 'ask Mr. [name] about room 1204'],
])('redacts "%s"', (text, clean) => {
  expect(redact(text).text).toBe(clean);
});
