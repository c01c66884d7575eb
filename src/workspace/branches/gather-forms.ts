import type { Engine, Row } from '../../engine/engine';
import type { Sql } from '../../engine/sql';
import {
  dummyCells,
  formsBehind,
  formSums,
  oneFormSums,
  type Complete,
  type WholePoints,
} from '../../metrics/form-sums';
import { questionsOf } from '../../metrics/person-answers';
import type { Scale } from '../../metrics/scale';
import { sortCells, type ScoreCell } from '../../metrics/score-cells';
import type { WholeSums } from './drivers-noise';

/** Persons by the values of two columns that take two values each (a equal to b: of one). */
export interface DummyCell {
  readonly a: string;
  readonly b: string;
  readonly va: number;
  readonly vb: number;
  readonly persons: number;
}

/** Sums over the forms that answered every item and have a response, before the gate. */
export interface FormsGathered {
  readonly complete: Complete;
  readonly scales: ReadonlyMap<string, Scale>;
  readonly responseScale: Scale;
  readonly forms: number;
  readonly persons: number;
  readonly largest: number;
  readonly w: number;
  readonly w2: number;
  readonly sumOf: (name: string) => number;
  readonly productOf: (a: string, b: string) => number;
  readonly dummies: readonly string[];
  readonly cells: readonly DummyCell[];
}

type Ask = (sql: Sql) => Promise<readonly Row[]>;

/** Items and the overall question (else the recommendation) of the answers; null without either. */
export async function gatherForms(ask: Ask, cells: readonly ScoreCell[]): Promise<FormsGathered | null> {
  const asked = designOf(cells);
  const response = asked.scaleOf('overall') ? 'overall' : asked.scaleOf('nps') ? 'nps' : null;
  const responseScale = response && asked.scaleOf(response);
  if (!response || !responseScale || !asked.items.length) return null;
  const complete = { questions: asked.questions, items: asked.items, response } as const;
  const [behind] = await ask(formsBehind(complete));
  const sums = await ask(formSums(complete));
  const key = (a: unknown, b: unknown) => JSON.stringify([a, b]);
  const table = new Map(sums.map(({ a, b, s }) => [key(a, b), Number(s)]));
  const dummies = sums.flatMap(({ a, b, values }) => (b === null && Number(values) <= 2 ? [String(a)] : []));
  return {
    complete,
    scales: asked.scales,
    responseScale,
    forms: Number(behind?.forms ?? 0),
    persons: Number(behind?.persons ?? 0),
    largest: Number(behind?.largest ?? 0),
    w: Number(behind?.w ?? 0),
    w2: Number(behind?.w2 ?? 0),
    sumOf: (name) => table.get(key(name, null)) ?? 0,
    productOf: (a, b) => table.get(key(a, b)) ?? table.get(key(b, a)) ?? 0,
    dummies,
    cells: dummies.length ? await dummyTable(ask, complete, dummies) : [],
  };
}

/** Sums of one form of each person in whole half points, to which one person adds a bounded part and no more. */
export async function gatherOneForm(
  engine: Engine,
  { complete }: FormsGathered,
  columns: readonly WholePoints[],
  signal?: AbortSignal,
): Promise<WholeSums> {
  const rows = await engine.query(oneFormSums(complete, columns), { signal, first: 'canonical' });
  const key = (a: unknown, b: unknown) => JSON.stringify([a, b]);
  const table = new Map(rows.map(({ a, b, s }) => [key(a, b), Number(s)]));
  const of = (a: string | null, b: string | null) => table.get(key(a, b)) ?? table.get(key(b, a)) ?? 0;
  return {
    forms: of(null, null),
    sums: columns.map(({ name }) => table.get(key(name, null)) ?? 0),
    products: columns.map((a) => columns.map((b) => of(a.name, b.name))),
  };
}

/** The items that were rated, by name, with their scales, and the scale of the questions that can be a response. */
export function designOf(cells: readonly ScoreCell[]) {
  const { placed } = sortCells(
    cells.filter(({ kind }) => kind !== 'importance'),
    true,
  );
  const isItem = ({ kind }: ScoreCell) => kind === 'csat' || kind === 'attribute' || kind === null;
  const nameOf = ({ item, touchpoint }: ScoreCell) => item ?? touchpoint;
  const rated = placed.filter((cell) => isItem(cell) && nameOf(cell) !== null);
  const items = [...new Set(rated.map((cell) => nameOf(cell) ?? ''))].sort();
  const scales = new Map([...rated].reverse().map((cell) => [nameOf(cell) ?? '', cell.scale]));
  return {
    items,
    scales,
    questions: questionsOf(placed),
    scaleOf: (kind: 'overall' | 'nps'): Scale | null => placed.find((cell) => cell.kind === kind)?.scale ?? null,
  };
}

/** Persons by the values of each two of these columns. */
export async function dummyTable(
  ask: Ask,
  complete: Complete,
  dummies: readonly string[],
): Promise<readonly DummyCell[]> {
  return (await ask(dummyCells(complete, dummies))).map(({ a, b, va, vb, persons }) => ({
    a: String(a),
    b: String(b),
    va: Number(va),
    vb: Number(vb),
    persons: Number(persons),
  }));
}
