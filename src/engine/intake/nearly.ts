import { detectReading, type Surroundings } from './detect-reading';
import { isDuration } from './duration-form';
import type { Reading } from './imported';
import { parseNumber } from './number-form';
import { timeForm } from './time-form';

/** How most cells of a column read that stays text, since the others do not. */
export interface Nearly {
  readonly reading: Reading;
  /** Share of the cells looked at that do not read so, and some of them, the most frequent first. */
  readonly share: number;
  readonly words: readonly string[];
}

const most = 0.8;
const fewest = 10;
const wordsShown = 3;

/** Looks for what a column of text would be but for a few of its cells. */
export function nearly(cells: ReadonlyMap<string, number>, around: Surroundings): Nearly | null {
  const { reading, missing } = detectReading(cells, around, most);
  if (reading.kind === 'text') return null;
  const filled = [...cells].filter(([cell]) => cell !== '' && !missing.includes(cell));
  const all = filled.reduce((sum, [, count]) => sum + count, 0);
  const strange = filled.filter(([cell]) => !reads(cell, reading)).sort(([, a], [, b]) => b - a);
  const off = strange.reduce((sum, [, count]) => sum + count, 0);
  if (all < fewest || off === 0) return null;
  return { reading, share: off / all, words: strange.slice(0, wordsShown).map(([cell]) => cell.slice(0, 40)) };
}

function reads(cell: string, reading: Reading): boolean {
  switch (reading.kind) {
    case 'number':
      return parseNumber(cell, reading.decimal) !== null;
    case 'time':
      return timeForm([cell], { timely: true }) !== null;
    case 'duration':
      return isDuration(cell);
    case 'likert':
      return Object.hasOwn(reading.labels, cell);
    case 'flag':
      return /^(?:true|false)$/i.test(cell);
    case 'text':
      return true;
  }
}
