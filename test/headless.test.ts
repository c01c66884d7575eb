import { describe, expect, it } from 'vitest';
import { asked, file, result, spawned, survey } from './terminal';

describe('the command line', () => {
  it('answers with one JSON object on standard output and nothing else', async () => {
    const { status, out, error } = await spawned('--metric', 'nps', '--data', survey());
    expect([status, error]).toEqual([0, '']);
    const answer = JSON.parse(out);
    expect(Object.keys(answer)).toEqual([
      'metric',
      'kind',
      'rows',
      'summary',
      'remarks',
      'sql',
      'lacking',
      'mapping',
      'rejected',
    ]);
    expect(answer).toMatchObject({
      metric: 'nps',
      kind: 'answered',
      summary: { n: 4, nps: 25, by: 'touchpoint' },
      lacking: [],
      rejected: 0,
    });
    expect(answer.rows.map((row: any) => [row.touchpoint, row.nps])).toEqual([
      ['shop', -50],
      ['web', 100],
    ]);
    expect(answer.mapping.responses[0].columns).toMatchObject({
      score: 'nps',
      kind: '= nps',
      touchpoint: 'touchpoint',
    });
  });

  it('ends with 2 on wrong usage, and names the nearest right spelling', async () => {
    expect(await spawned('--metirc', 'nps')).toMatchObject({
      status: 2,
      out: '',
      error: 'unknown option "--metirc"; did you mean "--metric"?\n',
    });
    expect(await asked('--metric', 'nsp', '--data', survey())).toMatchObject({
      status: 2,
      error: 'unknown metric "nsp"; did you mean "nps"?\n',
    });
    for (const [args, hint] of [
      [['--map', 'responses.scroe=nps'], '"score"'],
      [['--map', 'responses.score=npss'], '"nps"'],
      [['--map', 'respones.score=nps'], '"responses"'],
      [['--param', 'intervall=wald'], '"interval"'],
      [['--param', 'interval=bayes'], 'adjusted'],
      [['--param', 'interval=adjsuted'], 'did you mean "adjusted"?'],
      [['--param', 'by=perod'], 'did you mean "period"?'],
      [['--param', 'by=touchpiont'], 'did you mean "touchpoint"?'],
      [['--param', 'by=chanel'], 'did you mean "channel"?'],
      [
        ['--param', 'by=stage'],
        'is "stage", not none, period, a mapped column of responses, touchpoints or customers\n',
      ],
      [
        ['--param', 'by=first-touchpoint'],
        'not none, period, a mapped column of responses, touchpoints or customers\n',
      ],
      [['--param', 'interval=nope'], 'one of adjusted, wald, bootstrap\n'],
      [['--where', 'responses.touchpiont=web'], '"touchpoint"'],
      [['--param', 'week_start=sundya'], 'did you mean "sunday"?'],
      [['--param', 'week_strat=sunday'], '"week_start"'],
      [['--zone', 'Asia/Shangai'], '"Asia/Shanghai"'],
      [['--from', '1.2.2025'], 'not a date'],
      [['--from', '2025-02-30'], 'not a date'],
      [['--to', '2025-02-28T25:00'], 'not a date'],
      [['--format', 'jsn'], '"json"'],
    ] as const) {
      const { status, out, error } = await asked('--metric', 'nps', '--data', survey(), ...args);
      expect([args, status, out]).toEqual([args, 2, '']);
      expect(error).toContain(hint);
      expect(error.trimEnd().split('\n')).toHaveLength(1);
    }
  });

  it('begins weeks on the day that the common parameter says, else the workspace, else Monday', async () => {
    const asking = ['--metric', 'nps', '--data', survey(), '--param', 'by=period', '--param', 'grain=week'];
    const starts = async (...more: string[]) =>
      (await result(...asking, ...more)).rows.map((row: any) => row.touchpoint);
    expect(await starts()).toEqual(['2024-12-30', '2025-01-27']);
    expect(await starts('--param', 'week_start=sunday')).toEqual(['2024-12-29', '2025-01-26', '2025-02-02']);
    const saved = file('sundays.json', '{"kind":"touchpoint-workspace","version":3,"weekStart":"sunday"}');
    expect(await starts('--workspace', saved)).toEqual(['2024-12-29', '2025-01-26', '2025-02-02']);
    expect(await starts('--workspace', saved, '--param', 'week_start=monday')).toEqual(['2024-12-30', '2025-01-27']);
    const list = JSON.parse((await asked('--list')).out);
    const paramsOf = (id: string) => list.find((metric: any) => metric.id === id).params;
    expect(paramsOf('nps').week_start).toMatchObject({ default: 'monday', of: ['monday', 'sunday'] });
    expect(paramsOf('balanced-scorecard').week_start).toBeUndefined();
    expect(
      await asked('--metric', 'balanced-scorecard', '--data', survey(), '--param', 'week_start=sunday'),
    ).toMatchObject({ status: 2, error: expect.stringContaining('week_start') });
  });

  it('says of a statement that is refused where, what was probably meant, and which tables there are', async () => {
    const refused = async (query: string) => (await asked('--sql', query, '--data', survey())).error;
    expect(await refused('SELECT * FROM servey')).toMatch(
      /Table with name servey does not exist.*line 1, column 15.*did you mean "survey"\?; tables: survey, audits,/,
    );
    expect(await refused('SELECT npss FROM survey')).toMatch(/"npss" not found.*did you mean "nps"\?\n$/);
    expect(await refused('SELEC 1')).toMatch(/syntax error.*\(line 1, column 1\)\n$/);
  });

  it('ends with 1 when a file is not there, in one line that names it', async () => {
    expect(await spawned('--metric', 'nps', '--data', 'nowhere.csv')).toEqual({
      status: 1,
      out: '',
      error: 'nowhere.csv does not exist\n',
    });
  });

  it('ends with 3 when roles are lacking or nothing is left to count', async () => {
    const lacking = await asked('--metric', 'churn', '--data', survey());
    expect(lacking.status).toBe(3);
    expect(JSON.parse(lacking.out)).toMatchObject({ kind: 'lacking', rows: [], summary: {} });
    expect(JSON.parse(lacking.out).lacking.length).toBeGreaterThan(0);
    const empty = await asked('--metric', 'nps', '--data', survey(), '--from', '2030-01-01');
    expect([empty.status, JSON.parse(empty.out).kind]).toEqual([3, 'empty']);
  });

  it('ends with 3 on a coin toss, names both candidates, and is content once told', async () => {
    const tossed = file('tossed.csv', 'customer_id,rating,score\na,5,4\nb,3,2\nc,4,4\n');
    const { status, error } = await asked('--metric', 'csat', '--data', tossed);
    expect(status).toBe(3);
    expect(error).toContain('"rating" or "score"');
    expect(
      (await result('--metric', 'csat', '--data', tossed, '--map', 'responses.score=rating')).summary.csat,
    ).toBeCloseTo(2 / 3);
  });

  it('speaks Chinese, and prints CSV and text', async () => {
    const zh = await result('--metric', 'nps', '--data', survey(), '--locale', 'zh');
    expect(zh.remarks.every(({ text }: any) => /[\u4e00-\u9fff]/.test(text))).toBe(true);
    const csv = await asked('--metric', 'nps', '--data', survey(), '--format', 'csv');
    expect(csv.out.split('\r\n')[0]).toMatch(/^touchpoint,n,/);
    const text = await asked('--metric', 'nps', '--data', survey(), '--format', 'text');
    expect(text.out).toMatch(/^nps: answered\n/);
  });

  it('lists metrics and inspects files', async () => {
    const list = await result('--list');
    expect(list.find(({ id }: any) => id === 'nps')).toMatchObject({
      needs: ['responses.score'],
      params: { interval: { default: 'adjusted' } },
    });
    const seen = await result('--inspect', 'test/fixtures/presets/tmall.csv');
    expect(seen).toMatchObject({
      format: 'csv',
      rows: 4,
      rejected: 0,
      tables: [{ table: 'orders', roles: { order_id: '订单编号', gross_or_net: '= net' } }],
    });
    expect(seen.columns[0]).toEqual({
      name: '订单编号',
      type: expect.any(String),
      nulls: 0,
      distinct: 4,
      min: expect.anything(),
      max: expect.anything(),
    });
  });
});
