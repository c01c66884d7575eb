/** A directed edge with how often it was taken. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

export interface Placed {
  readonly name: string;
  /** The layer from the top, and the place in it from 0 (left) to 1 (right). */
  readonly layer: number;
  readonly x: number;
}

/**
 * A layered layout after Sugiyama, Tagawa and Toda (1981): layers by the longest way along forward edges
 * (forward: from the node with more outflow than inflow, taken greedily as Eades, Lin and Smyth 1993 do),
 * order within a layer by barycentres.
 */
export function layout(edges: readonly Edge[]): readonly Placed[] {
  const proper = edges.filter(({ from, to }) => from !== to);
  const order = greedyOrder(edges);
  const rank = new Map(order.map((name, at) => [name, at]));
  const forward = proper.filter(({ from, to }) => (rank.get(from) ?? 0) < (rank.get(to) ?? 0));
  const layer = new Map<string, number>();
  for (const name of order) {
    const before = forward.filter(({ to }) => to === name).map(({ from }) => layer.get(from) ?? 0);
    layer.set(name, before.length ? Math.max(...before) + 1 : 0);
  }
  const layers: string[][] = [];
  for (const name of order) (layers[layer.get(name) ?? 0] ??= []).push(name);
  for (let sweep = 0; sweep < 8; sweep++) sortByNeighbours(layers, proper, sweep % 2 === 0);
  return layers.flatMap((names, at) =>
    names.map((name, place) => ({ name, layer: at, x: (place + 0.5) / names.length })),
  );
}

/** Sources first, sinks last, else what sends out more than it takes in. */
function greedyOrder(edges: readonly Edge[]): readonly string[] {
  const left = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const [head, tail]: [string[], string[]] = [[], []];
  const sum = (name: string, end: 'from' | 'to') =>
    edges
      .filter((edge) => edge[end] === name && edge.from !== edge.to && left.has(edge.from) && left.has(edge.to))
      .reduce((total, { count }) => total + count, 0);
  while (left.size) {
    const flows = [...left].map((name) => ({ name, out: sum(name, 'from'), into: sum(name, 'to') }));
    const sink = flows.find(({ out, into }) => out === 0 && into > 0);
    const source = flows.find(({ into }) => into === 0);
    const taken =
      source ?? sink ?? flows.reduce((best, one) => (one.out - one.into > best.out - best.into ? one : best));
    left.delete(taken.name);
    if (taken === sink) tail.unshift(taken.name);
    else head.push(taken.name);
  }
  return [...head, ...tail];
}

function sortByNeighbours(layers: string[][], edges: readonly Edge[], down: boolean): void {
  const place = new Map(layers.flatMap((names) => names.map((name, at) => [name, (at + 0.5) / names.length] as const)));
  for (const names of layers) {
    const centre = new Map(
      names.map((name) => {
        const near = edges.filter((edge) => (down ? edge.to : edge.from) === name);
        const weight = near.reduce((sum, { count }) => sum + count, 0);
        const pull = near.reduce((sum, edge) => sum + edge.count * (place.get(down ? edge.from : edge.to) ?? 0.5), 0);
        return [name, weight ? pull / weight : (place.get(name) ?? 0.5)] as const;
      }),
    );
    names.sort((a, b) => (centre.get(a) ?? 0) - (centre.get(b) ?? 0));
    names.forEach((name, at) => place.set(name, (at + 0.5) / names.length));
  }
}
