import type { Unit } from './mapping';

/** A column's name as the mapper compares it. */
export interface Header {
  /** NFKC, lower case, without blanks, signs, quotes and brackets: `User ID` and `user_id` are one. */
  readonly key: string;
  /** What stands in brackets or at the end as a unit of time. */
  readonly unit: Unit | null;
}

const units: readonly (readonly [Unit, RegExp])[] = [
  ['ms', /^(ms|msec|milliseconds?|毫秒)$/],
  ['s', /^(s|secs?|seconds?|秒|秒数)$/],
  ['min', /^(m|mins?|minutes?|分|分钟|分钟数)$/],
  ['h', /^(h|hrs?|hours?|小时|时|小时数)$/],
  ['d', /^(d|days?|天|日|天数)$/],
];

export function headerOf(name: string): Header {
  const plain = name
    .normalize('NFKC')
    .replace(/^\uFEFF/, '')
    .trim()
    .replace(/^(?:Q|题)?\d{1,3}[、.)．:]\s*(?=\D)/i, '')
    .toLowerCase();
  const bracket = /[([{【]([^)\]}】]*)[)\]}】]\s*$/.exec(plain)?.[1]?.trim();
  const bare = plain
    .replace(/[([{【][^)\]}】]*[)\]}】]/g, ' ')
    .replace(/["'`]/g, '')
    .trim();
  const tail = /^(.*?)(?:[\s_-]+in)?[\s_-]+(ms|secs?|seconds?|mins?|minutes?|hours?|days?|s)$/.exec(bare);
  const fromBracket = bracket === undefined ? null : unitOf(bracket);
  const fromTail = fromBracket || !tail ? null : unitOf(tail[2] ?? '');
  return { key: keyOf(fromTail ? (tail?.[1] ?? bare) : bare), unit: fromBracket ?? fromTail };
}

/** A name without case, blanks and signs. */
export function keyOf(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-./:#*?？：、]+/g, '');
}

function unitOf(word: string): Unit | null {
  return units.find(([, pattern]) => pattern.test(word))?.[0] ?? null;
}
