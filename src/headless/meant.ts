import { WorkbenchError } from '../engine/errors';
import type { Metric } from '../metrics/metric';
import { fieldsOf } from '../model/schema';
import { nearest } from '../engine/nearest';

/** What a parameter's wrong value was probably meant to be, as the end of a line; '' where nothing is near. */
export function meant(error: unknown): string {
  if (!(error instanceof WorkbenchError) || error.code !== 'parameter') return '';
  const words = String(error.details.allowed ?? '')
    .replace(/^one of /, '')
    .split(/[,;:]\s*/)
    .filter((word) => word.length > 2 && !word.includes(' '));
  const columns = String(error.details.columns ?? '')
    .split('\n')
    .filter((name) => name !== '');
  const value = String(error.details.value ?? '');
  const near = nearest(
    value,
    [...columns, ...words].filter((word) => word !== value),
  );
  return near === null ? '' : `; did you mean "${near}"?`;
}

/** The error as it was; one about a grouping knows by which mapped columns rows can be grouped. */
export function withColumns(error: unknown, metric: Metric, roles: ReadonlySet<string>): unknown {
  if (!(error instanceof WorkbenchError) || error.code !== 'parameter' || error.details.name !== 'by') return error;
  const tables = new Set([...metric.needs.flat().map((role) => role.split('.', 1)[0] ?? ''), 'customers']);
  const mapped = [...roles].flatMap((role) => {
    const at = role.indexOf('.');
    return tables.has(role.slice(0, at)) ? [role.slice(at + 1)] : [];
  });
  const catalogue = Object.keys(fieldsOf('touchpoints'));
  const columns = [...new Set([...mapped, ...catalogue])].join('\n');
  return new WorkbenchError('parameter', { ...error.details, columns }, error.cause);
}
