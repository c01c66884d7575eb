/**
 * Words of a text in their order, in lower case and full-width forms folded, without blanks and punctuation.
 *
 * By the dictionary of the runtime's `Intl.Segmenter`; in Chinese a word is mostly one to four characters long. Equal
 * runtimes give equal words, but another runtime's dictionary may cut differently.
 */
export function segmentWords(text: string, language: 'zh' | 'en'): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter(language).segment(text.normalize('NFKC').toLowerCase()))
    if (isWordLike) words.push(segment);
  return words;
}

const segmenters = new Map<string, Intl.Segmenter>();

function segmenter(language: string): Intl.Segmenter {
  const known = segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: 'word' });
  segmenters.set(language, known);
  return known;
}
