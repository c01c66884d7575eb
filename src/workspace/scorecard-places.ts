import { wordsOf } from '../model/catalogue-words';
import type { ScoreColumn } from './scorecard-column';

/** A touchpoint as the scorecard lists it. */
export interface Place {
  readonly touchpoint: string;
  readonly name: string;
  readonly stage: string | null;
  readonly phase: string | null;
  /** A moment of truth. */
  readonly key: boolean;
  /** Its own CSAT target, a share. */
  readonly target: number | null;
}

export interface Stage {
  /** Null: touchpoints without a stage. */
  readonly stage: string | null;
  readonly places: readonly Place[];
}

const phases = ['front', 'purchase', 'after'];

/** The catalogue's touchpoints that any column knows, then those that only columns know; without figures none is listed. */
export function placesOf(catalogue: readonly Place[], columns: readonly ScoreColumn[]): readonly Place[] {
  const met = new Set(columns.flatMap(({ cells }) => [...cells.keys()]));
  const known = catalogue.filter(({ touchpoint }) => met.has(touchpoint));
  const listed = new Set(known.map(({ touchpoint }) => touchpoint));
  const strangers = [...met].filter((touchpoint) => !listed.has(touchpoint));
  const numbered = strangers.every((touchpoint) => Number.isFinite(Number(touchpoint)));
  const others = (numbered ? strangers.sort((a, b) => Number(a) - Number(b)) : strangers).map((touchpoint) => ({
    touchpoint,
    name: touchpoint,
    stage: null,
    phase: null,
    key: false,
    target: null,
  }));
  return [...known, ...others];
}

/** Stages in journey order: the seven where there are no others, else by phase where the catalogue has it, else as they first come; those without a stage last. */
export function stagesOf(places: readonly Place[]): readonly Stage[] {
  const stages = new Map<string | null, Place[]>();
  for (const place of places) stages.set(place.stage, [...(stages.get(place.stage) ?? []), place]);
  const rank = ({ stage, places: own }: Stage) => {
    const known = own.map(({ phase }) => phases.indexOf(phase ?? '')).filter((at) => at >= 0);
    return stage === null ? phases.length + 1 : known.length ? Math.min(...known) : phases.length;
  };
  const seven = wordsOf('stage');
  const known = [...stages.keys()].every((stage) => stage === null || seven.includes(stage));
  const nth = ({ stage }: Stage) => (known && stage !== null ? seven.indexOf(stage) : 0);
  return [...stages]
    .map(([stage, own]) => ({ stage, places: own }))
    .sort(
      (a, b) =>
        (known ? 0 : rank(a) - rank(b)) || Number(a.stage === null) - Number(b.stage === null) || nth(a) - nth(b),
    );
}
