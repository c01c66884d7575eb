import type { Engine, Row } from '../../engine/engine';
import type { Sql } from '../../engine/sql';
import { isForeign } from '../../metrics/nps-count';
import { questionsOf, type Question } from '../../metrics/person-answers';
import { oneEach, pairSums, personsAt, scoreSums } from '../../metrics/person-sums';
import { usualCut, type Scale } from '../../metrics/scale';
import {
  cellColumns,
  firstKind,
  scoreCells,
  sortCells,
  type PlacedCell,
  type ScoreCell,
} from '../../metrics/score-cells';
import { rowsOf } from '../../metrics/columns';
import { gatherForms, type FormsGathered } from './gather-forms';

/** Equal answers at a touchpoint, and the distinct persons who gave them. */
export interface ScoreCount {
  readonly score: number;
  readonly n: number;
  readonly w: number;
  readonly w2: number;
  readonly persons: number;
}

/** The answers at one touchpoint (null: at none in particular). `largest` is one person's largest share of their weight. */
export interface ScoreGroup {
  readonly touchpoint: string | null;
  readonly persons: number;
  readonly largest: number;
  readonly scores: readonly ScoreCount[];
}

export interface ScoresGathered {
  readonly kind: string | null;
  readonly scale: Scale;
  readonly questions: readonly Question[];
  readonly groups: readonly ScoreGroup[];
}

export interface Pair {
  readonly a: string;
  readonly b: string;
  readonly persons: number;
  readonly vv: number;
  readonly vu: number;
  readonly uv: number;
  readonly uu: number;
}

/** What a branch knows before the gate. A part is null where the data does not have it in a form that can be merged. */
export interface Gathered {
  readonly persons: number;
  readonly csat: (ScoresGathered & { readonly cut: number }) | null;
  readonly nps: (ScoresGathered & { readonly surveyType: 'transactional' | 'relational' }) | null;
  readonly index:
    | (Omit<ScoresGathered, 'scale'> & {
        readonly scales: ReadonlyMap<string, Scale>;
        readonly pairs: readonly Pair[];
      })
    | null;
  readonly drivers: FormsGathered | null;
}

export interface Gathering {
  readonly engine: Engine;
  readonly roles: ReadonlySet<string>;
  /** The lowest satisfied answer; null: as usual on the scale. */
  readonly cut: number | null;
  readonly signal?: AbortSignal | undefined;
}

/** Asks the engine for all statistics of the filtered responses; persons are counted, rows stay where they are. */
export async function gather({ engine, roles, cut, signal }: Gathering): Promise<Gathered> {
  const ask = async (sql: Sql): Promise<readonly Row[]> => engine.query(sql, { signal, first: 'canonical' });
  const cells = await responseCells(engine, roles, signal);
  const csat = await scored(ask, sortCells(firstKind(cells, ['csat', 'overall']).cells).placed);
  const drivers = await gatherForms(ask, cells);
  const everything = questionsOf(sortCells(cells, true).placed);
  const [whole] = everything.length ? (await ask(personsAt(everything))).filter((row) => row.whole) : [];
  return {
    persons: number(whole?.persons),
    csat: csat && { ...csat, cut: cut ?? usualCut(csat.scale) },
    nps: await npsOf(ask, cells),
    index: await indexOf(ask, cells),
    drivers,
  };
}

/** All counted answers of the kinds that statistics are made of. */
export async function responseCells(
  engine: Engine,
  roles: ReadonlySet<string>,
  signal?: AbortSignal,
): Promise<readonly ScoreCell[]> {
  if (!roles.has('responses.score')) return [];
  const kinds = ['csat', 'attribute', 'overall', 'nps', 'importance'];
  const asking = {
    params: { by: 'none', grain: 'month', confidence: 0.95 },
    has: (role: string) => roles.has(role),
    weekStart: 'monday',
    random: () => () => 0,
    progress: () => undefined,
  } as const;
  const cells = await engine.ask(scoreCells(asking, kinds), { signal, first: 'canonical' });
  return rowsOf('branches', { cells: cellColumns }, { cells }).cells;
}

