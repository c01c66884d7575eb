import { afterEach, describe, expect, it } from 'vitest';
import { importFiles } from '../engine/intake/import-files';
import { openNative } from '../headless/native';
import { guess } from '../model/guess';
import { profile } from '../model/profile';
import { build, view } from '../model/views';
import type { Cleared } from './cleared';
import { importAllBy } from './import-all';
import { Language } from './language.svelte';
import { LeftInPage, type LeftMemory } from './left-memory';
import { metricLeaves, queryLeaves } from './report-leaving';
import { noteReleased, releasedOf } from './released';
import { Workspace } from './workspace.svelte';

const workspaces: Workspace[] = [];
afterEach(async () => {
  for (const workspace of workspaces.splice(0)) await workspace.engine.close();
});

interface Answering {
  readonly touchpoint: string;
  readonly persons: number;
  readonly segment?: string;
}
const answering: readonly Answering[] = [
  { touchpoint: 'Front desk', persons: 40 },
  { touchpoint: 'Spa', persons: 20 },
  { touchpoint: 'Gate', persons: 25 },
  { touchpoint: 'Bar', persons: 28, segment: 'old' },
  { touchpoint: 'Bar', persons: 2 },
  { touchpoint: 'Secret desk', persons: 3, segment: 'old' },
];
const csv = (head: string, rows: readonly (readonly (string | number)[])[]) =>
  `${[head, ...rows.map((row) => row.join())].join('\n')}\n`;
const customers = (all: readonly Answering[]) =>
  csv(
    'customer_id,segment',
    all.flatMap((one) => whoIn(one).map((who) => [who, one.segment ?? 'new'])),
  );
const whoIn = ({ touchpoint, persons, segment = 'new' }: Answering) =>
  Array.from({ length: persons }, (_, at) => `c-${touchpoint}-${segment}-${String(at)}`);
const survey = (all: readonly Answering[]) =>
  csv(
    'response_id,customer_id,touchpoint,csat,submitted_at',
    all.flatMap((one) =>
      whoIn(one).map((who, at) => {
        const day = String(1 + (at % 28)).padStart(2, '0');
        return [`r-${who}`, who, one.touchpoint, 1 + (at % 5), `2025-01-${day}`];
      }),
    ),
  );
const stages = csv('touchpoint,stage', [
  ['Front desk', 'purchase'],
  ['Spa', 'purchase'],
  ['Gate', 'interest'],
  ['Bar', 'service'],
  ['Secret desk', 'service'],
]);

const names = JSON.stringify(['customers.csv', 'survey.csv', 'touchpoints.csv']);

async function opened(all = answering, left: LeftMemory = new LeftInPage(), k = 5): Promise<Workspace> {
  const workspace = new Workspace(
    {
      openEngine: openNative,
      intake: () => Promise.resolve(importAllBy(importFiles)),
      model: () => Promise.resolve({ profile, guess, build, view }),
      left,
    },
    new Language('en'),
  );
  workspaces.push(workspace);
  const files = { 'customers.csv': customers(all), 'survey.csv': survey(all), 'touchpoints.csv': stages };
  await workspace.open(Object.entries(files).map(([name, text]) => ({ name, blob: new File([text], name) })));
  workspace.report.head({ k });
  return workspace;
}

/** Asks, and lets it leave. */
async function out(
  workspace: Workspace,
  metric: string,
  params: Readonly<Record<string, unknown>> = {},
): Promise<Cleared> {
  const outcome = await workspace.evaluation.evaluate(metric, params);
  if (outcome.kind !== 'answered') throw new Error(`${metric} is ${outcome.kind}`);
  const { cleared, departed } = await metricLeaves(workspace, metric, outcome.found, params, { locale: 'en' });
  await noteReleased(workspace, departed);
  return cleared;
}
const held = ({ held: some }: Cleared) => some.map(({ group, whole }) => (whole ? 'whole' : String(group))).sort();
const shown = ({ shown: rows }: Cleared) => rows.map(({ touchpoint }) => String(touchpoint)).sort();

