import { isPositiveSemidefinite } from '../../stats/is-positive-semidefinite';
import type { BranchFile, CsatSums, DriverSums, IndexSums, NpsSums, Part } from './branch-file';
import { refusal } from './checked-json';

/** Throws WorkbenchError `branch` where a file says what no answers can have: its path, and why. */
export function assertPlausible(file: BranchFile): void {
  const { csat, nps, index, drivers, privacy, k } = file;
  if (csat) scoresArePlausible(csat, privacy !== null, k);
  if (nps) partsArePlausible(nps, privacy !== null, k);
  if (index) pairsArePlausible(index, k);
  if (privacy && index?.pairs.length) throw refusal('index.pairs', 'one noisy answer a person makes no pairs');
  if (drivers) productsArePlausible(drivers, privacy !== null, k);
  if (privacy && privacy.spent < privacy.total) throw refusal('privacy.spent', 'less than the total of this file');
}

function scoresArePlausible({ touchpoints, scale, cut }: CsatSums, noisy: boolean, k: number): void {
  distinct('csat.touchpoints', touchpoints);
  const [low, high] = scale;
  if (cut < low || cut > high) throw refusal('csat.cut', `${String(cut)} is not on the scale`);
  touchpoints.forEach(({ persons, bins }, at) => {
    const path = `csat.touchpoints.${String(at)}`;
    if (!noisy && (persons === null || persons < k)) throw refusal(`${path}.persons`, `fewer than k = ${String(k)}`);
    bins.forEach((bin, b) => {
      const where = `${path}.bins.${String(b)}`;
      const { from, to, w, sum, squares } = bin;
      if (from > to || from < low || to > high) throw refusal(where, 'not on the scale');
      if (from < cut && to >= cut) throw refusal(where, 'straddles the cut');
      if (noisy) return;
      countIsPlausible(where, bin);
      const slack = 1e-9 * (1 + Math.abs(w) * Math.max(Math.abs(low), Math.abs(high)) ** 2);
      if (sum < w * from - slack || sum > w * to + slack) throw refusal(`${where}.sum`, 'outside the bin');
      if (squares * w < sum * sum - slack * (1 + Math.abs(w)))
        throw refusal(`${where}.squares`, 'smaller than the sum allows');
    });
    const answers = bins.reduce((total, { n }) => total + n, 0);
    if (persons !== null && answers < persons) throw refusal(path, 'fewer answers than persons');
  });
}

function partsArePlausible({ touchpoints }: NpsSums, noisy: boolean, k: number): void {
  distinct('nps.touchpoints', touchpoints);
  touchpoints.forEach(({ persons, ...parts }, at) => {
    const path = `nps.touchpoints.${String(at)}`;
    if (noisy) return;
    if (persons === null || persons < k) throw refusal(`${path}.persons`, `fewer than k = ${String(k)}`);
    for (const name of ['promoters', 'passives', 'detractors'] as const)
      countIsPlausible(`${path}.${name}`, parts[name]);
  });
}

function countIsPlausible(path: string, { n, w, w2 }: Part): void {
  for (const [name, value] of Object.entries({ n, w, w2 }))
    if (value < 0) throw refusal(`${path}.${name}`, `${String(value)} is below 0`);
  if (n === 0 && w > 0) throw refusal(`${path}.w`, 'weight without answers');
  if (w * w > n * w2 * (1 + 1e-9)) throw refusal(`${path}.w2`, 'smaller than the weights allow');
}

function pairsArePlausible({ touchpoints, pairs }: IndexSums, k: number): void {
  distinct('index.touchpoints', touchpoints);
  const at = new Map(touchpoints.map(({ touchpoint }, place) => [touchpoint, place]));
  const size = touchpoints.length;
  const matrix = Array.from({ length: 2 * size }, () => new Array<number>(2 * size).fill(0));
  const put = (i: number, j: number, value: number) => {
    const [row, column] = [matrix[i], matrix[j]];
    if (row) row[j] = value;
    if (column) column[i] = value;
  };
  touchpoints.forEach(({ persons, n, v, u, vv, vu, uu }, i) => {
    const path = `index.touchpoints.${String(i)}`;
    if (persons < k) throw refusal(`${path}.persons`, `fewer than k = ${String(k)}`);
    if (n < persons) throw refusal(`${path}.n`, 'fewer answers than persons');
    if (v > 100 * u * (1 + 1e-9)) throw refusal(`${path}.v`, 'a mean above 100');
    put(i, i, vv);
    put(i, size + i, vu);
    put(size + i, size + i, uu);
  });
  const seen = new Set<string>();
  pairs.forEach(({ a, b, persons, vv, vu, uv, uu }, place) => {
    const path = `index.pairs.${String(place)}`;
    const [i, j] = [at.get(a), at.get(b)];
    const key = JSON.stringify([a, b].sort());
    if (i === undefined || j === undefined || i === j || seen.has(key))
      throw refusal(path, `${a} and ${b} are not two of the touchpoints, once`);
    seen.add(key);
    if (persons < k) throw refusal(`${path}.persons`, `fewer than k = ${String(k)}`);
    put(i, j, vv);
    put(i, size + j, vu);
    put(j, size + i, uv);
    put(size + i, size + j, uu);
  });
  const complete = pairs.length === (size * (size - 1)) / 2;
  if (complete && size <= 60 && !isPositiveSemidefinite(matrix))
    throw refusal('index.pairs', 'no answers can have such sums');
}

function productsArePlausible(
  { items, forms, persons, w, w2, sums, products }: DriverSums,
  noisy: boolean,
  k: number,
): void {
  distinct(
    'drivers.items',
    items.map(({ name }) => ({ touchpoint: name })),
  );
  const size = items.length + 1;
  if (!noisy && persons === null) throw refusal('drivers.persons', 'not given');
  if ((persons ?? forms) < k) throw refusal('drivers.persons', `fewer than k = ${String(k)}`);
  if (forms < (persons ?? 0)) throw refusal('drivers.forms', 'fewer forms than persons');
  countIsPlausible('drivers', { n: forms, w, w2 });
  if (sums.length !== size) throw refusal('drivers.sums', `${String(sums.length)} numbers, not ${String(size)}`);
  if (products.length !== size || products.some((row) => row.length !== size))
    throw refusal('drivers.products', `not ${String(size)} × ${String(size)}`);
  const bordered = [[w, ...sums], ...products.map((row, i) => [sums[i] ?? 0, ...row])];
  products.forEach((row, i) => {
    row.forEach((value, j) => {
      const other = products[j]?.[i] ?? NaN;
      if (Math.abs(value - other) > 1e-9 * Math.max(1, Math.abs(value)))
        throw refusal(`drivers.products.${String(i)}.${String(j)}`, 'not symmetric');
    });
  });
  // Noise may leave sums that no answers have; the head office looks at what all files come to.
  if (!noisy && !isPositiveSemidefinite(bordered)) throw refusal('drivers.products', 'no answers can have such sums');
}

function distinct(path: string, of: readonly { readonly touchpoint: string | null }[]): void {
  const seen = new Set<string | null>();
  of.forEach(({ touchpoint }, at) => {
    if (seen.has(touchpoint)) throw refusal(`${path}.${String(at)}`, `${String(touchpoint)} stands there twice`);
    seen.add(touchpoint);
  });
}
