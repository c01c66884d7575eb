import { describe, expect, it } from 'vitest';
import { newWorkspace } from '../../test/engines/native-workspace';
import { sql } from '../engine/sql';
import type { TableName } from '../model/schema';
import {
  changeAnswers,
  lookAtPairing,
  tellAnswers,
  tellColumn,
  tellConstant,
  tellSameCustomer,
  useAs,
  tellTie,
} from './telling';
import type { Workspace } from './workspace.svelte';

async function opened(files: Readonly<Record<string, string>>): Promise<Workspace> {
  const workspace = newWorkspace();
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

  it('decides whether a column is the score, and the kind and the scale come along', async () => {
    const words = Array.from({ length: 9 }, (_, at) => (at === 4 ? 'good' : String(1 + (at % 5))));
    const odd = Array.from({ length: 40 }, (_, at) => `p${String(at)},web,${String(at * 25)}`);
    const workspace = await opened({
      'tiny.csv': `who,touchpoint,score\n${words.map((word, at) => `c${String(at)},web,${word}`).join('\n')}\n`,
      'odd.csv': `who,touchpoint,rating\n${odd.join('\n')}\n`,
    });
    const tieOf = (name: string) => workspace.mapping.ties.find(({ source }) => source === name)!;
    const tiny = tieOf('tiny');
    expect(tiny).toMatchObject({ column: 'score', candidates: ['score'] });
    expect(tiny.reason.en).toMatch(/not all of its cells are numbers \(such as “good”\)/);
    expect(tieOf('odd').reason.en).toMatch(/its values \(0 to 975\) are those of no usual scale/);
    const found = sql`SELECT kind, count(score)::DOUBLE AS n, min(scale_min) AS low, max(scale_max) AS top FROM canonical.responses GROUP BY kind`;
    await tellTie(workspace, tiny, 'score');
    expect(await rows(workspace, found)).toContainEqual({ kind: 'csat', n: 8, low: 1, top: 5 });
    expect(workspace.checks).toMatchObject([{ with: { n: 1, column: 'score', source: 'tiny' } }]);
    await workspace.remove('tiny');
    await tellTie(workspace, tieOf('odd'), 'rating');
    expect(workspace.mapping.ties).toEqual([]);
    expect(await rows(workspace, found)).toEqual([{ kind: 'csat', n: 40, low: 0, top: 1000 }]);
  });
});
