import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNative } from '../headless/native';
import type { Engine } from '../engine/engine';
import { typed } from '../engine/sql';
import { locales, type Locale } from '../i18n/text';
import { check, type Asker, type Given, type Rows } from './check';
import { exercises, packTexts } from './index';
import { fillSql, readPack, type Expected, type Pack, type Step } from './exercise';

describe.each(Object.entries(packTexts))('%s', (file, text) => {
  it('holds', () => {
    expect(readPack(file, text).faults).toEqual([]);
  });
  it('is long enough, in both languages', () => {
    const pack = readPack(file, text).pack!;
    expect(pack.steps.length).toBeGreaterThanOrEqual(10);
    expect(pack.minutes).toBeGreaterThanOrEqual(60);
  });
});

describe('faults', () => {
  const good = Object.values(packTexts)[0]!;
  it.each([
    ['no YAML', 'id: [', 1],
    ['an unknown key', good.replace('kind: order', 'kind: order\n    colour: red'), lineOf('- id: journey')],
    ['a language that is missing', good.replace(', zh: 体验点 }', ' }'), lineOf('experience: { en: Experience point')],
    [
      'an answer that is no option',
      good.replace('answer: experience', 'answer: experiences'),
      lineOf('answer: experience'),
    ],
    [
      'a figure that is not there',
      good.replace(
        '{good:count} ÷ {n:count} = {share} %. The {blank',
        '{god:count} ÷ {n:count} = {share} %. The {blank',
      ),
      lineOf('- id: csat'),
    ],
    ['a hole without a name', good.replace('{check_in}: the share', '{chekin}: the share'), lineOf('- id: csat')],
  ])('names file and line of %s', (_, text, line) => {
    const { pack, faults } = readPack('pack.yaml', text);
    expect(pack).toBeNull();
    expect(faults[0]).toMatchObject({ file: 'pack.yaml' });
    expect(Math.abs(faults[0]!.line - line)).toBeLessThanOrEqual(4);
  });

  function lineOf(words: string): number {
    return good.split('\n').findIndex((line) => line.includes(words)) + 1;
  }
});

describe.each([1, 7, 42, 2025, 90001])('on the data of seed %i', (seed) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openNative();
  });
  afterAll(() => engine.close());

  describe.each(
    [...exercises.values()].flatMap((exercise) =>
      locales.map((locale) => [exercise.pack.id, locale, exercise] as const),
    ),
  )('%s in %s', (_, locale, { pack, data }) => {
    const names = namesOf(pack, locale);
    let ask: Asker;
    beforeAll(async () => {
      for (const [file, text] of Object.entries(data(seed, names))) {
        const table = file.replace('.csv', '');
        const name = await engine.open({ name: file, blob: new Blob([text]) });
        await engine.run(typed(`CREATE OR REPLACE TABLE raw."${table}" AS FROM read_csv('${name}', header = true)`));
      }
      ask = askerOf(engine, names);
    });

    it.each(pack.steps.map((step) => [step.id, step] as const))(
      '%s: the model solution passes, each mistake gets its own words',
      async (_, step) => {
        expect(await check(step, await handIn(step, step.answer, ask), ask)).toEqual({ kind: 'right' });
        for (const [at, { when }] of step.mistakes.entries()) {
          expect(await check(step, await handIn(step, when, ask), ask), `mistake ${String(at)}`).toEqual({
            kind: 'mistake',
            at,
          });
        }
      },
    );

    it('asks figures for solutions that its data has', async () => {
      for (const { id, figures = {} } of pack.steps)
        for (const [name, { sql }] of Object.entries(figures))
          expect(typeof (await ask.value(sql)), `${id}: ${name}`).toBe('number');
    });

    it.each(pack.steps.map((step) => [step.id, step] as const))(
      '%s: empty and nonsense answers fail',
      async (_, step) => {
        expect(await check(step, null, ask)).toEqual({ kind: 'nothing' });
        for (const given of [
          { choice: 'nonsense' },
          { number: 1e9 },
          { order: ['x'] },
          { params: { x: 1 } },
          { rows: { columns: ['a'], rows: [[1]] } },
        ] satisfies Given[]) {
          expect((await check(step, given, ask)).kind).not.toBe('right');
        }
      },
    );
  });
});

function namesOf(pack: Pack, locale: Locale): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(pack.names).map(([key, text]) => [key, text[locale]]));
}

function askerOf(engine: Engine, names: Readonly<Record<string, string>>): Asker {
  const rows = async (sql: string): Promise<Rows> => {
    const { columns, rows } = await engine.ask(typed(fillSql(sql, names)), { first: 'raw' });
    return { columns: columns.map(({ name }) => name), rows: rows.map((row) => columns.map(({ name }) => row[name])) };
  };
  return { rows, value: async (sql) => (await rows(sql)).rows[0]?.[0] };
}

async function handIn(step: Step, answer: unknown, ask: Asker): Promise<Given> {
  if (step.kind === 'sql') return { rows: await ask.rows((answer as { sql: string }).sql) };
  if (step.kind === 'params') return { params: answer as Record<string, unknown> };
  if (step.kind === 'order')
    return { order: Array.isArray(answer) ? answer : misplaced(step.answer, (answer as { before: string[] }).before) };
  const value = typeof answer === 'object' ? await ask.value((answer as { sql: string }).sql) : (answer as Expected);
  return step.kind === 'number' ? { number: Number(value) } : { choice: String(value) };
}

/** The right order with only the named items in the wrong places. */
function misplaced(right: readonly string[], before: readonly string[]): string[] {
  const places = before.map((item) => right.indexOf(item)).sort((a, b) => a - b);
  const order = [...right];
  before.forEach((item, at) => (order[places[at]!] = item));
  return order;
}
