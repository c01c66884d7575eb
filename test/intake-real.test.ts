import { existsSync, openAsBlob, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, LocalFile } from '../src/engine/engine';
import { importFiles } from '../src/engine/intake/import-files';
import type { Imported } from '../src/engine/intake/imported';
import { typed } from '../src/engine/sql';
import { openNative } from '../src/headless/native';
import { openWasmInNode } from './engines/wasm-node';

const folder = join(process.cwd(), '../shared/data');

/** Files of INDEX.md: rows, and figures that it states, asked of the imported table. */
interface RealCase {
  readonly files: readonly string[];
  readonly tables: Readonly<Record<string, number>>;
  readonly types?: Readonly<Record<string, string>>;
  readonly rejected?: number;
  readonly figures?: readonly (readonly [sql: string, expected: readonly unknown[]])[];
}

const cases: Readonly<Record<string, RealCase>> = {
  'sat_airline, where 0 is not applicable': {
    files: ['sat_airline/airline_test.csv'],
    tables: { airline_test: 25976 },
    types: { id: 'VARCHAR', 'Inflight wifi service': 'BIGINT', satisfaction: 'VARCHAR' },
    figures: [
      [
        `SELECT round(avg(nullif("Online boarding",0)),6) AS a, round(avg(nullif("Seat comfort",0)),6) AS b, round(avg(nullif(Cleanliness,0)),6) AS c FROM airline_test`,
        [3.34564, 3.449222, 3.286479],
      ],
    ],
  },
  'sat_airline, cut in its last row': {
    files: ['sat_airline/Invistico_Airline_truncated.csv'],
    tables: { Invistico_Airline_truncated: 37956 },
    rejected: 1,
  },
  'nps_miro, with ids of 19 digits': {
    files: ['nps_miro/nps.csv'],
    tables: { nps: 441 },
    types: { user_id: 'VARCHAR', NPS_Score: 'BIGINT' },
    figures: [
      ['SELECT count(*) AS n, count(DISTINCT user_id) AS users FROM nps', [441, 422]],
      [`SELECT user_id FROM nps LIMIT 1`, ['3074457347487777543']],
    ],
  },
  'nps_miro, the other tables': {
    files: ['nps_miro/feature_feedback.csv', 'nps_miro/segments.csv', 'nps_miro/roles.csv'],
    tables: { feature_feedback: 1622, segments: 6059, roles: 4733 },
  },
  cn_tmall_orders: {
    files: ['cn_tmall_orders/tmall_order_report.csv'],
    tables: { tmall_order_report: 28010 },
    types: { 收货地址: 'VARCHAR', 订单付款时间: 'TIMESTAMP', 总金额: 'DOUBLE' },
    figures: [
      [
        'SELECT count(*) AS n, count(订单付款时间) AS paid, round(count(订单付款时间)/count(*), 6) AS share FROM tmall_order_report',
        [28010, 24087, 0.859943],
      ],
      [
        'SELECT round(sum(总金额),2) AS a, round(sum(买家实际支付金额),2) AS b, round(sum(退款金额),2) AS c, count(*) FILTER (退款金额>0) AS d FROM tmall_order_report',
        [2995760.61, 1902487.15, 572335.92, 5646],
      ],
      [
        'SELECT median(epoch(订单付款时间)-epoch(订单创建时间)) AS m, round(avg(epoch(订单付款时间)-epoch(订单创建时间)),6) AS a FROM tmall_order_report WHERE 订单付款时间 IS NOT NULL',
        [8, 464.394279],
      ],
    ],
  },
  cn_pos_orders_gbk: {
    files: ['cn_pos_orders_gbk/order-14.1.csv', 'cn_pos_orders_gbk/train-pivot.csv'],
    tables: { 'order-14.1': 3744, 'train-pivot': 6 },
    figures: [
      [
        'SELECT count(*) FILTER (商品ID IS NOT NULL) AS n, count(DISTINCT 订单ID) AS orders, round(sum(单价*销量),6) AS sales, count(*) FILTER (商品ID IS NULL) AS blank FROM "order-14.1"',
        [3478, 918, 28950.06645, 266],
      ],
      ['SELECT count(*) AS n, sum("9月销量") AS sold FROM "train-pivot"', [6, 116]],
    ],
  },
  cn_traffic_gb18030: {
    files: ['cn_traffic_gb18030/流量练习数据.csv'],
    tables: { 流量练习数据: 22 },
    figures: [
      ['SELECT count(*) AS n, sum(访客数) AS visitors FROM 流量练习数据', [22, 186956]],
      [
        'SELECT round(sum(访客数*支付转化率)/sum(访客数),6) AS weighted, round(avg(支付转化率),6) AS simple FROM 流量练习数据',
        [0.103203, 0.075477],
      ],
    ],
  },
  svc_pwc_callcenter: {
    files: ['svc_pwc_callcenter/Call-Center-Dataset.csv'],
    tables: { 'Call-Center-Dataset': 5000 },
    types: { Date: 'DATE', Time: 'TIME', AvgTalkDuration: 'DOUBLE' },
    figures: [
      [
        `SELECT round(avg("Satisfaction rating") FILTER ("Answered (Y/N)"='Y'),6) AS a, round(avg(("Satisfaction rating">=4)::INT) FILTER ("Answered (Y/N)"='Y'),6) AS b, round(avg("Satisfaction rating"),6) AS c FROM "Call-Center-Dataset"`,
        [3.403552, 0.499013, 2.7596],
      ],
    ],
  },
  svc_servicenow_incidents: {
    files: ['svc_servicenow_incidents/incident_event_log.csv'],
    tables: { incident_event_log: 5998 },
    types: { opened_at: 'TIMESTAMP', resolved_at: 'TIMESTAMP', made_sla: 'BOOLEAN' },
    figures: [
      ['SELECT count(*) AS n, count(DISTINCT number) AS incidents FROM incident_event_log', [5998, 890]],
      [
        'WITH l AS (SELECT number, arg_max(made_sla, sys_mod_count) AS s FROM incident_event_log GROUP BY 1) SELECT round(avg(s::INT),6) AS share, count(*) AS n FROM l',
        [0.55618, 890],
      ],
      [
        'WITH l AS (SELECT number, max(resolved_at) AS r, min(opened_at) AS o FROM incident_event_log GROUP BY 1) SELECT round(median(epoch(r)-epoch(o))/3600,6) AS h, count(r) AS resolved, count(*) AS n FROM l',
        [54.466667, 861, 890],
      ],
      [
        'SELECT count(*) FILTER (resolved_at IS NULL) AS open, count(DISTINCT number) FILTER (reopen_count>0) AS reopened FROM incident_event_log',
        [59, 10],
      ],
    ],
  },
  ecom_olist_8k: {
    files: readable('ecom_olist_8k', /\.csv$/),
    tables: {
      olist_orders_dataset: 8135,
      olist_order_reviews_dataset: 8225,
      olist_order_items_dataset: 8365,
      olist_order_payments_dataset: 8924,
      olist_customers_dataset: 8135,
      olist_products_dataset: 5460,
      olist_sellers_dataset: 1610,
      product_category_name_translation: 71,
    },
  },
  churn_ibm_telco: {
    files: ['churn_ibm_telco/Telco-Customer-Churn.csv'],
    tables: { 'Telco-Customer-Churn': 7043 },
    figures: [
      [
        `SELECT count(*) FILTER (TotalCharges IS NULL) AS blank, count(*) FILTER (Churn='Yes') AS churned FROM "Telco-Customer-Churn"`,
        [11, 1869],
      ],
    ],
  },
  'hotel_bookings, in a zip': {
    files: ['hotel_bookings/hotel_bookings.zip'],
    tables: { 'hotel_bookings (1)': 119390 },
    figures: [[`SELECT round(avg(is_canceled),6) AS rate FROM "hotel_bookings (1)"`, [0.370416]]],
  },
  'retail_online_daily, twenty files': {
    files: readable('retail_online_daily', /\.csv$/),
    tables: { '2010-12': 42481 },
    types: { file: 'VARCHAR', InvoiceNo: 'VARCHAR', StockCode: 'VARCHAR', UnitPrice: 'DOUBLE' },
    figures: [['SELECT count(*) AS n, count(DISTINCT file) AS files FROM "2010-12"', [42481, 20]]],
  },
  conv_online_shoppers: {
    files: ['conv_online_shoppers/online_shoppers_intention.csv'],
    tables: { online_shoppers_intention: 12330 },
    figures: [
      ['SELECT count(*) AS n, round(avg(Revenue::INT),6) AS rate FROM online_shoppers_intention', [12330, 0.154745]],
      [
        'SELECT round(avg(BounceRates),8) AS b, round(avg(ExitRates),8) AS e FROM online_shoppers_intention',
        [0.02219138, 0.0430728],
      ],
    ],
  },
  'clv_cdnow, cut by blanks': {
    files: ['clv_cdnow/CDNOW_sample.txt'],
    tables: { CDNOW_sample: 6919 },
    figures: [
      [
        "SELECT count(*) AS n, count(DISTINCT column1) AS customers, sum(column3) AS cds, round(sum(column4),2) AS spend, strftime(min(column2), '%Y%m%d') AS first, strftime(max(column2), '%Y%m%d') AS last FROM CDNOW_sample",
        [6919, 2357, 16479, 244091.94, '19970101', '19980630'],
      ],
    ],
  },
  'mta_dbt_playbook, with short rows': {
    files: ['mta_dbt_playbook/sessions.csv'],
    tables: { sessions: 90 },
    types: { started_at: 'TIMESTAMP', utm_campaign: 'VARCHAR' },
  },
  'jrn_bpic2013_incidents, gzipped, with offsets': {
    files: ['jrn_bpic2013_incidents/bpic2013_incidents.csv.gz'],
    tables: { bpic2013_incidents: 65533 },
    figures: [
      [
        'WITH c AS (SELECT "case:concept:name" AS c, epoch(max("time:timestamp"))-epoch(min("time:timestamp")) AS d FROM bpic2013_incidents GROUP BY 1) SELECT round(median(d)/86400,6) AS m, round(avg(d)/86400,6) AS a, count(*) AS n FROM c',
        [7.549126, 12.079344, 7554],
      ],
    ],
  },
  'jrn_receipt, as CSV and as Parquet': {
    files: ['jrn_receipt/receipt.csv', 'jrn_receipt/receipt.parquet'],
    tables: { receipt: 8577, receipt_2: 8577 },
    figures: [
      [
        'WITH c AS (SELECT "case:concept:name" AS c, epoch(max("time:timestamp"))-epoch(min("time:timestamp")) AS d FROM receipt GROUP BY 1) SELECT round(median(d)/86400,6) AS m, round(avg(d)/86400,6) AS a FROM c',
        [0.033201, 5.408147],
      ],
      ['SELECT count(*) AS n FROM receipt AS a JOIN receipt_2 AS b USING ("concept:instance")', [8577]],
    ],
  },
  parquet_userdata: {
    files: ['parquet_userdata/userdata1.parquet'],
    tables: { userdata1: 1000 },
    figures: [
      [
        "SELECT count(*) FILTER (salary IS NULL) AS blank, round(avg(salary),6) AS mean, strftime(min(registration_dttm), '%Y-%m-%d %H:%M:%S') AS first, strftime(max(registration_dttm), '%Y-%m-%d %H:%M:%S') AS last FROM userdata1",
        [68, 149005.356652, '2016-02-03 00:01:00', '2016-02-03 23:59:55'],
      ],
    ],
  },
  parquet_vega_flights: {
    files: ['parquet_vega_flights/flights-3m.parquet'],
    tables: { 'flights-3m': 3_000_000 },
    figures: [
      [
        'SELECT round(avg(delay),6) AS delay, round(avg(distance),6) AS distance, round(avg((delay<=15)::INT),6) AS on_time, count(DISTINCT origin) AS origins FROM "flights-3m"',
        [6.667868, 731.620403, 0.800315, 229],
      ],
    ],
  },
};

