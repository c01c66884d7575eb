import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { auc } from './auc';
import { naiveBayes, naiveBayesScore } from './naive-bayes';
import { seeded } from './random';
import { segmentWords } from './segment-words';
import { stratifiedFolds } from './stratified-folds';

// worked by hand: two positive and one negative text; 'good' 2 : 0, 'bad' 0 : 1, 'room' 1 : 1
it('weighs words by their presence in positive and negative texts', () => {
  const model = naiveBayes([['good', 'good', 'room'], ['good'], ['bad', 'room']], [1, 1, 0], 1)!;
  expect(model.prior).toBeCloseTo(Math.log(2), 12);
  expect(model.weights.get('good')).toBeCloseTo(Math.log(3 / 6 / (1 / 5)), 12);
  expect(model.weights.get('bad')).toBeCloseTo(Math.log(1 / 6 / (2 / 5)), 12);
  const score = naiveBayesScore(model, ['good', 'good', 'unknown']);
  expect(score).toBeCloseTo(Math.log(2) + Math.log(2.5), 12);
});

it('leaves out words that are too rare', () => {
  const model = naiveBayes([['good', 'odd'], ['good'], ['bad']], [1, 1, 0])!;
  expect([...model.weights.keys()]).toEqual(['good']);
});

it('does not exist without texts of both outcomes', () => {
  expect(naiveBayes([], [])).toBeNull();
  expect(naiveBayes([['a'], ['b']], [1, 1])).toBeNull();
});

const files = {
  cn_hotel_reviews: '../shared/data/cn_hotel_reviews/ChnSentiCorp_htl_all.csv',
  cn_waimai: '../shared/data/cn_waimai/waimai_10k.csv',
};

// the goal of the text metrics: .85 by cross-validation
it.skipIf(!existsSync('../shared/data/cn_waimai')).each(Object.entries(files))(
  'reaches an AUC of .85 on %s by five-fold cross-validation',
  (_, file) => {
    const reviews = [...readFileSync(file, 'utf8').matchAll(/^([01]),(.+)$/gm)];
    const outcomes = reviews.map(([, label]) => Number(label));
    const texts = reviews.map(([, , text = '']) => segmentWords(text, 'zh'));
    const folds = stratifiedFolds(outcomes, 5, seeded(1))!;
    const scores = texts.map(() => 0);
    for (let fold = 0; fold < 5; fold++) {
      const train = texts.map((_, i) => i).filter((i) => folds[i] !== fold);
      const model = naiveBayes(
        train.map((i) => texts[i]!),
        train.map((i) => outcomes[i]!),
      )!;
      texts.forEach((words, i) => {
        if (folds[i] === fold) scores[i] = naiveBayesScore(model, words);
      });
    }
    expect(reviews.length).toBeGreaterThan(7000);
    expect(auc(scores, outcomes)).toBeGreaterThan(0.85);
  },
);
