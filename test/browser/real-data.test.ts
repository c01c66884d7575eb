import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluate } from '../../src/headless/evaluate';
import { openSite, visit, type Site } from './harness';

const data = '../shared/data';
const there = existsSync(data);

interface Case {
  readonly folder: string;
  /** File names; all CSV files of the folder where not said. */
  readonly files?: readonly string[];
  /** Rows of each table, as the data's own description states. */
  readonly rows: Readonly<Record<string, number>>;
  readonly rejected?: number;
  /** A question asked in Explore and in the terminal, and what the description says comes out. */
  readonly sql: string;
  readonly gives: readonly (string | number)[];
}

const cases: readonly Case[] = [
  {
    folder: 'sat_airline',
    files: ['airline_test.csv'],
    rows: { airline_test: 25_976 },
    sql: `SELECT round(avg(("Inflight wifi service" >= 4)::INT) FILTER ("Inflight wifi service" > 0), 6) AS v FROM airline_test`,
    gives: [0.312681],
  },
  {
    folder: 'sat_airline',
    files: ['Invistico_Airline_truncated.csv'],
    rows: { Invistico_Airline_truncated: 37_956 },
    rejected: 1,
    sql: `SELECT round(avg((satisfaction = 'satisfied')::INT), 6) AS v FROM Invistico_Airline_truncated`,
    gives: [0.447465],
  },
  {
    folder: 'nps_miro',
    files: ['nps.csv'],
    rows: { nps: 441 },
    sql: 'SELECT count(DISTINCT user_id) AS v FROM nps',
    gives: [422],
  },
  {
    folder: 'cn_tmall_orders',
    rows: { tmall_order_report: 28_010 },
    sql: 'SELECT round(sum(买家实际支付金额), 2) AS v FROM tmall_order_report',
    gives: [1902487.15],
  },
  {
    folder: 'cn_pos_orders_gbk',
    files: ['order-14.1.csv'],
    rows: { 'order-14.1': 3_744 },
    sql: 'SELECT count(DISTINCT 订单ID) AS v FROM "order-14.1"',
    gives: [918],
  },
  {
    folder: 'cn_traffic_gb18030',
    rows: { 流量练习数据: 22 },
    sql: 'SELECT sum(访客数) AS v FROM 流量练习数据',
    gives: [186_956],
  },
  {
    folder: 'svc_pwc_callcenter',
    rows: { 'Call-Center-Dataset': 5_000 },
    sql: `SELECT round(avg(("Answered (Y/N)" = 'Y')::INT), 4) AS v FROM "Call-Center-Dataset"`,
    gives: [0.8108],
  },
  {
    folder: 'svc_servicenow_incidents',
    rows: { incident_event_log: 5_998 },
    sql: 'SELECT count(DISTINCT number) AS v FROM incident_event_log',
    gives: [890],
  },
  {
    folder: 'ecom_olist_8k',
    rows: { olist_orders_dataset: 8_135, olist_order_reviews_dataset: 8_225, olist_order_items_dataset: 8_365 },
    sql: 'SELECT round(avg(review_score), 6) AS v FROM olist_order_reviews_dataset',
    gives: [3.271611],
  },
  {
    folder: 'churn_ibm_telco',
    rows: { 'Telco-Customer-Churn': 7_043 },
    sql: `SELECT round(avg((Churn = 'Yes')::INT), 6) AS v FROM "Telco-Customer-Churn"`,
    gives: [0.26537],
  },
  {
    folder: 'hotel_bookings',
    files: ['hotel_bookings.zip'],
    rows: { 'hotel_bookings (1)': 119_390 },
    sql: 'SELECT round(avg(is_canceled), 6) AS v FROM (SELECT is_canceled::DOUBLE AS is_canceled FROM "hotel_bookings (1)")',
    gives: [0.370416],
  },
  {
    folder: 'retail_online_daily',
    rows: { '2010-12': 42_481 },
    sql: 'SELECT count(DISTINCT InvoiceNo) AS v FROM "2010-12"',
    gives: [2_025],
  },
  {
    folder: 'conv_online_shoppers',
    rows: { online_shoppers_intention: 12_330 },
    sql: 'SELECT round(avg(Revenue::INT), 6) AS v FROM online_shoppers_intention',
    gives: [0.154745],
  },
  {
    folder: 'clv_cdnow',
    files: ['CDNOW_sample.txt'],
    rows: { CDNOW_sample: 6_919 },
    sql: 'SELECT round(sum(column4), 2) AS v FROM CDNOW_sample',
    gives: [244091.94],
  },
  {
    folder: 'parquet_vega_flights',
    files: ['flights-3m.parquet'],
    rows: { 'flights-3m': 3_000_000 },
    sql: 'SELECT round(avg(delay), 6) AS v FROM "flights-3m"',
    gives: [6.667868],
  },
];

const pathsOf = ({ folder, files }: Case) =>
  (files ?? readdirSync(join(data, folder)).filter((name) => /\.csv$/.test(name))).map((name) =>
    join(data, folder, name),
  );

describe.skipIf(!there)('real files, in the page and in the terminal', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site.close());

  it.each(cases.map((one) => [`${one.folder} ${one.files?.join(' ') ?? ''}`.trim(), one] as const))(
    '%s',
    async (_, one) => {
      const { page, faults, end } = await visit(site);
      await page.setInputFiles('input[type=file]', pathsOf(one));
      const tables = page.getByRole('navigation', { name: 'Tables' });
      for (const [name, rows] of Object.entries(one.rows)) {
        const entry = tables.getByRole('link').filter({ has: page.getByText(name, { exact: true }) });
        await entry.waitFor({ timeout: 120_000 });
        expect(await entry.textContent()).toContain(`${rows.toLocaleString('en-GB')} rows`);
        if (one.rejected !== undefined) expect(await entry.textContent()).toContain(`${String(one.rejected)} rejected`);
      }
      await page.goto(`${site.url}#/explore`);
      await page.locator('.cm-content').click();
      await page.keyboard.press('Control+A');
      await page.keyboard.insertText(one.sql);
      await page.keyboard.press('Control+Enter');
      const cell = page.getByRole('grid').getByRole('gridcell').first();
      await expect
        .poll(async () => Number((await cell.textContent())?.replaceAll(',', '')), { timeout: 60_000 })
        .toBeCloseTo(Number(one.gives[0]), 6);
      expect(faults).toEqual([]);
      await end();
      expect(await asked(one)).toEqual(one.gives);
    },
  );
});

async function asked(one: Case): Promise<unknown[]> {
  let out = '';
  const terminal = { out: (text: string) => (out += text), error: () => undefined, folders: ['.'] };
  await evaluate(['--sql', one.sql, ...pathsOf(one).flatMap((path) => ['--data', path])], terminal);
  const [row] = (JSON.parse(out) as { rows: (Record<string, unknown> | unknown[])[] }).rows;
  return Object.values(row as Record<string, unknown>);
}
