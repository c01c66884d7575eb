import { expect, it } from 'vitest';

const screens: Readonly<Record<string, string>> = import.meta.glob('../src/ui/**/*.svelte', {
  eager: true,
  query: '?raw',
  import: 'default',
});

it('shows SQL and JSON in one part only; an error message under the editor is neither', () => {
  const own = Object.entries(screens).flatMap(([path, text]) => (/<pre\b|(?:^|\s)pre \{/.test(text) ? [path] : []));
  expect(own.sort()).toEqual(['../src/ui/explore/ExploreScreen.svelte', '../src/ui/parts/CodeText.svelte']);
});
