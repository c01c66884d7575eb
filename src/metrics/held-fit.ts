/** A fit that holds, or why it does not. */
type Fit = { readonly kind: 'fitted' } | { readonly kind: 'refused'; readonly reason: string };

/** Penalties that are tried in turn where a likelihood runs off to zero or infinity (metrics of the field: .001 to .1). */
const penalties = [0, 0.001, 0.01, 0.1] as const;
const ranOff: ReadonlySet<string> = new Set(['not-converged', 'degenerate']);

/** The fit with the penalty that was asked for; null: with the least that it holds with, none at best. */
export function heldFit<F extends Fit>(
  asked: number | null,
  fitWith: (penalty: number) => F,
): { readonly fit: F; readonly penalty: number } {
  const least = asked ?? penalties[0];
  const first = { fit: fitWith(least), penalty: least };
  if (asked !== null || !hasRunOff(first.fit)) return first;
  for (const penalty of penalties.slice(1)) {
    const fit = fitWith(penalty);
    if (!hasRunOff(fit)) return { fit, penalty };
  }
  return first;
}

function hasRunOff(fit: Fit): boolean {
  return fit.kind === 'refused' && ranOff.has(fit.reason);
}
