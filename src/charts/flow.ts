/** So many go from a name at `step` to a name at the next step. */
export interface Link {
  readonly step: number;
  readonly from: string;
  readonly to: string;
  readonly value: number;
}

export interface FlowNode {
  readonly name: string;
  readonly value: number;
  /** Place in its column, 0 at the top. */
  readonly rank: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly middle: number;
  readonly bottom: number;
}

export interface Ribbon extends Link {
  readonly points: readonly { readonly x: number; readonly top: number; readonly bottom: number }[];
}

const thick = 0.03;
const gap = 0.02;

/** Lays links out: columns at x = 0, 1, …; y from 0 (top) to 1; nodes largest first, ribbons as S-curves. */
export function flowOf(links: readonly Link[]): {
  readonly nodes: readonly FlowNode[];
  readonly ribbons: readonly Ribbon[];
  readonly steps: number;
} {
  const first = Math.min(...links.map(({ step }) => step));
  const columns = columnsOf(links, first);
  const most = Math.max(0, ...columns.map((column) => column.length));
  const whole = Math.max(0, ...columns.map((column) => column.reduce((sum, { value }) => sum + value, 0)));
  const scale = whole > 0 ? (1 - gap * Math.max(0, most - 1)) / whole : 0;
  const nodes = columns.flatMap((column, x) => {
    let y = 0;
    return column.map(({ name, value }, rank) => {
      const [top, bottom] = [y, y + value * scale];
      y = bottom + gap;
      return { x, node: { name, value, rank, left: x, right: x + thick, top, middle: (top + bottom) / 2, bottom } };
    });
  });
  const at = (x: number, name: string) => nodes.find((node) => node.x === x && node.node.name === name)?.node;
  const [out, into] = [new Map<FlowNode, number>(), new Map<FlowNode, number>()];
  const ordered = [...links].sort(
    (a, b) =>
      a.step - b.step ||
      (at(a.step - first, a.from)?.top ?? 0) - (at(b.step - first, b.from)?.top ?? 0) ||
      (at(a.step - first + 1, a.to)?.top ?? 0) - (at(b.step - first + 1, b.to)?.top ?? 0),
  );
  const ribbons = ordered.flatMap((link) => {
    const [from, to] = [at(link.step - first, link.from), at(link.step - first + 1, link.to)];
    if (!from || !to) return [];
    const high = link.value * scale;
    const [a, b] = [out.get(from) ?? from.top, into.get(to) ?? to.top];
    out.set(from, a + high);
    into.set(to, b + high);
    return [{ ...link, points: curve(from.right, to.left, a, b, high) }];
  });
  return { nodes: nodes.map(({ node }) => node), ribbons, steps: Math.max(1, columns.length) };
}

function columnsOf(links: readonly Link[], first: number) {
  const columns: Map<string, { in: number; out: number }>[] = [];
  const touch = (x: number, name: string) => {
    const column = (columns[x] ??= new Map<string, { in: number; out: number }>());
    const node = column.get(name) ?? { in: 0, out: 0 };
    column.set(name, node);
    return node;
  };
  for (const { step, from, to, value } of links) {
    touch(step - first, from).out += value;
    touch(step - first + 1, to).in += value;
  }
  return Array.from(columns, (column) =>
    [...(column ?? new Map<string, { in: number; out: number }>())]
      .map(([name, node]) => ({ name, value: Math.max(node.in, node.out) }))
      .sort((a, b) => b.value - a.value),
  );
}

function curve(left: number, right: number, from: number, to: number, high: number): Ribbon['points'] {
  return Array.from({ length: 17 }, (_, at) => {
    const share = at / 16;
    const eased = share * share * (3 - 2 * share);
    const top = from + (to - from) * eased;
    return { x: left + (right - left) * share, top, bottom: top + high };
  });
}
