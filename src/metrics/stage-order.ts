export interface Listed {
  readonly touchpoint: string;
  readonly stage: string | null;
}

const phases = ['front', 'purchase', 'after'];

/** Each touchpoint's place of its stage: in the order of the catalogue, or front, purchase, after. Without a stage none. */
export function stageOrder(listed: readonly Listed[]): ReadonlyMap<string, number> {
  const found = [...new Set(listed.flatMap(({ stage }) => stage ?? []))];
  const stages = found.every((stage) => phases.includes(stage)) ? phases : found;
  return new Map(
    listed.flatMap(({ touchpoint, stage }) => (stage === null ? [] : [[touchpoint, stages.indexOf(stage)] as const])),
  );
}
