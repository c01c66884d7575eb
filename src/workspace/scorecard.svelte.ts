import { WorkbenchError } from '../engine/errors';
import type { Remark } from '../i18n/text';
import type { Metric } from '../metrics/metric';
import { Courses } from './courses.svelte';
import { lackingOf, type Lacking } from './lacking';
import { targetOf, targetsByTouchpoint } from './goals';
import { listedTouchpoints } from './listed-touchpoints';
import { placesOf, type Place } from './scorecard-places';
import { columnOf, type ScoreColumn } from './scorecard-column';
import { gravest, type Verdict } from './verdict';
import type { Workspace } from './workspace.svelte';

export interface Finding {
  readonly metric: Metric;
  readonly remark: Remark;
}

/** The table of touchpoints by metrics: asked metric by metric, shown as answers come. */
export class Scorecard {
  places = $state.raw<readonly Place[]>([]);
  columns = $state.raw<readonly ScoreColumn[]>([]);
  lacking = $state.raw<readonly Lacking[]>([]);
  failed = $state.raw<readonly { readonly metric: Metric; readonly error: unknown }[]>([]);
  findings = $state.raw<readonly Finding[]>([]);
  /** How many metrics have answered, of how many; null: nothing is being asked. */
  progress = $state.raw<{ readonly done: number; readonly of: number } | null>(null);
  error = $state.raw<unknown>(null);
  /** Metrics whose columns are folded away. */
  hidden = $state.raw<ReadonlySet<string>>(new Set());
  readonly courses: Courses;
  sort = $state.raw<{ readonly by: string; readonly descending: boolean } | null>(null);
  readonly #workspace: Workspace;
  readonly #introduced = new Set<string>();
  #stop: AbortController | null = null;
  /** CSAT targets of single touchpoints, from the catalogue. */
  #own: ReadonlyMap<string, number> = none;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
    this.courses = new Courses(workspace);
  }

  get shown(): readonly ScoreColumn[] {
    return this.columns.filter(({ metric }) => !this.hidden.has(metric.id));
  }

  verdict(touchpoint: string): Verdict {
    const cells = this.shown.flatMap(({ cells }) => cells.get(touchpoint) ?? []);
    return gravest(cells.filter(({ value }) => value !== null).map(({ verdict }) => verdict));
  }

  /** Asks every metric that has a headline. The latest wins. */
  async ask(): Promise<void> {
    this.cancel();
    const stop = new AbortController();
    this.#stop = stop;
    this.error = null;
    try {
      await this.#askAll(stop.signal);
    } catch (error) {
      if (!stop.signal.aborted) this.error = error;
    } finally {
      if (this.#stop === stop) this.progress = null;
    }
    if (!stop.signal.aborted) await this.follow(this.courses.of?.metric.id ?? null, stop.signal);
  }

  cancel(): void {
    this.#stop?.abort();
    this.#stop = null;
    this.progress = null;
  }

  /** Holds the answers that stand against the workspace's goals as they are now. */
  judge(): void {
    this.columns = this.columns.map(({ metric, headline, found }) =>
      columnOf(metric, headline, found, this.#aims(metric)),
    );
  }

  toggle(id: string): void {
    const hidden = new Set(this.hidden);
    if (!hidden.delete(id)) hidden.add(id);
    this.hidden = hidden;
  }

  /** Draws a metric's course by period in each row; null: the first that can be followed. */
  async follow(id: string | null, signal?: AbortSignal): Promise<void> {
    try {
      await this.courses.follow(id, this.shown, signal);
    } catch (error) {
      if (!signal?.aborted) this.error = error;
    }
  }

  async #askAll(signal: AbortSignal): Promise<void> {
    const { evaluation } = this.#workspace;
    const all = [...(await evaluation.load()).values()];
    const metrics = ordered(all.filter(({ headline }) => headline));
    this.progress = { done: 0, of: metrics.length };
    await this.#workspace.settled();
    const catalogue = await listedTouchpoints(this.#workspace.engine, signal);
    this.#own = new Map(catalogue.flatMap(({ touchpoint, target }) => (target === null ? [] : [[touchpoint, target]])));
    const [columns, lacking, failed]: [ScoreColumn[], Lacking[], { metric: Metric; error: unknown }[]] = [[], [], []];
    for (const [at, metric] of metrics.entries()) {
      if (signal.aborted) return;
      try {
        const column = await this.#column(metric, signal);
        if ('cells' in column) {
          columns.push(column);
          this.#introduce(metric);
        } else lacking.push(column);
      } catch (error) {
        if (signal.aborted) return;
        if (isNotByTouchpoint(error)) lacking.push({ metric, roles: [], ready: true });
        else failed.push({ metric, error });
      }
      if (signal.aborted) return;
      this.progress = { done: at + 1, of: metrics.length };
      const asked = new Set(metrics.slice(0, at + 1).map(({ id }) => id));
      this.columns = [...columns, ...this.columns.filter(({ metric: { id } }) => !asked.has(id))];
      this.places = placesOf(catalogue, this.columns);
    }
    this.lacking = [...lacking, ...this.#lackingWithoutHeadline(all)];
    this.failed = failed;
    this.findings = inTurns(
      columns.map(({ metric, found }) =>
        evaluation
          .remarks(metric.id, found, this.#params(metric))
          .filter(({ level }) => level !== 'note')
          .slice(0, 3)
          .map((remark) => ({ metric, remark })),
      ),
    );
  }

  /** Columns beyond the usual ones, or beyond the room, are folded away until the person wants them. */
  #introduce({ id }: Metric): void {
    if (this.#introduced.has(id)) return;
    this.#introduced.add(id);
    if (!first.includes(id) || this.#introduced.size - this.hidden.size > room)
      this.hidden = new Set([...this.hidden, id]);
  }

  #lackingWithoutHeadline(metrics: readonly Metric[]): readonly Lacking[] {
    return metrics
      .filter(({ headline, needs }) => !headline && needs.length > 0)
      .map((metric) => ({ metric, roles: lackingOf(metric, this.#workspace.roles) }))
      .map((one) => ({ ...one, ready: one.roles.length === 0 }))
      .filter(({ metric, ready }) => !ready || !followsAnother(metric));
  }

  async #column(metric: Metric, signal: AbortSignal): Promise<ScoreColumn | Lacking> {
    const outcome = await this.#workspace.evaluation.evaluate(metric.id, this.#params(metric), { signal });
    if (outcome.kind === 'lacking') return { metric, roles: outcome.roles, ready: false };
    const { headline } = metric;
    if (outcome.kind === 'empty' || !headline) return { metric, roles: [], ready: false };
    const column = columnOf(metric, headline, outcome.found, this.#aims(metric));
    return standsByTouchpoint(column) ? column : { metric, roles: [], ready: isKnown(column) };
  }

  #params(metric: Metric): Readonly<Record<string, unknown>> {
    const set = this.#workspace.evaluation.settings[metric.id] ?? {};
    return 'by' in metric.params ? { ...set, by: 'touchpoint' } : set;
  }

  #aims(metric: Metric) {
    const { goals } = this.#workspace;
    const listed = metric.id === 'csat' ? this.#own : none;
    return { target: targetOf(goals, metric.id), own: new Map([...listed, ...targetsByTouchpoint(goals, metric.id)]) };
  }
}

/** Whether a metric refused to be grouped by touchpoint. */
function isNotByTouchpoint(error: unknown): boolean {
  return error instanceof WorkbenchError && error.code === 'parameter' && error.details.name === 'by';
}

/** Whether a column says anything of single touchpoints; where no row names any, the whole alone will do. */
function standsByTouchpoint({ found, cells, whole }: ScoreColumn): boolean {
  const [name] = Object.keys(found.rows[0] ?? {});
  if (name !== undefined && name !== 'touchpoint') return false;
  return cells.size ? [...cells.values()].some(({ value }) => value !== null) : whole.value !== null;
}

/** Whether a metric speaks of another one's result alone. */
function followsAnother({ params }: Metric): boolean {
  return Object.values(params).some(({ kind }) => kind === 'metric');
}

/** Whether a metric found anything at all: its page says what, and why there is no more. */
function isKnown({ found, whole }: ScoreColumn): boolean {
  const isFigure = (value: unknown) => typeof value === 'number' && value !== 0;
  return whole.value !== null || found.rows.some((row) => Object.values(row).some(isFigure));
}

/** The first of each list, then the second of each, and so on. */
function inTurns<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list.slice(at, at + 1))).flat();
}

const none: ReadonlyMap<string, number> = new Map();

/** How many columns stand beside names, course and verdict without scrolling. */
const room = 7;

const first = [
  'csat',
  'nps',
  'ces',
  'sentiment',
  'conversion',
  'repurchase',
  'touchpoint-exit',
  'churn',
  'response-time',
  'first-contact-resolution',
];

function ordered(metrics: readonly Metric[]): readonly Metric[] {
  const place = ({ id }: Metric) => (first.includes(id) ? first.indexOf(id) : first.length);
  return [...metrics].sort((a, b) => place(a) - place(b) || a.id.localeCompare(b.id));
}

const scorecards = new WeakMap<Workspace, Scorecard>();

/** The workspace's scorecard: one, so that it stands when the person comes back. */
export function scorecardOf(workspace: Workspace): Scorecard {
  const known = scorecards.get(workspace) ?? new Scorecard(workspace);
  scorecards.set(workspace, known);
  return known;
}
