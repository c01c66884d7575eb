/** Chances of a two-sided test: `alpha` to see a difference where there is none, `power` to see one that is there. */
export interface Power {
  readonly alpha?: number;
  readonly power?: number;
}
