import { afterEach, describe, expect, it } from 'vitest';
import { importFiles } from '../engine/intake/import-files';
import { sql } from '../engine/sql';
import { openNative } from '../headless/native';
import { guess } from '../model/guess';
import type { TableName } from '../model/schema';
import { profile } from '../model/profile';
import { build, view } from '../model/views';
import { importAllBy } from './import-all';
import { Language } from './language.svelte';
import {
  changeAnswers,
  lookAtPairing,
  tellAnswers,
  tellColumn,
  tellConstant,
  tellSameCustomer,
  useAs,
} from './telling';
import { Workspace } from './workspace.svelte';

const open: Workspace[] = [];
afterEach(async () => {
  for (const workspace of open.splice(0)) await workspace.engine.close();
});

async function opened(files: Readonly<Record<string, string>>): Promise<Workspace> {
  const workspace = new Workspace(
    {
      openEngine: openNative,
      intake: () => Promise.resolve(importAllBy(importFiles)),
      model: () => Promise.resolve({ profile, guess, build, view }),
    },
    new Language('en'),
  );
  open.push(workspace);
  await workspace.open(Object.entries(files).map(([name, text]) => ({ name, blob: new File([text], name) })));
  return workspace;
}

const feedOf = (workspace: Workspace, source: string, table: TableName) =>
  workspace.mapping.feedsOf(source).find((feed) => feed.table === table)!;
const rows = (workspace: Workspace, query: ReturnType<typeof sql>) =>
  workspace.engine.use((engine) => engine.query(query));

const marks = Array.from({ length: 120 }, (_, at) => `r${String(at)},c${String(at % 40)},web,${String(at % 11)}`);
const survey = `response_id,customer_id,touchpoint,score\n${marks.join('\n')}\n`;
const wide = `id,Check-in,Wifi,Food,why\n${Array.from({ length: 60 }, (_, at) => `${String(at)},${String(1 + (at % 5))},${String(at % 6)},${String(1 + ((at * 3) % 5))},fine`).join('\n')}\n`;

