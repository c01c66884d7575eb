import { write } from '../i18n/say';
import type { Locale, Text } from '../i18n/text';
import { draw, numberAt, type Drawn, type Fields, type Layers } from './draw';
import { flowOf, type Link } from './flow';
import { paint } from './theme';

export interface Sankey {
  /** Fields of a link: the step it leaves (a number), the names at both ends, and how many go. */
  readonly step: string;
  readonly from: string;
  readonly to: string;
  readonly value: string;
  readonly title: Text;
  /** Words for names that are no touchpoints, e.g. `other`, `left`. */
  readonly labels?: Readonly<Record<string, Text>>;
}

/** Flows from step to step: a column of nodes a step, ribbons as thick as what goes. */
export function sankey(rows: readonly object[], of: Sankey, locale: Locale): Drawn {
  const word = (name: string) => of.labels?.[name]?.[locale] ?? name;
  const links: Link[] = rows.flatMap((row) => {
    const [step, value] = [numberAt(row, of.step), numberAt(row, of.value)];
    const [from, to] = [(row as Fields)[of.from], (row as Fields)[of.to]];
    if (step === null || value === null || value <= 0) return [];
    return [{ step, from: word(String(from ?? '–')), to: word(String(to ?? '–')), value }];
  });
  const { nodes, ribbons, steps } = flowOf(links);
  const colours = [...new Set(nodes.map(({ name }) => name))];
  const fill = {
    field: 'name',
    type: 'nominal',
    legend: null,
    scale: { domain: colours, range: colours.map((_, at) => paint(hue(at))) },
  };
  const x = { type: 'quantitative', axis: null, scale: { domain: [0, steps - 1 + 0.36], nice: false } } as const;
  const y = { type: 'quantitative', axis: null, scale: { domain: [1, 0], nice: false, zero: false } } as const;
  const said = (count: number) => write(count, 'count', locale);
  const layer = [
    {
      data: {
        values: ribbons.flatMap((ribbon, id) =>
          ribbon.points.map((point) => ({
            ...point,
            id,
            name: ribbon.from,
            way: `${ribbon.from} → ${ribbon.to}`,
            said: said(ribbon.value),
          })),
        ),
      },
      mark: { type: 'area', opacity: 0.32, interpolate: 'linear' },
      encoding: {
        x: { field: 'x', ...x },
        y: { field: 'top', ...y },
        y2: { field: 'bottom' },
        detail: { field: 'id' },
        fill,
        tooltip: [
          { field: 'way', title: ' ' },
          { field: 'said', title: 'n' },
        ],
      },
    },
    {
      mark: { type: 'rect', cornerRadius: 1 },
      encoding: {
        x: { field: 'left', ...x },
        x2: { field: 'right' },
        y: { field: 'top', ...y },
        y2: { field: 'bottom' },
        fill,
        tooltip: [
          { field: 'name', title: ' ' },
          { field: 'said', title: 'n' },
        ],
      },
    },
    {
      transform: [{ filter: 'datum.bottom - datum.top >= 0.025' }],
      mark: { type: 'text', align: 'left', baseline: 'middle', dx: 5, limit: 150, fontSize: 11 },
      encoding: {
        x: { field: 'right', ...x },
        y: { field: 'middle', ...y },
        text: { field: 'label' },
      },
    },
  ] as unknown as Layers;
  return draw(
    {
      title: of.title,
      alternative: largest(of.title, links, locale),
      values: nodes.map((node) => ({
        ...node,
        said: said(node.value),
        label: `${node.name} ${said(node.value)}`,
      })),
      height: Math.min(560, Math.max(240, 44 * Math.max(...nodes.map(({ rank }) => rank + 1), 1))),
      layer,
    },
    locale,
  );
}

const hue = (at: number) =>
  (['cat1', 'cat2', 'cat3', 'cat4', 'cat5', 'cat6', 'cat7', 'cat8'] as const)[at % 8] ?? 'cat1';

function largest(title: Text, links: readonly Link[], locale: Locale): Text {
  const sorted = [...links].sort((a, b) => b.value - a.value).slice(0, 3);
  if (sorted.length === 0) return { en: `${title.en}: no flows`, zh: `${title.zh}：没有流向` };
  const ways = sorted.map(({ from, to, value }) => `${from} → ${to} ${write(value, 'count', locale)}`);
  return { en: `${title.en}. Largest: ${ways.join('; ')}`, zh: `${title.zh}。最大：${ways.join('；')}` };
}
