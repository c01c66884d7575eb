const safe = 9007199254740991n;

/** An integer as a number, or as digits where a number would lose some. */
export function integer(value: bigint): number | string {
  return value >= -safe && value <= safe ? Number(value) : String(value);
}

/** A decimal from its unscaled digits: a number, or digits beyond 2^53. */
export function decimal(unscaled: bigint, scale: number): number | string {
  if (scale === 0) return integer(unscaled);
  const text = withPoint(unscaled, scale);
  return unscaled >= -safe && unscaled <= safe ? Number(text) : text;
}

/** What is no number (NaN, infinite) does not exist. */
export function real(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Wall-clock time from milliseconds; null for DuckDB's infinities. */
export function moment(milliseconds: number): Date | null {
  const date = new Date(Math.floor(milliseconds));
  return Number.isNaN(date.getTime()) ? null : date;
}

/** `12:34:56` or `12:34:56.5` from microseconds of the day. */
export function clock(micros: bigint): string {
  const seconds = micros / 1_000_000n;
  const fraction = String(micros % 1_000_000n)
    .padStart(6, '0')
    .replace(/0+$/, '');
  const pad = (value: bigint) => String(value).padStart(2, '0');
  const whole = `${pad(seconds / 3600n)}:${pad((seconds / 60n) % 60n)}:${pad(seconds % 60n)}`;
  return fraction ? `${whole}.${fraction}` : whole;
}

/** An interval in DuckDB's words, e.g. `1 year 2 months 3 days 04:05:06`. */
export function interval(months: number, days: number, micros: bigint): string {
  const part = (count: number, word: string) =>
    count ? [`${String(count)} ${word}${Math.abs(count) === 1 ? '' : 's'}`] : [];
  const dated = [...part(Math.trunc(months / 12), 'year'), ...part(months % 12, 'month'), ...part(days, 'day')];
  const timed = micros === 0n && dated.length ? [] : [micros < 0n ? `-${clock(-micros)}` : clock(micros)];
  return [...dated, ...timed].join(' ');
}

/** Bytes as lower-case hexadecimal digits. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Names made unique the way both engines do it: `a`, `a:1`, `a:2`. */
export function unique(names: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return count ? `${name}:${String(count)}` : name;
  });
}

function withPoint(unscaled: bigint, scale: number): string {
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
