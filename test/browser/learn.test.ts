import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/engine';
import { typed } from '../../src/engine/sql';
import { exercises } from '../../src/exercises';
import { fillNames, fillSql, type Step } from '../../src/exercises/exercise';
import { openNative } from '../../src/headless/native';
import { learnWords } from '../../src/i18n/words/learn';
import { say } from '../../src/i18n/say';
import type { Hole, Locale, Text } from '../../src/i18n/text';
import { openSite, visit, type Site } from './harness';
import { barriers } from './look';

const { pack, data } = exercises.get('hotel-touchpoints')!;
const seed = 4711;
const tags = { en: 'en-GB', zh: 'zh-CN' } as const;

let site: Site;
let engine: Engine;
beforeAll(async () => {
  site = await openSite();
  engine = await openNative();
});
afterAll(async () => {
  await engine.close();
  await site.close();
});

/** What a model learner knows: the names and figures of the variant, worked out here on native DuckDB. */
async function modelLearner(locale: Locale) {
  const names = Object.fromEntries(Object.entries(pack.names).map(([key, text]) => [key, text[locale]]));
  for (const [file, text] of Object.entries(data(seed, names))) {
    const name = await engine.open({ name: file, blob: new Blob([text]) });
    const table = file.replace('.csv', '');
    await engine.run(typed(`CREATE OR REPLACE TABLE raw."${table}" AS FROM read_csv('${name}', header = true)`));
  }
  const value = async (expected: unknown) => {
    if (typeof expected !== 'object' || expected === null) return expected;
    const { rows } = await engine.ask(typed(fillSql((expected as { sql: string }).sql, names)), { first: 'raw' });
    return Object.values(rows[0] ?? {})[0];
  };
  const figures = new Map<string, Readonly<Record<string, number>>>();
  for (const step of pack.steps) {
    const asked = Object.entries(step.figures ?? {});
    const found = await Promise.all(asked.map(async ([name, sql]) => [name, Number(await value(sql))] as const));
    figures.set(step.id, Object.fromEntries(found));
  }
  const solution = ({ id, solution }: Step) => say(solution, { ...names, ...figures.get(id) }, locale);
  return { value, solution, text: (text: Text) => fillNames(text[locale], names) };
}

const speaking = (locale: Locale) => (text: Text, values?: Readonly<Record<string, Hole>>) => say(text, values, locale);

/** Everything that the page shows or that this browser keeps. */
async function traces(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('touchpoint-workbench');
      opening.onsuccess = () => resolve(opening.result);
    });
    const kept = await Promise.all(
      [...database.objectStoreNames].map(
        (name) =>
          new Promise((resolve) => {
            const asking = database.transaction(name).objectStore(name).getAll();
            asking.onsuccess = () => resolve(asking.result);
          }),
      ),
    );
    database.close();
    return [
      document.documentElement.outerHTML,
      location.href,
      JSON.stringify({ ...localStorage }),
      JSON.stringify(kept),
    ]
      .join('\n')
      .replaceAll('&gt;', '>')
      .replaceAll('&lt;', '<')
      .replaceAll('&amp;', '&');
  });
}

