import { describe, expect, it } from 'vitest';
import { asked, file, result, survey } from './terminal';

describe('what the command line makes of files', () => {
  it('leaves kind and scale to the columns that say them of each row when only the score is told', async () => {
    const rows = Array.from({ length: 30 }, (_, at) => [
      `${String(at)}c,A,csat,${String(1 + (at % 7))},1,7`,
      `${String(at)}n,A,nps,${String(at % 11)},0,10`,
    ]);
    const mixed = file(
      'mixed.csv',
      ['response_id,touchpoint,kind,points,scale_min,scale_max', ...rows.flat()].join('\n'),
    );
    for (const told of [
      ['--map', 'responses.score=points'],
      ['--map', 'responses.kind=kind', '--map', 'responses.scale_max=scale_max', '--map', 'responses.score=points'],
    ]) {
      const csat = await result('--metric', 'csat', '--as', `responses=${mixed}`, ...told);
      expect(csat.summary).toMatchObject({ n: 30 });
      expect(csat.summary.mean).toBeCloseTo(
        Array.from({ length: 30 }, (_, at) => 1 + (at % 7)).reduce((sum, x) => sum + x, 0) / 30,
        12,
      );
      expect(csat.summary.score).toBeCloseTo((100 * (csat.summary.mean - 1)) / 6, 9);
      const nps = await result('--metric', 'nps', '--as', `responses=${mixed}`, ...told);
      expect(nps.summary).toMatchObject({ n: 30 });
    }
    const said = await result(
      '--metric',
      'csat',
      '--as',
      `responses=${mixed}`,
      '--map',
      'responses.score=points',
      '--set',
      'responses.kind=csat',
    );
    expect(said.summary.n).toBe(60);
  });

  it('filters by equality, by period and by an attribute of customers', async () => {
    const people = file('people.csv', 'customer_id,plan\na,gold\nb,tin\nc,gold\n');
    const n = async (...args: string[]) => (await result('--metric', 'nps', '--data', survey(), ...args)).summary.n;
    expect(await n('--where', 'responses.touchpoint=web')).toBe(2);
    expect(await n('--from', '2025-01-02', '--to', '2025-02-01')).toBe(2);
    expect(await n('--data', people, '--where', 'customers.plan=gold')).toBe(2);
    expect(await n('--data', people, '--where', 'customers.plan=gold', '--where', 'responses.touchpoint=web')).toBe(1);
  });

  it('takes constants, a column of one of several files, and a customer through a shared id', async () => {
    const marks = file('marks.csv', 'order_no,points\n1,9\n2,2\n');
    const sales = file(
      'sales.csv',
      'order_no,customer_id,order_date,amount,points\n1,a,2025-01-01,5,1\n2,b,2025-01-02,6,1\n',
    );
    const people = file('homes.csv', 'customer_id,region\na,north\nb,south\n');
    const answer = await result(
      '--metric',
      'nps',
      '--data',
      marks,
      '--data',
      sales,
      '--data',
      people,
      '--as',
      `responses=${marks}`,
      '--map',
      'responses.score=marks:points',
      '--set',
      'responses.kind=nps',
      '--param',
      'by=region',
    );
    expect(answer.rows.map((row: any) => [row.touchpoint, row.n, row.nps])).toEqual([
      ['north', 1, 100],
      ['south', 1, -100],
    ]);
    expect(answer.mapping.responses[0].columns.customer_id).toContain('sales');
    const both = await asked(
      '--metric',
      'nps',
      '--data',
      marks,
      '--data',
      sales,
      '--map',
      'responses.customer_id=points',
    );
    expect([both.status, both.error]).toEqual([2, expect.stringContaining('marks')]);
  });

  it('unpivots the columns of a wide survey, with kinds and JSON lists', async () => {
    const wide = file('wide.csv', 'who,"Check-in, desk",Room,Overall\n1,5,1,4\n2,4,2,4\n3,3,,5\n');
    const answer = await result(
      '--metric',
      'csat',
      '--as',
      `responses=${wide}`,
      '--unpivot',
      'responses:csat=["Check-in, desk","Room"]',
      '--map',
      'responses.overall=Overall',
    );
    expect(answer.rows.map((row: any) => [row.touchpoint, row.n, row.missing, row.satisfied])).toEqual([
      ['Check-in, desk', 3, 0, 2],
      ['Room', 2, 1, 0],
    ]);
    const { rows } = await result(
      '--sql',
      'SELECT kind, touchpoint, count(*) AS n FROM responses GROUP BY ALL ORDER BY ALL',
      '--data',
      wide,
      '--unpivot',
      'responses:attribute=["Check-in, desk","Room"]',
      '--map',
      'responses.overall=Overall',
    );
    expect(rows).toEqual([
      { kind: 'attribute', touchpoint: 'Check-in, desk', n: 3 },
      { kind: 'attribute', touchpoint: 'Room', n: 3 },
      { kind: 'overall', touchpoint: null, n: 3 },
    ]);
  });

  it('unions files of one shape, and asks raw tables and canonical views by SQL', async () => {
    const [first, second] = [
      file('day-1.csv', 'order_id,order_date,amount,customer_id\n1,2025-01-01,5,a\n'),
      file('day-2.csv', 'order_id,order_date,amount,customer_id\n2,2025-01-02,7.5,a\n'),
    ];
    const { kind, rows } = await result(
      '--sql',
      'SELECT count(*) AS n, sum(amount) AS total, max(ordered_at) AS last FROM orders',
      '--data',
      first,
      '--data',
      second,
    );
    expect([kind, rows]).toEqual(['answered', [{ n: 2, total: 12.5, last: '2025-01-02T00:00:00' }]]);
  });

  it('takes mapping, filters and settings from a workspace, and lets options override them', async () => {
    const path = survey();
    const workspace = file(
      'saved.json',
      JSON.stringify({
        kind: 'touchpoint-workspace',
        version: 1,
        mapping: {
          feeds: [
            {
              table: 'responses',
              source: 'survey',
              columns: {
                response_id: { kind: 'row' },
                score: { kind: 'column', column: 'nps' },
                kind: { kind: 'constant', value: 'nps' },
                touchpoint: { kind: 'column', column: 'touchpoint' },
              },
              confidence: 1,
              reasons: {},
            },
          ],
          aliases: { web: 'Website' },
        },
        filters: { where: [{ table: 'responses', column: 'touchpoint', value: 'Website' }] },
      }),
    );
    expect(
      (await result('--metric', 'nps', '--data', path, '--workspace', workspace)).rows.map((row: any) => [
        row.touchpoint,
        row.n,
      ]),
    ).toEqual([['Website', 2]]);
    expect(
      (
        await result(
          '--metric',
          'nps',
          '--data',
          path,
          '--workspace',
          workspace,
          '--where',
          'responses.touchpoint=shop',
        )
      ).summary.n,
    ).toBe(2);
    const broken = file('broken.json', '{"kind":"touchpoint-workspace","version":1,"zone":5}');
    expect(await asked('--metric', 'nps', '--data', path, '--workspace', broken)).toMatchObject({
      status: 1,
      error: expect.stringContaining('zone'),
    });
  });
});
