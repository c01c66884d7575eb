import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../src/engine/engine';
import { openNative } from '../src/headless/native';
import { metrics } from '../src/metrics';
import { precisionAt } from '../src/metrics/risk-scoring';
import { askMetric } from './engines/ask-metric';

/** Definitions of the catalogue that no test of a single module holds. */
let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const example = (id: string) => {
  const { given, params } = metrics.get(id)!.example;
  return askMetric(engine, id, given, params ?? {});
};
const csat = (touchpoint: string | null, scores: readonly number[], kind = 'csat') =>
  scores.map((score, at) => ({
    response_id: `${kind}${String(touchpoint)}${String(at)}`,
    customer_id: `c${String(at)}`,
    touchpoint,
    kind,
    score,
    scale_min: 1,
    scale_max: 5,
  }));

describe('3. short exports are left-truncated', () => {
  it.each([
    ['churn', /first order in the file need not be/, /首单|左截断|开始之前|起点/],
    ['repurchase', /first order in the data need not be/, /首单|首次|之前/],
    ['retention', /orders before the data begins are not in it/, /左截断/],
    ['clv-historic', /Orders before the data begins are not in it/, /之前/],
    ['rfm', /orders before it are not seen/, /文件有起点/],
  ])('%s says so', async (id, en, zh) => {
    const day = (nth: number) => new Date(Date.UTC(2025, 0, nth)).toISOString().slice(0, 10);
    const orders = [...'abcdefgh'].flatMap((customer_id, at) =>
      [0, 30 + at, 60 + 2 * at].map((nth) => ({
        order_id: `${customer_id}${String(nth)}`,
        customer_id,
        ordered_at: day(nth + at),
        amount: 10 + nth,
      })),
    );
    const { remarks } = await askMetric(
      engine,
      id,
      { orders },
      id === 'churn' || id === 'repurchase' ? { window_days: 20 } : {},
    );
    expect(remarks.en).toMatch(en);
    expect(remarks.zh).toMatch(zh);
  });
});

describe('6. entropy and CRITIC weights are dispersion, not importance', () => {
  it('and never the default', () => {
    const { weights } = metrics.get('satisfaction-index')!.params;
    expect(weights?.default).toBe('equal');
    const of = weights?.kind === 'choice' ? weights.of : {};
    for (const scheme of ['entropy', 'critic']) {
      expect(of[scheme]?.en).toMatch(/dispersion/);
      expect(of[scheme]?.zh).toMatch(/离散/);
    }
  });
});

describe('7. whether the middle answer counts as satisfied', () => {
  it('is told with both figures', async () => {
    const { remarks } = await askMetric(engine, 'csat', { responses: csat('app', [5, 4, 3, 3, 1]) });
    expect(remarks.en).toContain(
      'Satisfied means 4 or more on 1–5; if 3 counted too, CSAT would be 80% instead of 40%',
    );
    expect(remarks.zh).toContain('若 3 分也计入');
  });
});

describe('9. consistency', () => {
  it('has two names, and is high where all is equally bad: the level stands beside it', async () => {
    expect(metrics.get('consistency')!.title.zh).toMatch(/体验离散度.*信息一致性/);
    const bad = [1, 1, 2, 1, 1, 2, 1, 1, 1, 1];
    const { summary, rows } = await askMetric(engine, 'consistency', {
      responses: [...csat('app', bad), ...csat('shop', bad)],
    });
    expect(summary.between).toBeGreaterThan(0.95);
    expect(rows.map(({ mean }) => mean)).toEqual([1.2, 1.2]);
  });
});

describe('10. overlap and satisfaction', () => {
  // Complaints make touchpoints more and answers worse: ρ is −1 with them and does not exist without.
  it('is shown without complaint touchpoints too', async () => {
    const people = Array.from({ length: 12 }, (_, at) => at);
    const touch = (at: number, touchpoint: string, day: number) => ({
      customer_id: `c${String(at)}`,
      touchpoint,
      occurred_at: `2025-01-0${String(day)}`,
    });
    const { summary } = await askMetric(engine, 'overlap', {
      interactions: people.flatMap((at) => [touch(at, 'app', 1), ...(at % 2 ? [touch(at, 'complaint desk', 2)] : [])]),
      responses: people.map((at) => ({
        response_id: String(at),
        customer_id: `c${String(at)}`,
        kind: 'overall',
        score: at % 2 ? 1 : 5,
        submitted_at: '2025-01-05',
      })),
    });
    expect(summary.spearman).toBeCloseTo(-1, 12);
    expect(summary.without_complaints).toBeNull();
  });

  it('is never read against the mean of the rated touchpoints', async () => {
    const interactions = [...'abcd'].flatMap((customer_id, at) =>
      ['x', 'y', 'z']
        .slice(0, 1 + (at % 3))
        .map((touchpoint) => ({ customer_id, touchpoint, occurred_at: '2025-01-01' })),
    );
    const responses = [...'abcd'].map((customer_id, at) => ({
      response_id: customer_id,
      customer_id,
      touchpoint: 'x',
      kind: 'csat',
      score: 1 + at,
      submitted_at: '2025-01-05',
    }));
    expect((await askMetric(engine, 'overlap', { interactions, responses })).summary).toMatchObject({
      n: 0,
      spearman: null,
    });
  });
});

