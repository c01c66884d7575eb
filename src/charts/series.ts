import type { Locale } from '../i18n/text';
import { seriesColours, seriesDashes } from './theme';

/**
 * Colour and dash of each series, in the order of first appearance; of no names: nothing.
 * The page puts a touchpoint's own colour in by `withColours`, since it knows the workspace's order.
 */
export function seriesOf(names: readonly string[], _locale: Locale) {
  const domain = [...new Set(names)];
  if (domain.length === 0) return { fill: {}, stroke: {}, point: { stroke: {} }, domain };
  const scale = { domain, range: seriesColours(domain.length) };
  const colour = { field: 'group', type: 'nominal', title: null, sort: null, scale } as const;
  const dash = {
    field: 'group',
    type: 'nominal',
    title: null,
    sort: null,
    scale: { domain, range: seriesDashes(domain.length) },
  } as const;
  return {
    fill: { fill: { ...colour, legend: null } },
    stroke: { stroke: colour, strokeDash: dash },
    point: { stroke: { ...colour, legend: null } },
    domain,
  };
}
