import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../../src/engine/engine';
import { values } from '../../engines/values';
import { openSite, visit, type Site, type Visit } from '../harness';
import type {} from '../lab/lab';

let site: Site;
let here: Visit;
beforeAll(async () => {
  site = await openSite('test/browser/lab/index.html');
  here = await visit(site, { expected: /killed by the test/ });
});
afterAll(async () => {
  await site?.close();
});

describe('in the browser’s worker', () => {
  it('is DuckDB 1.4.3, as on the other engines', async () => {
    expect(await here.page.evaluate(() => lab.version())).toBe('v1.4.3');
  });

  it.each(values)('gives %s', async (_title, expression, type, expected) => {
    const { columns, rows } = await ask(`SELECT ${expression.text} AS v`);
    expect(rows).toEqual([{ v: expected }]);
    expect(columns[0]!.type.replaceAll('"', '')).toBe(type.replaceAll('"', ''));
  });

  it('gives the words of enumerations over many batches, and inside of lists', async () => {
    const { rows } = await ask(
      `SELECT e, count(*)::INTEGER AS n, [e] AS l FROM (SELECT ['非常满意', 'b'][range % 2 + 1]::ENUM('b', '非常满意') AS e FROM range(200001)) GROUP BY e ORDER BY n`,
    );
    expect(rows).toEqual([
      { e: 'b', n: 100000, l: ['b'] },
      { e: '非常满意', n: 100001, l: ['非常满意'] },
    ]);
    const all = await ask(`SELECT ['x', 'y'][range % 2 + 1]::ENUM('y', 'x') AS e FROM range(50000)`);
    expect([all.rows.length, all.rows[49998], all.rows[49999]]).toEqual([50000, { e: 'x' }, { e: 'y' }]);
  });
});

const slow = {
  'a long aggregate': 'SELECT count(DISTINCT hash(a.range, b.range)) FROM range(40000) a, range(40000) b',
  'a cross join': 'SELECT sum(sqrt(a.range * b.range)) FROM range(300000) a, range(300000) b',
  'a sort': 'SELECT sum(n) FROM (SELECT row_number() OVER (ORDER BY hash(range)) AS n FROM range(20000000))',
  'a step that never yields': 'SELECT list_sum(list_transform(range(1, 60000000), x -> sqrt(x) % 7)) AS s',
};

describe('cancelling', () => {
  it.each(Object.entries(slow))('ends %s within 300 milliseconds', async (title, text) => {
    const { milliseconds, outcome } = await here.page.evaluate(([query]) => lab.cancel(query!, 400), [text]);
    console.info(`${title}: ended ${milliseconds.toFixed(0)} ms after the signal, ${outcome}`);
    expect(outcome).toMatch(/^(?:cancelled by the test|engine-died: cancelled)$/);
    expect(milliseconds).toBeLessThan(300);
    if (outcome.startsWith('engine-died')) await here.page.evaluate(() => lab.reopen());
    expect((await ask('SELECT 1 AS alive')).rows).toEqual([{ alive: 1 }]);
  });
});

function ask(text: string): Promise<Result> {
  return here.page.evaluate(([query]) => lab.ask(query!), [text]);
}
