import { existsSync, openAsBlob } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../engine/engine';
import { typed } from '../engine/sql';
import { openNative } from '../headless/native';
import { auc } from '../stats/auc';
import { features, learntPolarity, lexiconPolarity } from './polarity';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const sets = [
  {
    name: 'sat_alexa_tsv: 4 and 5 against 1 and 2 stars',
    path: '../shared/data/sat_alexa_tsv/amazon_alexa.tsv',
    sql: (file: string) =>
      `SELECT verified_reviews AS said, CASE WHEN rating >= 4 THEN 1 WHEN rating <= 2 THEN 0 END AS good FROM read_csv('${file}', delim = '\t', quote = '"', normalize_names = true)`,
  },
  {
    name: 'sat_skytrax_seat: recommended or not',
    path: '../shared/data/sat_skytrax_seat/seat.csv',
    sql: (file: string) => `SELECT content AS said, recommended AS good FROM read_csv('${file}', all_varchar = true)`,
  },
  {
    name: 'sat_skytrax_seat: 9 and 10 against 0 to 6 of ten',
    path: '../shared/data/sat_skytrax_seat/seat.csv',
    sql: (file: string) =>
      `SELECT content AS said, CASE WHEN overall_rating::DOUBLE >= 9 THEN 1 WHEN overall_rating::DOUBLE <= 6 THEN 0 END AS good FROM read_csv('${file}', all_varchar = true)`,
  },
];

it.skipIf(!existsSync(sets[0]!.path)).each(sets)(
  'tells good from bad in English, ≥ .75 by lexicon, ≥ .85 learnt and cross-validated: $name',
  async ({ name, path, sql }) => {
    const file = await engine.open({ name: path.split('/').at(-1)!, blob: await openAsBlob(path) });
    const rows = await engine.query(
      typed(`SELECT said, good::INTEGER AS good FROM (${sql(file)}) WHERE good IS NOT NULL AND trim(said) <> ''`),
    );
    const labels = rows.map(({ good }) => Number(good));
    const texts = rows.map(({ said }) => String(said));
    const lexicon = auc(
      texts.map((text) => lexiconPolarity(text, 'en') ?? 0),
      labels,
    )!;
    const learnt = auc(
      learntPolarity(
        texts.map((text) => features(text, 'en')),
        labels,
      )!,
      labels,
    )!;
    console.info(`${name}: n ${String(rows.length)}, lexicon AUC ${String(lexicon)}, learnt AUC ${String(learnt)}`);
    expect(lexicon).toBeGreaterThan(0.75);
    expect(learnt).toBeGreaterThan(0.85);
  },
);
