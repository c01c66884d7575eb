import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { auc } from '../stats/auc';
import { features, learntPolarity, lexiconPolarity } from './polarity';

const sets = [
  { name: 'cn_hotel_reviews', path: '../shared/data/cn_hotel_reviews/ChnSentiCorp_htl_all.csv' },
  { name: 'cn_waimai', path: '../shared/data/cn_waimai/waimai_10k.csv' },
];

describe.each(sets)('polarity on $name', ({ path }) => {
  it.skipIf(!existsSync(path))('tells good from bad: ≥ .75 by lexicon, ≥ .85 learnt, cross-validated', () => {
    const rows = readFileSync(path, 'utf8')
      .split(/\r?\n/)
      .flatMap((row) => {
        const [, label, text] = /^([01]),(.+)$/.exec(row) ?? [];
        return label === undefined || text === undefined ? [] : [{ label: Number(label), text }];
      });
    const labels = rows.map(({ label }) => label);
    const lexicon = auc(
      rows.map(({ text }) => lexiconPolarity(text, 'zh') ?? 0),
      labels,
    );
    const learnt = auc(
      learntPolarity(
        rows.map(({ text }) => features(text, 'zh')),
        labels,
      )!,
      labels,
    );
    console.info(`${path}: n ${String(rows.length)}, lexicon AUC ${String(lexicon)}, learnt AUC ${String(learnt)}`);
    expect(lexicon).toBeGreaterThan(0.75);
    expect(learnt).toBeGreaterThan(0.85);
  });
});
