import { wordsOf } from '../model/catalogue-words';

export interface Listed {
  readonly touchpoint: string;
  readonly stage: string | null;
}

const phases = ['front', 'purchase', 'after'];

/** The stages that events name, in their order: the catalogue's where it lists them all, else the usual one; none where it is not known. */
export function stagesOfEvents(listed: readonly Listed[], met: readonly string[]): readonly string[] {
  const found = [...new Set(listed.flatMap(({ stage }) => stage ?? []))];
  if (met.every((stage) => found.includes(stage))) return found;
  const usual = wordsOf('stage');
  return [...found, ...met].every((stage) => usual.includes(stage)) ? usual : found;
}

/** Each touchpoint's place of its stage: in the order of the catalogue, or front, purchase, after. Without a stage none. */
export function stageOrder(listed: readonly Listed[]): ReadonlyMap<string, number> {
  const found = [...new Set(listed.flatMap(({ stage }) => stage ?? []))];
  const stages = found.every((stage) => phases.includes(stage)) ? phases : found;
  return new Map(
    listed.flatMap(({ touchpoint, stage }) => (stage === null ? [] : [[touchpoint, stages.indexOf(stage)] as const])),
  );
}
