import { expect, it } from 'vitest';
import { WorkbenchError } from '../engine/errors';
import { errorDetailWords } from '../i18n/words/error-details';
import { explained } from './explained';

const sources = import.meta.glob<string>(['../**/*.ts', '!../**/*.test.ts', '!../headless/**'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The names of details that the page's code puts into errors, as far as they are written out there. */
const written = Object.values(sources).flatMap((text) =>
  [...text.matchAll(/new WorkbenchError\(\s*'[a-z-]+',\s*\{([^{}]*)\}/g)].flatMap(([, inside = '']) =>
    [...inside.replaceAll(/'[^']*'|`[^`]*`|\([^()]*\)/g, '').matchAll(/(?:^|,)\s*([a-z]\w*)\s*(?=[:,]|$)/g)].map(
      ([, name = '']) => name,
    ),
  ),
);

it('calls every detail of an error by a word in both languages', () => {
  expect(new Set(written)).toContain('bytes');
  expect([...new Set(written)].filter((name) => !(name in errorDetailWords))).toEqual([]);
  const { details } = explained(new WorkbenchError('file-columns', { columns: 9000, limit: 5000 }));
  expect(details.map(([name, value]) => [name.zh, value])).toEqual([
    ['列', '9000'],
    ['上限', '5000'],
  ]);
});

it('keeps to itself what only the page makes use of', () => {
  expect(explained(new WorkbenchError('parameter', { name: 'by', offers: '[]' })).details).toHaveLength(1);
});