describe.skipIf(!existsSync(folder)).each(Object.entries({ native: openNative, 'wasm in Node': openWasmInNode }))(
  'on %s',
  (_, open) => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await open();
    });
    afterAll(() => engine.close());

    it.each(Object.entries(cases))(
      '%s',
      { timeout: 240_000 },
      async (_title, { files, tables, types = {}, rejected = 0, figures = [] }) => {
        const { imported, failed } = await importFiles(engine, await Promise.all(files.map(localFile)), {
          zone: 'UTC',
        });
        expect(failed).toEqual([]);
        expect(Object.fromEntries(imported.map(({ table, rows }) => [table, rows]))).toEqual(tables);
        expect(imported.reduce((sum, one) => sum + one.rejected, 0)).toBe(rejected);
        expect(typesOf(imported[0]!, Object.keys(types))).toEqual(types);
        for (const [text, expected] of figures)
          expect(Object.values((await engine.query(typed(text), { first: 'raw' }))[0]!), text).toEqual(expected);
        for (const { table } of imported) await engine.run(typed(`DROP TABLE raw."${table}"`));
      },
    );
  },
);

function typesOf({ columns }: Imported, names: readonly string[]) {
  return Object.fromEntries(columns.filter(({ name }) => names.includes(name)).map(({ name, type }) => [name, type]));
}

async function localFile(path: string): Promise<LocalFile> {
  const whole = join(folder, path);
  return { name: basename(path), path: whole, blob: await openAsBlob(whole) };
}

function readable(of: string, form: RegExp): readonly string[] {
  return existsSync(join(folder, of))
    ? readdirSync(join(folder, of))
        .filter((name) => form.test(name))
        .map((name) => `${of}/${name}`)
    : [];
}
