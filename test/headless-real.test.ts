import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { result, spawned } from './terminal';

const data = '../shared/data';

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
    // metrics.md 2.3: 11 blank totals, of customers who have just come
    const figures = `SELECT round(avg(MonthlyCharges), 8) AS monthly, count(*) FILTER (TotalCharges IS NULL) AS blank, max(tenure) FILTER (TotalCharges IS NULL) AS tenure FROM "Telco-Customer-Churn"`;
    const { rows } = await result('--sql', figures, ...from('churn_ibm_telco/Telco-Customer-Churn.csv'));
    expect(rows).toEqual([{ monthly: 64.76169246, blank: 11, tenure: 0 }]);
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
