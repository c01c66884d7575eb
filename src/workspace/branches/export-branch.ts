import type { Engine } from '../../engine/engine';
import type { Filters } from '../../model/filters';
import type { RandomBytes } from '../../stats/discrete-laplace';
import { redact } from '../redact';
import type { BranchFile, Statistic } from './branch-file';
import { gatherOneEach, type Gathered } from './gather';
import { noisyCsat, noisyNps } from './noise';
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

/** The statistics that can leave with noise: counts. The index follows from the noisy scores; drivers would drown. */
export const noisable: readonly Statistic[] = ['csat', 'nps'];

/** A branch's file with noise in every count: one answer of each person, and ε shared among the statistics. */
export async function exportNoisy(gathered: Gathered, exporting: Exporting, privately: Private): Promise<BranchFile> {
  const { engine, k, statistics } = exporting;
  const csat = statistics.has('csat') ? gathered.csat : null;
  const nps = statistics.has('nps') ? gathered.nps : null;
  const parts = [csat, nps].filter((one) => one !== null).length;
  const epsilon = Math.floor((privately.epsilon / Math.max(1, parts)) * 1e6) / 1e6;
  const noising = (of: NonNullable<typeof csat | typeof nps>) => ({
    epsilon,
    bytes: privately.bytes,
    k,
    touchpoints: of.groups.map(({ touchpoint }) => touchpoint),
  });
  const kind = csat?.kind === 'csat' || csat?.kind === 'overall' ? csat.kind : null;
  const satisfied =
    csat &&
    noisyCsat(
      await gatherOneEach(engine, csat, privately.signal),
      { kind, scale: [csat.scale.min, csat.scale.max], cut: csat.cut },
      noising(csat),
    );
  const recommending =
    nps && noisyNps(await gatherOneEach(engine, nps, privately.signal), nps.surveyType, noising(nps));
  return {
    ...head(exporting),
    persons: null,
    privacy: {
      mechanism: 'discrete-laplace',
      epsilon,
      sensitivity: 1,
      total: epsilon * parts,
      spent: privately.spent + epsilon * parts,
    },
    csat: satisfied?.sums ?? null,
    nps: recommending?.sums ?? null,
    index: null,
    drivers: null,
    held: [...(satisfied?.held ?? []), ...(recommending?.held ?? [])],
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
