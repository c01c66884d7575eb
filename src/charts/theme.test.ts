import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { dots } from './dots';
import { heat } from './heat';
import { line } from './line';
import { palettes, themed } from './theme';

const css = readFileSync(new URL('../ui/style/tokens.css', import.meta.url), 'utf8');
const [light, dark] = css.split(/\[data-theme=['"]dark['"]\]/);

it.each(Object.keys(palettes.light) as (keyof typeof palettes.light)[])('paints %s as the page does', (name) => {
  const token = name.replace(/([a-z])([A-Z0-9])/g, '$1-$2').toLowerCase();
  const said = (part: string | undefined) => new RegExp(`--${token}:\\s*(#[0-9a-f]{6})`).exec(part ?? '')?.[1];
  expect(said(light)).toBe(palettes.light[name]);
  expect(said(dark)).toBe(palettes.dark[name]);
});

it('gives a touchpoint the same colour in every chart, whatever stands beside it', () => {
  const of = { period: 'p', value: 'v', group: 'g', format: 'number', title: { en: 't', zh: 't' } } as const;
  const colours = (names: readonly string[]) => {
    const { spec } = line(
      names.map((g) => ({ p: 1, v: 1, g })),
      of,
      'en',
    );
    const text = JSON.stringify(themed(spec, 'dark', ['room', 'desk', 'breakfast']));
    return /"domain":(\[[^\]]*\]),"range":(\[\{[^\]]*\])/
      .exec(text)
      ?.slice(1)
      .map((part) => JSON.parse(part) as unknown);
  };
  expect(colours(['breakfast', 'room'])).toEqual([
    ['breakfast', 'room'],
    [{ expr: 'cat3' }, { expr: 'cat1' }],
  ]);
  expect(colours(['room'])).toEqual([['room'], [{ expr: 'cat1' }]]);
});

it('puts touchpoints in journey order, and leaves other names as they came', () => {
  const of = { group: 'touchpoint', value: 'v', format: 'number', title: { en: 't', zh: 't' } } as const;
  const shown = (names: readonly string[]) => {
    const { spec } = dots(
      names.map((touchpoint) => ({ touchpoint, v: 1 })),
      of,
      'en',
    );
    const { layer } = themed(spec, 'light', ['room', 'desk', 'breakfast']) as {
      layer?: { encoding?: { y?: { sort?: unknown } } }[];
    };
    return layer?.map(({ encoding }) => encoding?.y?.sort);
  };
  const inOrder = ['room', 'desk', 'breakfast'];
  expect(shown(['breakfast', 'desk', 'room'])).toEqual([inOrder, inOrder]);
  expect(shown(['breakfast', 'gold members', 'room'])).toEqual([null, null]);
});

it('puts both sides of a matrix in journey order, though its first row lacks its own column', () => {
  const cells = ['breakfast', 'room', 'desk'].flatMap((of, at, all) =>
    all.filter((also) => also !== of).map((also) => ({ of, also, v: at })),
  );
  const { spec } = heat(
    cells,
    { x: 'also', y: 'of', places: ['x', 'y'], value: 'v', format: 'count', title: { en: 't', zh: 't' } },
    'en',
  );
  const { layer } = themed(spec, 'light', ['room', 'desk', 'breakfast']) as {
    layer?: { encoding?: Record<'x' | 'y', { sort?: unknown }> }[];
  };
  const inOrder = ['room', 'desk', 'breakfast'];
  expect(layer?.map(({ encoding }) => [encoding?.x.sort, encoding?.y.sort])).toEqual(
    layer?.map(() => [inOrder, inOrder]),
  );
});
