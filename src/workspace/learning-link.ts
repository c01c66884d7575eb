import { locales, type Locale } from '../i18n/text';

/** What a trainer's link says: the pack, one variant for all or each its own, and the language. */
export interface LearningLink {
  readonly pack: string;
  /** Null: each learner gets a variant of their own. */
  readonly seed: number | null;
  /** Null: as the learner's browser asks. */
  readonly locale: Locale | null;
}

export const largestSeed = 999_999;

/** The fragment of a link to a pack, `#/learn/<pack>?seed=…&lang=…`. */
export function learningHash({ pack, seed, locale }: LearningLink): string {
  const asked = new URLSearchParams();
  if (seed !== null) asked.set('seed', String(seed));
  if (locale !== null) asked.set('lang', locale);
  const query = asked.toString();
  return `#/learn/${encodeURIComponent(pack)}${query && `?${query}`}`;
}

/** Reads the part of a link after `#/learn/`. A seed or language that is none counts as not given. */
export function readLearningLink(part: string): LearningLink {
  const [pack = '', query = ''] = part.split('?', 2);
  const asked = new URLSearchParams(query);
  return {
    pack,
    seed: seedOf(asked.get('seed')),
    locale: locales.find((locale) => locale === asked.get('lang')) ?? null,
  };
}

/** A variant's number as typed: 1 to 999,999, else null. */
export function seedOf(text: string | null): number | null {
  const seed = /^\d{1,6}$/.test(text?.trim() ?? '') ? Number(text) : 0;
  return seed >= 1 ? seed : null;
}
