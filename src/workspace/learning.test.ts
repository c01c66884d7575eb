import { describe, expect, it } from 'vitest';
import { newWorkspace } from '../../test/engines/native-workspace';
import { exercises } from '../exercises';
import type { Locale } from '../i18n/text';
import { numberOf } from './handed-in';
import { Keeping } from './keeping.svelte';
import { learningHash, readLearningLink, seedOf } from './learning-link';
import { freshStep, pointsOf, readRecord } from './learning-record';
import { Learning } from './learning.svelte';
import type { BrowserMemory, Remembered } from './memory-of-browser';

const pack = 'hotel-touchpoints';
function begin(locale: Locale = 'en', storage = inMemory(), kept: Remembered[] = [], tab = inMemory()) {
  const workspace = newWorkspace({ locale });
  const memory = {
    keep: (one: Remembered) => Promise.resolve(void kept.push(one)),
    list: () => Promise.resolve(kept),
  } as unknown as BrowserMemory;
  const keeping = new Keeping(workspace, memory, undefined);
  return { workspace, keeping, storage, kept, tab, learning: new Learning(workspace, keeping, storage, tab) };
}

/** A Storage whose keys are its own properties, as in a browser. */
function inMemory(): Storage {
  const methods = {
    getItem(this: Record<string, string>, key: string) {
      return Object.hasOwn(this, key) ? this[key]! : null;
    },
    setItem(this: Record<string, string>, key: string, value: string) {
      this[key] = value;
    },
    removeItem(this: Record<string, string>, key: string) {
      Reflect.deleteProperty(this, key);
    },
  };
  return Object.create(methods) as Storage;
}

const at = (id: string) => exercises.get(pack)!.pack.steps.findIndex((step) => step.id === id);

describe.each(['en', 'zh'] as const)('an exercise in %s', (locale) => {
  it('opens its data in the workbench, understood without help', async () => {
    const { workspace, learning } = begin(locale);
    await learning.start({ pack, seed: 7, locale: null }, '');
    const stages = ['awareness', 'interest', 'purchase', 'service'];
    const names = Object.entries(exercises.get(pack)!.pack.names)
      .filter(([key]) => !stages.includes(key))
      .map(([, text]) => text[locale]);
    expect(workspace.buildError).toBeNull();
    expect(workspace.mapping.ties).toEqual([]);
    for (const id of ['csat', 'nps']) {
      const outcome = await workspace.evaluation.evaluate(id);
      if (outcome.kind !== 'answered') throw new Error(`${id}: ${outcome.kind}`);
      expect(outcome.found.rows.map(({ touchpoint }) => touchpoint).sort()).toEqual([...names].sort());
    }
    expect(workspace.built?.counts.interactions.all).toBeGreaterThan(3000);
    expect(workspace.built?.counts.touchpoints.all).toBe(8);
  });
});

