import type { Config, TopLevelSpec } from 'vega-lite';

export type Theme = 'light' | 'dark';

const light = {
  paper: '#fbfaf8',
  raised: '#ffffff',
  sunken: '#f3f1ed',
  edge: '#e2ded7',
  edgeStrong: '#c9c3b8',
  ink: '#1c2126',
  ink2: '#4d555d',
  ink3: '#676e75',
  accent: '#0b6378',
  good: '#12695f',
  bad: '#a8401c',
  warn: '#7d5700',
  score0: '#c9623a',
  score1: '#e39b78',
  score2: '#f2d3c2',
  score3: '#f1eee8',
  score4: '#c5dfda',
  score5: '#82bab1',
  score6: '#2f8b80',
  cat1: '#0b6378',
  cat2: '#c7702d',
  cat3: '#5b7f3b',
  cat4: '#8a5a9e',
  cat5: '#b33f55',
  cat6: '#8c7a2b',
  cat7: '#3f6fb0',
  cat8: '#6b6b6b',
} as const;

const dark: Readonly<Record<keyof typeof light, string>> = {
  paper: '#14181b',
  raised: '#1b2024',
  sunken: '#101316',
  edge: '#2b3238',
  edgeStrong: '#414a52',
  ink: '#e9ebec',
  ink2: '#b3bac0',
  ink3: '#8f979e',
  accent: '#63c3d8',
  good: '#6cc7b8',
  bad: '#f0926b',
  warn: '#dcb65a',
  score0: '#b95a35',
  score1: '#8a4a30',
  score2: '#4f3327',
  score3: '#262b30',
  score4: '#1f423e',
  score5: '#28655d',
  score6: '#36968a',
  cat1: '#63c3d8',
  cat2: '#e79a5f',
  cat3: '#93bd70',
  cat4: '#bd93d0',
  cat5: '#e57b8f',
  cat6: '#c9b661',
  cat7: '#7fa9e6',
  cat8: '#a5a5a5',
};

/** The colours of the look, by name; a test compares them with the page's tokens. */
export const palettes: Readonly<Record<Theme, Readonly<Record<keyof typeof light, string>>>> = { light, dark };
export type Colour = keyof typeof light;

const font =
  'system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';

/** The one look of all charts. Specs name colours (`paint('bad')`), so the theme is changed by changing the config alone. */
export function configOf(theme: Theme): Config {
  const palette = palettes[theme];
  const cats = [1, 2, 3, 4, 5, 6, 7, 8].map((at) => palette[`cat${String(at)}` as Colour]);
  const scores = [0, 1, 2, 3, 4, 5, 6].map((at) => palette[`score${String(at)}` as Colour]);
  return {
    params: Object.entries(palette).map(([name, value]) => ({ name, value })),
    background: palette.raised,
    padding: 8,
    font,
    view: { stroke: null, continuousHeight: 240, discreteHeight: { step: 28 }, discreteWidth: { step: 40 } },
    axis: {
      labelColor: palette.ink2,
      labelFontSize: 12,
      labelFontWeight: 400,
      labelLimit: 220,
      titleColor: palette.ink3,
      titleFontSize: 12,
      titleFontWeight: 600,
      titlePadding: 8,
      gridColor: palette.edge,
      domainColor: palette.edgeStrong,
      tickColor: palette.edgeStrong,
      ticks: false,
      domain: false,
      labelPadding: 8,
      labelFlush: false,
      labelSeparation: 8,
    },
    axisBand: { grid: false },
    legend: {
      labelColor: palette.ink2,
      labelFontSize: 12,
      titleColor: palette.ink3,
      titleFontSize: 12,
      titleFontWeight: 600,
      orient: 'top',
      symbolStrokeWidth: 2,
      labelLimit: 200,
    },
    header: { labelColor: palette.ink2, labelFontSize: 12, titleColor: palette.ink3 },
    title: {
      color: palette.ink,
      fontSize: 14,
      fontWeight: 600,
      anchor: 'start',
      subtitleColor: palette.ink3,
      subtitleFontSize: 12,
    },
    text: { color: palette.ink, fontSize: 12 },
    mark: { color: palette.accent },
    rule: { color: palette.ink2 },
    style: { cell: { stroke: 'transparent' } },
    range: { category: cats, ordinal: scores, diverging: scores, ramp: rampOf(palette), heatmap: rampOf(palette) },
    locale: { number: { decimal: '.', thousands: ',', grouping: [3], currency: ['', ''] } },
  };
}

