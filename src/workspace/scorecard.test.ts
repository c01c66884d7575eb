import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nativeWorkspace } from '../../test/engines/native-workspace';
import { followable } from './lacking';
import { MetricAnswer } from './metric-answer.svelte';
import { scorecardOf } from './scorecard.svelte';

const sample = new URL('../../sample-data/hotel/', import.meta.url);
const names = ['touchpoints.csv', 'survey.csv', 'orders.csv', 'tickets.csv', 'events.parquet'];

describe('the scorecard of the hotel', () => {
  const workspace = nativeWorkspace();
  const scorecard = scorecardOf(workspace);
  const column = (id: string) => scorecard.columns.find(({ metric }) => metric.id === id);
  const aimsOf = (touchpoint: string) => column('csat')?.cells.get(touchpoint)?.aim;

  beforeAll(async () => {
    const files = names.map(async (name) => ({
      name,
      blob: new File([new Uint8Array(await readFile(new URL(name, sample)))], name, { lastModified: 1 }),
    }));
    await workspace.open(await Promise.all(files));
    await scorecard.ask();
  }, 60_000);
  afterAll(() => workspace.engine.close());

  it('lists the touchpoints in the order of the catalogue, with its stages', () => {
    expect(scorecard.places.map(({ touchpoint, stage }) => [touchpoint, stage])).toEqual([
      ['短视频广告', 'awareness'],
      ['小程序首页', 'interest'],
      ['在线预订', 'purchase'],
      ['预订热线', 'purchase'],
      ['前台入住', 'purchase'],
      ['客房', 'purchase'],
      ['早餐', 'purchase'],
      ['在线客服', 'service'],
      ['退改签', 'service'],
    ]);
  });

  it('shows seven columns and folds the others away until they are wanted', () => {
    expect(scorecard.failed).toEqual([]);
    expect(scorecard.columns.length).toBeGreaterThan(7);
    expect(scorecard.shown.map(({ metric }) => metric.id).slice(0, 3)).toEqual(['csat', 'nps', 'sentiment']);
    expect(scorecard.shown).toHaveLength(7);
    scorecard.toggle('first-contact-resolution');
    expect(scorecard.shown).toHaveLength(8);
    scorecard.toggle('first-contact-resolution');
  });

  it('lets each metric speak before one speaks twice', () => {
    const speakers = scorecard.findings.map(({ metric }) => metric.id);
    const firsts = new Set(speakers);
    expect(firsts.size).toBeGreaterThan(4);
    expect(speakers.slice(0, firsts.size)).toEqual([...firsts]);
  });

  it('follows the course of answers by month in every touchpoint, the open month marked', () => {
    expect(scorecard.courses.of?.metric.id).toBe('csat');
    expect([...scorecard.courses.points.keys()].sort()).toEqual(
      scorecard.places.map(({ touchpoint }) => touchpoint).sort(),
    );
    const course = scorecard.courses.points.get('在线预订') ?? [];
    expect(course[0]).toMatchObject({ period: '2025-01-01', complete: true });
    expect(course.at(-1)).toMatchObject({ period: '2026-01-01', complete: false });
  });

  it('follows another column when asked, and the first that can be when the one asked cannot', async () => {
    await scorecard.follow('nps');
    expect(scorecard.courses.of?.metric.id).toBe('nps');
    await scorecard.follow('conversion');
    expect(scorecard.courses.of?.metric.id).toBe('csat');
  });

  it('holds each touchpoint against its own target', () => {
    expect(aimsOf('客房')).toMatchObject({ kind: 'target', value: 0.8 });
    expect(scorecard.verdict('退改签')).toBe('act');
    expect(column('csat')?.cells.get('早餐')?.verdict).toBe('tell');
  });
});

