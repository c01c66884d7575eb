/** The language of a text by its letters: zh when Han characters are at least a fifth of all letters, else en. Null without letters. */
export function textLanguage(text: string): 'zh' | 'en' | null {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return null;
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return han >= letters / 5 ? 'zh' : 'en';
}