/** One answer of each person by touchpoint and whole score, for counts to which one person adds 1 and no more. */
export async function gatherOneEach(
  engine: Engine,
  { questions }: Pick<ScoresGathered, 'questions'>,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string | null, ReadonlyMap<number, number>>> {
  const rows = await engine.query(oneEach(questions), { signal, first: 'canonical' });
  const found = new Map<string | null, Map<number, number>>();
  for (const row of rows) {
    const group = found.get(text(row.touchpoint)) ?? new Map<number, number>();
    found.set(text(row.touchpoint), group.set(number(row.score), number(row.n)));
  }
  return found;
}

type Ask = (sql: Sql) => Promise<readonly Row[]>;

async function scored(ask: Ask, placed: readonly PlacedCell[]): Promise<ScoresGathered | null> {
  const [first] = placed;
  if (!first || placed.some(({ scale }) => scale.min !== first.scale.min || scale.max !== first.scale.max)) return null;
  const questions = questionsOf(placed);
  return { kind: first.kind, scale: first.scale, questions, groups: await groupsOf(ask, questions) };
}

async function groupsOf(ask: Ask, questions: readonly Question[]): Promise<readonly ScoreGroup[]> {
  const counts = await ask(scoreSums(questions));
  return (await ask(personsAt(questions)))
    .filter((row) => row.whole !== true)
    .map((row) => ({
      touchpoint: text(row.touchpoint),
      persons: number(row.persons),
      largest: number(row.largest),
      scores: counts
        .filter(({ touchpoint }) => touchpoint === row.touchpoint)
        .map(({ score, n, w, w2, persons }) => ({
          score: number(score),
          n: number(n),
          w: number(w),
          w2: number(w2),
          persons: number(persons),
        })),
    }));
}

async function npsOf(ask: Ask, cells: readonly ScoreCell[]): Promise<Gathered['nps']> {
  const own = firstKind(
    cells.filter(({ kind }) => kind === 'nps'),
    ['nps'],
  ).cells;
  const isRelational = ({ survey_type: type }: ScoreCell) => type === 'relational';
  const surveyType = own.some((cell) => !isRelational(cell)) ? 'transactional' : 'relational';
  const asked = own.filter((cell) => isRelational(cell) === (surveyType === 'relational'));
  if (isForeign(asked)) return null;
  const scale = { min: 0, max: 10 };
  const placed = asked.flatMap((cell) => (cell.score === null ? [] : [{ ...cell, score: cell.score, scale }]));
  const found = await scored(ask, placed);
  if (!found) return null;
  const groups = found.groups.map((group) => ({
    ...group,
    scores: group.scores.filter(({ score }) => Number.isInteger(score)),
  }));
  return { ...found, groups, surveyType };
}

async function indexOf(ask: Ask, cells: readonly ScoreCell[]): Promise<Gathered['index']> {
  const { kind } = firstKind(
    cells.filter(({ touchpoint }) => touchpoint !== null),
    ['csat', 'attribute', 'overall'],
  );
  const { placed } = sortCells(cells.filter((cell) => [kind, 'importance', 'overall'].includes(cell.kind)));
  const rated = placed.filter((cell) => cell.kind === kind && cell.touchpoint !== null);
  const scales = new Map(rated.map(({ touchpoint, scale }) => [touchpoint ?? '', scale]));
  if (
    !rated.length ||
    rated.some(
      ({ touchpoint, scale }) =>
        scales.get(touchpoint ?? '')?.max !== scale.max || scales.get(touchpoint ?? '')?.min !== scale.min,
    )
  )
    return null;
  const questions = questionsOf(rated);
  const pairs = (await ask(pairSums(questions))).map((row) => ({
    a: String(row.a),
    b: String(row.b),
    persons: number(row.persons),
    vv: number(row.vv),
    vu: number(row.vu),
    uv: number(row.uv),
    uu: number(row.uu),
  }));
  return { kind, scales, questions, groups: await groupsOf(ask, questions), pairs };
}

function number(cell: Row[string] | undefined): number {
  return typeof cell === 'number' ? cell : 0;
}

function text(cell: Row[string] | undefined): string | null {
  return typeof cell === 'string' ? cell : null;
}
