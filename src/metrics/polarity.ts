import { naiveBayes, naiveBayesScore } from '../stats/naive-bayes';
import { segmentWords } from '../stats/segment-words';
import { lexicons } from './sentiment-lexicon';

export type Language = 'zh' | 'en';

/** Chinese where a fifth of the letters are Han characters. */
export function languageOf(text: string): Language {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return letters > 0 && han >= 0.2 * letters ? 'zh' : 'en';
}

/**
 * How good a text sounds, −1 to 1, by lexicon, negations and degree words; null where no word evaluates. What comes
 * before a "but" in its sentence counts half, what follows one and a half times (Hutto & Gilbert, 2014).
 */
export function lexiconPolarity(text: string, language: Language): number | null {
  let [sum, hits] = [0, 0];
  for (const sentence of text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[。！？!?；;.\n]+/)) {
    const heard = sentencePolarity(sentence, language);
    sum += heard.sum;
    hits += heard.hits;
  }
  return hits ? sum / Math.sqrt(sum * sum + 4) : null;
}

function sentencePolarity(sentence: string, language: Language): { readonly sum: number; readonly hits: number } {
  const { words, negations, degrees, contrasts } = lexicons[language];
  let [sum, hits, weight] = [0, 0, 1];
  for (const clause of sentence.split(/[，,]+/)) {
    const units = language === 'zh' ? unitsOf(clause) : (clause.replaceAll('’', "'").match(englishUnit) ?? []);
    let [factor, distance] = [1, 0];
    for (const unit of units) {
      const value = words.get(unit);
      if (value !== undefined) {
        sum += value * factor * weight;
        hits++;
        factor = 1;
      } else if (contrasts.has(unit)) [sum, weight, factor, distance] = [sum / 2, hits ? 1.5 : 1, 1, 0];
      else if (negations.has(unit)) [factor, distance] = [-0.8 * factor, 0];
      else if (degrees.has(unit)) factor *= degrees.get(unit) ?? 1;
      else if (++distance > 3) [factor, distance] = [1, 0];
    }
  }
  return { sum, hits };
}

/** A word, or a face or another pictograph. */
const englishUnit = /[\p{L}\p{N}']+|\p{Extended_Pictographic}/gu;

const longest = 6;

/** A clause cut into the longest words that the lexicon knows, and single characters. */
function unitsOf(clause: string): string[] {
  const { words, negations, degrees, contrasts, idle } = lexicons.zh;
  const units: string[] = [];
  for (let at = 0; at < clause.length;) {
    let length = Math.min(longest, clause.length - at);
    for (; length > 1; length--) {
      const word = clause.slice(at, at + length);
      if ([words, negations, degrees, contrasts, idle].some((list) => list.has(word))) break;
    }
    units.push(clause.slice(at, at + length));
    at += length;
  }
  return units;
}

/** A text as learnt polarity sees it: its words and pairs of neighbours. */
export function features(text: string, language: Language): string[] {
  const words = segmentWords(text, language);
  return [...words, ...words.slice(1).map((word, at) => `${words[at] ?? ''} ${word}`)];
}

/**
 * Log-odds that each text is positive, learnt from the others: `outcomes` are 1, 0 or null (not used to learn). Texts
 * with an outcome are scored by a model that has not seen their fold. Null without 20 texts of either outcome.
 */
export function learntPolarity(
  texts: readonly (readonly string[])[],
  outcomes: readonly (number | null)[],
  folds = 5,
): number[] | null {
  const known = outcomes.flatMap((outcome, at) => (outcome === null ? [] : [at]));
  const cases = known.filter((at) => outcomes[at] === 1).length;
  if (cases < 20 || known.length - cases < 20) return null;
  const foldOf = new Map(known.map((at, nth) => [at, nth % folds]));
  const learn = (from: readonly number[]) =>
    naiveBayes(
      from.map((at) => texts[at] ?? []),
      from.map((at) => outcomes[at] ?? 0),
    );
  const models = Array.from({ length: folds }, (_, fold) => learn(known.filter((at) => foldOf.get(at) !== fold)));
  const whole = learn(known);
  return texts.map((words, at) => {
    const fold = foldOf.get(at);
    const model = fold === undefined ? whole : models[fold];
    return model ? naiveBayesScore(model, words) : 0;
  });
}
