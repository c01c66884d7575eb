import { responseName } from '../../metrics/form-sums';
import { groupBy } from '../../metrics/group-by';
import { passGate, type Because } from '../gate';
import { redact } from '../redact';
import type { DriverSums, HeldBack } from './branch-file';
import type { DummyCell, FormsGathered } from './gather-forms';

/** XᵀX of the complete forms as it may leave, and what was held back. */
export function releaseDrivers(
  gathered: FormsGathered,
  hidden: ReadonlySet<string | null>,
  k: number,
): { readonly drivers: DriverSums | null; readonly held: readonly HeldBack[] } {
  const { complete, forms, persons, largest, w, w2, scales, responseScale } = gathered;
  const held: HeldBack[] = complete.items
    .filter((item) => hidden.has(item))
    .map((item) => ({ statistic: 'drivers', group: item, because: 'complement' }));
  const drop = new Set([...held.map(({ group }) => group), ...unsafeDummies(gathered.cells, hidden, k)]);
  const items = complete.items.filter((item) => !drop.has(item));
  const why = reasonAgainst(persons, largest, items.length + 1, k);
  if (why || !items.length || drop.has(responseName))
    return { drivers: null, held: [{ statistic: 'drivers', group: null, because: why ?? 'few-persons' }] };
  const columns = [...items, responseName];
  const dropped = complete.items.filter((item) => drop.has(item));
  return {
    drivers: {
      overall: complete.response === 'nps' ? 'nps' : 'overall',
      overall_scale: [responseScale.min, responseScale.max],
      items: items.map((name) => ({ name: redact(name).text, scale: ends(scales.get(name)) })),
      held: dropped.map((name) => redact(name).text),
      forms,
      persons,
      w,
      w2,
      sums: columns.map(gathered.sumOf),
      products: columns.map((a) => columns.map((b) => gathered.productOf(a, b))),
    },
    held: dropped.map((name) => ({
      statistic: 'drivers',
      group: redact(name).text,
      because: hidden.has(name) ? 'complement' : 'few-persons',
    })),
  };
}

/**
 * Why sums of so many columns may not leave: fewer persons than k, or than there are figures in the sums (their answers
 * could then be solved for), or one person who has most of the weight.
 */
export function reasonAgainst(persons: number, largest: number, columns: number, k: number): Because | null {
  const figures = ((columns + 1) * (columns + 2)) / 2;
  const { suppressed } = passGate(
    { columns: [{ name: 'sums', holds: 'group' }], rows: [{ sums: 'XᵀX' }], persons: [persons], largest: [largest] },
    { k: Math.max(k, figures + 1) },
  );
  return suppressed[0]?.because ?? null;
}

/** Two-valued columns to leave out, worst first, until every cell of every two of the others holds k persons. */
export function unsafeDummies(
  cells: readonly DummyCell[],
  without: ReadonlySet<string | null>,
  k: number,
): Set<string> {
  const dropped = new Set<string>();
  for (;;) {
    const open = cells.filter(({ a, b }) => ![a, b].some((name) => without.has(name) || dropped.has(name)));
    const failing = failures(open, k);
    const [worst] = [...failing].sort(
      ([a, n], [b, m]) => m - n || Number(a === responseName) - Number(b === responseName),
    );
    if (!worst) return dropped;
    dropped.add(worst[0]);
  }
}

/** By column, in how many tables of two (or of itself) some cell has fewer than k persons, or none. */
function failures(cells: readonly DummyCell[], k: number): ReadonlyMap<string, number> {
  const tables = groupBy(cells, ({ a, b }) => JSON.stringify([a, b]));
  const failing = new Map<string, number>();
  for (const table of tables.values()) {
    const [first] = table;
    if (!first) continue;
    const whole = first.a === first.b ? 2 : 4;
    const { suppressed } = passGate(
      {
        columns: [{ name: 'cell', holds: 'group' }],
        rows: table.map(({ va, vb }) => ({ cell: `${String(va)} · ${String(vb)}` })),
        persons: table.map(({ persons }) => persons),
        overlapping: true,
      },
      { k },
    );
    if (!suppressed.length && table.length >= whole) continue;
    for (const name of new Set([first.a, first.b])) failing.set(name, (failing.get(name) ?? 0) + 1);
  }
  return failing;
}

function ends(scale: { readonly min: number; readonly max: number } | undefined): [number, number] {
  return scale ? [scale.min, scale.max] : [0, 1];
}