describe('what left before is held against what leaves later', () => {
  it('under other filters and otherwise grouped: the few that a filter leaves out', async () => {
    const workspace = await opened();
    expect(shown(await out(workspace, 'csat'))).toContain('Bar');
    await workspace.filters.choose('responses', 'touchpoint', 'Bar');
    await workspace.filters.choose('customers', 'segment', 'old');
    const bar = await out(workspace, 'csat', { by: 'none' });
    // 30 at the bar, and 28 of them old: the two others answered what is between.
    expect(held(bar)).toContain('whole');
    expect([bar.summary, bar.charts('en'), bar.remarks()]).toEqual([{}, [], []]);
  });

  it('by sums of several groups: a whole of three, of which two have left', async () => {
    const workspace = await opened();
    expect(shown(await out(workspace, 'csat', { by: 'stage' }))).toEqual(['Interest', 'Purchase', 'Service']);
    expect(held(await out(workspace, 'csat'))).toEqual(['Bar', 'Secret desk']);
    await workspace.filters.choose('touchpoints', 'stage', 'service');
    expect(held(await out(workspace, 'csat', { by: 'none' }))).toEqual([]);
  });

  it('though the filters went another way in between', async () => {
    const workspace = await opened();
    await out(workspace, 'csat', { by: 'stage' });
    await workspace.filters.period('2025-01-01', '2025-01-15');
    await workspace.filters.clear();
    expect(held(await out(workspace, 'csat'))).toEqual(['Bar', 'Secret desk']);
  });

  it('of another metric over the same answers', async () => {
    const workspace = await opened();
    await out(workspace, 'csat', { by: 'stage' });
    // Service is the bar and the secret desk: with the bar's number and mean the desk's three persons would be told.
    expect(held(await out(workspace, 'importance-performance'))).toEqual(['Bar', 'Secret desk']);
    expect(held(await out(await opened(), 'importance-performance'))).toEqual(['Secret desk', 'Spa']);
  });

  it('after the page was opened anew, from what the browser remembers', async () => {
    const left = new LeftInPage();
    await out(await opened(answering, left), 'csat', { by: 'stage' });
    expect(held(await out(await opened(answering, left), 'csat'))).toEqual(['Bar', 'Secret desk']);
    expect(held(await out(await opened(answering), 'csat'))).toEqual(['Secret desk', 'Spa']);
  });

  it('after a few persons were taken out of the file, by the sizes', async () => {
    const left = new LeftInPage();
    const many = answering.filter(({ touchpoint }) => touchpoint !== 'Secret desk');
    await out(await opened(many, left), 'csat');
    const fewer = many.map((one) => (one.touchpoint === 'Gate' ? { ...one, persons: 23 } : one));
    expect(held(await out(await opened(fewer, left), 'csat'))).toEqual(['Gate', 'Spa', 'whole']);
  });

  it('but not groups that only happen to be of like sizes, nor filters that leave many out', async () => {
    const workspace = await opened(answering.filter(({ touchpoint }) => touchpoint !== 'Secret desk'));
    expect(held(await out(workspace, 'csat'))).toEqual([]);
    await workspace.filters.choose('responses', 'touchpoint', 'Gate');
    expect(held(await out(workspace, 'csat', { by: 'none' }))).toEqual([]);
    await workspace.filters.clear();
    await workspace.filters.period('2025-01-01', '2025-01-10');
    expect(held(await out(workspace, 'csat', { by: 'none' }))).toEqual([]);
  });
});

describe('a free query', () => {
  const columns = ['customer_id', 'touchpoint', 'csat'].map((name) => ({
    name,
    type: name === 'csat' ? 'DOUBLE' : 'VARCHAR',
  }));
  const asked = async (workspace: Workspace, sql: string) => {
    const { rows } = await workspace.explore.query(sql);
    const { cleared, departed } = await queryLeaves(workspace, columns, rows, { kind: 'ids', column: 'customer_id' });
    if (departed) await noteReleased(workspace, departed);
    return cleared;
  };
  const all = 'SELECT customer_id, touchpoint, csat FROM survey';

  it('that leaves one person out does not leave beside the one that does not', async () => {
    const workspace = await opened();
    expect((await asked(workspace, all)).rows).toHaveLength(115);
    const one = await asked(workspace, `${all} WHERE customer_id <> 'c-Spa-new-7'`);
    expect(one.rows.filter(({ touchpoint }) => touchpoint === 'Spa')).toEqual([]);
    expect(one.rows).toHaveLength(95);
    expect(new Set(one.held.map(({ because }) => because))).toEqual(new Set(['difference', 'few-persons']));
    expect((await asked(workspace, all)).rows).toHaveLength(115);
  });

  it('is remembered without any of its texts', async () => {
    const left = new LeftInPage();
    const workspace = await opened(answering, left);
    await asked(workspace, all);
    const kept = JSON.stringify(await left.of(names));
    expect(kept).toContain('"touchpoint"');
    expect(kept).not.toMatch(/Front desk|Secret|c-Spa/);
    expect((await releasedOf(workspace)).queries[0]!.groups).toHaveLength(4);
  });
});

describe('what is remembered', () => {
  it('holds no figure and no name of a group of few, and is forgotten with the files', async () => {
    const left = new LeftInPage();
    const workspace = await opened(answering, left);
    await out(workspace, 'csat');
    const files = names;
    const [kept] = await left.of(files);
    expect(JSON.stringify(kept)).not.toMatch(/Secret|csat":|mean|\d\.\d/);
    expect(kept!.departed).toMatchObject({ metric: 'csat', by: 'touchpoint', whole: 118 });
    await out(workspace, 'csat');
    expect(await left.of(files)).toHaveLength(1);
    await left.forget(files);
    expect(await left.of(files)).toEqual([]);
  });
});
