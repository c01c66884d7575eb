import { describe, expect, it } from 'vitest';
import { currentVersion } from '../src/workspace/migrations';
import { asked, file } from './terminal';

/** 40 answers of each touchpoint: APP 10 satisfied, App端 30, 前台 40. */
function survey(): string {
  const satisfied: Readonly<Record<string, number>> = { APP: 10, App端: 30, 前台: 40 };
  const rows = Object.entries(satisfied).flatMap(([name, n]) =>
    Array.from({ length: 40 }, (_, at) => `${name}${String(at)},c${String(at)},${name},${at < n ? '5' : '1'}`),
  );
  return file('survey.csv', `response_id,customer_id,touchpoint,score\n${rows.join('\n')}\n`);
}

function workspace(intent: object): string {
  return file('saved.json', JSON.stringify({ kind: 'touchpoint-workspace', version: currentVersion, ...intent }));
}

async function said(format: string, ...args: readonly string[]): Promise<string> {
  const { status, out, error } = await asked('--metric', 'csat', '--data', survey(), '--format', format, ...args);
  expect([status, error]).toEqual([0, '']);
  return out;
}

interface Answer {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly targets: readonly Readonly<Record<string, unknown>>[];
  readonly remarks: readonly { readonly text: string }[];
}

const answer = async (...args: readonly string[]) => JSON.parse(await said('json', ...args)) as Answer;

describe('a workspace from the page, in the terminal', () => {
  it('counts touchpoints under the names that were confirmed, and does not ask again about names that were kept apart', async () => {
    const apart = await answer();
    expect(apart.rows.map(({ touchpoint, n }) => [touchpoint, n])).toContainEqual(['App端', 40]);
    expect(apart.remarks.some(({ text }) => text.includes('may be one touchpoint'))).toBe(true);
    const one = await answer('--workspace', workspace({ mapping: { feeds: [], aliases: { App端: 'APP' } } }));
    expect(one.rows.map(({ touchpoint, n, satisfied }) => [touchpoint, n, satisfied])).toEqual([
      ['APP', 80, 40],
      ['前台', 40, 40],
    ]);
    const kept = await answer('--workspace', workspace({ mapping: { feeds: [], aliases: { App端: 'App端' } } }));
    expect(kept.rows).toHaveLength(3);
    expect(kept.remarks.some(({ text }) => text.includes('may be one touchpoint'))).toBe(false);
  });

  it('groups by the catalogue that was confirmed, whichever language its words were in', async () => {
    const catalogue = [
      { touchpoint: 'APP', stage: 'consideration' },
      { touchpoint: 'App端', stage: '考虑' },
      { touchpoint: '前台', stage: 'purchase' },
    ];
    const { rows } = await answer('--workspace', workspace({ catalogue }), '--param', 'by=stage');
    expect(rows.map((row) => [Object.values(row)[0], row.n])).toEqual([
      ['consideration', 80],
      ['purchase', 40],
    ]);
  });

  it('holds the answer against the targets that were set, and says the verdict of the scorecard', async () => {
    const goals = [
      { metric: 'csat', target: 0.6 },
      { metric: 'csat', target: 0.8, touchpoint: 'App端' },
      { metric: 'nps', target: 30 },
    ];
    const path = workspace({ goals });
    const { targets } = await answer('--workspace', path);
    expect(targets.map(({ touchpoint, target, value, verdict }) => [touchpoint, target, value, verdict])).toEqual([
      [null, 0.6, 80 / 120, 'hold'],
      ['APP', 0.6, 0.25, 'act'],
      ['App端', 0.8, 0.75, 'watch'],
      ['前台', 0.6, 1, 'hold'],
    ]);
    expect(await said('text', '--workspace', path)).toContain('target App端: 0.8, is 0.75: watch');
    expect((await answer('--workspace', path, '--param', 'by=none')).targets).toMatchObject([{ touchpoint: null }]);
    expect(await answer()).not.toHaveProperty('targets');
  });

  it('flags forms by the rules set for authenticity', async () => {
    const rows = Array.from({ length: 30 }, (_, who) => [
      `${String(who)},APP,${String(1 + (who % 5))}`,
      `${String(who)},前台,${who < 6 ? String(1 + (who % 5)) : String(1 + ((who + 1) % 5))}`,
    ]).flat();
    const twice = file('twice.csv', `response_id,touchpoint,score\n${rows.join('\n')}\n`);
    const flagged = async (settings: object) => {
      const { out } = await asked('--metric', 'csat', '--data', twice, '--workspace', workspace({ settings }));
      return (JSON.parse(out) as { summary: { without_flagged: object } }).summary.without_flagged;
    };
    expect(await flagged({})).toMatchObject({ flagged: 0, forms: 30 });
    expect(await flagged({ authenticity: { items: 2, run: 2 } })).toMatchObject({
      flagged: 6,
      rules: { items: 2, run: 2 },
    });
  });
});

describe('worded scales in the terminal', () => {
  it.each([
    [
      '满意度',
      ['非常满意', '满意', '一般', '不满意', '非常不满意', '不清楚'],
      'zh',
      '5 个单元格为量表文字，已换算为数值：非常满意 = 5、满意 = 4、一般 = 3、不满意 = 2、非常不满意 = 1；不清楚 视为未评分',
    ],
    [
      'satisfaction',
      ['Very satisfied', 'Satisfied', 'Neutral', 'Dissatisfied', 'Very dissatisfied', 'N/A'],
      'en',
      '5 cells of “satisfaction” (worded) are words of a scale, read as numbers: Very satisfied = 5, Satisfied = 4, Neutral = 3, Dissatisfied = 2, Very dissatisfied = 1; no rating in N/A',
    ],
  ])('are scores, counted and said: %s', async (header, words, locale, remark) => {
    const rows = words.map((word, at) => `r${String(at)},c${String(at)},shop,${word}`);
    const path = file('worded.csv', `response_id,customer_id,touchpoint,${header}\n${rows.join('\n')}\n`);
    const { status, out } = await asked('--metric', 'csat', '--data', path, '--locale', locale, '--param', 'by=none');
    expect(status).toBe(0);
    const { rows: found, remarks } = JSON.parse(out) as Answer;
    expect(found[0]).toMatchObject({ n: 5, missing: 1, satisfied: 2, csat: 0.4, mean: 3, score: 50 });
    expect(remarks.map(({ text }) => text).join('\n')).toContain(remark);
  });
});
