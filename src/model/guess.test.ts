import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCsv } from '../../test/engines/read-csv';
import type { Engine } from '../engine/engine';
import { typed } from '../engine/sql';
import { openNative } from '../headless/native';
import { guess } from './guess';
import type { Feed, Guess, Supply } from './mapping';
import { profile } from './profile';
import { build } from './views';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

async function guessed(...paths: readonly string[]): Promise<Guess> {
  const tables = [];
  for (const path of paths) tables.push(await readCsv(engine, path, path.replace(/^.*\/|\..*$/g, '')));
  return guess(tables, { profiles: await profile(engine, tables) });
}

/** What a guess makes of a file typed here. */
async function guessedOf(table: string, rows: string, columns: string): Promise<Guess> {
  await engine.run(typed(`CREATE OR REPLACE TABLE raw."${table}" AS FROM (VALUES ${rows}) v(${columns})`));
  const { describeTable } = await import('../../test/engines/read-csv');
  const tables = [await describeTable(engine, table)];
  return guess(tables, { profiles: await profile(engine, tables) });
}

const short = (supply: Supply): string => {
  if (supply.kind === 'column') return supply.column;
  if (supply.kind === 'constant') return `=${String(supply.value)}`;
  return supply.kind;
};
const columnsOf = (found: Feed | undefined) =>
  Object.fromEntries(Object.entries(found?.columns ?? {}).map(([name, supply]) => [name, short(supply)]));
const feedOf = ({ feeds }: Guess, table: string) => feeds.find((feed) => feed.table === table);
const preset = (name: string) => guessed(`test/fixtures/presets/${name}.csv`);
const made = async (mapping: Guess, query: string) => {
  await build(engine, { feeds: mapping.feeds, aliases: {} }, { filters: {}, catalogue: [], zone: 'UTC' });
  return engine.query(typed(query));
};

it('takes answers off the scale of a known question for strays, not for another question', async () => {
  const rows = [...Array<number>(25).fill(9), 0, 5, 11, 11].map((score, at) => `('u${String(at)}', ${String(score)})`);
  const found = await guessedOf('recommended', rows.join(), '"客户编号", "您有多大可能推荐"');
  expect(columnsOf(feedOf(found, 'responses'))).toMatchObject({ kind: '=nps', score: '您有多大可能推荐' });
  const counted = await guessedOf('recommended', rows.join().replaceAll(', 9)', ', 90)'), '"客户编号", "推荐分"');
  expect(feedOf(counted, 'responses')).toBeUndefined();
});

describe('a column that is nearly a score', () => {
  const rows = (score: (at: number) => string) =>
    Array.from({ length: 30 }, (_, at) => `('u${String(at)}', 'said ${String(at)}', ${score(at)})`).join(', ');

  it('is asked for where its name leaves open which question it answers, and texts stay answers meanwhile', async () => {
    const found = await guessedOf(
      'feedback',
      rows((at) => String(1 + (at % 5))),
      'user_id, text, FF_Score',
    );
    expect(found.ties).toMatchObject([{ table: 'responses', column: 'score', candidates: ['FF_Score'] }]);
    expect(found.ties[0]!.reason.en).toMatch(/with values 1 to 5/);
    expect(columnsOf(feedOf(found, 'responses'))).toMatchObject({ text: 'text', kind: '=verbatim' });
    expect(feedOf(found, 'responses')?.confidence, 'rows without an id of their own are no doubt').toBeGreaterThan(0.8);
  });

  it('is no question where the column holds words, or counts nothing', async () => {
    for (const score of [(at: number) => `'level ${String(at % 3)}'`, () => 'NULL', () => '7'])
      expect((await guessedOf('feedback', rows(score), 'user_id, text, FF_Score')).ties).toEqual([]);
  });
});

