import type { Metric } from '../metrics/metric';
import { timeOf } from '../model/schema';
import type { ScoreColumn } from './scorecard-column';
import type { Workspace } from './workspace.svelte';

export interface SparkPoint {
  readonly period: string;
  readonly value: number | null;
  readonly complete: boolean;
}

/** The course by period of one metric, in each touchpoint. */
export class Courses {
  /** The column that is followed. */
  of = $state.raw<ScoreColumn | null>(null);
  points = $state.raw<ReadonlyMap<string, readonly SparkPoint[]>>(new Map());
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** Columns whose course can be had for each touchpoint alone: those of answers and tickets that bear a date. */
  able(columns: readonly ScoreColumn[]): readonly ScoreColumn[] {
    const { roles } = this.#workspace;
    return columns.filter(({ metric, cells }) => {
      const table = tableOf(metric);
      return table !== null && 'by' in metric.params && cells.size > 0 && roles.has(`${table}.${timeOf[table] ?? ''}`);
    });
  }

  /** Asks for the course of one of the columns, row by row; null: of the first that can be followed. The latest wins. */
  async follow(id: string | null, columns: readonly ScoreColumn[], signal?: AbortSignal): Promise<void> {
    const able = this.able(columns);
    const column = able.find(({ metric }) => metric.id === id) ?? able[0] ?? null;
    this.of = column;
    this.points = new Map();
    if (!column) return;
    for (const touchpoint of column.cells.keys()) {
      const points = await this.#course(column, touchpoint, signal);
      if (signal?.aborted || this.of !== column) return;
      this.points = new Map([...this.points, [touchpoint, points]]);
    }
  }

  async #course(
    { metric, headline }: ScoreColumn,
    touchpoint: string,
    signal?: AbortSignal,
  ): Promise<readonly SparkPoint[]> {
    const { evaluation, filters } = this.#workspace;
    const table = tableOf(metric);
    if (!table) return [];
    const grain = 'grain' in metric.params ? { grain: grainOf(filters.options.from, filters.options.to) } : {};
    const outcome = await evaluation.evaluate(
      metric.id,
      { ...evaluation.settings[metric.id], by: 'period', ...grain },
      { only: { where: [{ table, column: 'touchpoint', value: touchpoint }] }, ...(signal ? { signal } : {}) },
    );
    if (outcome.kind !== 'answered') return [];
    return outcome.found.rows.map((row) => {
      const value = row[headline.value];
      return {
        period: String(Object.values(row)[0]),
        value: typeof value === 'number' ? value : null,
        complete: row.complete !== false,
      };
    });
  }
}

function tableOf(metric: Metric): 'responses' | 'tickets' | null {
  const tables = new Set(metric.needs.flat().map((role) => role.split('.')[0]));
  if (tables.size !== 1) return null;
  return tables.has('responses') ? 'responses' : tables.has('tickets') ? 'tickets' : null;
}

function grainOf(from: string | null, to: string | null): string {
  const days = from && to ? (Date.parse(to) - Date.parse(from)) / 86_400_000 : 365;
  if (days > 900) return 'quarter';
  if (days > 100) return 'month';
  return days > 28 ? 'week' : 'day';
}
