import type { Engine } from '../../engine/engine';
import type { Filters } from '../../model/filters';
import type { RandomBytes } from '../../stats/discrete-laplace';
import { redact } from '../redact';
import type { BranchFile, Statistic } from './branch-file';
import { gatherOneEach, type Gathered } from './gather';
import { gatherOneForm } from './gather-forms';
import { noisyCsat, noisyDrivers, noisyIndex, noisyNps, wholeColumns } from './noise';
import { releaseDrivers } from './release-drivers';
import { releaseScores } from './release';

export interface Exporting {
  readonly engine: Engine;
  readonly branch: string;
  readonly day: Date;
  readonly k: number;
  readonly filters: Filters;
  /** Which statistics the person chose. */
  readonly statistics: ReadonlySet<Statistic>;
}

export interface Private {
  /** Of all statistics together; each gets the same part. */
  readonly epsilon: number;
  /** What this workspace has spent before. */
  readonly spent: number;
  readonly bytes: RandomBytes;
  readonly signal?: AbortSignal;
}

/** A branch's file with exact sums, through the gate. */
export function exportExact(gathered: Gathered, exporting: Exporting): BranchFile {
  const { k, statistics } = exporting;
  const chosen: Gathered = {
    persons: gathered.persons,
    csat: statistics.has('csat') ? gathered.csat : null,
    nps: statistics.has('nps') ? gathered.nps : null,
    index: statistics.has('index') ? gathered.index : null,
    drivers: statistics.has('drivers') ? gathered.drivers : null,
  };
  const { hidden, held, ...released } = releaseScores(chosen, k);
  const forms = chosen.drivers ? releaseDrivers(chosen.drivers, hidden, k) : { drivers: null, held: [] };
  return { ...head(exporting), ...released, privacy: null, drivers: forms.drivers, held: [...held, ...forms.held] };
}

/**
 * The statistics that ε is shared among, each by itself: the index follows from the noisy satisfaction where both are of
 * the same answers, and costs nothing then.
 */
export function spending({ csat, index }: Pick<Gathered, 'csat' | 'index'>, chosen: readonly Statistic[]): Statistic[] {
  const follows = csat !== null && csat.kind === index?.kind && chosen.includes('csat');
  return chosen.filter((one) => one !== 'index' || !follows);
}

/** A branch's file with noise in every figure: one answer (of drivers: one form) of each person, and ε shared among the statistics. */
export async function exportNoisy(gathered: Gathered, exporting: Exporting, privately: Private): Promise<BranchFile> {
  const { engine, k, statistics } = exporting;
  const { bytes, signal } = privately;
  const parts = spending(
    gathered,
    [...statistics].filter((one) => gathered[one] !== null),
  );
  const has = (one: Statistic) => parts.includes(one);
  const epsilon = Math.floor((privately.epsilon / Math.max(1, parts.length)) * 1e6) / 1e6;
  const noising = (groups: readonly { readonly touchpoint: string | null }[] = []) => ({
    epsilon,
    bytes,
    k,
    touchpoints: groups.map(({ touchpoint }) => touchpoint),
  });
  const { csat, nps, index, drivers } = gathered;
  const kind = csat?.kind === 'csat' || csat?.kind === 'overall' ? csat.kind : null;
  const rated = index?.kind === 'csat' || index?.kind === 'attribute' || index?.kind === 'overall' ? index.kind : null;
  const columns = has('drivers') && drivers ? wholeColumns(drivers) : [];
  const satisfied =
    has('csat') && csat
      ? noisyCsat(
          await gatherOneEach(engine, csat, signal),
          { kind, scale: [csat.scale.min, csat.scale.max], cut: csat.cut },
          noising(csat.groups),
        )
      : null;
  const recommending =
    has('nps') && nps ? noisyNps(await gatherOneEach(engine, nps, signal), nps.surveyType, noising(nps.groups)) : null;
  const indexed =
    has('index') && index
      ? noisyIndex(await gatherOneEach(engine, index, signal), { kind: rated, scales: index.scales }, noising())
      : null;
  const driven =
    has('drivers') && drivers
      ? noisyDrivers(drivers, columns, await gatherOneForm(engine, drivers, columns, signal), noising())
      : null;
  const all = [satisfied, recommending, indexed, driven];
  return {
    ...head(exporting),
    persons: null,
    privacy: {
      mechanism: 'discrete-laplace',
      epsilon,
      sensitivity: 1,
      total: epsilon * parts.length,
      spent: privately.spent + epsilon * parts.length,
    },
    csat: satisfied?.sums ?? null,
    nps: recommending?.sums ?? null,
    index: indexed?.sums ?? null,
    drivers: driven?.sums ?? null,
    held: all.flatMap((one) => one?.held ?? []),
  };
}

function head({ branch, day, k, filters }: Exporting) {
  const { from = null, to = null, where = [] } = filters;
  return {
    kind: 'touchpoint-branch' as const,
    version: 1 as const,
    branch,
    made: day.toISOString().slice(0, 10),
    k,
    period: { from, to },
    filters: where.map(({ table, column, value }) => `${table}.${column} = ${redact(value).text}`),
  };
}
