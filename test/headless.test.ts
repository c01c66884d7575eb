import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluate } from '../src/headless/evaluate';

const data = '../shared/data';
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'headless-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Said {
  readonly status: number;
  readonly out: string;
  readonly error: string;
}

/** The command as a person types it, in a process of its own. */
function spawned(...args: readonly string[]): Promise<Said> {
  return new Promise((done) => {
    execFile(
      'node',
      ['--no-warnings', 'src/headless/main.mjs', ...args],
      { maxBuffer: 1 << 28 },
      (failed, out, error) => {
        done({ status: failed ? Number(failed.code) : 0, out, error });
      },
    );
  });
}

/** The same in this process. */
async function asked(...args: readonly string[]): Promise<Said> {
  let [out, error] = ['', ''];
  const status = await evaluate(args, {
    out: (text) => (out += text),
    error: (text) => (error += text),
    folders: [process.cwd()],
  });
  return { status, out, error };
}

async function result(...args: readonly string[]): Promise<any> {
  const { status, out, error } = await asked(...args);
  expect(error).toBe('');
  expect(status).toBe(0);
  return JSON.parse(out);
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const survey = () =>
  file(
    'survey.csv',
    'response_id,customer_id,touchpoint,nps,submitted_at\n1,a,web,10,2025-01-01\n2,b,web,9,2025-01-02\n3,c,shop,3,2025-02-01\n4,d,shop,7,2025-02-02\n',
  );

describe('the command line', () => {
  it('answers with one JSON object on standard output and nothing else', async () => {
    const { status, out, error } = await spawned('--metric', 'nps', '--data', survey());
    expect([status, error]).toEqual([0, '']);
    const answer = JSON.parse(out);
    expect(Object.keys(answer)).toEqual([
      'metric',
      'kind',
      'rows',
      'summary',
      'remarks',
      'sql',
      'lacking',
      'mapping',
      'rejected',
    ]);
    expect(answer).toMatchObject({
      metric: 'nps',
      kind: 'answered',
      summary: { n: 4, nps: 25, by: 'touchpoint' },
      lacking: [],
      rejected: 0,
    });
    expect(answer.rows.map((row: any) => [row.touchpoint, row.nps])).toEqual([
      ['shop', -50],
      ['web', 100],
    ]);
    expect(answer.mapping.responses[0].columns).toMatchObject({
      score: 'nps',
      kind: '= nps',
      touchpoint: 'touchpoint',
    });
  });

  it('ends with 2 on wrong usage, and names the nearest right spelling', async () => {
    expect(await spawned('--metirc', 'nps')).toMatchObject({
      status: 2,
      out: '',
      error: 'unknown option "--metirc"; did you mean "--metric"?\n',
    });
    expect(await asked('--metric', 'nsp', '--data', survey())).toMatchObject({
      status: 2,
      error: 'unknown metric "nsp"; did you mean "nps"?\n',
    });
    for (const [args, hint] of [
      [['--map', 'responses.scroe=nps'], '"score"'],
      [['--map', 'responses.score=npss'], '"nps"'],
      [['--map', 'respones.score=nps'], '"responses"'],
      [['--param', 'intervall=wald'], '"interval"'],
      [['--param', 'interval=bayes'], 'adjusted'],
      [['--param', 'interval=adjsuted'], 'did you mean "adjusted"?'],
      [['--param', 'by=perod'], 'did you mean "period"?'],
      [['--param', 'by=touchpiont'], 'did you mean "touchpoint"?'],
      [['--param', 'by=chanel'], 'did you mean "channel"?'],
      [
        ['--param', 'by=stage'],
        'is "stage", not none, period, a mapped column of responses, touchpoints or customers\n',
      ],
      [
        ['--param', 'by=first-touchpoint'],
        'not none, period, a mapped column of responses, touchpoints or customers\n',
      ],
      [['--param', 'interval=nope'], 'one of adjusted, wald, bootstrap\n'],
      [['--where', 'responses.touchpiont=web'], '"touchpoint"'],
      [['--param', 'week_start=sundya'], 'did you mean "sunday"?'],
      [['--param', 'week_strat=sunday'], '"week_start"'],
      [['--zone', 'Asia/Shangai'], '"Asia/Shanghai"'],
      [['--from', '1.2.2025'], 'not a date'],
      [['--format', 'jsn'], '"json"'],
    ] as const) {
      const { status, out, error } = await asked('--metric', 'nps', '--data', survey(), ...args);
      expect([args, status, out]).toEqual([args, 2, '']);
      expect(error).toContain(hint);
      expect(error.trimEnd().split('\n')).toHaveLength(1);
    }
  });

  it('begins weeks on the day that the common parameter says, else the workspace, else Monday', async () => {
    const asking = ['--metric', 'nps', '--data', survey(), '--param', 'by=period', '--param', 'grain=week'];
    const starts = async (...more: string[]) =>
      (await result(...asking, ...more)).rows.map((row: any) => row.touchpoint);
    expect(await starts()).toEqual(['2024-12-30', '2025-01-27']);
    expect(await starts('--param', 'week_start=sunday')).toEqual(['2024-12-29', '2025-01-26', '2025-02-02']);
    const saved = file('sundays.json', '{"kind":"touchpoint-workspace","version":3,"weekStart":"sunday"}');
    expect(await starts('--workspace', saved)).toEqual(['2024-12-29', '2025-01-26', '2025-02-02']);
    expect(await starts('--workspace', saved, '--param', 'week_start=monday')).toEqual(['2024-12-30', '2025-01-27']);
    const list = JSON.parse((await asked('--list')).out);
    const paramsOf = (id: string) => list.find((metric: any) => metric.id === id).params;
    expect(paramsOf('nps').week_start).toMatchObject({ default: 'monday', of: ['monday', 'sunday'] });
    expect(paramsOf('balanced-scorecard').week_start).toBeUndefined();
    expect(
      await asked('--metric', 'balanced-scorecard', '--data', survey(), '--param', 'week_start=sunday'),
    ).toMatchObject({ status: 2, error: expect.stringContaining('week_start') });
  });

  it('ends with 1 when a file is not there, in one line that names it', async () => {
    expect(await spawned('--metric', 'nps', '--data', 'nowhere.csv')).toEqual({
      status: 1,
      out: '',
      error: 'nowhere.csv does not exist\n',
    });
  });

  it('ends with 3 when roles are lacking or nothing is left to count', async () => {
    const lacking = await asked('--metric', 'churn', '--data', survey());
    expect(lacking.status).toBe(3);
    expect(JSON.parse(lacking.out)).toMatchObject({ kind: 'lacking', rows: [], summary: {} });
    expect(JSON.parse(lacking.out).lacking.length).toBeGreaterThan(0);
    const empty = await asked('--metric', 'nps', '--data', survey(), '--from', '2030-01-01');
    expect([empty.status, JSON.parse(empty.out).kind]).toEqual([3, 'empty']);
  });

  it('ends with 3 on a coin toss, names both candidates, and is content once told', async () => {
    const tossed = file('tossed.csv', 'customer_id,rating,score\na,5,4\nb,3,2\nc,4,4\n');
    const { status, error } = await asked('--metric', 'csat', '--data', tossed);
    expect(status).toBe(3);
    expect(error).toContain('"rating" or "score"');
    expect(
      (await result('--metric', 'csat', '--data', tossed, '--map', 'responses.score=rating')).summary.csat,
    ).toBeCloseTo(2 / 3);
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

  it('speaks Chinese, and prints CSV and text', async () => {
    const zh = await result('--metric', 'nps', '--data', survey(), '--locale', 'zh');
    expect(zh.remarks.every(({ text }: any) => /[\u4e00-\u9fff]/.test(text))).toBe(true);
    const csv = await asked('--metric', 'nps', '--data', survey(), '--format', 'csv');
    expect(csv.out.split('\r\n')[0]).toMatch(/^touchpoint,n,/);
    const text = await asked('--metric', 'nps', '--data', survey(), '--format', 'text');
    expect(text.out).toMatch(/^nps: answered\n/);
  });

  it('lists metrics and inspects files', async () => {
    const list = await result('--list');
    expect(list.find(({ id }: any) => id === 'nps')).toMatchObject({
      needs: ['responses.score'],
      params: { interval: { default: 'adjusted' } },
    });
    const seen = await result('--inspect', 'test/fixtures/presets/tmall.csv');
    expect(seen).toMatchObject({
      format: 'csv',
      rows: 4,
      rejected: 0,
      tables: [{ table: 'orders', roles: { order_id: '订单编号', gross_or_net: '= net' } }],
    });
    expect(seen.columns[0]).toEqual({
      name: '订单编号',
      type: expect.any(String),
      nulls: 0,
      distinct: 4,
      min: expect.anything(),
      max: expect.anything(),
    });
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

/** Figures stated with their SQL in the data's own index. */
describe.skipIf(!existsSync(data))('figures of the real files in ../shared/data', () => {
  const from = (name: string) => ['--data', `${data}/${name}`];
  const summary = async (...args: string[]) => (await result(...args)).summary;
  const row = ({ rows }: any, name: string) => rows.find((one: any) => one.touchpoint === name);

  it('nps_miro: 60.31746 of 441, in a process of its own; by segment through the user', async () => {
    const { status, out } = await spawned('--metric', 'nps', ...from('nps_miro/nps.csv'));
    expect(status).toBe(0);
    expect(JSON.parse(out).summary).toMatchObject({ n: 441, promoters: 306, passives: 95, detractors: 40 });
    expect(JSON.parse(out).summary.nps).toBeCloseTo(60.31746, 5);
    const bySegment = await result(
      '--metric',
      'nps',
      ...from('nps_miro/nps.csv'),
      ...from('nps_miro/segments.csv'),
      '--param',
      'by=segment',
    );
    expect(bySegment.rows.map(({ touchpoint, n, nps }: any) => [touchpoint, n, Number(nps.toFixed(4))])).toEqual([
      ['Free', 354, 61.8644],
      ['HighTouch', 21, 47.619],
      ['SelfServe', 66, 56.0606],
    ]);
  });

  it('conf_duckdb_parquet: a file that ends the engine’s process still ends in one line, which names it', async () => {
    const name = 'rle_malicious_bitwidth.parquet';
    const { status, out, error } = await spawned(
      '--inspect',
      `${data}/conf_duckdb_parquet/data/parquet-testing/${name}`,
    );
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(error).toMatch(new RegExp(`^${name}: the engine crashed on this file [^\\n]+\\n$`));
  });

  it('sat_airline: zeros are not applicable', async () => {
    const answer = await result('--metric', 'csat', ...from('sat_airline/airline_test.csv'));
    expect(answer.rows).toHaveLength(14);
    expect(row(answer, 'Inflight wifi service')).toMatchObject({ missing: 813 });
    expect(row(answer, 'Inflight wifi service').csat).toBeCloseTo(0.312681, 6);
    expect(row(answer, 'Online boarding').mean).toBeCloseTo(3.34564, 5);
    expect(row(answer, 'Seat comfort').mean).toBeCloseTo(3.449222, 6);
    expect(row(answer, 'Cleanliness').mean).toBeCloseTo(3.286479, 6);
    const { rows } = await result(
      '--sql',
      "SELECT avg(score) AS satisfied FROM responses WHERE kind = 'overall'",
      ...from('sat_airline/airline_test.csv'),
    );
    expect(rows[0].satisfied).toBeCloseTo(0.438982, 6);
  });

  it('svc_pwc_callcenter: the zeros of unanswered calls are no ratings', async () => {
    const csat = await summary('--metric', 'csat', ...from('svc_pwc_callcenter/Call-Center-Dataset.csv'));
    expect([csat.n, csat.missing]).toEqual([4054, 946]);
    expect(csat.csat).toBeCloseTo(0.499013, 6);
    expect(csat.mean).toBeCloseTo(3.403552, 6);
    expect(
      await summary('--metric', 'response-time', ...from('svc_pwc_callcenter/Call-Center-Dataset.csv')),
    ).toMatchObject({ n: 4054, median_s: 68, p90_s: 114 });
  });

  it('cn_tmall_orders: paid amounts and refunds as stated', async () => {
    const { rows } = await result(
      '--sql',
      "SELECT count(*) AS n, count(*) FILTER (status = 'paid') AS paid, round(sum(amount), 2) AS amount, round(sum(refund), 2) AS refund, count(*) FILTER (refund > 0) AS refunds, min(gross_or_net) AS g FROM orders",
      ...from('cn_tmall_orders/tmall_order_report.csv'),
    );
    expect(rows).toEqual([{ n: 28010, paid: 24087, amount: 1902487.15, refund: 572335.92, refunds: 5646, g: 'net' }]);
  });

  it('ecom_olist_8k: eight linked files, persons behind accounts, payments added up', async () => {
    const files = readdirSync(`${data}/ecom_olist_8k`)
      .filter((name) => name.endsWith('.csv'))
      .flatMap((name) => from(`ecom_olist_8k/${name}`));
    const csat = await summary('--metric', 'csat', ...files);
    expect(csat.n).toBe(8225);
    expect(csat.csat).toBeCloseTo(0.551733, 6);
    expect(csat.mean).toBeCloseTo(3.271611, 6);
    const { rows } = await result(
      '--sql',
      'SELECT count(*) AS n, round(sum(amount), 2) AS paid, (SELECT count(customer_id) FROM responses) AS known FROM orders',
      ...files,
    );
    expect(rows).toEqual([{ n: 8135, paid: 1428602.81, known: 8225 }]);
  });

  it('churn_ibm_telco: by contract', async () => {
    const answer = await result(
      '--metric',
      'churn',
      ...from('churn_ibm_telco/Telco-Customer-Churn.csv'),
      '--param',
      'by=Contract',
    );
    expect(answer.summary).toMatchObject({ customers: 7043, churned: 1869 });
    expect(
      answer.rows.map(({ touchpoint, customers, rate }: any) => [touchpoint, customers, Number(rate.toFixed(6))]),
    ).toEqual([
      ['Month-to-month', 3875, 0.427097],
      ['One year', 1473, 0.112695],
      ['Two year', 1695, 0.028319],
    ]);
  });

  it('hotel_bookings: cancellation by hotel, out of the archive', async () => {
    const path = `${data}/hotel_bookings/hotel_bookings.zip`;
    const answer = await result(
      '--metric',
      'churn',
      '--as',
      `customers=${path}`,
      '--map',
      'customers.churned=is_canceled',
      '--param',
      'by=hotel',
    );
    expect(answer.summary.rate).toBeCloseTo(0.370416, 6);
    expect(row(answer, 'City Hotel').rate).toBeCloseTo(0.41727, 6);
    expect(row(answer, 'Resort Hotel').rate).toBeCloseTo(0.277634, 6);
  });

  it('conv_online_shoppers: sessions without ids', async () => {
    const answer = await result(
      '--metric',
      'conversion',
      ...from('conv_online_shoppers/online_shoppers_intention.csv'),
      '--map',
      'interactions.touchpoint=VisitorType',
      '--param',
      'unit=event',
    );
    expect(answer.summary.rate).toBeCloseTo(0.154745, 6);
    expect(row(answer, 'New_Visitor').rate).toBeCloseTo(0.249115, 6);
    expect(row(answer, 'Returning_Visitor').rate).toBeCloseTo(0.139323, 6);
  });

  it('retail_online_daily: twenty files are one table; cancellations are closed', async () => {
    const files = readdirSync(`${data}/retail_online_daily`)
      .filter((name) => name.endsWith('.csv'))
      .flatMap((name) => from(`retail_online_daily/${name}`));
    const { rows } = await result(
      '--sql',
      "SELECT count(*) AS n, count(*) FILTER (order_id LIKE 'C%') AS cancelled, count(DISTINCT customer_id) AS customers, round(sum(amount), 2) AS net, count(*) FILTER (status = 'closed' AND order_id NOT LIKE 'C%') AS other FROM orders",
      ...files,
    );
    expect(rows).toEqual([{ n: 2025, cancelled: 326, customers: 948, net: 748957.02, other: 0 }]);
  });

  it('clv_cdnow: the published log', async () => {
    const { rows } = await result(
      '--sql',
      'SELECT count(*) AS n, count(DISTINCT customer_id) AS customers, round(sum(amount), 2) AS spend FROM orders',
      '--as',
      `orders=${data}/clv_cdnow/btyd_cdnowElog.csv`,
      '--map',
      'orders.customer_id=masterid',
      '--map',
      'orders.amount=sales',
    );
    expect(rows).toEqual([{ n: 6919, customers: 2357, spend: 244091.94 }]);
  });

  it('jrn_*: events and cases of process logs, variants in file order', async () => {
    for (const [path, events, cases] of [
      ['jrn_bpic2013_incidents/bpic2013_incidents.csv.gz', 65533, 7554],
      ['jrn_receipt/receipt.csv', 8577, 1434],
      ['jrn_receipt/receipt.parquet', 8577, 1434],
      ['jrn_running_example/running-example.csv', 42, 6],
    ] as const)
      expect(await summary('--metric', 'transitions', ...from(path))).toMatchObject({ events, cases });
    const variants = await result('--metric', 'variants', ...from('jrn_receipt/receipt.csv'));
    expect(variants.summary.variants).toBe(116);
    expect(variants.rows[0].count).toBe(713);
  });
});