describe('an exercise', () => {
  it('takes parameters from the metric page and SQL from Explore', async () => {
    const { workspace, learning } = begin();
    await learning.start({ pack, seed: 7, locale: null }, '');
    const run = learning.run!;
    run.go(at('top-box'));
    await run.handIn();
    expect(run.feedback).toEqual({ kind: 'nothing' });
    workspace.evaluation.set('csat', { by: 'stage' });
    await run.handIn();
    expect(run.feedback?.kind).toBe('mistake');
    workspace.evaluation.set('csat', { cut: 5, by: 'stage' });
    await run.handIn();
    expect(run.feedback).toEqual({ kind: 'right' });

    run.go(at('by-hand'));
    workspace.explore.draft = 'SELECT touchpoint, avg(csat) FROM nowhere';
    await run.handIn();
    expect(run.feedback).toMatchObject({ kind: 'failed', error: { code: 'sql' } });
    workspace.explore.draft = 'SELECT touchpoint AS t, avg(csat), count(csat) FROM survey GROUP BY ALL -- mine';
    await run.handIn();
    expect(run.mistake).toContain('mean rating');
    workspace.explore.draft =
      'SELECT avg(CASE WHEN csat >= 4 THEN 1 ELSE 0 END) FILTER (csat IS NOT NULL) AS share, touchpoint, count(csat) FROM survey GROUP BY touchpoint ORDER BY 1;';
    await run.handIn();
    expect(run.feedback).toEqual({ kind: 'right' });
    expect(run.solved).toBe(2);
  });

  it('shows hints one by one, and the worked solution only after a real try', async () => {
    const { learning } = begin();
    await learning.start({ pack, seed: 7, locale: null }, '');
    const run = learning.run!;
    run.go(at('csat'));
    expect(run.hints).toEqual([]);
    run.hint();
    expect(run.hints).toHaveLength(1);
    await run.show();
    expect(run.solution).toBeNull();
    run.write('5000');
    await run.handIn();
    await run.show();
    expect([run.feedback?.kind, run.due, run.solution]).toEqual(['wrong', false, null]);
    run.write('');
    await run.handIn();
    expect([run.feedback?.kind, run.now.attempts]).toEqual(['nothing', 1]);
    run.write('12.3 %');
    await run.handIn();
    expect([run.due, run.solution]).toEqual([true, null]);
    await run.show();
    expect(run.solution).toContain('divided by all ratings');
    expect(run.now).toMatchObject({ attempts: 2, tries: 1, shown: true, solved: false });
  });

  it('works the solution with the learner’s own figures, after a reload too', async () => {
    const { learning } = begin('zh');
    await learning.start({ pack, seed: 7, locale: null }, '');
    const run = learning.run!;
    run.go(at('csat'));
    run.write('12.3');
    await run.handIn();
    await run.show();
    const [, good, n, share] = /：(\d+) ÷ (\d+) = ([\d.]+)%/.exec(run.solution!)!.map(Number);
    expect((100 * good!) / n!).toBeCloseTo(share!, 1);
    const { solution } = run;
    const { record } = run;
    await learning.resume(record);
    await expect.poll(() => learning.run!.solution).toBe(solution);
    learning.run!.write(String(share));
    await learning.run!.handIn();
    expect(learning.run!.feedback).toEqual({ kind: 'right' });
  });

  it('says of a share between 0 and 1 that per cent are asked, and counts no attempt', async () => {
    const { learning } = begin();
    await learning.start({ pack, seed: 7, locale: null }, '');
    const run = learning.run!;
    run.go(at('csat'));
    run.write('12.3');
    await run.handIn();
    await run.show();
    const share = Number(/= ([\d.]+) %/.exec(run.solution!)![1]);
    run.write(String(share / 100));
    await run.handIn();
    expect([run.feedback, run.now.attempts, run.now.solved]).toEqual([{ kind: 'fraction' }, 1, false]);
  });

  it('says that the data is gone without quoting the pack', async () => {
    const { workspace, learning } = begin();
    await learning.start({ pack, seed: 7, locale: null }, '');
    const run = learning.run!;
    run.go(at('csat'));
    await workspace.remove('survey');
    run.write('50');
    await run.handIn();
    expect(run.feedback).toEqual({ kind: 'lost' });
    expect(run.now.attempts).toBe(0);
  });

  it('goes on after the tab was closed: same data, same place, same draft', async () => {
    const before = begin('zh');
    await before.learning.start({ pack, seed: 4711, locale: null }, ' 小王 ');
    const run = before.learning.run!;
    run.go(at('nps'));
    run.write('12');
    before.workspace.explore.draft = 'SELECT 1';
    await expect.poll(() => before.workspace.files.prints.length).toBe(3);
    await before.keeping.save(before.keeping.written());
    const [rows] = (await before.workspace.explore.query('SELECT count(*) AS n, sum(csat) AS s FROM survey')).rows;

    const after = begin('en', before.storage, before.kept);
    await after.keeping.list();
    await after.learning.load();
    expect(after.learning.begun).toMatchObject([{ pack, seed: 4711, locale: 'zh', learner: '小王' }]);
    await after.learning.resume(after.learning.begun[0]!);
    expect(after.learning.run?.step?.id).toBe('nps');
    expect(after.learning.run?.now.draft).toBe('12');
    expect(after.workspace.explore.draft).toBe('SELECT 1');
    expect(after.keeping.id).toBe(before.keeping.id);
    expect((await after.workspace.explore.query('SELECT count(*) AS n, sum(csat) AS s FROM survey')).rows[0]).toEqual(
      rows,
    );
    await after.keeping.begin();
    expect(after.learning.run).toBeNull();
  });

  it('takes no points from who plays on with a step that is solved', async () => {
    const { learning } = begin('en');
    await learning.start({ pack, seed: 7, locale: null }, '');
    const run = learning.run!;
    run.write('experience');
    await run.handIn();
    for (const answer of ['contact', 'interaction']) {
      run.write(answer);
      await run.handIn();
      expect(run.feedback?.kind).toBe('mistake');
    }
    expect(run.result.steps[0]).toMatchObject({ solved: true, attempts: 1, mistakes: [], points: 10 });
  });

  it('comes back after a reload to what stood open in this tab, and to nothing where nothing did', async () => {
    const before = begin('en');
    await before.learning.start({ pack, seed: 7, locale: null }, '');
    before.learning.run!.go(3);
    await expect.poll(() => before.workspace.files.prints.length).toBe(3);
    await before.keeping.save(before.keeping.written());
    before.learning.remember();
    expect(JSON.stringify({ ...before.tab })).not.toMatch(/answer|SELECT/);

    const after = begin('en', before.storage, before.kept, before.tab);
    expect(await after.learning.comeBack()).toBe(true);
    expect([after.learning.run?.record.at, after.workspace.files.tables.length]).toEqual([3, 3]);
    await after.keeping.begin();
    after.learning.remember();
    const elsewhere = begin('en', before.storage, before.kept, before.tab);
    expect(await elsewhere.learning.comeBack()).toBe(false);
    expect(elsewhere.workspace.empty).toBe(true);
  });

  it('hands in how it went, and no answer', async () => {
    const { learning, storage } = begin();
    await learning.start({ pack, seed: 7, locale: null }, 'Ann');
    const run = learning.run!;
    run.write('contact');
    await run.handIn();
    run.spend(5);
    run.write('experience');
    await run.handIn();
    expect(run.result).toMatchObject({ kind: 'touchpoint-exercise-result', pack, seed: 7, learner: 'Ann' });
    expect(run.result.steps[0]).toEqual({
      ...{ id: 'class', solved: true, attempts: 2, hints: 0, mistakes: [0], solutionShown: false, seconds: 5 },
      points: 9,
    });
    expect(run.result.steps).toHaveLength(12);
    const kept = Object.values(storage).filter((value) => typeof value === 'string');
    expect(kept).toHaveLength(1);
    expect(kept[0]).not.toMatch(/SELECT|solution|Experience point/);
  });
});