function rampOf(palette: (typeof palettes)[Theme]): string[] {
  return [palette.score3, palette.score4, palette.score5, palette.score6];
}

/** A colour of the look inside a spec. */
export const paint = (colour: Colour): { expr: string } => ({ expr: colour });

/** The k-th series' colour and dash: eight colours, then the same ones dashed. */
export const seriesColours = (count: number): { expr: string }[] =>
  Array.from({ length: count }, (_, at) => ({ expr: `cat${String((at % 8) + 1)}` }));

/** Dashes that tell series apart without colour. */
export const seriesDashes = (count: number): number[][] =>
  Array.from(
    { length: count },
    (_, at) =>
      [
        [1, 0],
        [6, 3],
        [2, 2],
        [8, 3, 2, 3],
        [4, 2],
        [1, 3],
        [10, 2],
        [3, 1],
      ][at % 8] ?? [1, 0],
  );

/**
 * The spec in a theme, a copy. `order` is the workspace's order of touchpoints: where a scale names touchpoints,
 * each gets its own colour, the same in all charts; where rows are touchpoints, they stand in that order.
 */
export function themed(spec: TopLevelSpec, theme: Theme, order: readonly string[] = []): TopLevelSpec {
  const copy = structuredClone(spec);
  const at = new Map(order.map((name, place) => [name, place]));
  recolour(copy, at);
  inJourneyOrder(copy, at);
  return { ...copy, config: configOf(theme) } as TopLevelSpec;
}

/** Scales that name touchpoints or stages have them in the workspace's order; where any other name is met, as they came. */
function inJourneyOrder(spec: TopLevelSpec, at: ReadonlyMap<string, number>): void {
  const { usermeta, data } = spec;
  const fields: unknown = usermeta?.journey;
  if (!Array.isArray(fields) || !data || !('values' in data) || !Array.isArray(data.values)) return;
  for (const field of fields as readonly string[]) {
    const names = [...new Set((data.values as Readonly<Record<string, unknown>>[]).map((row) => String(row[field])))];
    if (names.every((name) => at.has(name)))
      sortBy(
        spec,
        field,
        names.sort((a, b) => (at.get(a) ?? 0) - (at.get(b) ?? 0)),
      );
  }
}

function sortBy(part: unknown, field: string, names: readonly string[]): void {
  if (typeof part !== 'object' || part === null) return;
  const one = part as { readonly field?: unknown; readonly sort?: unknown };
  if (one.field === field && one.sort === null) Object.assign(part, { sort: names });
  for (const [key, inner] of Object.entries(part)) if (key !== 'data' && key !== 'config') sortBy(inner, field, names);
}

function recolour(part: unknown, at: ReadonlyMap<string, number>): void {
  if (typeof part !== 'object' || part === null) return;
  const { domain, range } = part as { domain?: unknown; range?: unknown };
  if (
    Array.isArray(domain) &&
    Array.isArray(range) &&
    isCategory(range[0]) &&
    domain.every((name) => at.has(String(name)))
  )
    Object.assign(part, { range: domain.map((name) => paint(categoryAt(at.get(String(name)) ?? 0))) });
  for (const [key, inner] of Object.entries(part)) if (key !== 'data' && key !== 'config') recolour(inner, at);
}

const isCategory = (colour: unknown): boolean =>
  typeof colour === 'object' && colour !== null && 'expr' in colour && String(colour.expr).startsWith('cat');

const categoryAt = (place: number): Colour => `cat${String((place % 8) + 1)}` as Colour;