describe('the scorecard of a survey without dates', () => {
  it('has no course to show, nor has one without touchpoints', async () => {
    const rows = Array.from(
      { length: 60 },
      (_, at) => `c${String(at)},${at % 2 ? 'web' : 'shop'},${String(1 + (at % 5))}`,
    );
    for (const [header, places] of [
      ['customer_id,touchpoint,score', 2],
      ['customer_id,remark,score', 0],
    ] as const) {
      const workspace = nativeWorkspace();
      const text = `${header}\n${rows.join('\n')}\n`;
      await workspace.open([{ name: 'survey.csv', blob: new File([text], 'survey.csv', { lastModified: 1 }) }]);
      const scorecard = scorecardOf(workspace);
      await scorecard.ask();
      expect(scorecard.places).toHaveLength(places);
      expect(scorecard.shown.map(({ metric }) => metric.id)).toContain('csat');
      expect(scorecard.courses.of).toBeNull();
      await workspace.engine.close();
    }
  });
});

describe('metrics that are not on the card', () => {
  const opened = async (header: string, rows: readonly string[]) => {
    const workspace = nativeWorkspace();
    const text = `${header}\n${rows.join('\n')}\n`;
    await workspace.open([{ name: 'list.csv', blob: new File([text], 'list.csv', { lastModified: 1 }) }]);
    const scorecard = scorecardOf(workspace);
    await scorecard.ask();
    await workspace.engine.close();
    return scorecard;
  };

  it('are said to answer where they do, such as churn of a list of customers', async () => {
    const rows = Array.from(
      { length: 60 },
      (_, at) => `c${String(at)},${String(1 + (at % 30))},${at % 3 ? 'No' : 'Yes'}`,
    );
    const { shown, lacking } = await opened('customerID,tenure,Churn', rows);
    expect(shown).toEqual([]);
    expect(lacking.filter(({ ready }) => ready).map(({ metric }) => metric.id)).toEqual(
      expect.arrayContaining(['churn', 'survival']),
    );
    expect(lacking.find(({ metric }) => metric.id === 'csat')).toMatchObject({
      ready: false,
      roles: ['responses.score'],
    });
  });
});

describe('the scorecard of orders that name no customer', () => {
  const workspace = nativeWorkspace();
  const scorecard = scorecardOf(workspace);
  const lines = Array.from(
    { length: 60 },
    (_, at) => `O${String(at)},2025-0${String(1 + (at % 3))}-10,${String(20 + at)},${at % 2 ? 'web' : 'shop'}`,
  );

  beforeAll(async () => {
    const text = ['order_id,order_date,amount,channel', ...lines].join('\n');
    await workspace.open([{ name: 'sales.csv', blob: new File([text], 'sales.csv', { lastModified: 1 }) }]);
    await scorecard.ask();
  }, 60_000);
  afterAll(() => workspace.engine.close());

  it('says what is missing and what to do', () => {
    const said = workspace.checks.filter(({ level }) => level === 'caution').map(({ say }) => say.en);
    expect(said).toEqual([expect.stringContaining('No column says who placed an order')]);
  });

  it('leads to the metric that tells orders and revenue, and no further', () => {
    expect(scorecard.lacking.filter(({ ready }) => ready).map(({ metric }) => metric.id)).toEqual(['clv-historic']);
    expect(scorecard.lacking.find(({ metric }) => metric.id === 'churn')?.roles).toEqual([
      'customers.churned | customers.churned_at | orders.customer_id | interactions.customer_id',
    ]);
  });

  it('offers what can be followed where value a customer cannot', async () => {
    const answer = new MetricAnswer(workspace, 'control-chart');
    await answer.set('metric', 'clv-historic');
    expect(answer.refusal).toMatchObject({ name: 'value', offers: ['orders', 'revenue'] });
    await answer.set('value', 'revenue');
    expect([answer.refusal, answer.outcome?.kind]).toEqual([null, 'answered']);
  });

  it('can have its orders counted week by week', async () => {
    const { metrics } = workspace.evaluation;
    expect(followable(metrics.values(), workspace.roles).map(({ id }) => id)).toEqual(['clv-historic']);
    const params = { metric: 'clv-historic', value: 'orders', type: 'c', grain: 'month' };
    const outcome = await workspace.evaluation.evaluate('control-chart', params);
    expect(outcome).toMatchObject({ kind: 'answered', found: { rows: [{ value: 20 }, { value: 20 }, { value: 20 }] } });
  });
});
