import { DataType, Precision, tableFromIPC, TimeUnit, Vector, type Data } from 'apache-arrow';
import type { Cell, Cells, Column, Result } from './engine';
import { clock, decimal, hex, integer, interval, moment, real, unique } from './plain';
import { resultOf } from './result';

/** What an Arrow IPC stream that DuckDB wrote holds, as plain values. */
export function decode(stream: Uint8Array): Result {
  const table = tableFromIPC(stream);
  const types = table.schema.fields.map(({ type }: { readonly type: DataType }) => type);
  const names = unique(table.schema.fields.map(({ name }) => name));
  const columns = names.map((name, at): Column => ({ name, type: typeName(types[at]) }));
  const cells = types.map((type, at): Cells => {
    const vector = table.getChildAt(at);
    return vector && isDouble(type) ? doubles(vector) : cellsOf(vector, type);
  });
  return resultOf(columns, cells, table.numRows);
}

function isDouble(type: DataType): boolean {
  return DataType.isFloat(type) && type.precision === Precision.DOUBLE;
}

function doubles(vector: Vector): Float64Array {
  const cells = new Float64Array(vector.length);
  let place = 0;
  for (const data of vector.data) {
    const values = data.values as Float64Array;
    const full = data.nullCount === 0;
    for (let at = 0; at < data.length; at++, place++) {
      const value = values[at] ?? NaN;
      cells[place] = Number.isFinite(value) && (full || data.getValid(at)) ? value : NaN;
    }
  }
  return cells;
}

function cellsOf(vector: Vector | null, type: DataType): readonly Cell[] {
  if (!vector) return [];
  if (vector.length > 0 && vector.nullCount === vector.length) return Array.from({ length: vector.length }, () => null);
  if (DataType.isUtf8(type)) return texts(vector);
  if (DataType.isInterval(type)) return intervals(vector);
  if (DataType.isInt(type) || (DataType.isFloat(type) && type.precision !== Precision.HALF)) return numbers(vector);
  if (DataType.isBool(type)) return flags(vector);
  if (DataType.isDictionary(type)) return encoded(vector, type.dictionary);
  if (DataType.isList(type)) return lists(vector, type.valueType);
  const read = readerOf(type);
  return Array.from(vector, (raw: unknown) => read(raw));
}

/** Without Arrow's iterator, which asks for the type of each value anew. */
function numbers(vector: Vector): readonly Cell[] {
  const cells = new Array<Cell>(vector.length);
  let place = 0;
  for (const data of vector.data) {
    const values = data.values as Float64Array | BigInt64Array;
    const full = data.nullCount === 0;
    for (let at = 0; at < data.length; at++) cells[place++] = full || data.getValid(at) ? scalar(values[at]) : null;
  }
  return cells;
}

/** Eight to a byte. */
function flags(vector: Vector): readonly Cell[] {
  return heldCells(vector, (data) => {
    const bytes = data.values as Uint8Array;
    return (at) => (((bytes[(data.offset + at) >> 3] ?? 0) >> ((data.offset + at) & 7)) & 1) === 1;
  });
}

/** Values that are kept once, each with a number. */
function encoded(vector: Vector, type: DataType): readonly Cell[] {
  return heldCells(vector, (data) => {
    const held = cellsOf(data.dictionary ?? null, type);
    const codes = data.values as Uint8Array;
    return (at) => held[codes[at] ?? 0] ?? null;
  });
}