describe('12. value', () => {
  const orders = [
    { order_id: '1', customer_id: 'old', ordered_at: '2024-01-01', amount: 100 },
    { order_id: '2', customer_id: 'old', ordered_at: '2024-12-30', amount: 900 },
    { order_id: '3', customer_id: 'new', ordered_at: '2024-12-20', amount: 50 },
  ];
  it('without a margin is cumulative spend, and compares first days, the younger undetermined', async () => {
    const { summary, remarks } = await askMetric(engine, 'clv-historic', { orders }, { first_days: 90 });
    expect(summary).toMatchObject({ kind: 'cumulative_spend', first_days: 90, undetermined: 1 });
    expect(summary.first_days_value).toBe(100);
    expect(remarks.en).toContain('this is cumulative spend, not customer lifetime value');
    expect(remarks.zh).toContain('累计消费额');
  });
});

describe('13. drivers, importance and what-if', () => {
  const people = Array.from({ length: 120 }, (_, at) => {
    const [app, shop] = [at % 10 < 7 ? 5 : 1 + (at % 4), 1 + ((at * 7) % 5)];
    const about = { response_id: String(at), customer_id: String(at), scale_min: 1, scale_max: 5 };
    const rated = at % 3 === 2 ? [] : [{ ...about, touchpoint: 'shop', kind: 'csat', score: shop }];
    return [
      { ...about, touchpoint: 'app', kind: 'csat', score: app },
      ...rated,
      { ...about, touchpoint: null, kind: 'overall', score: Math.round((app + shop) / 2) },
    ];
  }).flat();
  it('warn of ceilings, offer used × score, and say who complete cases are', async () => {
    const { rows, remarks } = await askMetric(engine, 'drivers', { responses: people }, { anyway: true });
    const shop = rows.find(({ driver }) => driver === 'shop')!;
    expect(shop.used).toBeCloseTo(2 / 3, 12);
    expect(typeof shop.score).toBe('number');
    expect(rows.find(({ driver }) => driver === 'app')!.ceiling).toBeGreaterThan(0.6);
    expect(remarks.en).toMatch(/Most people already give the top score, which hides importance: app/);
    expect(remarks.en).toContain('40 people did not rate everything');
    expect(remarks.zh).toContain('用过全部触点的人');
  });
  it('draw the line of performance at the target unless told', () => {
    expect(metrics.get('importance-performance')!.params.crosshair?.default).toBe('target');
    expect(
      JSON.stringify(metrics.get('importance-performance')!.headings) +
        readFileSync('src/metrics/importance-field.ts', 'utf8'),
    ).toContain('核实后再减');
  });
});

describe('15. false alarms', () => {
  // 2 Φ(−3) and, for eight on one side, 2 ÷ 2⁸ a point, in 24 finished periods
  it('to be expected are shown beside the signals', async () => {
    const responses = Array.from({ length: 25 }, (_, month) =>
      csat('app', [5, 4, 3, 2, 1, 1 + (month % 5)]).map((row) => ({
        ...row,
        response_id: `${row.response_id}-${String(month)}`,
        submitted_at: new Date(Date.UTC(2023, month, 10)).toISOString().slice(0, 10),
      })),
    ).flat();
    const { summary } = await askMetric(
      engine,
      'control-chart',
      { responses },
      { metric: 'csat', value: 'csat', type: 'p' },
    );
    expect(summary.expected_false_alarms).toBeCloseTo(24 * (0.0026998 + 2 / 256), 5);
  });
});

describe('16. bands of risk', () => {
  it('are the cases that a team can work on, with the precision at that number', () => {
    const judged = { probabilities: [0.9, 0.1, 0.8, 0.7, 0.2], outcomes: [1, 0, 0, 1, 1] };
    expect(precisionAt(judged, 3)).toEqual({ cases: 3, share: 2 / 3 });
    expect(precisionAt(judged, 9)).toEqual({ cases: 5, share: 3 / 5 });
    expect(precisionAt({ probabilities: [], outcomes: [] }, 3)).toEqual({ cases: 0, share: null });
  });
});

describe('19. integration', () => {
  it('tells of an association only', async () => {
    const { remarks } = await example('integration');
    expect(remarks.en).toContain('association only');
    expect(remarks.zh).toMatch(/相关|关联/);
  });
});

describe('20. what is never claimed', () => {
  const texts = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return texts(path);
      return /\.(ts|svelte|ya?ml|html|md)$/.test(entry.name) && !/\.test\.ts$/.test(entry.name) ? [path] : [];
    });
  it('no text claims compliance', () => {
    const claims = /\b(non-)?complian(t|ce)\b|符合.{0,6}(法|规范)|合规/i;
    const found = [...texts('src'), 'README.md', 'index.html'].filter((path) =>
      claims.test(readFileSync(path, 'utf8')),
    );
    expect(found).toEqual([]);
  });
});