describe('what a person says of columns', () => {
  it('is a value for all rows: the kind takes the scale along, and is taken back by undo', async () => {
    const workspace = await opened({ 'survey.csv': survey });
    expect(feedOf(workspace, 'survey', 'responses').columns.kind).toEqual({ kind: 'constant', value: 'csat' });
    expect(await tellConstant(workspace, feedOf(workspace, 'survey', 'responses'), 'kind', 'nps')).toBe(true);
    expect(
      await rows(workspace, sql`SELECT DISTINCT kind, scale_min AS low, scale_max AS top FROM canonical.responses`),
    ).toEqual([{ kind: 'nps', low: 0, top: 10 }]);
    const outcome = await workspace.evaluation.evaluate('nps');
    expect(outcome.kind).toBe('answered');
    await workspace.history.undo();
    expect(await rows(workspace, sql`SELECT DISTINCT kind FROM canonical.responses`)).toEqual([{ kind: 'csat' }]);
  });

  it('is refused where it is no such value, and nothing changes', async () => {
    const workspace = await opened({ 'survey.csv': survey });
    const feed = feedOf(workspace, 'survey', 'responses');
    for (const [column, text] of [
      ['kind', 'nonsense'],
      ['weight', 'heavy'],
      ['reversed', 'perhaps'],
      ['submitted_at', 'yesterday'],
      ['channel', ''],
    ] as const)
      expect(await tellConstant(workspace, feed, column, text), column).toBe(false);
    expect(feedOf(workspace, 'survey', 'responses')).toBe(feed);
    expect(await tellConstant(workspace, feed, 'reversed', '是')).toBe(true);
    expect(feedOf(workspace, 'survey', 'responses').columns.reversed).toEqual({ kind: 'constant', value: true });
  });

  it('is another column for a score, on the scale of the kind that was said', async () => {
    const workspace = await opened({ 'wide.csv': wide });
    await workspace.mapping.removeFeed('wide', 'responses');
    await workspace.mapping.addFeed('wide', 'responses');
    await tellConstant(workspace, feedOf(workspace, 'wide', 'responses'), 'kind', 'csat');
    await tellColumn(workspace, feedOf(workspace, 'wide', 'responses'), 'score', 'Wifi');
    expect(feedOf(workspace, 'wide', 'responses').columns).toMatchObject({
      score: { kind: 'column', column: 'Wifi', missing: ['0'] },
      scale_max: { kind: 'constant', value: 5 },
    });
  });

  it('is which columns are answers: with their scale, and zero as not rated', async () => {
    const workspace = await opened({ 'wide.csv': wide });
    await workspace.mapping.removeFeed('wide', 'responses');
    await useAs(workspace, 'wide', 'responses');
    await tellAnswers(workspace, feedOf(workspace, 'wide', 'responses'), [
      { kind: 'csat', columns: ['Check-in', 'Wifi'] },
      { kind: 'importance', columns: ['Food'] },
    ]);
    const counted = sql`SELECT kind, touchpoint AS t, count(score)::DOUBLE AS n, max(scale_max) AS top FROM canonical.responses WHERE kind <> 'verbatim' GROUP BY ALL ORDER BY 1, 2`;
    expect(await rows(workspace, counted)).toEqual([
      { kind: 'csat', t: 'Check-in', n: 60, top: 5 },
      { kind: 'csat', t: 'Wifi', n: 50, top: 5 },
      { kind: 'importance', t: 'Food', n: 60, top: 5 },
    ]);
    const feed = feedOf(workspace, 'wide', 'responses');
    const at = feed.answers!.findIndex(({ kind }) => kind === 'csat');
    await changeAnswers(workspace, feed, at, { ...feed.answers![at]!, columns: ['Check-in'], kind: 'ces' });
    expect(await rows(workspace, counted)).toEqual([
      { kind: 'ces', t: 'Check-in', n: 60, top: 5 },
      { kind: 'importance', t: 'Food', n: 60, top: 5 },
    ]);
  });

  it('guesses the columns of a further table, as the terminal does', async () => {
    const workspace = await opened({
      'shop.csv': 'order_no,ordered_at,buyer,amount\n1,2025-01-01,a,5\n2,2025-01-02,b,6\n',
    });
    for (const { table } of workspace.mapping.feedsOf('shop')) await workspace.mapping.removeFeed('shop', table);
    await useAs(workspace, 'shop', 'orders');
    expect(Object.keys(feedOf(workspace, 'shop', 'orders').columns)).toEqual(
      expect.arrayContaining(['ordered_at', 'amount']),
    );
  });

  it('joins two ids of one customer over all tables, also where some rows know only one of them', async () => {
    const workspace = await opened({
      'members.csv': 'openid,member_no,city\nw1,m1,a\nw2,m2,b\nw3,,c\n,m4,d\n',
      'web.csv':
        'openid,event_time,touchpoint\nw1,2025-01-01,web\nw2,2025-01-02,web\nw3,2025-01-03,web\nw9,2025-01-04,web\n',
      'shop.csv': 'member_no,ordered_at,amount\nm1,2025-01-05,5\nm4,2025-01-06,6\n',
    });
    for (const source of ['members', 'web', 'shop']) workspace.mapping.confirm(source);
    await workspace.mapping.supply('web', 'interactions', 'customer_id', { kind: 'column', column: 'openid' });
    await tellSameCustomer(workspace, 'members', 'openid', 'member_no');
    const persons = sql`SELECT customer_id AS c FROM canonical.interactions ORDER BY occurred_at`;
    expect((await rows(workspace, persons)).map(({ c }) => c)).toEqual(['m1', 'm2', 'w3', 'w9']);
    const both = sql`SELECT count(DISTINCT o.customer_id)::DOUBLE AS n FROM canonical.orders o JOIN canonical.interactions i USING (customer_id)`;
    expect(await rows(workspace, both)).toEqual([{ n: 1 }]);
    await workspace.history.undo();
    expect((await rows(workspace, persons)).map(({ c }) => c)).toEqual(['w1', 'w2', 'w3', 'w9']);
  });

  it('is told beforehand which ids of a customer are shared, and among the checks once it is so', async () => {
    const workspace = await opened({ 'members.csv': 'member_no,phone\nm1,139\nm2,139\nm3,140\n' });
    const shared = { n: 1, all: 2, example: '139', most: 2 };
    const before = await lookAtPairing(workspace, 'members', 'phone', 'member_no');
    expect(before).toMatchObject([{ level: 'caution', with: shared }]);
    expect(workspace.checks).toEqual([]);
    await tellSameCustomer(workspace, 'members', 'phone', 'member_no');
    expect(workspace.checks).toMatchObject([{ level: 'caution', with: shared }]);
  });
});
