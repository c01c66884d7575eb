import { write, type Format } from '../i18n/say';
import type { Locale, Text } from '../i18n/text';
import { draw, numberAt, type Drawn, type Fields, type Layers } from './draw';
import { labelPlaces } from './label-places';
import { layout, type Edge, type Placed } from './layout';
import { paint } from './theme';

export interface Graph {
  readonly from: string;
  readonly to: string;
  readonly count: string;
  /** What is written on an edge; the count unless said. */
  readonly value?: string;
  readonly format?: Format;
  readonly title: Text;
  /** At most so many edges, the most frequent; the note says how much they cover. */
  readonly top?: number;
}

const layerHigh = 92;
const wide = 760;

type Course = 'on' | 'back' | 'again';

/** A directly-follows graph in layers from top to bottom: thicker is more frequent, dashed goes back, a loop stays, a mark stands where an edge arrives. */
export function graph(rows: readonly object[], of: Graph, locale: Locale): Drawn {
  const all = rows.flatMap((row) => {
    const count = numberAt(row, of.count);
    const [from, to] = [(row as Fields)[of.from], (row as Fields)[of.to]];
    if (!count || from === null || to === null || from === undefined || to === undefined) return [];
    const value = of.value ? numberAt(row, of.value) : count;
    return [{ from: String(from), to: String(to), count, written: write(value, of.format ?? 'count', locale) }];
  });
  const edges = [...all].sort((a, b) => b.count - a.count).slice(0, of.top ?? 24);
  const placed = layout(edges);
  const layers = Math.max(0, ...placed.map(({ layer }) => layer)) + 1;
  const height = layers * layerHigh;
  const at = new Map(placed.map((node) => [node.name, node]));
  const most = Math.max(1, ...edges.map(({ count }) => count));
  const ways = edges.flatMap((edge, id) => {
    const [from, to] = [at.get(edge.from), at.get(edge.to)];
    return from && to
      ? [
          {
            ...edge,
            id,
            course: courseOf(from, to),
            points: wayOf(edge, from, to, layers),
          },
        ]
      : [];
  });
  const x = { type: 'quantitative', axis: null, scale: { domain: [0, 1], nice: false } } as const;
  const y = { type: 'quantitative', axis: null, scale: { domain: [layers, 0], nice: false } } as const;
  const tooltip = [
    { field: 'way', title: ' ' },
    { field: 'said', title: 'n' },
  ];
  const points = ways.flatMap((way) =>
    way.points.map((point, order) => ({
      ...point,
      order,
      id: way.id,
      course: way.course,
      width: 1 + (6 * way.count) / most,
      way: `${way.from} → ${way.to}`,
      said: write(way.count, 'count', locale),
    })),
  );
  const pixels = ({ x: across, y: down }: Point) => ({ x: across * wide, y: down * layerHigh });
  const places = labelPlaces(
    ways.map(({ points: way, written }) => ({
      text: written,
      spots: along.map((share) => pixels(pointAt(way, share))),
    })),
    placed.map(({ name, layer, x: place }) => ({ text: name, ...pixels({ x: place, y: layer + 0.5 }) })),
  );
  const marks = ways.map((way, nth) => {
    const [before, end] = [way.points.at(-3), way.points.at(-1)];
    const middle = pointAt(way.points, along[places[nth] ?? 0] ?? 0.5);
    const [dx, dy] = [
      ((end?.x ?? 0) - (before?.x ?? 0)) * wide,
      (((end?.y ?? 0) - (before?.y ?? 0)) * height) / layers,
    ];
    return {
      x: end?.x ?? 0,
      y: end?.y ?? 0,
      middleX: middle.x,
      middleY: middle.y,
      angle: (Math.atan2(dy, dx) * 180) / Math.PI + 90,
      written: way.written,
      way: `${way.from} → ${way.to}`,
      said: write(way.count, 'count', locale),
    };
  });
  const nodes = placed.map(({ name, layer, x: place }) => ({ name, x: place, y: layer + 0.5 }));
  const lines = (course: Course) => ({
    data: { values: points.filter((point) => point.course === course) },
    mark: {
      type: 'line',
      color: paint(course === 'back' ? 'cat2' : course === 'again' ? 'ink3' : 'accent'),
      opacity: 0.55,
      ...(course === 'back' ? { strokeDash: [5, 3] } : {}),
    },
    encoding: {
      x: { field: 'x', ...x },
      y: { field: 'y', ...y },
      order: { field: 'order', type: 'quantitative' },
      detail: { field: 'id' },
      strokeWidth: { field: 'width', type: 'quantitative', legend: null, scale: { domain: [0, 7], range: [0, 7] } },
      tooltip,
    },
  });
  const layer = [
    lines('on'),
    lines('back'),
    lines('again'),
    {
      data: { values: marks },
      mark: { type: 'point', shape: 'triangle', filled: true, size: 60, opacity: 0.9, color: paint('ink2') },
      encoding: {
        x: { field: 'x', ...x },
        y: { field: 'y', ...y },
        angle: { field: 'angle', type: 'quantitative', legend: null, scale: { domain: [0, 360], range: [0, 360] } },
        tooltip,
      },
    },
    {
      data: { values: marks },
      mark: {
        type: 'text',
        fontSize: 11,
        color: paint('ink2'),
        stroke: paint('raised'),
        strokeWidth: 3,
        strokeOpacity: 0.9,
      },
      encoding: { x: { field: 'middleX', ...x }, y: { field: 'middleY', ...y }, text: { field: 'written' } },
    },
    {
      data: { values: marks },
      mark: { type: 'text', fontSize: 11, color: paint('ink2') },
      encoding: { x: { field: 'middleX', ...x }, y: { field: 'middleY', ...y }, text: { field: 'written' }, tooltip },
    },
    {
      mark: { type: 'text', fontWeight: 600, fontSize: 12, stroke: paint('raised'), strokeWidth: 6, limit: 150 },
      encoding: { x: { field: 'x', ...x }, y: { field: 'y', ...y }, text: { field: 'name' } },
    },
    {
      mark: { type: 'text', fontWeight: 600, fontSize: 12, limit: 150 },
      encoding: { x: { field: 'x', ...x }, y: { field: 'y', ...y }, text: { field: 'name' } },
    },
  ] as unknown as Layers;
  return draw(
    {
      title: of.title,
      alternative: busiest(of.title, all, placed, locale),
      note: noteOf(edges, all, locale),
      values: nodes,
      height,
      layer,
    },
    locale,
  );
}

