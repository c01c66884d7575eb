import type { Found, Headline, Metric, Value } from '../metrics/metric';
import { reachOf, shadeOf, type Reach } from './shade';
import { judge, type Aim, type Judged, type Verdict } from './verdict';

/** A figure of the scorecard with its doubt and with who is behind it. */
export interface ScoreCell extends Judged {
  readonly n: number | null;
  readonly undetermined: number | null;
  readonly excluded: number | null;
  readonly missing: number | null;
  readonly aim: Aim;
  readonly verdict: Verdict;
  /** Step of the diverging scale, 0 to 6; null: no colour. */
  readonly shade: number | null;
}

export interface ScoreColumn {
  readonly metric: Metric;
  readonly headline: Headline;
  readonly found: Found;
  readonly reach: Reach | null;
  readonly whole: ScoreCell;
  readonly cells: ReadonlyMap<string, ScoreCell>;
}

/** What a column is judged by. */
export interface Aims {
  /** The person's target for the metric. */
  readonly target: number | null;
  /** Targets of single touchpoints (the catalogue's). */
  readonly own: ReadonlyMap<string, number>;
}

type Fields = Readonly<Record<string, Value>>;

/** The metric's answer by touchpoint as a column: cells, colours and verdicts about the target, else about the whole. */
export function columnOf(metric: Metric, headline: Headline, found: Found, aims: Aims): ScoreColumn {
  const whole = figure(found.summary, headline);
  const rows = found.rows.flatMap((row) => {
    const name = Object.values(row)[0];
    return typeof name === 'string' ? [[name, figure(row, headline)] as const] : [];
  });
  const aimOf = (name: string | null): Aim => {
    const target = (name === null ? undefined : aims.own.get(name)) ?? aims.target;
    const { better } = headline;
    if (target !== null) return { value: target, kind: 'target', better };
    return whole.value === null
      ? { value: median(rows.map(([, { value }]) => value)), kind: 'median', better }
      : { value: whole.value, kind: 'whole', better };
  };
  const centre = aimOf(null).value;
  const reach = reachOf(
    rows.map(([, cell]) => cell),
    centre,
    headline.scale,
  );
  const judged = (cell: ReturnType<typeof figure>, aim: Aim): ScoreCell => ({
    ...cell,
    aim,
    verdict: judge(cell, aim),
    shade: reach ? shadeOf(cell, aim, reach) : null,
  });
  return {
    metric,
    headline,
    found,
    reach,
    whole: judged(whole, aimOf(null)),
    cells: new Map(rows.map(([name, cell]) => [name, judged(cell, aimOf(name))])),
  };
}

function figure(row: Fields, headline: Headline) {
  const value = number(row, headline.value);
  const n = number(row, headline.base ?? 'n');
  const low = number(row, `${headline.value}_low`) ?? number(row, 'low');
  const high = number(row, `${headline.value}_high`) ?? number(row, 'high');
  const holds = value !== null && low !== null && high !== null && low <= value && value <= high;
  return {
    value,
    low: holds ? low : null,
    high: holds ? high : null,
    n,
    lowBase: n !== null && n < 30,
    undetermined: number(row, 'undetermined'),
    excluded: number(row, 'excluded'),
    missing: number(row, 'missing'),
  };
}

function number(row: Fields, name: string): number | null {
  const value = row[name];
  return typeof value === 'number' ? value : null;
}

function median(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  const [low, high] = [known[(known.length - 1) >> 1], known[known.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