describe('an export is known by its headers, and its traps are handled', () => {
  it('问卷星: the link is no touchpoint, the number restarts in each file', async () => {
    const mapping = await preset('wenjuanxing');
    expect(mapping.feeds.map(({ table }) => table)).toEqual(['responses']);
    expect(columnsOf(feedOf(mapping, 'responses'))).toMatchObject({
      response_id: 'id-in-file',
      submitted_at: '提交答卷时间',
    });
    expect(columnsOf(feedOf(mapping, 'responses'))).not.toHaveProperty('touchpoint');
    expect(
      await made(
        mapping,
        'SELECT kind, count(score) AS n, min(scale_min) AS low, max(scale_max) AS top, count(DISTINCT response_id) AS sheets FROM responses GROUP BY kind ORDER BY kind',
      ),
    ).toEqual([
      { kind: 'csat', n: 12, low: 1, top: 5, sheets: 4 },
      { kind: 'nps', n: 4, low: 0, top: 10, sheets: 4 },
      { kind: 'overall', n: 4, low: 1, top: 5, sheets: 4 },
    ]);
  });

  it('腾讯问卷', async () => {
    const mapping = await preset('tencent-survey');
    expect(columnsOf(feedOf(mapping, 'responses'))).toMatchObject({
      started_at: '开始答题时间',
      submitted_at: '结束答题时间',
    });
    expect(await made(mapping, "SELECT count(*) AS n FROM responses WHERE kind = 'csat'")).toEqual([{ n: 12 }]);
  });

  it('Qualtrics', async () => {
    expect(columnsOf(feedOf(await preset('qualtrics'), 'responses'))).toMatchObject({
      response_id: 'ResponseId',
      customer_id: 'ExternalReference',
      submitted_at: 'RecordedDate',
      score: 'NPS',
      kind: '=nps',
      text: 'Comment',
    });
  });

  it('SurveyMonkey', async () => {
    expect(columnsOf(feedOf(await preset('surveymonkey'), 'responses'))).toMatchObject({
      response_id: 'Respondent ID',
      score: 'Overall satisfaction',
      kind: '=overall',
    });
  });

  it('淘宝/天猫: paid amounts are net, and no time of payment is unpaid', async () => {
    const mapping = await preset('tmall');
    expect(
      await made(
        mapping,
        'SELECT order_id AS o, amount AS a, status AS s, gross_or_net AS g FROM orders ORDER BY order_id',
      ),
    ).toEqual([
      { o: '1', a: 0, s: 'unpaid', g: 'net' },
      { o: '2', a: 21, s: 'paid', g: 'net' },
      { o: '3', a: 0, s: 'paid', g: 'net' },
      { o: '4', a: 157, s: 'paid', g: 'net' },
    ]);
  });

  it('抖店: totals repeat on each sub-order', async () => {
    expect(
      await made(
        await preset('doudian'),
        'SELECT order_id AS o, amount AS a, status AS s FROM orders ORDER BY order_id',
      ),
    ).toEqual([
      { o: 'M1', a: 50, s: 'paid' },
      { o: 'M2', a: 30, s: 'closed' },
      { o: 'M3', a: 80, s: 'paid' },
    ]);
  });

  it('拼多多: units in brackets', async () => {
    expect(
      await made(await preset('pinduoduo'), 'SELECT amount AS a, status AS s FROM orders ORDER BY order_id'),
    ).toEqual([
      { a: 27, s: 'paid' },
      { a: 20, s: 'paid' },
      { a: 40, s: 'closed' },
    ]);
  });

  it('customer-service sessions: seconds in brackets, blank is not rated', async () => {
    const mapping = await preset('jd-service');
    expect(
      await made(
        mapping,
        'SELECT touchpoint AS t, wait_s AS w, first_response_s AS f, resolved AS r, csat AS c FROM tickets ORDER BY created_at',
      ),
    ).toEqual([
      { t: 'APP', w: 5, f: 12, r: true, c: 5 },
      { t: '网页', w: 40, f: 65, r: false, c: null },
      { t: 'APP', w: 0, f: 8, r: true, c: 3 },
    ]);
    expect(feedOf(mapping, 'responses')).toBeDefined();
  });

  it('Shopify: Name is the order, totals stand on its first line only', async () => {
    expect(
      await made(
        await preset('shopify'),
        'SELECT order_id AS o, amount AS a, status AS s, customer_id AS c FROM orders ORDER BY order_id',
      ),
    ).toEqual([
      { o: '#1001', a: 55, s: 'paid', c: 'a@example.test' },
      { o: '#1002', a: 25, s: 'closed', c: 'b@example.test' },
      { o: '#1003', a: 10, s: 'refunded', c: 'a@example.test' },
    ]);
  });

  it('GA4', async () => {
    expect(columnsOf(feedOf(await preset('ga4'), 'interactions'))).toMatchObject({
      customer_id: 'user_pseudo_id',
      occurred_at: 'event_timestamp',
      touchpoint: 'event_name',
      session_id: 'ga_session_id',
    });
  });

  it('Zendesk: minutes become seconds', async () => {
    expect(
      await made(
        await preset('zendesk'),
        'SELECT first_response_s AS f, resolution_s AS r, resolved FROM tickets ORDER BY ticket_id',
      ),
    ).toEqual([
      { f: 900, r: 14400, resolved: true },
      { f: 2700, r: null, resolved: false },
      { f: 300, r: 1800, resolved: true },
    ]);
  });

  it('process logs: a case is a customer, an activity a touchpoint', async () => {
    const mapping = await preset('process-log');
    expect(columnsOf(feedOf(mapping, 'interactions'))).toMatchObject({
      customer_id: 'case:concept:name',
      touchpoint: 'concept:name',
      occurred_at: 'time:timestamp',
    });
    expect(await made(mapping, 'SELECT "case:channel" AS c FROM customers ORDER BY customer_id')).toEqual([
      { c: 'Internet' },
      { c: 'Desk' },
    ]);
  });
});