function courseOf(from: Placed, to: Placed): Course {
  return from === to ? 'again' : to.layer <= from.layer ? 'back' : 'on';
}

/** Shares of a way where its label may stand, the best first. */
const along = [0.45, 0.55, 0.35, 0.65, 0.25, 0.75, 0.2, 0.8];

function pointAt(way: readonly Point[], share: number): Point {
  return way[Math.round(share * (way.length - 1))] ?? { x: 0, y: 0 };
}

/** Points of an edge: straight down, bowed sideways where it goes back or past a layer, a loop at its own node. */
function wayOf(edge: Edge, from: Placed, to: Placed, layers: number): readonly Point[] {
  const away = 0.14;
  const [a, b] = [
    { x: from.x, y: from.layer + 0.5 },
    { x: to.x, y: to.layer + 0.5 },
  ];
  if (edge.from === edge.to) {
    const control = { x: Math.min(0.99, a.x + 0.16), y: a.y };
    return bezier(
      { x: a.x + 0.02, y: a.y - away },
      { x: control.x, y: a.y - 0.42 },
      { x: control.x, y: a.y + 0.42 },
      { x: a.x + 0.02, y: a.y + away },
    );
  }
  const down = to.layer > from.layer;
  const level = to.layer === from.layer;
  const start = { x: a.x, y: a.y + (down ? away : -away) };
  const end = { x: b.x, y: b.y + (down || level ? -away : away) };
  const span = Math.abs(to.layer - from.layer);
  const side = down ? -1 : 1;
  const bow = down && span === 1 ? 0 : side * (0.06 + (0.44 * Math.max(1, span)) / Math.max(4, layers));
  const reach = (share: number) => ({
    x: Math.min(0.99, Math.max(0.01, start.x + (end.x - start.x) * share + bow)),
    y: start.y + (end.y - start.y) * share - (level ? 0.4 : 0),
  });
  return bezier(start, reach(1 / 3), reach(2 / 3), end);
}

type Point = { readonly x: number; readonly y: number };

function bezier(a: Point, b: Point, c: Point, d: Point): readonly Point[] {
  return Array.from({ length: 21 }, (_, at) => {
    const t = at / 20;
    const mix = (p: number, q: number, r: number, s: number) =>
      (1 - t) ** 3 * p + 3 * (1 - t) ** 2 * t * q + 3 * (1 - t) * t ** 2 * r + t ** 3 * s;
    return { x: mix(a.x, b.x, c.x, d.x), y: mix(a.y, b.y, c.y, d.y) };
  });
}

function noteOf(edges: readonly Edge[], all: readonly Edge[], locale: Locale): Text {
  const sum = (some: readonly Edge[]) => some.reduce((total, { count }) => total + count, 0);
  const share = write(sum(all) ? sum(edges) / sum(all) : 1, 'percent', locale);
  const [shown, of] = [String(edges.length), String(all.length)];
  return {
    en: `Thicker: more frequent. Dashed: going back. Loop: the same again. ${shown} of ${of} transitions, ${share} of all steps.`,
    zh: `越粗越频繁；虚线：往回走；环：再次停留。显示 ${of} 种转移中的 ${shown} 种，占全部步骤的 ${share}。`,
  };
}

function busiest(title: Text, edges: readonly Edge[], placed: readonly Placed[], locale: Locale): Text {
  const sorted = [...edges].sort((a, b) => b.count - a.count).slice(0, 3);
  if (sorted.length === 0) return { en: `${title.en}: no transitions`, zh: `${title.zh}：没有转移` };
  const ways = sorted.map(({ from, to, count }) => `${from} → ${to} ${write(count, 'count', locale)}`);
  return {
    en: `${title.en}, ${String(placed.length)} touchpoints and ${String(edges.length)} transitions. Most frequent: ${ways.join('; ')}`,
    zh: `${title.zh}，${String(placed.length)} 个触点、${String(edges.length)} 种转移。最频繁：${ways.join('；')}`,
  };
}
