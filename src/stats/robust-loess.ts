import { bisquare } from './bisquare';
import { loess } from './loess';

/**
 * A smooth course through evenly spaced values that single ones hardly bend: local lines over `span` nearest places,
 * fitted again three times with less weight for values far off. Null stands for a missing value; the course runs through
 * it. Source: Cleveland (1979), Robust locally weighted regression, doi 10.1080/01621459.1979.10481038.
 */
export function robustLoess(values: readonly (number | null)[], { span }: { readonly span: number }): number[] {
  const filled = values.map((value) => value ?? 0);
  let weights: readonly number[] = values.map((value) => (value === null ? 0 : 1));
  let course: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    course = loess(filled, { span, degree: 1, weights }).map((fitted, at) => fitted ?? course[at] ?? filled[at] ?? 0);
    const rest = values.map((value, at) => (value === null ? null : value - (course[at] ?? 0)));
    weights = bisquare(rest).map((weight, at) => (values[at] === null ? 0 : weight));
  }
  return course;
}

const rounds = 3;