/** The items of all lists are one column, read at once and cut. */
function lists(vector: Vector, type: DataType): readonly Cell[] {
  return heldCells(vector, (data) => {
    const items = cellsOf(new Vector(data.children.slice(0, 1)), type);
    const ends = data.valueOffsets as Int32Array;
    return (at) => items.slice(ends[at], ends[at + 1]);
  });
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Read at once and cut where each byte is a character, many times as fast as one by one. */
function texts(vector: Vector): readonly Cell[] {
  return heldCells(vector, (data) => {
    const bytes = data.values as Uint8Array;
    const ends = data.valueOffsets as Int32Array;
    const [start, end] = [ends[0] ?? 0, ends[data.length] ?? 0];
    const whole = utf8.decode(bytes.subarray(start, end));
    return whole.length === end - start
      ? (at) => whole.slice((ends[at] ?? 0) - start, (ends[at + 1] ?? 0) - start)
      : (at) => utf8.decode(bytes.subarray(ends[at], ends[at + 1]));
  });
}

/** The cells of a column: of each piece, what `reading` reads at a place that holds a value. */
function heldCells(vector: Vector, reading: (data: Data) => (at: number) => Cell): readonly Cell[] {
  const cells = new Array<Cell>(vector.length);
  let place = 0;
  for (const data of vector.data.filter(({ length }) => length > 0)) {
    const read = reading(data);
    const full = data.nullCount === 0;
    for (let at = 0; at < data.length; at++) cells[place++] = full || data.getValid(at) ? read(at) : null;
  }
  return cells;
}

type Reader = (raw: unknown) => Cell;

/** How values of a type are made plain: found once for all of them. */
function readerOf(type: DataType | undefined): Reader {
  if (type === undefined) return () => null;
  const read = filledReaderOf(type);
  return (raw) => (raw === null || raw === undefined ? null : read(raw));
}

function filledReaderOf(type: DataType): Reader {
  if (DataType.isDictionary(type)) return readerOf(type.dictionary);
  if (DataType.isDecimal(type))
    return (raw) => (raw instanceof Uint32Array ? decimal(wide(raw, true), type.scale) : null);
  if (DataType.isTime(type)) return (raw) => clock(BigInt(raw as bigint) * microsIn(type.unit));
  if (DataType.isDate(type) || DataType.isTimestamp(type)) return (raw) => moment(Number(raw));
  if (DataType.isFixedSizeBinary(type))
    return (raw) => (raw instanceof Uint8Array ? integer(wide(words(raw), false)) : null);
  if (DataType.isMap(type)) return mappingReader(type.childType);
  if (DataType.isStruct(type)) return structureReader(type);
  if (DataType.isUnion(type)) return scalar;
  if (DataType.isList(type) || DataType.isFixedSizeList(type)) {
    const read = readerOf(type.children[0]?.type);
    return (raw) => Array.from(raw as Iterable<unknown>, (item) => read(item));
  }
  return scalar;
}

function scalar(raw: unknown): Cell {
  if (typeof raw === 'bigint') return integer(raw);
  if (typeof raw === 'number') return real(raw);
  if (raw instanceof Uint8Array) return hex(raw);
  return typeof raw === 'boolean' ? raw : String(raw as string);
}

function structureReader(type: DataType): Reader {
  const members = type.children.map(({ name, type: of }) => ({ name, read: readerOf(of as DataType) }));
  return (raw) => {
    const row = raw as Readonly<Record<string, unknown>>;
    return Object.fromEntries(members.map(({ name, read }) => [name, read(row[name])]));
  };
}

function mappingReader(entry: DataType): Reader {
  const [key, value] = entry.children.map(({ type }) => readerOf(type as DataType));
  return (raw) =>
    Object.fromEntries(
      Array.from(raw as Iterable<[unknown, unknown]>, ([name, held]) => [
        String(key?.(name) ?? null),
        value?.(held) ?? null,
      ]),
    );
}

/** Arrow's own reader does not know months-days-nanoseconds: four words a value. */
function intervals(vector: Vector): readonly Cell[] {
  return vector.data.flatMap((data) => {
    const { buffer, byteOffset } = data.values as Int32Array;
    const view = new DataView(buffer, byteOffset);
    return Array.from({ length: data.length }, (_, at) => {
      if (!data.getValid(at)) return null;
      const from = 16 * at;
      return interval(
        view.getInt32(from, true),
        view.getInt32(from + 4, true),
        view.getBigInt64(from + 8, true) / 1000n,
      );
    });
  });
}

/** An integer of 128 bits from little-endian words of 32. */
function wide(from: Uint32Array, signed: boolean): bigint {
  const value = Array.from(from).reduceRight((sum, word) => (sum << 32n) | BigInt(word), 0n);
  return signed ? BigInt.asIntN(32 * from.length, value) : value;
}

function words(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.slice().buffer);
}

function microsIn(unit: TimeUnit): bigint {
  return unit === TimeUnit.SECOND ? 1_000_000n : unit === TimeUnit.MILLISECOND ? 1000n : 1n;
}

/** DuckDB's name of the type that arrives as this Arrow type. */
export function typeName(type: DataType | undefined): string {
  if (type === undefined) return 'INTEGER';
  if (DataType.isInt(type)) return `${type.isSigned ? '' : 'U'}${integers[type.bitWidth] ?? 'BIGINT'}`;
  if (DataType.isFloat(type)) return type.precision === 2 ? 'DOUBLE' : 'FLOAT';
  if (DataType.isDecimal(type))
    return type.precision === 38 && type.scale === 0
      ? 'HUGEINT'
      : `DECIMAL(${String(type.precision)},${String(type.scale)})`;
  if (DataType.isTimestamp(type))
    return type.timezone ? 'TIMESTAMP WITH TIME ZONE' : (timestamps[type.unit] ?? 'TIMESTAMP');
  if (DataType.isList(type)) return `${typeName(type.valueType)}[]`;
  if (DataType.isFixedSizeList(type))
    return `${typeName(type.children[0]?.type as DataType)}[${String(type.listSize)}]`;
  if (DataType.isMap(type))
    return `MAP(${type.childType.children.map(({ type: of }) => typeName(of as DataType)).join(', ')})`;
  if (DataType.isStruct(type)) return `STRUCT(${members(type)})`;
  if (DataType.isUnion(type)) return `UNION(${members(type)})`;
  return names.find(([is]) => is(type))?.[1] ?? 'VARCHAR';
}

function members(type: DataType): string {
  return type.children.map(({ name, type: of }) => `"${name}" ${typeName(of as DataType)}`).join(', ');
}

const integers: Readonly<Record<number, string>> = { 8: 'TINYINT', 16: 'SMALLINT', 32: 'INTEGER', 64: 'BIGINT' };
const timestamps: Readonly<Record<number, string>> = {
  0: 'TIMESTAMP_S',
  1: 'TIMESTAMP_MS',
  2: 'TIMESTAMP',
  3: 'TIMESTAMP_NS',
};
const names: readonly (readonly [(type: DataType) => boolean, string])[] = [
  [DataType.isBool, 'BOOLEAN'],
  [DataType.isDate, 'DATE'],
  [DataType.isTime, 'TIME'],
  [DataType.isInterval, 'INTERVAL'],
  [DataType.isBinary, 'BLOB'],
  [DataType.isFixedSizeBinary, 'UHUGEINT'],
  [DataType.isDictionary, 'ENUM'],
];