it.each([
  [{}, 0],
  [{ tries: 3, hints: 2 }, 0],
  [{ solved: true }, 10],
  [{ solved: true, tries: 1, hints: 2 }, 5],
  [{ solved: true, tries: 9 }, 4],
  [{ solved: true, shown: true }, 2],
])('%o brings %d points', (step, points) => {
  expect(pointsOf({ ...freshStep, ...step })).toBe(points);
});

it('says the words of the data in both languages when it is read in another one', async () => {
  const { learning, workspace } = begin();
  workspace.language.locale = 'zh';
  await learning.start({ pack, seed: 7, locale: null }, '');
  const run = learning.run!;
  run.go(2);
  expect(run.step!.ask).toContain('前台入住的 CSAT');
  workspace.language.locale = 'en';
  expect(run.step!.ask).toContain('CSAT of Front desk check-in (前台入住)');
  expect(run.titles).toHaveLength(12);
  expect(run.titles[2]).toBe('CSAT of the front desk');
});

describe('a link to an exercise', () => {
  it.each([
    [{ pack, seed: null, locale: null }, '#/learn/hotel-touchpoints'],
    [{ pack, seed: 4711, locale: 'zh' }, '#/learn/hotel-touchpoints?seed=4711&lang=zh'],
    [{ pack, seed: null, locale: 'en' }, '#/learn/hotel-touchpoints?lang=en'],
  ] as const)('%o is %s', (link, hash) => {
    expect(learningHash(link)).toBe(hash);
    expect(readLearningLink(hash.slice('#/learn/'.length))).toEqual(link);
  });
  it.each(['0', '-3', '1e5', '1234567', 'x', ''])('takes no seed %j', (text) => {
    expect(seedOf(text)).toBeNull();
  });
  it('takes no stranger’s language', () => {
    expect(readLearningLink('a?lang=<b>&seed=%3Cscript%3E')).toEqual({ pack: 'a', seed: null, locale: null });
  });
});

it.each([
  ['53.2', 53.2],
  ['53,2 %', 53.2],
  ['５３．２％', 53.2],
  ['−17.5', -17.5],
  ['1,234.5', 1234.5],
  ['', NaN],
  ['about 5', NaN],
])('reads %j as a number', (text, number) => {
  expect(numberOf(text)).toBe(number);
});

it.each(['', 'null', '{}', '{"kind":"touchpoint-exercise","version":2}'])('keeps no record of %j', (text) => {
  expect(readRecord(text)).toBeNull();
});
