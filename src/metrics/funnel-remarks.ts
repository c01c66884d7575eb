import type { Remark } from '../i18n/text';
import { anyStep, stepWord } from './funnel-steps';
import { unknownRemark } from './unknown-names';

interface Step {
  readonly step: number;
  readonly touchpoint: string;
  readonly step_rate: number | null;
  readonly dropped: number;
}

interface Asked {
  readonly steps: readonly string[];
  readonly exclude: readonly string[];
  /** Names of these that nothing in the data has. */
  readonly unknown: readonly string[];
}

/** Where most drop out, and what keeps the rates from being read at face value. */
export function funnelRemarks(
  rows: readonly Step[],
  { entered, undetermined }: { readonly entered: number; readonly undetermined: number },
  { steps, exclude, unknown }: Asked,
): readonly Remark[] {
  const known = steps.filter((name) => !unknown.includes(name)).length;
  const isReachable = ({ touchpoint, step }: Step) =>
    touchpoint === anyStep(step) ? step <= known : !unknown.includes(touchpoint);
  const [worst] = rows
    .slice(1)
    .filter((row) => row.step_rate !== null && isReachable(row))
    .sort((a, b) => Number(a.step_rate) - Number(b.step_rate));
  const remarks: Remark[] = [];
  if (worst)
    remarks.push({
      level: 'finding',
      say: {
        en: 'The steepest loss is before {step}: {share:percent} of those who reached the step before go on, {dropped:count} drop out.',
        zh: '流失最多的是“{step}”之前：仅 {share:percent} 继续，{dropped:count} 人退出。',
      },
      with: { step: stepWord(worst.touchpoint), share: worst.step_rate, dropped: worst.dropped },
    });
  if (undetermined)
    remarks.push({
      level: 'caution',
      say: {
        en: '{n:count} customers have not completed, but their window was not over when the data ended: they are undetermined, and the rates may still rise.',
        zh: '{n:count} 个客户尚未完成且窗口未满：结果未定，转化率仍可能上升。',
      },
      with: { n: undetermined },
    });
  for (const [param, names] of Object.entries({ steps, exclude }))
    remarks.push(
      ...unknownRemark(
        param,
        [...new Set(names)].filter((name) => unknown.includes(name)),
      ),
    );
  if (entered < 30)
    remarks.push({
      level: 'caution',
      say: { en: 'Low base: only {n:count} entered.', zh: '样本不足：仅 {n:count} 人进入。' },
      with: { n: entered },
    });
  return remarks;
}
