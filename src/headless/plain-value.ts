import {
  DuckDBArrayValue,
  DuckDBBitValue,
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBIntervalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBTimeValue,
  DuckDBUnionValue,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { Cell } from '../engine/engine';
import { clock, decimal, hex, integer, interval, moment, real } from '../engine/plain';

/** One of the driver's values as the page's engine gives it. */
export function plainValue(value: DuckDBValue): Cell {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return real(value);
  if (typeof value === 'bigint') return integer(value);
  if (value instanceof DuckDBDecimalValue) return decimal(value.value, value.scale);
  if (value instanceof DuckDBDateValue) return moment(value.days * 86_400_000);
  if (value instanceof DuckDBTimestampSecondsValue) return moment(Number(value.seconds) * 1000);
  if (value instanceof DuckDBTimestampMillisecondsValue) return moment(Number(value.millis));
  if (value instanceof DuckDBTimestampNanosecondsValue) return moment(Number(value.nanos) / 1e6);
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue)
    return moment(Number(value.micros) / 1000);
  if (value instanceof DuckDBTimeValue) return clock(value.micros);
  if (value instanceof DuckDBIntervalValue) return interval(value.months, value.days, value.micros);
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) return value.items.map(plainValue);
  if (value instanceof DuckDBStructValue)
    return Object.fromEntries(Object.entries(value.entries).map(([name, held]) => [name, plainValue(held)]));
  if (value instanceof DuckDBMapValue)
    return Object.fromEntries(value.entries.map(({ key, value: held }) => [String(plainValue(key)), plainValue(held)]));
  if (value instanceof DuckDBUnionValue) return plainValue(value.value);
  if (value instanceof DuckDBBlobValue) return hex(value.bytes);
  if (value instanceof DuckDBBitValue) return hex(value.data);
  return String(value);
}
