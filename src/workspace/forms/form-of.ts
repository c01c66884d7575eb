import type { JsonShape } from '../../metrics/json-shape';
import { bandsGiven, type Bands } from './bands-given';
import { comparisonsGiven, type Comparison } from './comparisons-given';
import type { Typed } from './given';
import { marginsGiven, type Margin } from './margins-given';
import { namedNumbers } from './named-numbers';

/** A structured setting as its form shows it. */
export type Form =
  | { readonly kind: 'pairs'; readonly comparisons: readonly Comparison[] }
  | { readonly kind: 'numbers'; readonly fields: ReadonlyMap<string, Typed> }
  | { readonly kind: 'bands'; readonly bands: Bands }
  | { readonly kind: 'margins'; readonly margins: readonly Margin[] };

interface Known {
  /** The names that the data has. */
  readonly names: readonly string[];
  /** The mapped columns, as `table.column`. */
  readonly roles: ReadonlySet<string>;
}

/** The form of a value; null where it holds what the form cannot show, so that only its JSON can be edited. */
export function formOf(shape: JsonShape, value: unknown, { names, roles }: Known): Form | null {
  switch (shape.kind) {
    case 'pairs': {
      const comparisons = comparisonsGiven(value, names);
      return comparisons && { kind: 'pairs', comparisons };
    }
    case 'numbers': {
      const fields = namedNumbers(value);
      return fields && { kind: 'numbers', fields };
    }
    case 'bands': {
      const bands = bandsGiven(value);
      return bands && { kind: 'bands', bands };
    }
    case 'margins': {
      const unset = shape.unset.filter((column) => roles.has(`customers.${column}`));
      const margins = marginsGiven(value, unset);
      return margins && { kind: 'margins', margins };
    }
  }
}