describe('a file without a preset', () => {
  it('is a coin toss where two columns fit equally well, and nothing is mapped for them', async () => {
    const mapping = await guessedOf(
      'tossed',
      "('a', TIMESTAMP '2025-01-01', 'web', 'S1'), ('a', TIMESTAMP '2025-01-02', 'app', 'S2'), ('b', TIMESTAMP '2025-01-03', 'app', 'S1')",
      'customer_id, event_time, channel, store',
    );
    expect(mapping.ties.map(({ table, column, candidates }) => [table, column, candidates])).toContainEqual([
      'interactions',
      'touchpoint',
      ['channel', 'store'],
    ]);
    expect(columnsOf(feedOf(mapping, 'interactions'))).not.toHaveProperty('touchpoint');
  });

  it('tosses between two ratings too', async () => {
    const mapping = await guessedOf('two', "('a', 5, 4), ('b', 3, 2)", 'customer_id, rating, score');
    expect(mapping.ties[0]).toMatchObject({ table: 'responses', column: 'score', candidates: ['rating', 'score'] });
  });

  it('may feed interactions and responses', async () => {
    const mapping = await guessedOf(
      'events',
      "('a', TIMESTAMP '2025-01-01', 'web', 5), ('a', TIMESTAMP '2025-01-02', 'app', NULL), ('b', TIMESTAMP '2025-01-03', 'app', 2)",
      'customer_id, occurred_at, touchpoint, score',
    );
    expect(mapping.feeds.map(({ table }) => table)).toEqual(['responses', 'interactions']);
  });

  it('never takes a masked phone number for a customer', async () => {
    const mapping = await guessedOf('masked', "('138****0000', 5), ('139****1111', 4)", '手机号, 满意度');
    expect(columnsOf(feedOf(mapping, 'responses'))).not.toHaveProperty('customer_id');
  });

  it('says why, in both languages, and how sure it is', async () => {
    const { feeds } = await guessedOf('reasons', "('1', DATE '2025-01-01', 3.5)", '订单号, 下单时间, 金额');
    expect(feeds[0]?.reasons.order_id?.zh).toContain('订单号');
    expect(feeds[0]?.reasons.order_id?.en).toContain('订单号');
    expect(feeds[0]?.confidence).toBeGreaterThan(0.8);
  });

  it('takes what a person said the file is', async () => {
    await guessedOf('said', "('a', DATE '2025-01-01', 'x')", 'id, day, thing');
    const { describeTable } = await import('../../test/engines/read-csv');
    const { feeds } = guess([await describeTable(engine, 'said')], { as: { said: ['tickets'] } });
    expect(feeds.map(({ table }) => table)).toEqual(['tickets']);
  });
});
