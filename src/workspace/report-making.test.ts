import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { newWorkspace } from '../../test/engines/native-workspace';
import { say } from '../i18n/say';
import type { Locale } from '../i18n/text';
import { seeded } from '../stats/random';
import { falseAlarmWords } from './false-alarms';
import { prepare, reportPage } from './report-making';
import { pageOf } from './report-page';
import type { Workspace } from './workspace.svelte';

const random = seeded(7);
/** 20 answers a day on 30 days of one month, at two touchpoints; the second file has no others. */
const survey = (month: string) =>
  `回答编号,客户,触点,满意度,提交时间\n${Array.from({ length: 600 }, (_, at) =>
    [
      `${month}-${String(at)}`,
      `c${String(at % 200)}`,
      at % 2 ? '前台' : '热线',
      1 + Math.floor(5 * random()),
      `2025-${month}-${String(1 + Math.floor(at / 20)).padStart(2, '0')} 10:00:00`,
    ].join(),
  ).join('\n')}\n`;
const files = { 'survey-04.csv': survey('04'), 'survey-06.csv': survey('06') };

async function opened(): Promise<Workspace> {
  const workspace = newWorkspace();
  await workspace.open(Object.entries(files).map(([name, text]) => ({ name, blob: new File([text], name) })));
  return workspace;
}

async function pageIn(workspace: Workspace, locale: Locale) {
  const prepared = await Promise.all(workspace.report.items.map((item) => prepare(workspace, item, locale)));
  return reportPage(workspace, prepared, { locale, now: new Date('2025-07-01T10:00:00Z'), app: 'App 1' });
}

it('says what was filtered, read and made, and what could not be answered', async () => {
  const workspace = await opened();
  workspace.report.head({ title: '季度', text: 'Intro', k: 7 });
  workspace.report.add({ kind: 'metric', metric: 'csat' });
  workspace.report.add({ kind: 'metric', metric: 'churn', title: 'Who left' });
  workspace.report.add({
    kind: 'query',
    sql: 'SELECT 触点, count(*) AS n FROM survey GROUP BY 1',
    persons: { kind: 'agreed' },
  });
  await workspace.filters.period('2025-04-01', '2025-04-20');
  await workspace.filters.choose('responses', 'touchpoint', '前台');
  const page = await pageIn(workspace, 'en');
  expect(page).toMatchObject({ title: '季度', text: 'Intro', made: 'Made on 1 July 2025', k: 7, alarms: null });
  expect(page.filters.slice(0, 2)).toEqual(['≥ 2025-04-01', '≤ 2025-04-20']);
  expect(page.filters[2]).toContain('前台');
  expect(page.period).toBe('2025-04-01 – 2025-06-30');
  expect(page.sections.map(({ title }) => title)).toEqual(['Customer satisfaction (CSAT)', 'SQL']);
  expect(page.sections[0]!.rows.map(({ touchpoint }) => touchpoint)).toEqual(['前台']);
  const whole = Object.fromEntries(page.sections[0]!.whole.map(({ name, said }) => [name, said]));
  expect(whole).toMatchObject({ Answers: '200', 'Satisfied from': '4' });
  expect(whole.CSAT).toMatch(/^\d\d%$/);
  expect(page.leftOut.map(({ title }) => title)).toEqual(['Who left']);
  expect(page.versions.map(([name]) => name)).toEqual(['App', 'Engine', 'Time zone', 'Weeks begin on', 'Seed']);
});

it.each([
  ['en', 'the setting “Before” has not been chosen'],
  ['zh', '尚未设置“之前”'],
] as const)('names the setting that a metric still lacks: %s', async (locale, why) => {
  const workspace = await opened();
  workspace.report.add({ kind: 'metric', metric: 'change' });
  const { leftOut } = await pageIn(workspace, locale);
  expect(leftOut).toMatchObject([{ why: expect.stringContaining(why) as string }]);
});

it('counts the rows of a union once, and tells the hash of each of its files', async () => {
  const { files: read } = await pageIn(await opened(), 'zh');
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  expect(read).toEqual([
    { files: Object.entries(files).map(([name, text]) => ({ name, hash: hash(text) })), rows: 1200, rejected: 0 },
  ]);
});

it('says of two control charts, and not of one, how many signals come by chance', async () => {
  const workspace = await opened();
  const chart = (touchpoint: string) => {
    workspace.report.add({
      kind: 'metric',
      metric: 'control-chart',
      params: { metric: 'csat', grain: 'day', touchpoint, rules: ['beyond'] },
    });
  };
  chart('前台');
  expect((await pageIn(workspace, 'zh')).alarms).toBeNull();
  chart('热线');
  const page = await pageIn(workspace, 'zh');
  expect(page.sections).toHaveLength(2);
  const signals = page.sections.map(({ rows }) => rows.filter(({ signal }) => signal === true).length);
  expect(page.alarms).toBe(
    // 60 days a chart, each beyond its limits with 2 Φ(−3).
    say(
      falseAlarmWords,
      { charts: 2, signals: signals[0]! + signals[1]!, expected: 2 * 60 * 0.0026997960632601866 },
      'zh',
    ),
  );
  expect(pageOf(page)).toContain(page.alarms!);
});