/** Words that a learner must not meet anywhere before they are due. */
function secretsOf(step: Step, { text, solution }: Awaited<ReturnType<typeof modelLearner>>): string[] {
  const sqls = JSON.stringify([step.answer, step.mistakes.map(({ when }) => when)]).match(/SELECT [^"]+/g) ?? [];
  return [...step.hints, ...step.mistakes.map(({ say }) => say)].map(text).concat(solution(step), sqls);
}

async function found(page: Page, secrets: readonly string[]): Promise<string[]> {
  const all = await traces(page);
  return secrets.filter((secret) => all.includes(secret));
}

describe.each(['zh', 'en'] as const)('the exercise in %s', (locale) => {
  it(
    'is walked from the trainer’s link to the result file, without a network once it has begun',
    { timeout: 300_000 },
    async () => {
      const word = speaking(locale);
      const learner = await modelLearner(locale);
      // The browser asks for the other language: the link decides.
      const visited = await visit(site, {
        locale: tags[locale === 'zh' ? 'en' : 'zh'],
        hash: `#/learn/${pack.id}?seed=${String(seed)}&lang=${locale}`,
        expected: /ERR_INTERNET_DISCONNECTED/,
      });
      const { page, faults, requests, context } = visited;
      await page.getByRole('heading', { level: 1, name: pack.title[locale] }).waitFor();
      await page.getByLabel(word(learnWords.learner)).fill('Li 李');
      await page.getByRole('button', { name: word(learnWords.start), exact: true }).click();
      const panel = page.getByRole('complementary', { name: word(learnWords.panel), exact: true });
      await panel.getByText(word(learnWords.stepOf, { at: 1, all: pack.steps.length })).waitFor({ timeout: 60_000 });
      await page.waitForURL(/#\/data/);
      await context.setOffline(true);
      const before = requests.length;

      for (const [at, step] of pack.steps.entries()) {
        await panel.getByText(word(learnWords.stepOf, { at: at + 1, all: pack.steps.length })).waitFor();
        await panel.getByRole('heading', { name: learner.text(step.ask) }).waitFor();
        expect(
          await found(
            page,
            pack.steps.slice(at).flatMap((later) => secretsOf(later, learner)),
          ),
          `${step.id}: before it is due`,
        ).toEqual([]);
        if (step.id === 'csat') await slip(step);
        await answer(step);
        await panel.getByText(word(learnWords.right), { exact: true }).waitFor({ timeout: 20_000 });
        const solution = learner.solution(step);
        await panel.getByText(solution).waitFor();
        expect(await found(page, [solution]), `${step.id}: once it is due`).toEqual([solution]);
        await panel
          .getByRole('button', {
            name: word(at + 1 < pack.steps.length ? learnWords.next : learnWords.finish),
            exact: true,
          })
          .click();
      }

      await panel.getByText(word(learnWords.endAll)).waitFor();
      const saving = page.waitForEvent('download');
      await panel.getByRole('button', { name: word(learnWords.saveResult) }).click();
      const file = await readFile(await (await saving).path(), 'utf8');
      const result = JSON.parse(file);
      expect(result).toMatchObject({
        kind: 'touchpoint-exercise-result',
        pack: pack.id,
        seed,
        locale,
        learner: 'Li 李',
      });
      expect(result.steps.map(({ id, solved }: any) => [id, solved])).toEqual(pack.steps.map(({ id }) => [id, true]));
      expect(result.steps.find(({ id }: any) => id === 'csat')).toMatchObject({
        ...{ attempts: 2, hints: 1, mistakes: [1], solutionShown: true },
      });
      expect(pack.steps.flatMap((step) => secretsOf(step, learner)).filter((secret) => file.includes(secret))).toEqual(
        [],
      );
      expect(requests.slice(before).filter((url) => !/^(blob|data):|icon\.svg$/.test(url))).toEqual([]);
      expect(faults).toEqual([]);
      await visited.end();

      /** A named mistake, a hint, and the worked solution that they make due. */
      async function slip(step: Step) {
        const show = panel.getByRole('button', { name: word(learnWords.show) });
        expect(await show.count()).toBe(0);
        const mistake = step.mistakes[1]!;
        await panel.getByLabel(word(learnWords.answer)).fill(Number(await learner.value(mistake.when)).toFixed(2));
        await panel.getByRole('button', { name: word(learnWords.check), exact: true }).click();
        await panel.getByText(learner.text(mistake.say)).waitFor();
        await panel.getByRole('button', { name: word(learnWords.hint, { left: step.hints.length }) }).click();
        await panel.getByText(learner.text(step.hints[0]!)).waitFor();
        expect(await panel.textContent()).not.toContain(learner.text(step.hints[1]!));
        expect(await found(page, [learner.solution(step)])).toEqual([]);
        await show.click();
        await panel.getByText(learner.solution(step)).waitFor();
      }

      async function answer(step: Step) {
        if (step.kind === 'choose' || step.kind === 'flaw') {
          const chosen = step.options[String(await learner.value(step.answer))]!;
          await panel.getByRole('radio', { name: learner.text(chosen), exact: true }).check();
        } else if (step.kind === 'number') {
          await panel.getByLabel(word(learnWords.answer)).fill(Number(await learner.value(step.answer)).toFixed(2));
        } else if (step.kind === 'order') {
          for (const [place, item] of step.answer.entries()) await raise(learner.text(step.items[item]!), place);
        } else if (step.kind === 'params') {
          await panel
            .getByRole('link', {
              name: word(learnWords.toMetric, {
                metric: { en: 'Customer satisfaction (CSAT)', zh: '客户满意度（CSAT）' },
              }),
            })
            .click();
          const page_ = page.locator('main');
          await page_.getByLabel(locale === 'en' ? 'Satisfied from' : '满意线').fill('5');
          await page_.getByLabel(locale === 'en' ? 'Satisfied from' : '满意线').blur();
          await page_.getByLabel(locale === 'en' ? 'Group by' : '分组', { exact: true }).selectOption('stage');
          await panel.getByText(locale === 'en' ? 'Group by: Stage' : '分组：阶段').waitFor();
        } else {
          await panel.getByRole('link', { name: word(learnWords.toExplore) }).click();
          await page.locator('.cm-content').click({ timeout: 20_000 });
          await page.keyboard.insertText(
            'SELECT count(csat) AS answers, touchpoint, sum(CASE WHEN csat > 3 THEN 1.0 ELSE 0 END) / count(csat) AS share FROM survey GROUP BY 2 ORDER BY 3;',
          );
        }
        const button =
          { params: learnWords.takeParams, sql: learnWords.takeSql }[step.kind as 'params'] ?? learnWords.check;
        await panel.getByRole('button', { name: word(button), exact: true }).click();
      }

      /** By keyboard alone: the button keeps the focus as its item moves. */
      async function raise(name: string, place: number) {
        const up = panel.getByRole('button', { name: word(learnWords.up, { name }), exact: true });
        const items = await panel.locator('ol > li .name').allTextContents();
        if (items.indexOf(name) > place) await up.focus();
        for (let at = items.indexOf(name); at > place; at--) await page.keyboard.press('Enter');
        expect((await panel.locator('ol > li .name').allTextContents())[place]).toBe(name);
      }
    },
  );
});

describe('the trainer', () => {
  it('makes a link that opens as it says, and is told what it does not prevent', async () => {
    const { page, faults, end } = await visit(site, { hash: `#/learn/${pack.id}/trainer` });
    await page.getByText(learnWords.honest.en).waitFor();
    expect(await page.textContent('main')).not.toContain(pack.debrief[0]!.en.slice(0, 40));
    await page.getByRole('button', { name: learnWords.showDebrief.en }).click();
    expect(await page.textContent('main')).toContain(pack.debrief[0]!.en.slice(0, 40));
    const link = page.getByLabel('Link', { exact: true });
    expect(await link.inputValue()).toBe(`${site.url}#/learn/${pack.id}`);
    await page.getByLabel(learnWords.same.en).check();
    await page.getByLabel(learnWords.seed.en).fill('x');
    await page.getByText(learnWords.seedWrong.en).waitFor();
    await page.getByLabel(learnWords.seed.en).fill('31');
    await page.getByLabel(learnWords.languageOf.en).selectOption('zh');
    const made = await link.inputValue();
    expect(made).toBe(`${site.url}#/learn/${pack.id}?seed=31&lang=zh`);
    await page.goto(made);
    await page.getByText(learnWords.sameData.zh.replace('{seed}', '31')).waitFor();
    expect(faults).toEqual([]);
    await end();
  });
});

describe.each(['light', 'dark'] as const)('in %s colours', (scheme) => {
  it.each(['', `/${pack.id}`, `/${pack.id}/trainer`])('finds nothing serious on #/learn%s', async (place) => {
    const { page, end } = await visit(site, { scheme, hash: `#/learn${place}` });
    await page.getByText(pack.title.en).first().waitFor();
    expect(await barriers(page)).toEqual([]);
    await end();
  });

  it.each(scheme === 'light' ? [1440] : [390])(
    'finds nothing serious beside the workbench at %i pixels',
    async (width) => {
      const { page, end } = await visit(site, { scheme, width, hash: `#/learn/${pack.id}?seed=7` });
      await page.getByRole('button', { name: learnWords.start.en, exact: true }).click();
      const panel = page.getByRole('complementary', { name: learnWords.panel.en, exact: true });
      for (const [at] of pack.steps.entries()) {
        await panel
          .getByText(say(learnWords.stepOf, { at: at + 1, all: pack.steps.length }, 'en'))
          .waitFor({ timeout: 60_000 });
        if (at < 3)
          await panel
            .getByRole('button', { name: /Check|Hint/ })
            .last()
            .click();
        expect(await barriers(page), pack.steps[at]!.id).toEqual([]);
        await panel.getByRole('button', { name: /^(Next|Finish)$/ }).click();
      }
      expect(await barriers(page)).toEqual([]);
      await end();
    },
  );
});

it('goes on where it was after a reload', async () => {
  const { page, faults, end } = await visit(site, { hash: `#/learn/${pack.id}?seed=7` });
  await page.getByRole('button', { name: learnWords.start.en, exact: true }).click();
  const panel = page.getByRole('complementary', { name: learnWords.panel.en, exact: true });
  await panel.getByRole('button', { name: 'Next', exact: true }).click({ timeout: 60_000 });
  await page.goto(`${site.url}#/learn`);
  await page.reload();
  await page.getByRole('button', { name: 'Continue' }).click();
  await panel.getByText('Step 2 of 12').waitFor({ timeout: 60_000 });
  const tables = page.getByRole('navigation', { name: 'Tables' });
  await tables.getByText('survey', { exact: true }).waitFor();
  await panel.getByRole('button', { name: 'Next', exact: true }).click();
  await page.reload();
  await panel.getByText('Step 3 of 12').waitFor({ timeout: 60_000 });
  await tables.getByText('survey', { exact: true }).waitFor();
  await panel.getByLabel(learnWords.answer.en).fill('seventy');
  await panel.getByRole('button', { name: learnWords.check.en, exact: true }).click();
  await panel.getByText(learnWords.noNumber.en).waitFor();
  expect(faults).toEqual([]);
  await end();
});
