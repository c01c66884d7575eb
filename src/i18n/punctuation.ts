import type { Text } from './text';

/** Between a name and what is said of it. */
export const colon: Text = { en: ': ', zh: '：' };

/** Between names in a list. */
export const comma: Text = { en: ', ', zh: '、' };

/** Between statements in a list. */
export const semicolon: Text = { en: '; ', zh: '；' };
