import type { Filters } from '../model/filters';
import type { Evaluation } from './evaluation.svelte';
import type { FilterChoice } from './filter-choice.svelte';
import type { Goal, Intent } from './intent';
import type { MappingChoice, Settled } from './mapping-choice.svelte';
import type { Report, ReportStand } from './report.svelte';
import type { Times } from './times.svelte';

/** All that a person's acts change and that can be undone; files and what is typed into the editor are no part of it. */
export interface Moment {
  readonly name: string | null;
  readonly zone: string;
  readonly weekStart: Intent['weekStart'];
  readonly goals: readonly Goal[];
  readonly weights: Intent['weights'];
  readonly mapping: Settled;
  readonly filters: Filters;
  readonly settings: Intent['settings'];
  readonly report: ReportStand;
}

/** The workspace, as far as moments go. */
interface Undoable {
  name: string | null;
  goals: readonly Goal[];
  weights: Intent['weights'];
  readonly times: Times;
  readonly mapping: MappingChoice;
  readonly filters: FilterChoice;
  readonly evaluation: Evaluation;
  readonly report: Report;
  remake(from: 'filters'): Promise<void>;
}

export function momentOf({ name, times, goals, weights, mapping, filters, evaluation, report }: Undoable): Moment {
  const { settings } = evaluation;
  return {
    name,
    zone: times.zone,
    weekStart: times.weekStart,
    goals,
    weights,
    mapping: mapping.settledNow,
    filters: filters.current,
    settings,
    report: report.stand,
  };
}

/** Brings the workspace back to a moment; only what differs is made anew. */
export async function backTo(workspace: Undoable, moment: Moment): Promise<void> {
  const { times, mapping, filters, evaluation } = workspace;
  const before = momentOf(workspace);
  workspace.name = moment.name;
  workspace.goals = moment.goals;
  workspace.weights = moment.weights;
  evaluation.settings = moment.settings;
  workspace.report.backTo(moment.report);
  filters.current = moment.filters;
  await times.backTo(moment);
  if (!same(before.mapping, moment.mapping)) await mapping.backTo(moment.mapping);
  else if (before.filters !== moment.filters) await workspace.remake('filters');
}

function same(a: Settled, b: Settled): boolean {
  return a.current === b.current && a.catalogue === b.catalogue && a.settled === b.settled && a.ties === b.ties;
}
