import readXlsx from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answers, few, given } from '../../test/engines/few-persons';
import { give } from '../../test/engines/given';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';
import type { Locale } from '../i18n/text';
import { metrics } from '../metrics';
import type { Given } from '../metrics/metric';
import { run } from '../metrics/run';
import { type Cleared, MustAsk } from './cleared';
import { chartOf, csvOf, specOf, svgOf, xlsxOf } from './formats';
import { leave } from './leave';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

async function cleared(
  id: string,
  rows: Given = given,
  params: Readonly<Record<string, unknown>> = {},
  k = 5,
): Promise<Cleared> {
  const roles = await give(engine, rows);
  const metric = metrics.get(id)!;
  const setting = { params, roles, seed: 1 };
  const outcome = await run(metric, setting, { engine, metrics });
  if (outcome.kind !== 'answered') throw new Error(outcome.kind);
  return leave({ kind: 'metric', metric, found: outcome.found, setting }, { engine, k });
}

describe('a metric that leaves', () => {
  it('counts persons, not answers, and holds a second group back so that the total gives nothing away', async () => {
    const { rows, held, shown } = await cleared('csat');
    expect(held).toEqual(
      [
        { group: few, because: 'few-persons' },
        { group: 'Spa', because: 'complement' },
      ].sort(
        (a, b) =>
          rows.findIndex((row) => row.touchpoint === a.group) - rows.findIndex((row) => row.touchpoint === b.group),
      ),
    );
    expect(rows.find((row) => row.touchpoint === few)).toMatchObject({
      n: null,
      csat: null,
      satisfied: null,
      missing: null,
    });
    expect(shown.map((row) => row.touchpoint).sort()).toEqual(['Bar', 'Front desk']);
  });

  it('counts only the persons of the answers that the metric reads', async () => {
    const others = [
      ...given.responses!.filter(({ touchpoint }) => touchpoint !== few),
      ...answers(few, 3, 4),
      ...answers(few, 90, 1, 'nps').map((row) => ({
        ...row,
        response_id: `n${row.response_id}`,
        customer_id: `n${row.customer_id}`,
      })),
    ];
    expect((await cleared('csat', { responses: others })).held.map(({ group }) => group)).toContain(few);
    expect((await cleared('nps', { responses: others })).held).toEqual([]);
  });

  it('leaves whole when every group is large, and not at all when the whole is small', async () => {
    expect((await cleared('csat', { responses: answers('a', 9) })).held).toEqual([]);
    const small = await cleared('csat', { responses: answers('a', 4) });
    expect([small.held.map(({ group }) => group), small.summary, small.charts('en'), small.remarks()]).toEqual([
      ['a', null],
      {},
      [],
      [],
    ]);
  });

  it('holds back groups in which all are alike', async () => {
    const glad = answers('glad', 30).map((row) => ({ ...row, score: 5 }));
    expect((await cleared('csat', { responses: [...glad, ...answers('b', 40), ...answers('c', 50)] })).held[0]).toEqual(
      { group: 'b', because: 'complement' },
    );
    expect(
      (await cleared('csat', { responses: [...glad, ...answers('b', 40)] })).held.map(({ because }) => because).sort(),
    ).toEqual(['all-alike', 'complement']);
  });

  it('obeys the k of the workspace', async () => {
    expect((await cleared('csat', given, {}, 2)).held).toEqual([]);
    expect((await cleared('csat', given, {}, 25)).held.map(({ group }) => group).sort()).toEqual(['Bar', few, 'Spa']);
  });

  it('treats a row about one person as one person', async () => {
    const metric = metrics.get('rfm')!;
    const orders = Array.from({ length: 60 }, (_, at) => ({
      order_id: `o${String(at)}`,
      customer_id: `c${String(at % 20)}`,
      ordered_at: `2025-01-${String(1 + (at % 28)).padStart(2, '0')}`,
      amount: at + 1,
    }));
    const found = await cleared('rfm', { orders });
    expect(metric.id).toBe('rfm');
    expect(found.shown).toEqual([]);
    expect(found.charts('en')).toEqual([]);
  });

  it('asks first where nobody has said whom it counts', async () => {
    const roles = await give(engine, given);
    const metric = { ...metrics.get('csat')!, id: 'unheard-of' };
    const outcome = await run(metric, { params: {}, roles, seed: 1 }, { engine, metrics });
    if (outcome.kind !== 'answered') throw new Error(outcome.kind);
    const departing = {
      kind: 'metric',
      metric,
      found: outcome.found,
      setting: { params: {}, roles, seed: 1 },
    } as const;
    await expect(leave(departing, { engine, k: 5 })).rejects.toThrow(MustAsk);
    expect((await leave(departing, { engine, k: 5, agreed: true })).rowLevel).toBe(true);
  });
});

