import { segmentWords } from '../stats/segment-words';
import { languageOf } from './polarity';
import { stopWords } from './stop-words';

/** The words of a text that mean something, each once: no stop words, no numbers, at least three letters or two characters. */
export function termsOf(text: string): ReadonlySet<string> {
  const language = languageOf(text);
  return new Set(
    segmentWords(text, language).filter(
      (word) =>
        !stopWords.has(word) && !/^\p{N}+$/u.test(word) && (language === 'en' ? word.length > 2 : word.length > 1),
    ),
  );
}
