import type { Given } from '../exercises/check';
import type { Step } from '../exercises/exercise';

/** A number as a person types it: a comma or a point, a per cent sign, full-width digits; NaN for what is none. */
export function numberOf(text: string): number {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[%\s]/g, '')
    .replace(/^[−–]/, '-')
    .replaceAll(',', text.includes('.') ? '' : '.');
  return plain === '' ? NaN : Number(plain);
}

const ranges = { percent: [0, 100], points: [-100, 100], count: [0, Infinity], number: [-Infinity, Infinity] } as const;

/** Whether a wrong answer was a try that deserves the worked solution: a possible number, an order that was touched, a query with rows. */
export function isRealTry(step: Step, given: Given | null, touched: boolean): boolean {
  if (given === null) return false;
  if (step.kind === 'number' && 'number' in given) {
    const [from, to] = ranges[step.unit];
    return given.number >= from && given.number <= to;
  }
  if (step.kind === 'order') return touched;
  return 'rows' in given ? given.rows.rows.length > 0 : true;
}