describe('getting round the gate', () => {
  it.each(['csat', 'nps'])('fails by any format, chart, tooltip or text: %s', async (id) => {
    const responses = [
      ...answers('Front desk', 40, 1, id),
      ...answers('Bar', 30, 1, id),
      ...answers('Spa', 20, 1, id),
      ...answers(few, 3, 7, id),
    ];
    const out = await cleared(id, { responses });
    expect(out.held.map(({ group }) => group)).toContain(few);
    const csv = await csvOf(out).text();
    const secret = csv.split('\r\n').find((line) => line.includes(few))!;
    expect(secret.replaceAll(',', '').trim()).toBe(few);
    const sheet = (await readXlsx(Buffer.from(await (await xlsxOf(out, 'en')).arrayBuffer()))) as unknown as {
      data: unknown[][];
    }[];
    expect(JSON.stringify(sheet)).toContain('Front desk');
    expect(JSON.stringify(sheet)).toContain('Touchpoint');
    for (const locale of ['en', 'zh'] as const)
      for (const [at, chart] of out.charts(locale).entries()) {
        expect(chartOf(out, at, locale)!.title).toBe(chart.title);
        const texts = [await specOf(chart, []).text(), await svgOf(chart, []), chart.title, chart.alternative];
        for (const text of texts) for (const hidden of out.held) expect(text).not.toContain(hidden.group);
      }
    expect(out.charts('en').length).toBeGreaterThan(0);
    for (const remark of out.remarks()) expect(JSON.stringify(remark)).not.toContain(few);
  });

  it('fails by sort order and by paging: the same rows are held back', async () => {
    const turned = { responses: [...given.responses!].reverse() };
    const groups = async (rows: Given) => (await cleared('csat', rows)).held.map(({ group }) => group).sort();
    expect(await groups(turned)).toEqual(await groups(given));
  });

  it('fails by making the object oneself: formats take only what has left by the door', () => {
    // @ts-expect-error a look-alike lacks the private fields
    expect(() => chartOf({ columns: [], rows: [], charts: undefined }, 0, 'en')).toThrow();
  });
});

describe.each([...metrics.keys()])('%s', (id) => {
  it('leaves with nothing of fewer than k persons, or asks first', async () => {
    const metric = metrics.get(id)!;
    const roles = await give(engine, metric.example.given);
    const setting = { params: metric.example.params ?? {}, roles, seed: 1 };
    const outcome = await run(metric, setting, { engine, metrics });
    if (outcome.kind !== 'answered') throw new Error(outcome.kind);
    const out = await leave({ kind: 'metric', metric, found: outcome.found, setting }, { engine, k: 100_000 }).catch(
      (error: unknown) => error,
    );
    if (out instanceof MustAsk) return;
    if (out instanceof Error) throw out;
    if (id === 'balanced-scorecard') return;
    expect((out as Cleared).shown).toEqual([]);
    expect((out as Cleared).charts('en')).toEqual([]);
  });
});

describe('stages and classes that leave', () => {
  const catalogue = [
    ['Ad', 'awareness'],
    ['Web', 'interest'],
    ['Shop', 'purchase'],
    ['Desk', 'service'],
  ].map(([touchpoint, stage]) => ({ touchpoint: touchpoint!, stage: stage! }));
  const staged: Given = {
    touchpoints: catalogue,
    responses: [...answers('Ad', 30), ...answers('Web', 3, 4), ...answers('Shop', 40), ...answers('Desk', 6)],
  };

  async function spoken(locale: Locale, k = 5, metric = metrics.get('csat')!) {
    const roles = await give(engine, staged);
    const setting = { params: { by: 'stage' }, roles, seed: 1 };
    const outcome = await run(metric, setting, { engine, metrics });
    if (outcome.kind !== 'answered') throw new Error(outcome.kind);
    return leave({ kind: 'metric', metric, found: outcome.found, setting }, { engine, k, locale });
  }

  it.each([
    ['zh', ['认知', '购买'], ['兴趣', '售后']],
    ['en', ['Awareness', 'Purchase'], ['Interest', 'Service']],
  ] as const)('stand in words of %s in tables, charts, remarks and what was held back', async (locale, shown, held) => {
    const out = await spoken(locale);
    expect(out.shown.map((row) => row.touchpoint).sort()).toEqual([...shown].sort());
    expect(out.held.map(({ group }) => group).sort()).toEqual([...held].sort());
    const written = await csvOf(out).text();
    const told = JSON.stringify([out.charts(locale), out.remarks()]);
    for (const word of shown) {
      expect(written).toContain(word);
      expect(told).toContain(word);
    }
    for (const raw of ['"awareness"', '"interest"', '"purchase"', '"service"']) {
      expect(told).not.toContain(raw);
      expect(written).not.toContain(raw.replaceAll('"', ''));
    }
  });

  it('are guarded by their words too: what names a group that was held back stays, in either wording', async () => {
    const titled = (title: string) => ({
      title,
      alternative: '',
      spec: { mark: 'bar' as const, data: { values: [] } },
    });
    const told = (text: string) => ({ level: 'note' as const, say: { en: text, zh: text } });
    const names = {
      zh: ['兴趣最低', 'interest: 3', '认知最高'],
      en: ['Interest is low', 'service: 6', 'Awareness leads'],
    };
    for (const locale of ['zh', 'en'] as const) {
      const metric = {
        ...metrics.get('csat')!,
        charts: () => names[locale].map(titled),
        remarks: () => names[locale].map(told),
      };
      const out = await spoken(locale, 5, metric);
      expect(out.charts(locale).map(({ title }) => title)).toEqual([names[locale][2]]);
      expect(out.remarks().map(({ say }) => say[locale])).toEqual([names[locale][2]]);
    }
  });
});
