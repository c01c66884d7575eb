import type { Remark } from '../i18n/text';
import { listed } from './contrasts';

interface Based {
  /** Null for all answers together. */
  readonly name: string | null;
  readonly n: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** A caution that names the groups with fewer than 30 answers or an interval wider than ± `half`; none when there are none. */
export function lowBase(groups: readonly Based[], half: number): readonly Remark[] {
  const weak = groups.filter(
    ({ n, low, high }) => n < 30 || (low !== null && high !== null && (high - low) / 2 > half),
  );
  if (!weak.length) return [];
  const names = (all: string) => listed(weak.map(({ name, n }) => `${name ?? all} (n=${String(n)})`));
  return [
    {
      level: 'caution',
      say: {
        en: 'Low base, read with care (fewer than 30 answers, or a wide interval): {names}',
        zh: '样本偏少，请谨慎解读（不足 30 份回答，或区间过宽）：{names}',
      },
      with: { names: { en: names('all answers').en, zh: names('全部回答').zh } },
    },
  ];
}
