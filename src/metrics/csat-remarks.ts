import type { Remark } from '../i18n/text';
import { standingOut } from './contrasts';
import { lowBase } from './low-base';
import { noInterval } from './no-interval';
import { repeatsRemark } from './repeats-remark';
import { scaleRemarks } from './scale-remarks';

interface Counted {
  readonly n: number;
  readonly effective_n: number;
  readonly interval_n: number;
  readonly csat: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly score: number | null;
  readonly score_low: number | null;
}

interface Summary extends Counted {
  readonly by: string;
  readonly kind: string | null;
  readonly scale: string | null;
  readonly cut: number | null;
}

interface More {
  /** CSAT if one point less sufficed. */
  readonly lower: number | null;
  readonly reading: Parameters<typeof scaleRemarks>[0];
}

/** Which groups stand out, which bases are low, how answers were read, and what another cut would have said. */
export function csatRemarks(
  rows: readonly (Counted & { readonly touchpoint: string | null })[],
  summary: Summary,
  more: More | undefined,
  rescale: 'minmax' | 'share-of-maximum',
): readonly Remark[] {
  const named = rows.flatMap((row) =>
    row.touchpoint === null || row.csat === null ? [] : [{ ...row, name: row.touchpoint, csat: row.csat }],
  );
  return [
    ...standingOut(
      named.map(({ name, interval_n: n, csat }) => ({ name, n, mean: csat, variance: csat * (1 - csat) })),
      { what: { en: 'CSAT', zh: '满意率' }, format: 'percent', better: 'more' },
    ),
    ...lowBase(summary.by === 'none' ? [{ ...summary, name: null }] : named, 0.1),
    ...noInterval(
      (summary.by === 'none' ? [{ ...summary, name: null }] : named).map(({ name, score, score_low: low }) => ({
        name,
        mean: score,
        low,
      })),
      { en: 'the mean score', zh: '平均分' },
    ),
    ...repeatsRemark(summary),
    ...(more ? scaleRemarks(more.reading, summary.kind) : []),
    ...otherCut(summary, more?.lower ?? null),
    {
      level: 'note',
      say: {
        en: 'CSAT is a share, the score is the rescaled mean ({how}): two numbers with two names',
        zh: '满意率是占比，满意度得分是换算后的均值（{how}）：两个数，两个名称',
      },
      with: {
        how:
          rescale === 'minmax'
            ? { en: '4.2 of 5 becomes 80', zh: '5 分制 4.2 分换算为 80' }
            : { en: '4.2 of 5 becomes 84', zh: '5 分制 4.2 分换算为 84' },
      },
    },
  ];
}

function otherCut({ cut, scale, csat }: Summary, lower: number | null): readonly Remark[] {
  if (cut === null || lower === null || lower === csat) return [];
  return [
    {
      level: 'note',
      say: {
        en: 'Satisfied means {cut} or more on {scale}; if {below} counted too, CSAT would be {lower:percent} instead of {csat:percent}',
        zh: '量表 {scale} 上 {cut} 分及以上计为满意；若 {below} 分也计入，满意率为 {lower:percent}，而不是 {csat:percent}',
      },
      with: { cut, scale: scale ?? '–', below: cut - 1, lower, csat },
    },
  ];
}
