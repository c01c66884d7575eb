import { expect, it } from 'vitest';

const texts: Readonly<Record<string, string>> = import.meta.glob(
  ['../src/i18n/words/*.ts', '../src/exercises/*/*.yaml', '../src/ui/**/*.svelte', '../src/metrics/*.metric.ts'],
  { eager: true, query: '?raw', import: 'default' },
);

it('addresses the reader in Chinese in one way everywhere', () => {
  expect(Object.keys(texts).length).toBeGreaterThan(50);
  expect(Object.entries(texts).flatMap(([path, text]) => (text.includes('你') ? [path] : []))).toEqual([]);
  expect(Object.values(texts).some((text) => text.includes('您'))).toBe(true);
});
